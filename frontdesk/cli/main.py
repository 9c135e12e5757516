"""Assembles the frontdesk command out of its subcommands and says expected problems in one sentence."""

import sys
from importlib import import_module
from typing import Any, cast

import typer
from typer.core import TyperCommand, TyperGroup

from frontdesk.supervision.errors import ChildKeepsCrashing, StartProblem

_COMMANDS = (
    "up",
    "train",
    "calibrate",
    "doctor",
    "facts",
    "leads",
    "outbox",
    "staff",
    "nlu",
    "bench",
    "verify-audit",
    "erase",
    "retain",
)


class CommandsOnDemand(TyperGroup):
    """Imports a subcommand's module when it is called: the supervisor stays small for as long as it runs."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401 - Typer's own click context has no public name
        """Return the names in the order of the help."""
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> TyperCommand | None:  # noqa: ANN401 - as above
        """Return the command that a module of this package holds as ``app``."""
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        found = cast(
            "TyperCommand", typer.main.get_command(import_module(f"frontdesk.cli.{cmd_name.replace('-', '_')}").app)
        )
        found.name = cmd_name
        return found


app = typer.Typer(
    cls=CommandsOnDemand,
    name="frontdesk",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def frontdesk() -> None:
    """The investor-enquiry assistant of an investment-promotion agency.

    Start with `frontdesk doctor`, which checks this machine, then `frontdesk up`, which starts everything on
    http://127.0.0.1:8000 and stops on Ctrl-C. Every setting is an environment variable: see docs/operations.md.
    """


def main() -> None:
    """Run the command; end with 1 and one clear sentence where something an operator can mend stands in the way."""
    try:
        app()
    except (StartProblem, ChildKeepsCrashing) as problem:
        typer.secho(f"frontdesk: {problem}", err=True, fg="red")
        sys.exit(1)


if __name__ == "__main__":
    main()
