"""What the commands about facts share: who changes them, and what is said of problems."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from getpass import getuser
from typing import Annotated

import typer

from frontdesk.services.fact_history import FactNotFound

Author = Annotated[str, typer.Option(help="Who changes the facts; kept in their history.", default_factory=getuser)]


def complain(lines: Iterable[object], conclusion: str) -> None:
    """Write problems and what comes of them on the error stream."""
    for line in lines:
        typer.echo(str(line), err=True)
    typer.echo(conclusion, err=True)


@contextmanager
def naming_unknown_facts() -> Iterator[None]:
    """End with 1 and one sentence where a fact does not exist."""
    try:
        yield
    except FactNotFound as missing:
        complain([], f"There is no fact {missing}.")
        raise typer.Exit(1) from missing
