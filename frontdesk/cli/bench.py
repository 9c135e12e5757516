"""``frontdesk bench``: measurements anyone can repeat."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from frontdesk.cli.bench_conversations import run_conversations
from frontdesk.cli.bench_public import run_public
from frontdesk.services.evaluate_answers import Judged, Verdict, facts_reached
from frontdesk.services.share import Share
from frontdesk.settings import Settings
from frontdesk.wiring.benches import NluRun, read_expectations, run_nlu_bench

_WORDINGS = 3
_AGENCY_PAGE = "scene-"  # how the ids of the facts from the agency's own page begin

app = typer.Typer(help="Measure accuracy and speed.", no_args_is_help=True, add_completion=False)


@app.callback()
def bench() -> None:
    """Measure accuracy and speed."""


@app.command()
def nlu(
    *,
    question_set: Annotated[str, typer.Option("--set", help="Folder of tests/nlu to ask.")] = "unseen",
    model: Annotated[Path | None, typer.Option(help="Model archive; the newest trained one by default.")] = None,
    failures: Annotated[bool, typer.Option(help="List what went wrong; for tuning sets only.")] = False,
    conversations: Annotated[bool, typer.Option(help="Hold the set's test conversations instead.")] = False,
    public: Annotated[bool, typer.Option(help="Train and ask on public data too; writes --out.")] = False,
    full: Annotated[bool, typer.Option(help="With --public: all training sentences too, half an hour.")] = False,
    stock: Annotated[bool, typer.Option(help="With --public: Rasa's stock pipeline too, two hours.")] = False,
    render: Annotated[bool, typer.Option(help="With --public: write the page anew from its numbers.")] = False,
    out: Annotated[Path, typer.Option(help="Folder of the page that --public writes.")] = Path("docs/evaluation"),
) -> None:
    """Ask the test questions and print how many were answered rightly, per language, with 95 % intervals.

    With --public the same language understanding is trained on BANKING77, CLINC150 and xSID as well, and compared with others.
    """
    settings = Settings()
    trained = (settings.data_dir / "models").glob("*.tar.gz")
    archive = model or max(trained, key=lambda file: file.stat().st_mtime, default=None)
    if public:
        run_public(out, archive, question_set, full=full, stock=stock, render=render)
        return
    if archive is None:
        typer.echo("There is no trained model; `make train` makes one.", err=True)
        raise typer.Exit(1)
    if conversations:
        run_conversations(archive, question_set, failures=failures)
        return
    run = run_nlu_bench(archive, read_expectations(question_set))
    typer.echo(f"Set {question_set}: {len(run.judged)} questions, {run.cpu_ms:.1f} ms CPU a question to understand it")
    typer.echo(f"Left out because only drafts answer them: {run.left_out}")
    for language in sorted({judged.expectation.language for judged in run.judged}):
        _print_language(language, [judged for judged in run.judged if judged.expectation.language is language])
    _print_reach(run)
    if failures:
        _print_failures(run.judged)


def _print_language(language: str, judged: list[Judged]) -> None:
    known = [one for one in judged if not one.expectation.unanswerable]
    unknown = [one for one in judged if one.expectation.unanswerable]
    back = sum(one.verdict is Verdict.ASKED_BACK for one in known)
    wrong = sum(one.verdict is Verdict.WRONG for one in known)
    false = sum(one.verdict is Verdict.WRONG for one in unknown)
    right = sum(one.verdict is Verdict.RIGHT for one in known)
    typer.echo(f"  {language}  answered rightly          {Share(right, len(known))}")
    typer.echo(f"      right one offered as button {Share(back, len(known))}")
    typer.echo(f"      wrong answer                {Share(wrong, len(known))}")
    typer.echo(f"      unanswerable, yet claimed   {Share(false, len(unknown))}")


def _print_reach(run: NluRun) -> None:
    reached = facts_reached(run.judged, by_at_least=_WORDINGS)
    for name, facts in (
        ("agency page", {fact for fact in run.published if fact.startswith(_AGENCY_PAGE)}),
        ("all", run.published),
    ):
        typer.echo(
            f"  published facts reached by {_WORDINGS} wordings or more, {name}: {len(reached & facts)} of {len(facts)}"
        )


def _print_failures(judged: Iterable[Judged]) -> None:
    for one in judged:
        if one.verdict is not Verdict.RIGHT:
            wanted = " ".join(one.expectation.facts or one.expectation.acts) or "no claim"
            typer.echo(f"{one.verdict}\t{one.expectation.language}\t{one.expectation.question}\t{wanted}\t{one.said}")
