"""What `frontdesk train --candidate` says and does: a model beside the one in use, compared with it, promoted where it is no worse."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import typer

from frontdesk.cli.installation import say
from frontdesk.services.compare_models import Comparison, Row, Tolerance, regressions
from frontdesk.supervision import model
from frontdesk.supervision.errors import ModelProblem
from frontdesk.wiring.model_comparison import compare_models


@dataclass(frozen=True, slots=True)
class CandidateOrder:
    """What is asked, what is no regression yet, whether to train again, and whether to put the candidate in place."""

    question_set: str
    tolerance: Tolerance
    force: bool
    promote: bool


def run_candidate(place: model.Workshop, order: CandidateOrder) -> None:
    """Train, compare, report, promote. Ends with 1 where the candidate is worse. Raises ModelProblem."""
    current = place.model_in_use()
    if current == place.fitting_model() and not order.force:
        say(
            f"The language model in use, {current}, is made from the present training data; there is nothing to compare."
        )
        return
    candidate = _candidate(place, force=order.force)
    if current is None:
        say("No model is in use yet to compare it with.")
    else:
        _compare(current, candidate, order)
    if order.promote:
        say(f"In place: {model.promote(place)}. The next `frontdesk up` uses it.")
    else:
        say(f"The candidate waits in {candidate}; the same command with --promote puts it in place.")


def _candidate(place: model.Workshop, *, force: bool) -> Path:
    path = place.candidate()
    if path.exists() and not force:
        try:
            model.check_model(path)
        except ModelProblem as problem:
            say(f"{problem} Doing that now.")
        else:
            say(f"The candidate {path} is made from the present training data.")
            return path
    return model.train_candidate(place)


def _compare(current: Path, candidate: Path, order: CandidateOrder) -> None:
    try:
        comparison = compare_models(current, candidate, order.question_set)
    except FileNotFoundError as missing:
        raise typer.BadParameter(f"there are no questions in {missing}") from missing
    for line in report(comparison, order.question_set):
        say(line)
    found = regressions(comparison, order.tolerance)
    if found:
        for regression in found:
            typer.echo(f"worse  {regression}", err=True)
        typer.echo(f"The candidate is not put in place; {current} stays in use.", err=True)
        raise typer.Exit(1)
    say("The candidate is no worse than the model in use.")


def report(comparison: Comparison, question_set: str) -> Iterator[str]:
    """Yield a table: everything, each language, and the intents that gained or lost, the losses first."""
    yield f"Set {question_set}: the model in use → the candidate"
    yield f"{'':32} {'questions':>9}  {'intent right':>14}  {'answer right':>14}  {'answer wrong':>14}"
    yield from map(_line, (comparison.overall, *comparison.languages))
    changed = [row for row in comparison.intents if row.before != row.after]
    for row in sorted(changed, key=lambda row: (row.gained, row.name)):
        yield f"{_line(row)}  {_by_language(comparison.gained[row.name].items())}".rstrip()
    yield f"{len(comparison.intents) - len(changed)} of {len(comparison.intents)} intents fare as before."


def _line(row: Row) -> str:
    before, after = row.before, row.after
    understood = f"{before.understood} → {after.understood}" if before.with_intent else "–"
    right, wrong = f"{before.right} → {after.right}", f"{before.wrong} → {after.wrong}"
    return f"{row.name:32} {before.asked:>9}  {understood:>14}  {right:>14}  {wrong:>14}"


def _by_language(gained: Iterable[tuple[str, int]]) -> str:
    return " ".join(f"{language} {change:+}" for language, change in gained if change)
