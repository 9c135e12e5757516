"""Reads the sentences staff begin with when they have taken a conversation over, one file a language."""

from pathlib import Path

import yaml

from frontdesk.values import Language

_FOLDER = Path(__file__).parent / "openings"


class OpeningLines:
    """The sentences of every language; read once, when made."""

    def __init__(self, folder: Path = _FOLDER) -> None:
        self._lines = {
            language: tuple(map(str, yaml.safe_load((folder / f"{language}.yml").read_text(encoding="utf-8"))))
            for language in Language
        }

    def of(self, language: Language, *, name: str) -> tuple[str, ...]:
        """Return the sentences of a language, said by somebody of this name."""
        return tuple(line.format(name=name) for line in self._lines[language])
