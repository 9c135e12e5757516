"""`frontdesk nlu review`: work through what was not understood, not held or not helpful."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from getpass import getuser
from pathlib import Path
from typing import Annotated

import typer

from frontdesk.cli.installation import say
from frontdesk.cli.review_lines import as_json, details, headline
from frontdesk.cli.stores import installation
from frontdesk.services.export_reviewed import Exported, export_reviewed
from frontdesk.services.label_review import (
    LONGEST_WORDING,
    FactNotFound,
    IntentNotFound,
    Label,
    ReviewItemNotFound,
    WordingNeeded,
    label_item,
)
from frontdesk.services.review import ReviewQuery, ReviewReason, ReviewStatus
from frontdesk.settings import PROJECT_ROOT
from frontdesk.values import Language
from frontdesk.wiring.reviews import export_desk, label_desk

EXAMPLES = PROJECT_ROOT / "data" / "nlu"
app = typer.Typer(
    help=(
        "What the assistant did not understand, did not hold, asked back, or was thumbed down for. Personal data are masked, and a "
        "text goes when the conversation that said it is erased. The round: `list`, `label` each item, `export`, then "
        "`frontdesk train`."
    ),
    no_args_is_help=True,
    add_completion=False,
)
Number = Annotated[int, typer.Argument(help="The number that `list` shows.")]


@app.command("list")
def list_(
    language: Annotated[Language | None, typer.Option(help="Only this language.")] = None,
    why: Annotated[ReviewReason | None, typer.Option(help="Only what is in the queue for this reason.")] = None,
    status: Annotated[ReviewStatus, typer.Option(help="Only what was decided so.")] = ReviewStatus.OPEN,
    limit: Annotated[int, typer.Option(help="At most so many.", min=1)] = 50,
    form: Annotated[bool, typer.Option("--json", help="For programs: a JSON array with everything known.")] = False,
) -> None:
    """Show what waits, the most asked first: number, how often, language, why, the text, and what was answered."""
    with installation() as (_, stores):
        items = stores.reviews.items(ReviewQuery(status, language, why, limit))
    if form:
        typer.echo(json.dumps([as_json(item) for item in items], ensure_ascii=False, indent=2))
        return
    for item in items:
        typer.echo(headline(item))
    typer.echo(f"{len(items)} items.")


@app.command()
def show(number: Number) -> None:
    """Show one item with what was answered, the likeliest intents, and what visitors pressed instead."""
    with _naming_problems(), installation() as (_, stores):
        item = stores.reviews.get(number)
    for line in details(item):
        typer.echo(line)


@app.command()
def label(
    number: Number,
    *,
    fact: Annotated[str | None, typer.Option(help="The id of the fact that answers it.")] = None,
    intent: Annotated[str | None, typer.Option(help="The intent it has, as in domain.yml.")] = None,
    out_of_scope: Annotated[bool, typer.Option("--out-of-scope", help="Not our trade: to be declined.")] = False,
    ignore: Annotated[bool, typer.Option("--ignore", help="Nothing to learn from.")] = False,
    wording: Annotated[
        str | None, typer.Option(help="What to learn instead of the text; needed where personal data were masked.")
    ] = None,
    by: Annotated[str, typer.Option(help="Who decides; kept with the item and in a fact's history.")] = "",
) -> None:
    """Say what a text means: exactly one of --fact, --intent, --out-of-scope, --ignore. A later label replaces it.

    Nothing is learned yet: `export` does that, for all labels at once.
    """
    choices = {
        ReviewStatus.ASSIGNED_FACT: fact,
        ReviewStatus.ASSIGNED_INTENT: intent,
        ReviewStatus.OUT_OF_SCOPE: out_of_scope,
        ReviewStatus.IGNORED: ignore,
    }
    chosen = [status for status, given in choices.items() if given]
    if len(chosen) != 1:
        raise typer.BadParameter("give exactly one of --fact, --intent, --out-of-scope and --ignore")
    order = Label(number, chosen[0], by or getuser(), fact or intent, wording)
    with _naming_problems(), installation() as (_, stores):
        item = label_item(order, label_desk(stores))
    say(f"{number} is now {item.status}{f' {fact or intent}' if fact or intent else ''}.")


@app.command()
def export(
    out: Annotated[Path, typer.Option(help="The folder of training data, one folder a language.")] = EXAMPLES,
) -> None:
    """Learn what was labelled since the last export.

    Sentences go to <folder>/<language>/reviewed.yml under their intent; the model knows them after `frontdesk train`. Facts get the
    wording as an example question and answer to it within seconds, without training; `frontdesk facts history ID` shows it.
    Exporting again repeats nothing.
    """
    with installation() as (settings, stores):
        done = export_reviewed(export_desk(settings, stores, out))
    _tell(done)


def _tell(done: Exported) -> None:
    for path in done.files:
        say(f"  written    {path}")
    for fact in done.facts:
        say(f"  learned    {fact}")
    for against in done.contradictions:
        held, meant = against.held_as, against.intent
        say(f"  left       {against.item.id}: already an example of {held}, not {meant}; correct the file or the label")
    for item in done.facts_gone:
        say(f"  left       {item.id}: the fact is no longer published; label it anew")
    say(f"{done.examples} sentences and the wordings of {len(done.facts)} facts learned.")


@contextmanager
def _naming_problems() -> Iterator[None]:
    try:
        yield
    except ReviewItemNotFound as problem:
        _refuse(f"There is no item {problem}; it may have been erased with its conversation.", problem)
    except FactNotFound as problem:
        _refuse(f"There is no published fact {problem}.", problem)
    except IntentNotFound as problem:
        _refuse(f"domain.yml has no intent {problem} that a sentence can have.", problem)
    except WordingNeeded as problem:
        _refuse(
            f"This is no example as it stands (masked, without a word, or longer than {LONGEST_WORDING} characters): "
            f"{problem}\nSay what to learn instead with --wording.",
            problem,
        )


def _refuse(sentence: str, problem: Exception) -> None:
    typer.echo(sentence, err=True)
    raise typer.Exit(1) from problem
