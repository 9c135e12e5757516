"""Letters to visitors and staff, from one plain text a topic and language; their HTML is made of that text, so that both say the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from importlib.resources import files
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from frontdesk.services.delivery import Topic
from frontdesk.services.delivery_texts import Letter, TextIncomplete
from frontdesk.values import Language

STAFF_LANGUAGES = (Language.EN, Language.FR)
_ZONE = "Europe/Brussels"
_LOCALES = {Language.EN: "en_GB", Language.FR: "fr_BE", Language.NL: "nl_BE", Language.DE: "de_BE"}
_TO = ("to", "language", "name")
_LEAD = (*_TO, "reference", "organisation", "due_at")
NEEDED: Mapping[Topic, tuple[str, ...]] = {
    Topic.VISITOR_ACKNOWLEDGEMENT: (*_TO, "reference", "due_at"),
    Topic.VISITOR_ANSWER: (*_TO, "reference", "text", "officer"),
    Topic.STAFF_ASSIGNED: _LEAD,
    Topic.STAFF_UNASSIGNED: _LEAD,
    Topic.STAFF_DUE_SOON: _LEAD,
    Topic.STAFF_OVERDUE: _LEAD,
    Topic.STAFF_INVITED: (*_TO, "url", "expires_at"),
    Topic.TEST: _TO,
}
OPTIONAL = ("owner", "rule", "deputy_for", "reply_to")
_MOMENTS = ("due_at", "expires_at")
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment in Brussels, in the reader's language."""

    day: str
    hour: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a letter; one that is an address and nothing else is a link in HTML."""

    text: str

    @property
    def is_link(self) -> bool:
        """Tell whether the line is a link."""
        return self.text.startswith(("https://", "http://")) and " " not in self.text


@dataclass
class LetterRenderer:
    """Fills the port Letters. ``public_url`` is where staff reach the desk."""

    public_url: str

    def letter(self, topic: str, payload: Mapping[str, object]) -> Letter:
        """Return the letter of a topic. Raises TextIncomplete with the key that is missing or no text."""
        told = _told(topic, payload)
        language = _language(topic, told["language"])
        moments = {name: _moment(told[name], language) for name in _MOMENTS if told.get(name)}
        values = {**told, **moments, "desk": f"{self.public_url}/desk"}
        subject = self._fill(f"{language}/{topic}.subject.j2", values)
        text = self._fill(f"{language}/{topic}.txt.j2", values)
        return Letter(
            to=str(told["to"]),
            name=str(told["name"]),
            language=language,
            subject=subject,
            text=text + "\n",
            html=self._html(subject, text, language),
            reply_to=told["reply_to"],
            by_person=topic == Topic.VISITOR_ANSWER,
        )

    def _fill(self, name: str, values: Mapping[str, object]) -> str:
        """Fill a plain text. Nothing is escaped here: mail's plain text has no markup."""
        return self._plain.get_template(name).render(values).strip()

    def _html(self, subject: str, text: str, language: Language) -> str:
        paragraphs = [[Line(line) for line in block.splitlines()] for block in text.split("\n\n") if block.strip()]
        page = self._marked_up.get_template("letter.html.j2")
        return page.render(subject=subject, paragraphs=paragraphs, language=language.value)

    @cached_property
    def _plain(self) -> Environment:
        return Environment(
            loader=_loader(),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=False,  # noqa: S701 - plain text
        )

    @cached_property
    def _marked_up(self) -> Environment:
        return Environment(loader=_loader(), undefined=StrictUndefined, autoescape=True, trim_blocks=True)


def _loader() -> FileSystemLoader:
    return FileSystemLoader(str(files("frontdesk.rendering") / "mail"))


def _told(topic: str, payload: Mapping[str, object]) -> dict[str, str | None]:
    """Return the texts a letter needs, those it can do without as none. Raises TextIncomplete."""
    if topic not in set(NEEDED):
        raise TextIncomplete("topic")
    for name in NEEDED[Topic(topic)]:
        value = payload.get(name)
        if not isinstance(value, str) or not value.strip():
            raise TextIncomplete(name)
    named = (*NEEDED[Topic(topic)], *OPTIONAL)
    return {name: _plainly(name, payload[name]) if payload.get(name) else None for name in named}


def _language(topic: str, told: str | None) -> Language:
    """Return the reader's language; staff whose language has no letters read English. Raises TextIncomplete."""
    if told not in set(Language):
        raise TextIncomplete("language")
    language = Language(told)
    return language if topic.startswith("visitor.") or language in STAFF_LANGUAGES else Language.EN


def _moment(told: str | None, language: Language) -> Moment:
    """Return a moment as clocks in Brussels show it. Raises TextIncomplete."""
    try:
        moment = datetime.fromisoformat(told or "")
    except ValueError as problem:
        raise TextIncomplete("moment") from problem
    if moment.tzinfo is None:
        raise TextIncomplete("moment")
    there, locale = moment.astimezone(ZoneInfo(_ZONE)), _LOCALES[language]
    return Moment(
        str(format_date(there.date(), "full", locale=locale)), str(format_time(there, "short", locale=locale))
    )


def _plainly(name: str, value: object) -> str:
    """Return a text in one line, as long as a name is; only what a colleague wrote keeps its paragraphs."""
    return str(value).strip() if name == "text" else " ".join(str(value).split())[:_LONGEST]
