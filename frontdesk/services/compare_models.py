"""Compares two language models on the same questions, intent by intent, and says where the newer one is worse."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from frontdesk.services.evaluate_answers import Judged, Verdict

NO_CLAIM = "(unanswerable)"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many questions of a group were asked, understood (the intent was right), answered rightly, and answered wrongly.

    A claim made where none is held counts as wrong. ``with_intent`` are the questions whose intent is known.
    """

    asked: int = 0
    with_intent: int = 0
    understood: int = 0
    right: int = 0
    wrong: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A group of questions: its name, how the model in use and how the candidate fared."""

    name: str
    before: Tally
    after: Tally

    @property
    def gained(self) -> int:
        """Return how many more questions the candidate answers rightly; negative where it lost some."""
        return self.after.right - self.before.right


@dataclass(frozen=True, slots=True)
class Comparison:
    """All questions together, each language, and each intent with what it gained in each language."""

    overall: Row
    languages: tuple[Row, ...]
    intents: tuple[Row, ...]
    gained: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Tolerance:
    """What is still no regression: right answers lost in one intent, and points of per cent overall and in a language."""

    lost: int = 2
    points: float = 1.0


@dataclass(frozen=True, slots=True)
class Regression:
    """One reason not to put the candidate in place, as staff read it."""

    about: str
    reason: str

    def __str__(self) -> str:
        """Return it as one line of a report."""
        return f"{self.about}: {self.reason}"


@dataclass(frozen=True, slots=True)
class _Question:
    """One question as both models answered it, with the intents that would be right."""

    before: Judged
    after: Judged
    intents: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.intents[0] if self.intents else NO_CLAIM

    @property
    def language(self) -> str:
        return self.before.expectation.language.value


def compare(before: Sequence[Judged], after: Sequence[Judged], attributes: Mapping[str, Sequence[str]]) -> Comparison:
    """Compare two runs of the same questions in the same order; ``attributes`` are those that each fact answers."""
    questions = [_Question(old, new, _intents(old, attributes)) for old, new in zip(before, after, strict=True)]
    return Comparison(
        overall=_row("all", questions),
        languages=tuple(_row(name, group) for name, group in _grouped(questions, lambda one: one.language)),
        intents=tuple(_row(name, group) for name, group in _grouped(questions, lambda one: one.name)),
        gained={
            intent: {language: _row("", part).gained for language, part in _grouped(group, lambda one: one.language)}
            for intent, group in _grouped(questions, lambda one: one.name)
        },
    )


def regressions(comparison: Comparison, tolerance: Tolerance) -> tuple[Regression, ...]:
    """Return where the candidate is worse than is tolerated, the whole first."""
    found = []
    for row in (comparison.overall, *comparison.languages):
        right = _points(row.before.right, row) - _points(row.after.right, row)
        wrong = _points(row.after.wrong, row) - _points(row.before.wrong, row)
        if right > tolerance.points:
            found.append(Regression(row.name, f"{right:.1f} points fewer right answers"))
        if wrong > tolerance.points:
            found.append(Regression(row.name, f"{wrong:.1f} points more wrong answers"))
    lost = (
        Regression(row.name, f"{-row.gained} right answers lost")
        for row in comparison.intents
        if -row.gained > tolerance.lost
    )
    return (*found, *lost)


def _points(count: int, row: Row) -> float:
    return 100 * count / row.before.asked if row.before.asked else 0.0


def _intents(judged: Judged, attributes: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the intents that would be right for a question, the main one first; none where nothing is to be claimed."""
    wanted = judged.expectation
    asked = (f"ask_{attribute}" for fact in wanted.facts for attribute in attributes.get(fact, ()))
    return wanted.acts or tuple(dict.fromkeys(asked))


def _grouped(questions: Sequence[_Question], key: Callable[[_Question], str]) -> Iterable[tuple[str, list[_Question]]]:
    groups: dict[str, list[_Question]] = {}
    for question in questions:
        groups.setdefault(key(question), []).append(question)
    return sorted(groups.items())


def _row(name: str, questions: Sequence[_Question]) -> Row:
    before, after = ([(one.before, one.intents) for one in questions], [(one.after, one.intents) for one in questions])
    return Row(name, _tally(before), _tally(after))


def _tally(judged: Sequence[tuple[Judged, tuple[str, ...]]]) -> Tally:
    verdicts = [one.verdict for one, _ in judged]
    return Tally(
        asked=len(judged),
        with_intent=sum(bool(wanted) for _, wanted in judged),
        understood=sum(one.act in wanted for one, wanted in judged),
        right=verdicts.count(Verdict.RIGHT),
        wrong=verdicts.count(Verdict.WRONG),
    )
