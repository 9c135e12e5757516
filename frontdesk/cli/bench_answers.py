"""Prints what `frontdesk bench nlu` found with our own test questions: by language, by style, and on the same questions."""

from collections.abc import Callable, Iterable, Sequence

import typer

from frontdesk.services.evaluate_answers import Judged, Verdict, facts_reached
from frontdesk.services.share import Share
from frontdesk.values import Language
from frontdesk.wiring.benches import NluRun

_WORDINGS = 3
_AGENCY_PAGE = "scene-"  # how the ids of the facts from the agency's own page begin


def print_run(run: NluRun) -> None:
    """Print the figures of a run, with 95 % intervals."""
    for language in Language:
        print_language(language, [one for one in run.judged if one.expectation.language is language])
    _print_same(run.judged)
    _print_styles(run.judged)
    _print_reach(run)


def print_language(language: Language, judged: Sequence[Judged]) -> None:
    """Print what became of answerable questions, dialogue acts and unanswerable questions."""
    acts = [one for one in judged if one.expectation.acts]
    known = [one for one in judged if one.expectation.facts]
    unknown = [one for one in judged if one.expectation.unanswerable]
    typer.echo(f"  {language}  answered rightly          {_share(known, Verdict.RIGHT)}")
    typer.echo(f"      right one offered as button {_share(known, Verdict.ASKED_BACK)}")
    typer.echo(f"      wrong answer                {_share(known, Verdict.WRONG)}")
    typer.echo(f"      unanswerable, yet claimed   {_share(unknown, Verdict.WRONG)}")
    typer.echo(f"      dialogue understood         {_share(acts, Verdict.RIGHT)}")


def print_failures(judged: Iterable[Judged]) -> None:
    """List what went wrong; for tuning sets only."""
    for one in judged:
        if one.verdict is not Verdict.RIGHT:
            wanted = " ".join(one.expectation.facts or one.expectation.acts) or "no claim"
            typer.echo(f"{one.verdict}\t{one.expectation.language}\t{one.expectation.question}\t{wanted}\t{one.said}")


def _print_same(judged: Sequence[Judged]) -> None:
    same = [one for one in judged if one.expectation.same is not None]
    if same:
        typer.echo("The same questions in each language, answered rightly")
        _print_shares(same, lambda one: one.expectation.language.value)


def _print_styles(judged: Sequence[Judged]) -> None:
    typer.echo("All languages by style, answered rightly")
    _print_shares([one for one in judged if one.expectation.facts], lambda one: one.expectation.style or "no style")


def _print_shares(judged: Sequence[Judged], group: Callable[[Judged], str]) -> None:
    for name in sorted({group(one) for one in judged}):
        typer.echo(f"  {name:<12}{_share([one for one in judged if group(one) == name], Verdict.RIGHT)}")


def _print_reach(run: NluRun) -> None:
    reached = facts_reached(run.judged, by_at_least=_WORDINGS)
    for name, facts in (
        ("agency page", {fact for fact in run.published if fact.startswith(_AGENCY_PAGE)}),
        ("all", run.published),
    ):
        typer.echo(
            f"Published facts reached by {_WORDINGS} wordings or more, {name}: {len(reached & facts)} of {len(facts)}"
        )


def _share(judged: Sequence[Judged], wanted: Verdict) -> Share:
    return Share(sum(one.verdict is wanted for one in judged), len(judged))
