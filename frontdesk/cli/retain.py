"""`frontdesk retain`: keep nothing longer than needed."""

import getpass
from dataclasses import asdict
from typing import Annotated

import typer

from frontdesk.cli.installation import say
from frontdesk.cli.stores import installation
from frontdesk.services.retain import Outdated, outdated, retain
from frontdesk.staff.member import Actor
from frontdesk.wiring.erasing import open_retention

app = typer.Typer(add_completion=False)


@app.command(name="retain")
def retain_(
    yes: Annotated[bool, typer.Option("--yes", help="Do it. Without, only what would go is counted.")] = False,
) -> None:
    """Empty or delete what is older than it is kept: conversations without a lead, closed leads, what was delivered, expired sign-ins.

    How long each is kept is set by FRONTDESK_KEEP_*. The gateway does the same by itself several times a day.
    """
    with installation() as (settings, stores):
        retention = open_retention(settings, stores)
        if yes:
            _tell(retain(retention, by=Actor(f"cli:{getpass.getuser()}")), "Emptied or deleted")
            return
        _tell(outdated(retention), "Older than it is kept")
        say("Nothing has gone yet: add --yes.")


def _tell(found: Outdated, begin: str) -> None:
    counted = ", ".join(f"{name}: {count}" for name, count in asdict(found).items())
    say(f"{begin}: {counted}.")
