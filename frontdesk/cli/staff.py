"""`frontdesk staff`: let the first people in, and help those who cannot get in. No account exists that nobody made."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from getpass import getuser
from typing import Annotated

import typer

from frontdesk.cli.stores import installation
from frontdesk.services.invite_staff import INVITED_FOR, RESET_FOR
from frontdesk.services.staff_ports import EmailTaken, LastAdministrator, NewMember
from frontdesk.staff.email import is_address
from frontdesk.staff.member import Actor, Member
from frontdesk.staff.role import Role
from frontdesk.values import Language
from frontdesk.wiring.accounts import WELCOME, Accounts, open_accounts, open_sessions
from frontdesk.wiring.clock import SystemClock
from frontdesk.wiring.stores import Stores

_SECONDS_AN_HOUR = 3600
Email = Annotated[str, typer.Option(help="Their e-mail address, with which they sign in.")]
app = typer.Typer(help="Who may use the lead desk.", no_args_is_help=True, add_completion=False)


@dataclass(frozen=True, slots=True)
class StaffRoom:
    """What the commands work with."""

    stores: Stores
    accounts: Accounts
    base: str
    by: Actor

    def find(self, email: str) -> Member:
        """Return who has an address. Raises typer.BadParameter."""
        member = self.stores.staff.by_email(email)
        if member is None:
            raise typer.BadParameter(f"nobody has the address {email}", param_hint="--email")
        return member

    def switch(self, email: str, *, on: bool) -> Member:
        """Let somebody in again, or no longer. Raises typer.BadParameter."""
        try:
            changed = {"is_active": on}
            return self.stores.staff.change(self.find(email).id, changed, by=self.by, at=SystemClock().now())
        except LastAdministrator as problem:
            raise typer.BadParameter("they are the last administrator", param_hint="--email") from problem


@app.command()
def add(
    email: Email,
    name: Annotated[str, typer.Option(help="Their name, as colleagues and visitors read it.")],
    role: Annotated[Role, typer.Option(help="What they may do.")] = Role.OFFICER,
    language: Annotated[Language, typer.Option(help="Language of their desk: en or fr.")] = Language.EN,
) -> None:
    """Invite somebody: prints the one-time link by which they set their password."""
    if not is_address(email):
        raise typer.BadParameter(f"{email} is no e-mail address", param_hint="--email")
    with _staff_room() as room:
        try:
            member, token = room.accounts.invitations.invite(NewMember(email, name, role, language), by=room.by)
        except EmailTaken as problem:
            raise typer.BadParameter(f"somebody has the address {email} already", param_hint="--email") from problem
        typer.echo(f"{member.name} may come in as {role.value}. Give them this link, and nobody else:")
        _show(room, token, is_new=True)


@app.command()
def reset(
    email: Email,
    second_factor: Annotated[
        bool, typer.Option("--second-factor", help="Forget their second factor too: the telephone is lost.")
    ] = False,
) -> None:
    """Print a new one-time link for somebody who cannot get in; earlier links are over."""
    with _staff_room() as room:
        member = room.find(email)
        is_new = not room.accounts.own.has_password(member)
        token = room.accounts.invitations.link(member.id, by=room.by)
        if second_factor:
            room.accounts.second_factors.remove(member.id, by=room.by)
        typer.echo(f"Give {member.name} this link, and nobody else:")
        _show(room, token, is_new=is_new)


@app.command("list")
def list_() -> None:
    """Show who may use the desk."""
    with _staff_room() as room:
        members = room.stores.staff.list()
    for member in members:
        marks = ("second factor" if member.has_second_factor else "", "" if member.is_active else "disabled")
        told = ", ".join(mark for mark in marks if mark)
        typer.echo(f"{member.email:40} {member.role.value:14} {member.name}{f' ({told})' if told else ''}")
    typer.echo(f"{len(members)} members of staff.")


@app.command()
def disable(email: Email) -> None:
    """Sign somebody out everywhere and let them in no more. What they did stays theirs."""
    with _staff_room() as room:
        typer.echo(f"{room.switch(email, on=False).name} is signed out and cannot sign in.")


@app.command()
def enable(email: Email) -> None:
    """Let somebody in again who was disabled."""
    with _staff_room() as room:
        typer.echo(f"{room.switch(email, on=True).name} may sign in again.")


def _show(room: StaffRoom, token: str, *, is_new: bool) -> None:
    hours = int((INVITED_FOR if is_new else RESET_FOR).total_seconds()) // _SECONDS_AN_HOUR
    typer.echo(f"\n  {room.base}{WELCOME}/{token}\n")
    typer.echo(f"It works once, for {hours} hour{'s' if hours > 1 else ''}.")


@contextmanager
def _staff_room() -> Iterator[StaffRoom]:
    clock = SystemClock()
    with installation() as (settings, stores):
        accounts = open_accounts(settings, stores, open_sessions(settings, stores, clock), clock)
        yield StaffRoom(stores, accounts, settings.public_url, Actor(f"cli:{getuser()}"))
