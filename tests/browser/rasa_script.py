"""A Rasa for browser tests: our channel's HTTP shape on a real socket, with answers known beforehand, slow and broken ones too."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

type Json = dict[str, Any]

AGENCY = {
    "title": "Kickstart Biomanufacturing: A buzzing biotech scene",
    "url": "https://www.kickstartbiomanufacturing.be/success-factors/a-buzzing-biotech-scene",
}
GREETINGS = {
    "en": "Hello! I am the automated assistant of the investment desk. Ask me about biotech in Wallonia, or leave an enquiry.",
    "fr": "Bonjour ! Je suis l’assistant automatique du guichet. Interrogez-moi sur la biotech en Wallonie, ou laissez une demande.",
    "nl": "Dag! Ik ben de automatische assistent van het loket. Vraag mij naar biotech in Wallonië, of laat een aanvraag achter.",
    "de": "Guten Tag! Ich bin der automatische Assistent. Fragen Sie mich nach Biotech in Wallonien, oder hinterlassen Sie eine Anfrage.",
}
TOPICS = {
    "en": ("Why Wallonia?", "Key figures", "Leave an enquiry"),
    "fr": ("Pourquoi la Wallonie ?", "Chiffres clés", "Laisser une demande"),
    "nl": ("Waarom Wallonië?", "Kerncijfers", "Aanvraag achterlaten"),
    "de": ("Warum Wallonien?", "Kennzahlen", "Anfrage hinterlassen"),
}
ANSWERS = {
    "en": "According to the agency’s page, Wallonia counts more than 350 biotech companies.\n\n"
    "Definitions differ: BioWin counted 184 member companies in 2023.",
    "fr": "Selon la page de l’agence, la Wallonie compte plus de 350 entreprises de biotechnologie.\n\n"
    "Les définitions varient : BioWin comptait 184 membres en 2023.",
    "nl": "Volgens de pagina van het agentschap telt Wallonië meer dan 350 biotechbedrijven.\n\n"
    "De definities verschillen: BioWin telde 184 leden in 2023.",
    "de": "Laut der Seite der Agentur zählt Wallonien mehr als 350 Biotech-Unternehmen.\n\n"
    "Die Definitionen unterscheiden sich: BioWin zählte 2023 184 Mitglieder.",
}
HISTORY = (
    "Some steps of a long history:\n"
    "• 1928: Emmanuel Janssen founds UCB\n\n• 1956: RIT produces a polio vaccine in Belgium\n\n• 1985: Joseph Martial creates Eurogentec"
)
FORM = ("name", "organisation", "email", "phone", "country", "project", "confirm")


class ScriptedRasa:
    """What it was told is in ``heard``, in order, once for each time it was told."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self._form: dict[str, Iterator[str]] = {}

    def application(self) -> Starlette:
        """Return the channel as an application."""
        return Starlette(
            routes=[
                Route("/webhooks/frontdesk/messages", self._message, methods=["POST"]),
                Route("/webhooks/frontdesk/conversations/{id}", _forgotten, methods=["DELETE"]),
                Route("/webhooks/frontdesk/ready", _ready),
            ]
        )

    async def _message(self, request: Request) -> Response:
        told = await request.json()
        said = told.get("payload") or told["text"]
        self.heard.append(said)
        if said == "/crash" or "crash" in said:
            return JSONResponse({"error": "an action failed"}, 500)
        if "slowly" in said:
            await asyncio.sleep(1.5)
        return JSONResponse(self._answer(told["conversation_id"], said, told["language"]))

    def _answer(self, conversation_id: str, said: str, language: str) -> Json:
        if "auf Deutsch" in said:
            language = "de"
        if said == "/greet":
            return _turn(GREETINGS[language], language, buttons=TOPICS[language])
        if "enquiry" in said.lower():
            self._form[conversation_id] = iter(FORM)
            return _turn(
                "May I keep your details to answer your enquiry? Our notice: /privacy.",
                language,
                ("Yes", "No"),
                asks="consent",
            )
        if conversation_id in self._form:
            return self._next_question(conversation_id, language)
        return _spoken(said, language)

    def _next_question(self, conversation_id: str, language: str) -> Json:
        asks = next(self._form[conversation_id], None)
        if asks is None:
            return _turn("Thank you. Your reference is WAL-2026-0001.", language)
        buttons = ("Skip",) if asks == "phone" else ()
        return _turn(f"What is your {asks}?", language, buttons, asks=asks)


def _spoken(said: str, language: str) -> Json:
    if "history" in said.lower():
        cited = [_cited("1928", "BE"), _cited("1956", "BE"), _cited("1985", "WAL"), _cited("1985", "WAL")]
        return _turn(HISTORY, language, ("Who founded Eurogentec?",), citations=cited, kind="timeline")
    if "evil" in said:
        cited = [{**_cited("2020", "WAL"), "title": "<b>Bold</b>", "url": "javascript:alert(1)"}]
        return _turn(
            "<img src=x onerror=\"document.title='taken'\"> [link](javascript:alert(1))", language, citations=cited
        )
    if "refuse" in said:
        return _turn("I do not hold that.", language, kind="refusal")
    if "long" in said:
        return _turn(
            "\n\n".join(f"Paragraph {number}. " + "A sentence about biotech. " * 6 for number in range(8)), language
        )
    return _turn(ANSWERS[language], language, citations=[_cited("2026-11-23", "WAL")], kind="facts")


def _turn(
    text: str,
    language: str,
    buttons: tuple[str, ...] = (),
    *,
    asks: str | None = None,
    citations: Sequence[Mapping[str, str]] = (),
    kind: str = "answer",
) -> Json:
    message: Json = {
        "text": text,
        "buttons": [{"title": title, "payload": "/inform"} for title in buttons],
        "custom": {"citations": list(citations), "kind": kind},
    }
    slot = f"enquiry_{asks}" if asks else None
    return {"messages": [message], "language": language, "requested_slot": slot, "outcome": None, "rejected": False}


def _cited(as_of: str, scope: str) -> dict[str, str]:
    return {"fact_id": f"fact-{as_of}", "as_of": as_of, "scope": scope, **AGENCY}


async def _forgotten(_: Request) -> Response:
    return Response(status_code=204)


async def _ready(_: Request) -> Response:
    return JSONResponse({"ready": True})
