"""What the assistant answers to a test question at this moment, and why."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from frontdesk.services.preview_answer import Preview, ReadingFailed, preview_answer
from frontdesk.values import Language
from frontdesk.web.desk.access import AtTheDesk, KnowledgeReader
from frontdesk.web.desk.knowledge import held_fact
from frontdesk.web.desk.knowledge_form import clean
from frontdesk.web.desk.knowledge_words import chosen, teller, words_of
from frontdesk.web.desk.pages import page, reader_language
from frontdesk.wiring.desk import Desk

router = APIRouter()
LONGEST_QUESTION = 2000


@router.get("/knowledge/preview")
def ask(request: Request, desk: AtTheDesk, _who: KnowledgeReader, fact: str = "", language: str = "") -> Response:
    """Show the form, with a question about a fact where one is named."""
    spoken = chosen(Language, language) or reader_language(request)
    examples = held_fact(desk, fact).fact.examples.get(spoken, ()) if fact else ()
    return _page(request, desk, question=examples[0] if examples else "", language=spoken)


@router.post("/knowledge/preview")
def answer(
    request: Request,
    desk: AtTheDesk,
    _who: KnowledgeReader,
    question: Annotated[str, Form()] = "",
    language: Annotated[str, Form()] = "",
) -> Response:
    """Answer a test question; nothing of it is kept."""
    spoken, text = chosen(Language, language) or Language.EN, clean(question).strip()
    tell = teller(request)
    if not text or len(text) > LONGEST_QUESTION:
        error = tell("knowledge.wrong.missing") if not text else tell("knowledge.wrong.long")
        return _page(request, desk, question=question, language=spoken, error=error)
    found = previewed(desk, text, spoken)
    return _page(request, desk, question=text, language=spoken, preview=found, away=found is None)


def previewed(desk: Desk, text: str, language: Language) -> Preview | None:
    """Return what is answered; none where the language model is away."""
    try:
        return preview_answer(text, language, desk.knowledge.previews)
    except ReadingFailed:
        return None


def _page(request: Request, desk: Desk, **shown: object) -> Response:
    usual = {"error": "", "preview": None, "away": False}
    return page(
        request,
        "knowledge/preview.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if shown.get("error") else HTTPStatus.OK,
        languages=tuple(Language),
        state_from=desk.knowledge.state_from,
        words=words_of(request),
        **(usual | shown),
    )
