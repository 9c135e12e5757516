"""What the assistant answers today to what staff have decided, beside what it answered then."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from frontdesk.facts.answer import AnswerKind
from frontdesk.services.preview_answer import Preview, PreviewDesk, preview_answer
from frontdesk.services.reading import ReadingFailed
from frontdesk.services.review import ReviewItem, ReviewStatus

__all__ = ["Outcome", "Progress", "compare_decided"]


class Progress(StrEnum):
    """Whether the assistant does today what was decided."""

    LEARNED = "learned"
    KNOWN_BEFORE = "known_before"  # it did so then already
    NOT_YET = "not_yet"
    UNKNOWN = "unknown"  # the language model is away


@dataclass(frozen=True, slots=True)
class Outcome:
    """An item with what is answered today; none where the language model is away."""

    item: ReviewItem
    today: Preview | None
    progress: Progress


def compare_decided(items: Iterable[ReviewItem], desk: PreviewDesk) -> Iterator[Outcome]:
    """Yield what each decided item leads to today; once the language model is away it is not asked again. Raises StoreUnavailable."""
    away = False
    for item in items:
        today = None if away else _today(item, desk)
        away = today is None
        yield Outcome(item, today, Progress.UNKNOWN if today is None else _progress(item, today))


def _today(item: ReviewItem, desk: PreviewDesk) -> Preview | None:
    try:
        return preview_answer(item.text, item.language, desk)
    except ReadingFailed:
        return None


def _progress(item: ReviewItem, today: Preview) -> Progress:
    answered = item.answered
    if not _as_decided(item, today.kind, today.facts, today.intent):
        return Progress.NOT_YET
    then = _as_decided(item, answered.kind or "", answered.fact_ids, answered.intent or "")
    return Progress.KNOWN_BEFORE if then else Progress.LEARNED


def _as_decided(item: ReviewItem, kind: str, facts: tuple[str, ...], intent: str) -> bool:
    target = item.decision.target if item.decision else None
    if item.status is ReviewStatus.ASSIGNED_FACT:
        return target in facts
    if item.status is ReviewStatus.ASSIGNED_INTENT:
        return intent == target
    return kind == AnswerKind.OUT_OF_SCOPE
