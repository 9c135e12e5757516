"""The training sentences in data/nlu: which there are, and adding those that came from visitors to a file of their own."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml

from frontdesk.values import Language

REVIEWED = "reviewed.yml"
_LINE = re.compile(r"^\s*[-*+]\s*(?P<text>.+?)\s*$", re.MULTILINE)
_ANNOTATED = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")
_HEAD = 'version: "3.1"\n# Wordings of visitors, labelled by staff; written by `frontdesk nlu review export`.\nnlu:\n'

type Examples = dict[str, list[str]]


class TrainingExamples:
    """Fills the port ExampleFiles on a folder with one folder a language."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def known(self, language: Language) -> Mapping[str, str]:
        """Return the intent of every sentence of a language, by the sentence in small letters."""
        files = sorted((self._folder / language).glob("*.yml"))
        found = ((text, intent) for file in files for intent, texts in _read(file).items() for text in texts)
        return {text.casefold(): intent for text, intent in found}

    def add(self, language: Language, examples: Iterable[tuple[str, str]]) -> Path:
        """Add (intent, sentence) pairs to what the file holds, intents in alphabetical order, and return the file. Raises OSError."""
        path = self._folder / language / REVIEWED
        held = _read(path) if path.exists() else {}
        for intent, text in examples:
            if text not in held.setdefault(intent, []):
                held[intent].append(text)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.new")
        draft.write_text(_HEAD + "".join(_block(intent, held[intent], language) for intent in sorted(held)), "utf-8")
        draft.replace(path)
        return path


def intents_of(domain: Path) -> frozenset[str]:
    """Return the intents that a domain file declares. Raises OSError."""
    content = yaml.load(domain.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)  # as safe, and ten times as fast
    return frozenset(next(iter(one)) if isinstance(one, dict) else str(one) for one in content["intents"])


def _read(file: Path) -> Examples:
    content = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
    found: Examples = {}
    for entry in content.get("nlu") or ():
        if "intent" in entry:
            texts = (match["text"] for match in _LINE.finditer(str(entry.get("examples") or "")))
            found.setdefault(entry["intent"], []).extend(_ANNOTATED.sub(r"\1", text) for text in texts)
    return found


def _block(intent: str, texts: Iterable[str], language: Language) -> str:
    lines = "".join(f"    - {text}\n" for text in texts)
    return f"- intent: {intent}\n  metadata: {{language: {language}}}\n  examples: |\n{lines}"
