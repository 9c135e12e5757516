"""Assembles the frontdesk command out of its subcommands and says expected problems in one sentence."""

import sys

import typer

from frontdesk.cli import bench, doctor, facts, leads, train, up
from frontdesk.supervision.errors import ChildKeepsCrashing, StartProblem

app = typer.Typer(
    name="frontdesk",
    help=(
        "The investor-enquiry assistant of an investment-promotion agency.\n\n"
        "Start with `frontdesk doctor`, which checks this machine, then `frontdesk up`, which starts everything on "
        "http://127.0.0.1:8000 and stops on Ctrl-C. Every setting is an environment variable: see docs/operations.md."
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(up.up)
app.command()(train.train)
app.command()(doctor.doctor)
app.add_typer(bench.app, name="bench")
app.add_typer(facts.app, name="facts")
app.add_typer(leads.app, name="leads")


def main() -> None:
    """Run the command; end with 1 and one clear sentence where something an operator can mend stands in the way."""
    try:
        app()
    except (StartProblem, ChildKeepsCrashing) as problem:
        typer.secho(f"frontdesk: {problem}", err=True, fg="red")
        sys.exit(1)


if __name__ == "__main__":
    main()
