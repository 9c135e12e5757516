"""`frontdesk erase`: forget a person on request."""

import getpass
from typing import Annotated

import typer

from frontdesk.cli.installation import say
from frontdesk.cli.stores import installation
from frontdesk.services.erase_person import NoAddress, Traces, erase_again, erase_person, find_person
from frontdesk.staff.member import Actor
from frontdesk.wiring.erasing import open_eraser

app = typer.Typer(add_completion=False)


@app.command()
def erase(
    email: Annotated[str | None, typer.Option(help="The person's e-mail address.")] = None,
    again: Annotated[
        bool,
        typer.Option("--again", help="Erase whoever was erased before and is there again: after restoring a backup."),
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do it. Without, only what would be erased is shown.")] = False,
) -> None:
    """Erase a person: leads with notes and tasks, conversations, what Rasa remembers, what waits on disk or to be sent.

    Shows what there is first; --yes does it. A hash of the address is kept, so that --again can erase the person from a restored backup.
    """
    if again == (email is not None):
        raise typer.BadParameter("give either --email or --again", param_hint="--email")
    if again and not yes:
        raise typer.BadParameter("erases at once: add --yes", param_hint="--again")
    by = Actor(f"cli:{getpass.getuser()}")
    with installation() as (settings, stores):
        eraser = open_eraser(settings, stores)
        try:
            if email is not None and not yes:
                _tell(find_person(eraser, email), "There is")
                say("Nothing was erased yet: add --yes.")
                return
            _tell(erase_again(eraser, by=by) if email is None else erase_person(eraser, email, by=by), "Erased")
        except NoAddress as problem:
            raise typer.BadParameter("that is no e-mail address", param_hint="--email") from problem
    say(
        "Rasa forgets its part within seconds while Frontdesk runs, else at its next start. Backups keep what they hold."
    )


def _tell(found: Traces, begin: str) -> None:
    if found.is_nothing:
        say("There is nothing of this address." if begin == "There is" else "There was nothing to erase.")
        return
    say(f"{begin}: leads: {len(found.leads)}{_named(found.leads)}; conversations: {len(found.conversations)}")
    if len(found.addresses) > 1:
        say(f"  staff linked conversations of this person, also known as: {', '.join(found.addresses)}")
    for name, count in {**found.rows, "waiting on disk": found.waiting_on_disk}.items():
        if count:
            say(f"  {name}: {count}")
    if found.sent_to:
        say(f"Told outside, to be erased there as well: {', '.join(found.sent_to)}.")


def _named(references: tuple[str, ...]) -> str:
    return f" ({', '.join(references)})" if references else ""
