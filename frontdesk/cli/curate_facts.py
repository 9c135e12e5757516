"""`frontdesk facts add`, `edit`, `retract` and `publish`: facts changed by hand, stated or withheld within seconds."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from frontdesk.cli.fact_options import FACT, NEW_SUBJECT, TOPIC, entry, taking
from frontdesk.cli.fact_reports import Author, complain, naming_unknown_facts
from frontdesk.cli.installation import say
from frontdesk.cli.stores import installation
from frontdesk.services.curate_facts import (
    Curated,
    Curation,
    FactExists,
    FactFilesRefused,
    FactStatus,
    add_facts,
    edit_fact,
    edit_facts,
    set_status,
    with_defaults,
)
from frontdesk.services.import_facts import FactDesk
from frontdesk.wiring.clock import SystemClock
from frontdesk.wiring.facts import fact_desk

STANDARD_INPUT = Path("-")

File = Annotated[
    Path | None,
    typer.Option("--file", help="Facts in the format of data/facts, instead of options; - is the standard input."),
]
Reason = Annotated[str, typer.Option("--reason", "-m", help="Why; kept in the history.")]
type Given = str | list[str] | None


@taking(TOPIC, *FACT, *NEW_SUBJECT)
def add(
    author: Author,
    fact_id: Annotated[str | None, typer.Option("--id", help="The new fact's id.")] = None,
    file: File = None,
    draft: Annotated[bool, typer.Option("--draft", help="Keep it from visitors until `facts publish`.")] = False,
    reason: Reason = "added by hand",
    **given: Given,
) -> None:
    """Add a fact by options, or facts by a file. It is stated in all languages within seconds; nothing is trained.

    A subject that is new is made by --subject-kind and --subject-name-en, -fr, -nl and -de, or by `subjects` in the file.
    An id that exists is refused: `facts edit` supersedes. Imports of data/facts leave what was added here.
    """
    document = _written(file, has_options=bool(fact_id or _any(given)))
    order = Curation(author, reason, str(file or "options"))
    with _telling_problems("Nothing was added.", where=file is not None), installation() as (settings, stores):
        done = add_facts(document or _document(fact_id, given), order, fact_desk(settings, stores), draft=draft)
    _tell(done)


@taking(*FACT)
def edit(
    author: Author,
    fact_id: Annotated[str | None, typer.Argument(help="The fact to edit; the file names its own.")] = None,
    file: File = None,
    reason: Reason = "edited by hand",
    **given: Given,
) -> None:
    """Supersede a fact: what is given takes the place of what was said, examples and other lists grow.

    The earlier version stays in the history. A file states facts whole. Imports of data/facts leave the edit until
    the files say something else than last time.
    """
    document = _written(file, has_options=bool(fact_id))
    order = Curation(author, reason, str(file or "options"))

    def work(desk: FactDesk) -> Curated:
        return (
            edit_facts(document, order, desk) if document else edit_fact(str(fact_id), entry(FACT, given), order, desk)
        )

    with _telling_problems("Nothing was changed.", where=file is not None):
        _run(work)


def retract(
    author: Author,
    fact_id: str,
    reason: Annotated[str, typer.Option("--reason", "-m", help="Why; kept in the history.")],
) -> None:
    """Withdraw a fact: within seconds it is not stated any more, and asked for it the assistant says that it holds none."""
    _run(lambda desk: set_status(fact_id, FactStatus.RETRACTED, Curation(author, reason), desk))


def publish(author: Author, fact_id: str, reason: Reason = "published") -> None:
    """State a fact to visitors that was a draft or was retracted."""
    _run(lambda desk: set_status(fact_id, FactStatus.PUBLISHED, Curation(author, reason), desk))


def _any(given: dict[str, Given]) -> bool:
    return any(value for value in given.values())


def _written(file: Path | None, *, has_options: bool) -> str | None:
    """Return what a file holds; none where there is no file. Either a file or options must be given."""
    if (file is not None) == has_options:
        raise typer.BadParameter("give either --file or a fact's id and options")
    if file is None:
        return None
    try:
        return sys.stdin.read() if file == STANDARD_INPUT else file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise typer.BadParameter(f"{file} cannot be read: {problem}") from problem


def _document(fact_id: str | None, given: dict[str, Given]) -> dict[str, object]:
    fact = with_defaults({"id": fact_id or "", **entry(FACT, given)}, SystemClock().now().date())
    subject = entry(NEW_SUBJECT, given)
    document: dict[str, object] = {**entry((TOPIC,), given), "facts": [fact]}
    return {**document, "subjects": [{"id": given.get("subject") or "", **subject}]} if subject else document


def _run(work: Callable[[FactDesk], Curated]) -> None:
    with naming_unknown_facts(), installation() as (settings, stores):
        done = work(fact_desk(settings, stores))
    _tell(done)


@contextmanager
def _telling_problems(conclusion: str, *, where: bool) -> Iterator[None]:
    try:
        yield
    except FactFilesRefused as refused:
        complain((problem if where else problem.reason for problem in refused.problems), conclusion)
        raise typer.Exit(1) from refused
    except FactExists as exists:
        complain([], f"There is a fact {exists} already; `frontdesk facts edit` supersedes it. {conclusion}")
        raise typer.Exit(1) from exists


def _tell(done: Curated) -> None:
    if not done.versions:
        say("Nothing has changed.")
    for version in done.versions:
        say(f"{version.fact.id} is now version {version.version}, {version.fact.status}.")
    for finding in done.lacking:
        typer.echo(f"  {finding}", err=True)
