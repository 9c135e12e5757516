"""The file through which the running language model learns subjects and example questions, without being trained again."""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from frontdesk.facts.knowledge import Knowledge
from frontdesk.facts.model import Subject


class KnowledgeJson:
    """The knowledge file of one installation."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, knowledge: Knowledge) -> bool:
        """Replace the file in one step where its content changes; tell whether it did. Raises OSError."""
        text = _document(knowledge)
        with suppress(FileNotFoundError, UnicodeDecodeError):
            if self.path.read_text(encoding="utf-8") == text:
                return False
        _replace(self.path, text)
        return True


def _document(knowledge: Knowledge) -> str:
    content = {
        "subjects": [_subject(subject) for subject in knowledge.subjects.values()],
        "examples": list(_examples(knowledge)),
    }
    version = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    return json.dumps({"version": version, **content}, ensure_ascii=False, indent=1) + "\n"


def _subject(subject: Subject) -> dict[str, object]:
    names = dict.fromkeys((*subject.names.values(), *subject.aliases))
    return {"id": subject.id, "kind": subject.kind.value, "names": list(names)}


def _examples(knowledge: Knowledge) -> Iterator[dict[str, object]]:
    for fact in knowledge.facts.values():
        for language, texts in fact.examples.items():
            for text in texts:
                yield {"fact_id": fact.id, "language": language.value, "text": text}
        for language, texts in fact.near_misses.items():
            for text in texts:
                yield {"fact_id": fact.id, "language": language.value, "text": text, "near_miss": True}
        for language, statement in fact.statement.items():
            yield {"fact_id": fact.id, "language": language.value, "text": statement, "statement": True}


def _replace(path: Path, text: str) -> None:
    """A reader sees the old file or the new one, also where the machine stops in between."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
