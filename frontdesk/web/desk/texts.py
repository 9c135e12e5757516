"""The desk's texts: one YAML file a language and area; a missing key is an error, never an empty place."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from babel import Locale

from frontdesk.values import Language

LANGUAGES = (Language.EN, Language.FR)
_FOLDER = Path(__file__).parent / "texts"


class TextMissing(KeyError):
    """No text has this name in this language."""


@cache
def catalogue(language: Language) -> Mapping[str, Any]:
    """Return every text of a language by its full name, 'inbox.title'; where a number decides, a mapping of plural forms."""
    found: dict[str, Any] = {}
    for file in sorted((_FOLDER / language.value).glob("*.yml")):
        _collect(found, file.stem, yaml.safe_load(file.read_text(encoding="utf-8")) or {})
    return found


def text(language: Language, name: str, /, **values: object) -> str:
    """Return one text with its values in place; ``count`` chooses among plural forms. Raises TextMissing."""
    found = catalogue(language).get(name)
    if found is None:
        raise TextMissing(f"{language}: {name}")
    if isinstance(found, dict):
        form = Locale(language.value).plural_form(abs(_number(values.get("count"))))
        found = found.get(form) or found["other"]
    return str(found).format_map(values) if values else str(found)


def term(language: Language, kind: str, value: str) -> str:
    """Return a value of a closed list in words, or the value itself where it is the visitor's own."""
    name = f"terms.{kind}.{value}"
    return text(language, name) if has_text(name) else value


def has_text(name: str) -> bool:
    """Tell whether there is a text of this name."""
    return name in catalogue(LANGUAGES[0])


def _number(count: object) -> int:
    return count if isinstance(count, int) else 0


def _collect(found: dict[str, Any], prefix: str, texts: Mapping[str, Any]) -> None:
    for key, value in texts.items():
        name = f"{prefix}.{key}"
        if isinstance(value, dict) and "other" not in value:
            _collect(found, name, value)
        else:
            found[name] = value
