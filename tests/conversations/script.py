"""Reads conversation files and compares each reply with what the file expects; see README.md here for the format."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.conversations.stack import Stack
from tests.conversations.visitor import Visitor

EXPECTATIONS = {"intent", "says", "not_says", "cites", "asks", "language", "offers", "lead", "transcript_hides"}
DOINGS = ("user", "click", "click_old")
LEAD_NAMES = set(
    "reference name organisation email phone country sector project investment_eur investment_original jobs timeline language channel"
    " consent qualification status owner due_at created_at conversation_id".split()
)


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing the visitor does (types, clicks, or clicks a button of long ago; nothing in the opening) and what must come of it."""

    user: str | None = None
    click: str | None = None
    click_old: str | None = None
    expect: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Script:
    """One conversation file."""

    conversation: str
    language: str | None
    turns: list[Turn]


def load(path: Path) -> Script:
    """Read a conversation file; raise ValueError with the file's name where it is not in the format."""
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    if set(raw) - {"conversation", "language", "opening", "turns"} or not raw.get("turns"):
        raise ValueError(f"{path}: a conversation has `conversation`, `language`, `opening`? and `turns`")
    opening = [Turn(expect=raw["opening"])] if "opening" in raw else []
    turns = [*opening, *(Turn(**turn) for turn in raw["turns"])]
    for turn in turns:
        unknown = set(turn.expect) - EXPECTATIONS
        done = [name for name in DOINGS if getattr(turn, name) is not None]
        if unknown or (turn not in opening and len(done) != 1):
            raise ValueError(f"{path}: {turn} needs one of {DOINGS}, and knows no {unknown or 'other key'}")
    return Script(conversation=raw["conversation"], language=raw.get("language"), turns=turns)


def play(script: Script, stack: Stack) -> None:
    """Hold the conversation and check every expectation; the failure message shows the whole conversation so far."""
    visitor = Visitor(stack.url, script.language)
    try:
        for turn in script.turns:
            if turn.user is not None:
                visitor.say(turn.user)
            elif turn.click is not None:
                visitor.click(turn.click)
            elif turn.click_old is not None:
                visitor.click_in_vain(turn.click_old)
            problems = [problem for name in turn.expect for problem in differences(name, turn, visitor, stack)]
            assert not problems, visitor.tell("\n".join(problems))
    finally:
        visitor.close()


def differences(name: str, turn: Turn, visitor: Visitor, stack: Stack) -> list[str]:
    """What is not as one expectation says."""
    expected = turn.expect[name]
    if name == "lead":
        return lead_differences(expected, stack.leads_of(visitor.id))
    if name == "transcript_hides":
        kept = _all_text(visitor.history())
        return [f"the transcript still shows {item!r}" for item in expected if contains(kept, item)]
    if name == "intent":
        found = stack.understand(turn.user or "", visitor.reply[-1]["language"])["intent"]["name"]
        return [] if found == expected else [f"understood {found}, expected {expected}"]
    return _REPLY_CHECKS[name](expected, visitor.reply)


def _says(expected: list[Any], reply: list[dict[str, Any]]) -> list[str]:
    text = _all_text(reply)
    return [f"did not say {item!r}" for item in expected if not any(contains(text, one) for one in _alternatives(item))]


def _not_says(expected: list[str], reply: list[dict[str, Any]]) -> list[str]:
    text = _all_text(reply)
    return [f"said {item!r}" for item in expected if contains(text, item)]


def _cites(expected: list[str], reply: list[dict[str, Any]]) -> list[str]:
    found = {citation["fact_id"] for message in reply for citation in message["citations"]}
    if not expected:
        return [f"cited {sorted(found)}, expected no fact"] if found else []
    missing = set(expected) - found
    return [f"did not cite {sorted(missing)}, but {sorted(found)}"] if missing else []


def _asks(expected: str | None, reply: list[dict[str, Any]]) -> list[str]:
    found = reply[-1]["asks"] if reply else None
    return [] if found == expected else [f"asks for {found}, expected {expected}"]


def _language(expected: str, reply: list[dict[str, Any]]) -> list[str]:
    found = {message["language"] for message in reply}
    return [] if found == {expected} else [f"answered in {sorted(found)}, expected {expected}"]


def _offers(expected: list[str], reply: list[dict[str, Any]]) -> list[str]:
    titles = " | ".join(button["title"] for message in reply for button in message["quick_replies"])
    return [f"did not offer {item!r}, but {titles!r}" for item in expected if not contains(titles, item)]


_REPLY_CHECKS: dict[str, Callable[[Any, list[dict[str, Any]]], list[str]]] = {
    "says": _says,
    "not_says": _not_says,
    "cites": _cites,
    "asks": _asks,
    "language": _language,
    "offers": _offers,
}


def contains(text: str, item: str) -> bool:
    """Whether a text contains another, whatever the case; `/…/` is a regular expression."""
    if len(item) > 2 and item.startswith("/") and item.endswith("/"):
        return re.search(item[1:-1], text, re.IGNORECASE | re.DOTALL) is not None
    return " ".join(item.casefold().split()) in " ".join(text.casefold().split())


def lead_differences(expected: dict[str, Any] | str, leads: list[dict[str, Any]]) -> list[str]:
    """What is not as expected of the conversation's one lead; `none` expects that there is none."""
    if expected == "none":
        return [f"a lead was stored: {leads}"] if leads else []
    if len(leads) != 1 or not isinstance(expected, dict):
        return [f"{len(leads)} leads were stored, expected one"]
    odd = LEAD_NAMES ^ set(leads[0])
    return [
        *([f"the lead's names differ: {sorted(odd)}"] if odd else []),
        *_field_differences("lead", expected, leads[0]),
    ]


def _field_differences(path: str, expected: dict[str, Any], found: dict[str, Any]) -> list[str]:
    problems = []
    for name, value in expected.items():
        actual = found.get(name)
        if isinstance(value, dict):
            problems += _field_differences(f"{path}.{name}", value, actual or {})
        elif not _same(value, actual):
            problems.append(f"{path}.{name} is {actual!r}, expected {value!r}")
    return problems


def _same(expected: object, actual: object) -> bool:
    if isinstance(expected, str) and isinstance(actual, str) and expected.startswith("/"):
        return contains(actual, expected)
    if isinstance(expected, str) and isinstance(actual, int | float):
        return expected == str(actual)
    return expected == actual


def _all_text(reply: list[dict[str, Any]]) -> str:
    return "\n".join(message["text"] for message in reply)


def _alternatives(item: str | list[str]) -> list[str]:
    return item if isinstance(item, list) else [item]
