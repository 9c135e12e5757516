"""`frontdesk facts`: import, export, check and follow what the assistant knows."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from frontdesk.cli.curate_facts import add, edit, publish, retract
from frontdesk.cli.fact_reports import Author, complain, naming_unknown_facts
from frontdesk.cli.installation import say
from frontdesk.cli.stores import installation
from frontdesk.services.export_facts import export_facts
from frontdesk.services.fact_history import Restoration, fact_history, restore_fact
from frontdesk.services.import_facts import Changes, FactFilesRefused, FactImport, import_facts
from frontdesk.services.lint_facts import FileProblem, Finding, lint_files, lint_store, review_list
from frontdesk.settings import PROJECT_ROOT
from frontdesk.values import Language
from frontdesk.wiring.clock import SystemClock
from frontdesk.wiring.facts import fact_desk, fact_files

FACTS = PROJECT_ROOT / "data" / "facts"
app = typer.Typer(
    help="What the assistant knows: facts with source, date and scope.", no_args_is_help=True, add_completion=False
)

Paths = Annotated[list[Path] | None, typer.Argument(help="Files or folders; data/facts where none is given.")]

for curating in (add, edit, retract, publish):
    app.command()(curating)


@app.command("import")
def import_(
    author: Author,
    paths: Paths = None,
    reason: Annotated[
        str, typer.Option("--reason", "-m", help="Why; kept in the history.")
    ] = "import of the fact files",
    retract_missing: Annotated[
        bool, typer.Option("--retract-missing", help="Withdraw published facts that the folder no longer holds.")
    ] = False,
) -> None:
    """Take fact files over. One problem in any file refuses all of them; importing the same again changes nothing.

    What was added, edited, retracted or restored here stays until the files say something else than last time.
    Every earlier wording is kept: `frontdesk facts history ID` shows it. The next answer uses the new facts; nothing is trained.
    """
    chosen = _existing(paths)
    if retract_missing and any(path.is_file() for path in chosen):
        raise typer.BadParameter(
            "--retract-missing needs the whole folder, or it would withdraw every other file's facts"
        )
    with installation() as (settings, stores):
        try:
            changed = import_facts(FactImport(chosen, author, reason, retract_missing), fact_desk(settings, stores))
        except FactFilesRefused as refused:
            complain(refused.problems, "Nothing was imported.")
            raise typer.Exit(1) from refused
    _tell(changed)


@app.command()
def export(folder: Annotated[Path, typer.Argument(help="Where to write the files; made where it is missing.")]) -> None:
    """Write every current fact, the subjects and the attributes as files that `facts import` reads."""
    with installation() as (_, stores):
        for path in export_facts(stores.facts, fact_files(), folder):
            say(str(path))


@app.command()
def lint(
    paths: Paths = None,
    stored: Annotated[bool, typer.Option("--stored", help="Check the facts in the database instead of files.")] = False,
) -> None:
    """Find facts without source, scope, date, review date, aliases, examples or translations. Ends with 1 on findings."""
    findings: Iterable[FileProblem | Finding]
    if stored:
        with installation() as (_, stores):
            findings = lint_store(stores.facts, SystemClock())
    else:
        findings = lint_files(fact_files(), _existing(paths), SystemClock())
    lines = [str(found) for found in findings]
    if lines:
        complain(lines, f"{len(lines)} findings.")
        raise typer.Exit(1)
    say("Nothing is lacking.")


@app.command()
def review(
    days: Annotated[int, typer.Option(help="How many days to look ahead.", min=0)] = 30,
) -> None:
    """List the facts to be read again at their source, most urgent first."""
    with installation() as (_, stores):
        facts = review_list(stores.facts, SystemClock(), timedelta(days=days))
    for fact in facts:
        say(f"{fact.review_by}  {fact.status:<9}  {fact.id}  {fact.source.url}")
    say(f"{len(facts)} facts are due within {days} days.")


@app.command()
def history(fact_id: str) -> None:
    """Show every version of a fact: who, when, why, and what it said."""
    with naming_unknown_facts(), installation() as (_, stores):
        versions = fact_history(stores.facts, fact_id)
    for version in versions:
        say(f"{version.version}  {version.created_at:%Y-%m-%d %H:%M}  {version.author}: {version.reason}")
        say(f"   {version.fact.status}  {version.fact.value}  {version.fact.statement[Language.EN]}")


@app.command()
def restore(
    author: Author,
    fact_id: str,
    version: int,
    reason: Annotated[str, typer.Option("--reason", "-m", help="Why; kept in the history.")] = "restored",
) -> None:
    """Go back to an earlier version of a fact; what it replaces stays in the history."""
    order = Restoration(fact_id, version, author, reason)
    with naming_unknown_facts(), installation() as (settings, stores):
        restored = restore_fact(order, fact_desk(settings, stores))
    say(f"{fact_id} is now version {restored.version}.")


def _existing(paths: list[Path] | None) -> list[Path]:
    chosen = paths or [FACTS]
    for path in chosen:
        if not path.exists():
            raise typer.BadParameter(f"{path} does not exist")
    return chosen


def _tell(changed: Changes) -> None:
    for fact in changed.kept:
        say(f"  kept        {fact.id}: {fact.status} as it was changed here; the files say what they said before")
    if changed.is_empty:
        say("Nothing has changed.")
        return
    for fact in changed.superseded:
        say(f"  superseded  {fact.id}")
    for fact in changed.retracted:
        say(f"  retracted   {fact.id}")
    counts = f"{len(changed.added)} new, {len(changed.superseded)} superseded, {len(changed.retracted)} retracted facts"
    say(f"{counts}; {len(changed.subjects)} subjects and {len(changed.attributes)} attributes new or changed.")
