"""Reads the sentences the system itself says, one file a language, and refuses a catalogue with a gap."""

from collections.abc import Mapping
from pathlib import Path

import yaml

from frontdesk.services.dialogue import NoticeKind
from frontdesk.values import Language

_FOLDER = Path(__file__).parent / "notices"


class NoticesIncomplete(Exception):
    """A file of the catalogue lacks a sentence or holds one nobody says."""


class NoticeCatalogue:
    """Fills the port Notices; read once, when made. Raises NoticesIncomplete."""

    def __init__(self, folder: Path = _FOLDER) -> None:
        self._sentences = {language: _read(folder / f"{language}.yml") for language in Language}

    def text(self, kind: NoticeKind, language: Language, **values: str) -> str:
        """Return one sentence with its values in place."""
        return self._sentences[language][kind].format_map(values)


def _read(file: Path) -> Mapping[NoticeKind, str]:
    found = yaml.safe_load(file.read_text(encoding="utf-8"))
    if set(found) != {kind.value for kind in NoticeKind} or not all(isinstance(text, str) for text in found.values()):
        raise NoticesIncomplete(f"{file.name} must hold exactly: {', '.join(sorted(NoticeKind))}")
    return {NoticeKind(kind): text for kind, text in found.items()}
