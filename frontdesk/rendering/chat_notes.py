"""Notes for the chats of staff: reference, sector, country, assessment and promise. Nothing in them says who enquires."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from babel import Locale
from babel.dates import format_date, format_time

from frontdesk.services.delivery import Topic
from frontdesk.services.delivery_texts import Note, TextIncomplete
from frontdesk.values import Language

LANGUAGES = (Language.EN, Language.FR)
_LOCALES = {Language.EN: "en_GB", Language.FR: "fr_BE"}
_ZONE = "Europe/Brussels"


@dataclass(frozen=True, slots=True)
class NoteRenderer:
    """Fills the port Notes. ``public_url`` is where staff reach the desk."""

    public_url: str

    def note(self, topic: str, payload: Mapping[str, object], language: Language) -> Note:
        """Return the note of a recorded lead, or of a test with one. Raises TextIncomplete."""
        spoken = language if language in LANGUAGES else Language.EN
        words, reference = _words(spoken), _text(payload, "reference")
        title = str(words["test"]) if topic == Topic.TEST else str(words["title"]).format(reference=reference)
        return Note(
            title=title,
            facts=tuple((str(words[name]), value) for name, value in _facts(payload, spoken).items()),
            link=str(words["link"]),
            url=f"{self.public_url}/desk/leads/{reference}",
        )


def _facts(payload: Mapping[str, object], language: Language) -> dict[str, str]:
    """Return what is told. A sector in the visitor's own words may say anything, so it is told as another one."""
    words, locale = _words(language), Locale.parse(_LOCALES[language])
    country, rating = _text(payload, "country"), payload.get("qualification")
    outcome = rating.get("outcome") if isinstance(rating, Mapping) else None
    if outcome not in words["outcomes"]:
        raise TextIncomplete("qualification")
    return {
        "sector": str(words["sectors"].get(_text(payload, "sector"), words["other"])),
        "country": str(locale.territories.get(country, words["other"])),
        "outcome": str(words["outcomes"][outcome]),
        "due": _moment(_text(payload, "due_at"), language),
    }


def _moment(told: str, language: Language) -> str:
    try:
        moment = datetime.fromisoformat(told).astimezone(ZoneInfo(_ZONE))
    except ValueError as problem:
        raise TextIncomplete("due_at") from problem
    locale = _LOCALES[language]
    return f"{format_date(moment.date(), 'medium', locale=locale)}, {format_time(moment, 'short', locale=locale)}"


def _text(payload: Mapping[str, object], name: str) -> str:
    value = payload.get(name)
    if not isinstance(value, str) or not value:
        raise TextIncomplete(name)
    return value


@cache
def _words(language: Language) -> dict[str, Any]:
    file = files("frontdesk.rendering") / "chat" / f"{language}.yml"
    words: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return words
