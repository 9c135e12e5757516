"""`frontdesk verify-audit`: whether the audit log is whole."""

import getpass
import sys
from typing import Annotated

import typer

from frontdesk.cli.installation import say
from frontdesk.cli.stores import installation
from frontdesk.services.audit_check import AuditCheck, AuditHead, Broken, Fault
from frontdesk.staff.member import Actor
from frontdesk.wiring.auditing import Auditing, open_auditing

SHOWN = 16  # so many letters of a seal tell two apart
_SENTENCES = {
    Fault.CHANGED: "entry {number} was changed, or written by somebody without the key",
    Fault.MISSING: "entry {number} is missing",
    Fault.INSERTED: "entry {number} was inserted",
    Fault.MOVED: "entry {number} changed places with the next one",
    Fault.CUT_OFF: "the log is cut off: entry {number} and what followed it are gone",
    Fault.REWRITTEN: "entry {number} is another one than was known; the log was rewritten, or a backup was restored",
    Fault.HEAD_CHANGED: "the note of the last entry (audit-head.json in the data folder) is not one of this installation",
}
app = typer.Typer(add_completion=False)


@app.command(name="verify-audit")
def verify_audit(
    head: Annotated[
        str | None, typer.Option(help="A head that was printed earlier, NUMBER:SEAL; it must still be in the log.")
    ] = None,
    accept_restored: Annotated[
        bool,
        typer.Option(
            "--accept-restored",
            help="After restoring a backup: take a log that ends earlier as it is, and say so in it.",
        ),
    ] = False,
) -> None:
    """Walk through the audit log and name the first broken entry; exit with 1 where there is one.

    Prints the head of a whole log: kept elsewhere, it shows later, with --head, that nothing before it was rewritten.
    """
    told = None if head is None else _read_head(head)
    with installation() as (settings, stores):
        auditing = open_auditing(settings, stores)
        found = auditing.check(told)
        if found.broken is None:
            say(f"The audit log is whole: {found.entries} entries, each sealed with the one before.")
            say(f"Head: {_shown(found.head)}")
            return
        if accept_restored and found.broken.fault in {Fault.CUT_OFF, Fault.REWRITTEN, Fault.HEAD_CHANGED}:
            _accept(auditing)
            return
    _complain(found, found.broken)
    sys.exit(1)


def _accept(auditing: Auditing) -> None:
    accepted = auditing.accept_restored(Actor(f"cli:{getpass.getuser()}"))
    say(f"The log is taken as it is; entry {accepted.number} says so. Head: {_shown(accepted)}")


def _complain(found: AuditCheck, broken: Broken) -> None:
    typer.secho(
        f"The audit log is broken: {_SENTENCES[broken.fault].format(number=broken.number)}.", err=True, fg="red"
    )
    if broken.fault is not Fault.HEAD_CHANGED:
        typer.echo(f"The entries before it are whole; the last of them is {_shown(found.head)}.", err=True)


def _shown(head: AuditHead) -> str:
    return f"{head.number}:{head.seal[:SHOWN]}"


def _read_head(text: str) -> AuditHead:
    number, _, seal = text.partition(":")
    if not number.isdecimal() or len(seal) < SHOWN:
        raise typer.BadParameter("a head looks like 1234:0123456789abcdef", param_hint="--head")
    return AuditHead(int(number), seal)
