"""The audit log: looked through by who, what and when, handed over as CSV, and checked for holes and changes."""

import json
from collections.abc import Mapping
from datetime import UTC, date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from frontdesk.services.audit import AuditAction, AuditEntry, ObjectKind
from frontdesk.services.audit_seal import SealedEntry
from frontdesk.services.days import Days, start_of
from frontdesk.services.list_audit import AuditFilter, all_entries, audit_page
from frontdesk.services.staff_sessions import SignedIn
from frontdesk.staff.member import acting
from frontdesk.web.desk.access import AtTheDesk, Auditor
from frontdesk.web.desk.audit_words import AuditWords
from frontdesk.web.desk.pages import page
from frontdesk.wiring.desk import Desk
from frontdesk.wiring.tables import Cell, csv_table

router = APIRouter()
_COLUMNS = ("number", "at", "actor", "action", "object_kind", "object_id", "details", "seal")
_PLACES = ("before", "after", "said")
_FIRST_YEAR, _LAST_YEAR = 2000, 2199  # a day that nobody lives to see has no day after it to reckon with

type Asked = Annotated[str, Query(max_length=200)]
type Numbered = Annotated[int | None, Query(ge=0, le=2**31 - 1)]


def wanted_by(  # noqa: PLR0913  # one for each filter
    *,
    actor: Asked = "",
    action: Asked = "",
    kind: Asked = "",
    named: Annotated[str, Query(alias="object", max_length=200)] = "",
    first: Asked = "",
    last: Asked = "",
) -> AuditFilter:
    """Return what the filters of the page ask for; a day that is none asks for nothing."""
    since, until = _day(first), _day(last)
    return AuditFilter(
        actor=actor,
        action=action,
        object_kind=kind,
        object_id=named.strip(),
        since=start_of(since) if since else None,
        until=Days(until, until).until if until else None,
    )


type Wanted = Annotated[AuditFilter, Depends(wanted_by)]


@router.get("/audit")
def audit(  # noqa: PLR0913  # the place in the list is two numbers
    request: Request,
    desk: AtTheDesk,
    who: Auditor,
    wanted: Wanted,
    *,
    before: Numbered = None,
    after: Numbered = None,
) -> Response:
    """List entries, newest first."""
    _note(desk, who, AuditAction.VIEWED, "list")
    found = audit_page(desk.auditing.listing, wanted, before=before, after=after)
    given = {name: value for name, value in request.query_params.items() if value and name not in _PLACES}
    return page(
        request,
        "audit/list.html",
        found=found,
        given=request.query_params,
        filtered=bool(given),
        words=AuditWords(request),
        export=f"/desk/audit.csv?{urlencode(given)}",
        newer=_linked(given, "after", found.newer),
        older=_linked(given, "before", found.older),
    )


@router.get("/audit.csv")
def audit_csv(desk: AtTheDesk, who: Auditor, wanted: Wanted) -> Response:
    """Hand over every entry that is wanted, as it is kept."""
    _note(desk, who, AuditAction.EXPORTED, "csv")
    entries = all_entries(desk.auditing.listing, wanted)
    name = f"audit-log-{desk.clock.now():%Y-%m-%d}.csv"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(csv_table(_COLUMNS, map(_row, entries)), media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/audit/check")
def check(request: Request, _who: Auditor) -> Response:
    """Say what the check does."""
    return page(request, "audit/check.html", found=None)


@router.post("/audit/check")
def checked(request: Request, desk: AtTheDesk, who: Auditor) -> Response:
    """Walk through the log and say what was found."""
    found = desk.auditing.check()
    if found.broken is None:
        _note(desk, who, AuditAction.VIEWED, "check")
    return page(request, "audit/check.html", found=found)


def _row(entry: SealedEntry) -> tuple[Cell, ...]:
    what = (entry.action, entry.object_kind, entry.object_id, json.dumps(dict(entry.details), ensure_ascii=False))
    return (entry.number, entry.at.astimezone(UTC).isoformat(), entry.actor, *what, entry.seal)


def _note(desk: Desk, who: SignedIn, action: AuditAction, what: str) -> None:
    desk.audit.note([AuditEntry(desk.clock.now(), acting(who.member), action, ObjectKind.AUDIT_LOG, what)])


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def _linked(given: Mapping[str, str], place: str, number: int | None) -> str | None:
    return None if number is None else f"/desk/audit?{urlencode({**given, place: number})}"
