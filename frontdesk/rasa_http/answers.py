"""Reads what our channel in Rasa answered; whatever does not have the agreed shape is a failure, never a guess."""

from frontdesk.rasa_http.understanding import understanding_of
from frontdesk.services.dialogue import Button, RasaUnavailable, Trouble, Turn, Utterance
from frontdesk.services.transcript import CitedSource
from frontdesk.values import Language

type Json = dict[str, object]

_FORM_PREFIX = "enquiry_"
_FIELDS = frozenset({
    "consent", "name", "organisation", "email", "phone", "country",
    "sector", "project", "investment", "jobs", "timeline", "confirm",
})  # fmt: skip


def turn_of(answer: object, language: Language) -> Turn:
    """Return the turn of one answer. Raises RasaUnavailable where it is malformed or says nothing."""
    if not isinstance(answer, dict) or not isinstance(answer.get("messages"), list):
        raise RasaUnavailable(Trouble.MALFORMED)
    try:
        utterances = _joined([_utterance(message) for message in answer["messages"]])
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise RasaUnavailable(Trouble.MALFORMED) from problem
    if not utterances:
        raise RasaUnavailable(Trouble.EMPTY)
    return Turn(
        utterances=utterances,
        language=_language(answer.get("language"), language),
        asks=_asks(answer.get("requested_slot")),
        outcome=_text_or_none(answer.get("outcome")),
        understood=understanding_of(answer),
    )


def _utterance(message: Json) -> Utterance:
    custom = message.get("custom") or {}
    if not isinstance(custom, dict):
        raise TypeError(custom)
    return Utterance(
        text=str(message.get("text") or "").strip(),
        buttons=tuple(Button(str(button["title"]), str(button["payload"])) for button in _list(message, "buttons")),
        citations=tuple(_citation(citation) for citation in _list(custom, "citations")),
        kind=_text_or_none(custom.get("kind")),
        parts=tuple(str(kind) for kind in _list(custom, "parts")),
    )


def _list(holder: Json, key: str) -> list[Json]:
    found = holder.get(key) or []
    if not isinstance(found, list):
        raise TypeError(found)
    return found


def _citation(citation: Json) -> CitedSource:
    return CitedSource(**{name: str(citation[name]) for name in ("fact_id", "title", "url", "as_of", "scope")})


def _joined(utterances: list[Utterance]) -> tuple[Utterance, ...]:
    """Join what Rasa sends apart: a message with buttons or sources but no text belongs to the one before it."""
    joined: list[Utterance] = []
    for utterance in utterances:
        if utterance.text or not joined:
            joined.append(utterance)
        else:
            joined[-1] = Utterance(
                text=joined[-1].text,
                buttons=joined[-1].buttons + utterance.buttons,
                citations=joined[-1].citations + utterance.citations,
                kind=joined[-1].kind or utterance.kind,
                parts=joined[-1].parts + utterance.parts,
            )
    return tuple(utterance for utterance in joined if utterance.text)


def _language(tag: object, otherwise: Language) -> Language:
    return Language.parse(tag) if isinstance(tag, str) and tag else otherwise


def _asks(requested_slot: object) -> str | None:
    if not isinstance(requested_slot, str):
        return None
    field = requested_slot.removeprefix(_FORM_PREFIX)
    return field if field in _FIELDS else None


def _text_or_none(found: object) -> str | None:
    return found if isinstance(found, str) and found else None
