"""`frontdesk leads`: look at the recorded leads and hand them over."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from enum import Enum
from getpass import getuser
from pathlib import Path
from typing import Annotated

import typer

from frontdesk.cli.stores import installation
from frontdesk.qualification.model import LeadStatus, Outcome
from frontdesk.services.export_leads import LeadFormat, Wanted
from frontdesk.services.lead_inbox import LeadLine
from frontdesk.services.lead_query import LeadQuery, LeadView
from frontdesk.services.lead_query_form import query_from
from frontdesk.staff.member import Actor
from frontdesk.wiring.clock import SystemClock
from frontdesk.wiring.inbox import open_inbox

COLUMNS = ("reference", "created", "outcome", "score", "organisation", "name", "country", "sector", "amount", "status")
CELL_WIDTH = 40
MOST_LINES = 1_000
app = typer.Typer(
    help="The enquiries that visitors left with their consent.", no_args_is_help=True, add_completion=False
)

View = Annotated[LeadView, typer.Option(help="One of the inbox's views; `mine` is empty here.")]
Statuses = Annotated[list[LeadStatus] | None, typer.Option("--status", help="Only of this status.")]
Outcomes = Annotated[list[Outcome] | None, typer.Option("--outcome", help="Only with this outcome.")]
Sectors = Annotated[list[str] | None, typer.Option("--sector", help="Only of this sector, by its id, or `another`.")]
Countries = Annotated[list[str] | None, typer.Option("--country", help="Only from this country, as US.")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First or last day of arrival.")]
Words = Annotated[str, typer.Option("--search", help="Words that each begin a word of the lead.")]


@app.command("list")
def list_(
    *,
    view: View = LeadView.ALL,
    status: Statuses = None,
    outcome: Outcomes = None,
    sector: Sectors = None,
    country: Countries = None,
    since: Day = None,
    until: Day = None,
    search: Words = "",
    limit: Annotated[int, typer.Option(min=1, max=MOST_LINES, help="How many to show.")] = 100,
) -> None:
    """Show leads, newest first. The score only sorts: a person decides."""
    asked = _asked(
        view, search, status=status, outcome=outcome, sector=sector, country=country, since=since, until=until
    )
    with installation() as (_, stores):
        page = open_inbox(stores, SystemClock()).leads.page(replace(asked, limit=limit), 0)
    for line in _aligned([COLUMNS, *map(_row, page.lines)]) if page.lines else ():
        typer.echo(line)
    typer.echo(f"{len(page.lines)} leads." if page.later is None else f"{limit} leads, and there are more: --limit.")


@app.command()
def export(
    *,
    form: Annotated[LeadFormat, typer.Option("--format", "-f", help="What the file is for.")] = LeadFormat.JSON,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write; standard output without.")
    ] = None,
    view: View = LeadView.ALL,
    status: Statuses = None,
    outcome: Outcomes = None,
    sector: Sectors = None,
    country: Countries = None,
    since: Day = None,
    until: Day = None,
    search: Words = "",
) -> None:
    """Write leads, newest first: JSON for programs, CSV or XLSX for spreadsheets, vCard for address books.

    Every export is noted in the audit log with the name of this machine's account.
    """
    if output is None and form is LeadFormat.XLSX and sys.stdout.isatty():
        raise typer.BadParameter("an XLSX file is not for a terminal: give --output", param_hint="--format")
    asked = _asked(
        view, search, status=status, outcome=outcome, sector=sector, country=country, since=since, until=until
    )
    with installation() as (_, stores):
        wanted = Wanted(asked, form, Actor(f"cli:{getuser()}"), most=None)
        content = open_inbox(stores, SystemClock()).exports.export(wanted)
    if output is None:
        typer.echo(content, nl=False)
    else:
        output.write_bytes(content)


def _asked(view: LeadView, search: str, **options: Sequence[str] | datetime | None) -> LeadQuery:
    """Return the question that options ask. Raises BadParameter for a value that no lead could have."""
    pairs = [(name, text) for name, value in options.items() for text in _texts(value)]
    for name, value in pairs:
        if query_from([(name, value)]).filters == query_from([]).filters:
            raise typer.BadParameter(f"'{value}' is none", param_hint=f"--{name}")
    return replace(query_from([("view", view.value), ("sort", "-created"), *pairs]), text=search)


def _texts(value: Sequence[str] | datetime | None) -> Iterator[str]:
    if isinstance(value, datetime):
        yield value.date().isoformat()
    else:
        yield from (one.value if isinstance(one, Enum) else one for one in value or ())


def _row(line: LeadLine) -> tuple[str, ...]:
    return (
        line.reference,
        f"{line.created_at:%Y-%m-%d %H:%M}",
        line.outcome.value,
        str(line.score),
        line.organisation,
        line.name,
        line.country,
        line.sector,
        line.investment or "",
        line.status.value,
    )


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Set cells under each other, long ones cut."""
    table = [[_printable(cell)[:CELL_WIDTH] for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _printable(text: str) -> str:
    """Take out what a visitor could have typed to steer the terminal."""
    return "".join(character if character.isprintable() else " " for character in text)
