"""`frontdesk leads`: look at the recorded leads and hand them over."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from frontdesk.cli.stores import installation
from frontdesk.services.export_leads import LeadFormat, export_leads
from frontdesk.services.list_leads import Lead, LeadStatus, list_leads
from frontdesk.wiring.leads import WRITERS

COLUMNS = ("reference", "created", "outcome", "score", "organisation", "name", "country", "sector", "amount", "status")
CELL_WIDTH = 40
app = typer.Typer(
    help="The enquiries that visitors left with their consent.", no_args_is_help=True, add_completion=False
)


@app.command("list")
def list_(
    status: Annotated[LeadStatus | None, typer.Option(help="Only the leads of this status.")] = None,
) -> None:
    """Show the leads, newest first. The score only sorts: a person decides."""
    with installation() as (_, stores):
        leads = list_leads(stores.leads, status=status)
    for line in _aligned([COLUMNS, *map(_row, leads)]) if leads else ():
        typer.echo(line)
    typer.echo(f"{len(leads)} leads.")


@app.command()
def export(
    form: Annotated[LeadFormat, typer.Option("--format", "-f", help="What the file is for.")] = LeadFormat.JSON,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write; standard output without.")
    ] = None,
) -> None:
    """Write all leads, newest first: JSON for programs, CSV or XLSX for spreadsheets, vCard for address books."""
    if output is None and form is LeadFormat.XLSX and sys.stdout.isatty():
        raise typer.BadParameter("an XLSX file is not for a terminal: give --output", param_hint="--format")
    with installation() as (_, stores):
        content = export_leads(stores.leads, form, WRITERS)
    if output is None:
        typer.echo(content, nl=False)
    else:
        output.write_bytes(content)


def _row(lead: Lead) -> tuple[str, ...]:
    enquiry, qualification = lead.enquiry, lead.qualification
    return (
        lead.reference,
        f"{lead.created_at:%Y-%m-%d %H:%M}",
        qualification.outcome.value,
        str(qualification.score),
        enquiry.organisation,
        enquiry.name,
        enquiry.country,
        enquiry.sector,
        enquiry.investment_original or "",
        lead.status.value,
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
