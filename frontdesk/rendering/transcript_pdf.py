"""A conversation as a PDF to keep: who said what and when, with the sources, in the language it was held in."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

import yaml
from babel.dates import format_datetime

from frontdesk.leads.office_hours import ZONE
from frontdesk.rendering.transcript_fonts import BOLD, REGULAR, is_whole, lettered, ready
from frontdesk.services.transcript import Author, CitedSource, Message
from frontdesk.values import Language

_FOLDER = Path(__file__).parent / "transcripts"
_LOCALES = {language: "en_GB" if language is Language.EN else f"{language}_BE" for language in Language}
_MARGIN = 56
_QUIET = "#52615d"
_WEB = ("https://", "http://")


def transcript_pdf(messages: Sequence[Message], language: Language, made: datetime) -> bytes:
    """Return the PDF of a conversation. Whatever was written is text: no mark-up of it is obeyed."""
    from reportlab.platypus import Paragraph, SimpleDocTemplate  # noqa: PLC0415 - a tenth of a second, spent by who asks

    texts, styles, file = _texts(language), _styles(), BytesIO()
    notice = texts["notice"].format(made=_moment(made, language))
    document = SimpleDocTemplate(
        file, title=texts["title"], subject=notice, displayDocTitle=1, lang=_LOCALES[language].replace("_", "-"),
        author="Frontdesk", creator="Frontdesk",
        leftMargin=_MARGIN, rightMargin=_MARGIN, topMargin=_MARGIN, bottomMargin=_MARGIN,
    )  # fmt: skip
    story = [Paragraph(lettered(texts["title"], BOLD), styles["title"]), Paragraph(lettered(notice), styles["notice"])]
    if not all(is_whole(message.content.text) for message in messages):
        story.append(Paragraph(lettered(texts["unknown"]), styles["notice"]))
    for message in messages:
        story += [Paragraph(text, styles[style]) for style, text in _paragraphs(message, language, texts)]

    def number(canvas: Any, _document: object) -> None:  # noqa: ANN401 - the library has no types
        canvas.setFont(styles["notice"].fontName, 8)
        words = texts["page"].format(number=canvas.getPageNumber())
        canvas.drawRightString(document.pagesize[0] - _MARGIN, _MARGIN / 2, words)

    document.build(story, onFirstPage=number, onLaterPages=number)
    return file.getvalue()


def _paragraphs(message: Message, language: Language, texts: Mapping[str, str]) -> list[tuple[str, str]]:
    said = message.content
    role = texts["notice_author" if said.author is Author.NOTICE else said.author.value]
    who = f"{said.staff_name} · {role}" if said.author is Author.STAFF and said.staff_name else role
    at = lettered(_moment(said.sent_at, language))
    head = f'{lettered(who, BOLD)} <font name="{REGULAR}" size=8 color="{_QUIET}">{at}</font>'
    lines = [("text", lettered(line)) for line in said.text.splitlines() if line.strip()]
    return [("author", head), *lines, *(("source", _source(cited, texts)) for cited in dict.fromkeys(said.citations))]


def _source(cited: CitedSource, texts: Mapping[str, str]) -> str:
    told = lettered(texts["source"].format(title=cited.title, as_of=cited.as_of))
    if not cited.url.startswith(_WEB):
        return told
    address = escape(cited.url, {'"': "&quot;"})
    return f'{told}<br/><link href="{address}" color="#0b5d57">{address}</link>'


def _moment(at: datetime, language: Language) -> str:
    return str(format_datetime(at, _day(language), tzinfo=ZoneInfo(ZONE), locale=_LOCALES[language]))


def _day(language: Language) -> str:
    return "d. MMMM y HH:mm" if language is Language.DE else "d MMMM y HH:mm"


@cache
def _texts(language: Language) -> Mapping[str, str]:
    texts: Mapping[str, str] = yaml.safe_load((_FOLDER / f"{language}.yml").read_text(encoding="utf-8"))
    return texts


@cache
def _styles() -> Mapping[str, Any]:
    from reportlab.lib.styles import ParagraphStyle  # noqa: PLC0415 - as above

    ready()
    text = {"fontName": REGULAR, "fontSize": 10, "leading": 14, "wordWrap": "LTR", "splitLongWords": 1}
    return {
        "title": ParagraphStyle("title", fontName=BOLD, fontSize=16, leading=20, spaceAfter=6),
        "notice": ParagraphStyle("notice", **{**text, "fontSize": 9, "textColor": _QUIET, "spaceAfter": 10}),
        "author": ParagraphStyle("author", fontName=BOLD, fontSize=10, leading=14, spaceBefore=10, keepWithNext=1),
        "text": ParagraphStyle("text", **text),
        "source": ParagraphStyle(
            "source", **{**text, "fontSize": 8, "leading": 11, "leftIndent": 10, "spaceBefore": 2}
        ),
    }
