"""`frontdesk outbox`: see what is still to be told to the outside, replay what failed, and deliver once by hand."""

import asyncio
from getpass import getuser
from typing import Annotated

import typer

from frontdesk.cli.stores import installation
from frontdesk.services.deliver import deliver_due
from frontdesk.services.delivery import DeliveryLine, DeliveryShelf
from frontdesk.staff.member import Actor
from frontdesk.supervision.errors import StartProblem
from frontdesk.wiring.deliveries import open_deliveries

app = typer.Typer(
    help="What is told to the outside: mail, chats, webhooks and customer databases.",
    no_args_is_help=True,
    add_completion=False,
)


@app.command("list")
def list_(
    shelf: Annotated[DeliveryShelf | None, typer.Option(help="Only the deliveries that stand so.")] = None,
    destination: Annotated[str | None, typer.Option(help="Only those to one destination, such as mail.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many of each, newest first.")] = 20,
) -> None:
    """Show how many deliveries wait, fail, were given up and arrived, and the newest of those that did not arrive."""
    shelves = [shelf] if shelf else [each for each in DeliveryShelf if each is not DeliveryShelf.DELIVERED]
    with installation() as (settings, stores):
        desk = open_deliveries(settings, stores)
        counts = desk.counts()
        lines = [line for each in shelves for line in desk.lists.lines(each, destination=destination, limit=limit)]
        standing = ", ".join(f"{each.key} {desk.standing(each)}" for each in desk.destinations())
    typer.echo(f"Destinations: {standing}.")
    typer.echo(", ".join(f"{count} {each.value}" for each, count in counts.items()) + ".")
    for line in lines:
        typer.echo(_shown(line))


@app.command()
def replay(
    delivery: Annotated[str | None, typer.Argument(help="The id of one delivery, as `outbox list` shows it.")] = None,
    destination: Annotated[
        str | None, typer.Option(help="Everything that fails or was given up for a destination.")
    ] = None,
) -> None:
    """Make deliveries that fail or were given up due at once, with all their attempts again."""
    if (delivery is None) == (destination is None):
        raise typer.BadParameter("give either the id of a delivery or --destination")
    by = Actor(f"cli:{getuser()}")
    with installation() as (settings, stores):
        desk = open_deliveries(settings, stores)
        count = int(desk.replay(delivery, by=by)) if delivery is not None else desk.replay_all(str(destination), by=by)
    if not count:
        raise StartProblem("Nothing that fails or was given up was found there; `frontdesk outbox list` shows what is.")
    typer.echo(f"{count} due at once. The gateway delivers them within seconds; so does `frontdesk outbox run-once`.")


@app.command("run-once")
def run_once() -> None:
    """Deliver what is due now, once. Safe beside a running gateway: nothing is claimed by two."""
    with installation() as (settings, stores):
        count = asyncio.run(deliver_due(open_deliveries(settings, stores).courier))
    typer.echo(f"{count} delivered.")


def _shown(line: DeliveryLine) -> str:
    due = f"next {line.next_attempt_at:%Y-%m-%d %H:%M}" if line.next_attempt_at else ""
    told = (line.id, line.status.value, f"{line.attempts} attempts", line.error or "", due)
    return "  ".join(part for part in told if part)
