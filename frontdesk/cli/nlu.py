"""`frontdesk nlu`: what the language model did not understand, and teaching it."""

import typer

from frontdesk.cli.nlu_review import app as review

app = typer.Typer(
    help="Teach the assistant from what visitors asked.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
app.add_typer(review, name="review")
