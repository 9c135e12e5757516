"""Compares what was answered to test questions with what should have been."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from frontdesk.facts.answer import CLAIMS, Answer, AnswerKind
from frontdesk.values import Language


class Verdict(StrEnum):
    """How an answer compares with its expectation. ``asked_back`` offered the right one as a button."""

    RIGHT = "right"
    ASKED_BACK = "asked_back"
    NOT_ANSWERED = "not_answered"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a test question should lead to: one of some facts, one of some dialogue acts, or no claim at all.

    ``style`` says how it is worded; ``same`` numbers a question that is asked in every language.
    """

    question: str
    language: Language
    facts: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    unanswerable: bool = False
    style: str = ""
    same: int | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """An expectation with its verdict, for people what was said instead, and ``act``, the accepted intent."""

    expectation: Expectation
    verdict: Verdict
    said: str
    stated: tuple[str, ...] = ()
    act: str = ""


def judge(expectation: Expectation, act: str, answer: Answer | None) -> Judged:
    """Judge one answer. ``act`` is the accepted intent; ``answer`` is none for a dialogue act that fixed talk answers."""
    stated = stated_facts(answer)
    said = f"{act}: {answer.kind if answer else 'talk'} {' '.join(stated)}".strip()
    return Judged(expectation, _verdict(expectation, act, answer), said, stated, act)


def stated_facts(answer: Answer | None) -> tuple[str, ...]:
    """Return the facts an answer states, in all its parts."""
    parts = (answer.parts or (answer,)) if answer else ()
    return tuple(fact.id for part in parts if part.kind in CLAIMS for fact in part.facts)


def facts_reached(judged: Iterable[Judged], *, by_at_least: int) -> frozenset[str]:
    """Return the facts that so many test questions got, each rightly and in different words."""
    right = (one for one in judged if one.verdict is Verdict.RIGHT)
    reached = Counter(fact for one in right for fact in set(one.stated) & set(one.expectation.facts))
    return frozenset(fact for fact, times in reached.items() if times >= by_at_least)


def _verdict(expectation: Expectation, act: str, answer: Answer | None) -> Verdict:
    stated = stated_facts(answer)
    if expectation.acts:
        return _verdict_on_act(expectation.acts, act, answer)
    if expectation.unanswerable:
        return Verdict.WRONG if stated else Verdict.RIGHT
    if stated:
        return Verdict.RIGHT if _has(expectation, stated) else Verdict.WRONG
    if answer is not None and _has(expectation, (fact.id for fact in answer.suggestions)):
        return Verdict.ASKED_BACK
    return Verdict.NOT_ANSWERED


def _verdict_on_act(acts: tuple[str, ...], act: str, answer: Answer | None) -> Verdict:
    kinds = {"out_of_scope": AnswerKind.OUT_OF_SCOPE, "other_region": AnswerKind.OTHER_REGION}
    if act in acts or (answer is not None and any(kinds.get(wanted) is answer.kind for wanted in acts)):
        return Verdict.RIGHT
    return Verdict.WRONG if stated_facts(answer) else Verdict.NOT_ANSWERED


def _has(expectation: Expectation, facts: Iterable[str]) -> bool:
    return bool(set(expectation.facts) & set(facts))
