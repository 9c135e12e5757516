"""Reads the sentences the system itself says, one file a language, and refuses a catalogue with a gap."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml
from babel.dates import format_date, format_time

from frontdesk.leads.office_hours import ZONE
from frontdesk.services.dialogue import NoticeKind
from frontdesk.values import Language

_FOLDER = Path(__file__).parent / "notices"
_LOCALES = {language: "en_GB" if language is Language.EN else f"{language}_BE" for language in Language}


class NoticesIncomplete(Exception):
    """A file of the catalogue lacks a sentence or holds one nobody says."""


class NoticeCatalogue:
    """Fills the port Notices; read once, when made. Raises NoticesIncomplete."""

    def __init__(self, folder: Path = _FOLDER) -> None:
        self._sentences = {language: _read(folder / f"{language}.yml") for language in Language}

    def text(self, kind: NoticeKind, language: Language, **values: str) -> str:
        """Return one sentence with its values in place."""
        return self._sentences[language][kind].format_map(values)

    def moment(self, at: datetime, language: Language) -> str:
        """Return a moment as a sentence names it: 'Tuesday 24 November 2026, 09:00', in Brussels."""
        zone, locale = ZoneInfo(ZONE), _LOCALES[language]
        day = format_date(at.astimezone(zone), "full", locale=locale)
        return f"{day}, {format_time(at, 'short', tzinfo=zone, locale=locale)}"


def _read(file: Path) -> Mapping[NoticeKind, str]:
    found = yaml.safe_load(file.read_text(encoding="utf-8"))
    if set(found) != {kind.value for kind in NoticeKind} or not all(isinstance(text, str) for text in found.values()):
        raise NoticesIncomplete(f"{file.name} must hold exactly: {', '.join(sorted(NoticeKind))}")
    return {NoticeKind(kind): text for kind, text in found.items()}
