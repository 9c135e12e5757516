"""Joins what the benchmark of conversations measures: the trained language model, the fact files and the answer desk."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from frontdesk.fact_files.folder import YamlFactFiles
from frontdesk.facts.knowledge import Knowledge
from frontdesk.services.evaluate_conversations import Conversation, ExpectedTurn, JudgedTurn, play
from frontdesk.settings import PROJECT_ROOT
from frontdesk.values import Language
from frontdesk.wiring.benches import QUESTION_SETS, open_bench_desk


def read_conversations(question_set: str) -> tuple[Conversation, ...]:
    """Read one set of test conversations, all languages. Raises FileNotFoundError where there is no such set."""
    folder = QUESTION_SETS / f"{question_set}-conversations"
    files = sorted(folder.glob("*.yml"))
    if not files:
        raise FileNotFoundError(folder)
    return tuple(conversation for file in files for conversation in _read(file))


def run_conversation_bench(model: Path, conversations: Iterable[Conversation]) -> tuple[JudgedTurn, ...]:
    """Hold every conversation with the trained model and the answer desk, and judge each turn."""
    book = YamlFactFiles().read([PROJECT_ROOT / "data" / "facts"])
    knowledge = Knowledge.of(book.facts, book.subjects, book.attributes)
    with open_bench_desk(model, knowledge) as (desk, reader):
        return tuple(judged for one in conversations for judged in play(one, desk, reader))


def _read(file: Path) -> Iterator[Conversation]:
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    for one in content["conversations"]:
        language = Language(one.get("language") or content["language"])
        yield Conversation(language, tuple(_turn(turn) for turn in one["turns"]))


def _turn(turn: Mapping[str, Any]) -> ExpectedTurn:
    return ExpectedTurn(
        ask=str(turn["ask"]),
        facts=tuple(turn.get("facts") or ()),
        acts=tuple(turn.get("acts") or ()),
        each=tuple(tuple(facts or ()) for facts in turn.get("each") or ()),
    )
