"""The inbox of leads: views, search, filters, order and pages, the counts that keep themselves up to date, and saved views."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from frontdesk.services.audit import AuditAction, AuditEntry, ObjectKind
from frontdesk.services.lead_query import LeadQuery, LeadSort, LeadView
from frontdesk.services.lead_query_form import chosen, query_from
from frontdesk.services.saved_views import MOST_VIEWS, NameMissing, TooManyViews
from frontdesk.services.search_slips import LONGEST_SEARCH
from frontdesk.services.staff_sessions import SignedIn
from frontdesk.staff.member import acting
from frontdesk.staff.role import Permission
from frontdesk.web.desk.access import AtTheDesk, LeadReader
from frontdesk.web.desk.inbox_links import INBOX, Links, links_of
from frontdesk.web.desk.inbox_shown import InboxWords
from frontdesk.web.desk.pages import page, redirect
from frontdesk.web.desk.problems import not_found
from frontdesk.wiring.desk import Desk

router = APIRouter()
_SORTED = {
    "organisation": LeadSort.ORGANISATION,
    "score": LeadSort.SCORE,
    "due": LeadSort.DUE,
    "created": LeadSort.CREATED,
}


@router.get("/")
def begin(_who: LeadReader) -> Response:
    """Begin with the leads."""
    return RedirectResponse(INBOX, 303)


@router.get("/leads/inbox")
def listed(_who: LeadReader) -> Response:
    """Show the leads to whoever follows the audit log's name of the list."""
    return RedirectResponse(INBOX, 303)


@router.get("/leads")
def leads(request: Request, desk: AtTheDesk, who: LeadReader) -> Response:
    """List leads."""
    links = links_of(request)
    typed = desk.inbox.slips.text(who.member.id, links.slip) if links.slip else None
    lost = bool(links.slip) and typed is None
    if lost:
        links = Links(links.query)
    query = replace(links.query, text=typed or "")
    found = desk.inbox.leads.page(query, who.member.id)
    _note(desk, who, query, len(found.lines))
    choices = desk.inbox.leads.choices()
    words = InboxWords(request, choices)
    shown = page(
        request,
        "inbox/list.html",
        found=found,
        query=query,
        links=links,
        lost=lost,
        words=words,
        choices=choices,
        filters=words.filters(choices, list(links.hidden())),
        sorted_columns=_SORTED,
        saved=desk.inbox.views.of(who.member.id),
        colleagues=_colleagues(desk),
        now=desk.clock.now(),
        can_work=who.member.may(Permission.WORK_LEADS),
        can_export=who.member.may(Permission.EXPORT_LEADS),
        longest_search=LONGEST_SEARCH,
        most_views=MOST_VIEWS,
        week=desk.inbox.leads.this_week(),
        **_counted(desk, who),
    )
    shown.headers["hx-push-url"] = links.url(links.query, links.query.place)
    return shown


@router.get("/leads/counts")
def counts(request: Request, desk: AtTheDesk, who: LeadReader) -> Response:
    """Return the views with their counts, for a page that asks every half minute."""
    links, words = links_of(request), InboxWords(request, desk.inbox.leads.choices())
    return page(request, "inbox/views.html", query=links.query, links=links, words=words, **_counted(desk, who))


@router.post("/leads/search")
async def search(request: Request, desk: AtTheDesk, who: LeadReader) -> Response:
    """Take what is searched for out of the form, and show what is found under an address that does not tell it."""
    form = await request.form()
    typed = str(form.get("q", "")).strip()[:LONGEST_SEARCH]
    query = LeadQuery()
    slip = desk.inbox.slips.keep(who.member.id, typed) if typed else ""
    return redirect(Links(query, slip).here())


@router.post("/leads/views")
async def save_view(request: Request, desk: AtTheDesk, who: LeadReader) -> Response:
    """Keep the filters and the order under a name, without the words of a search."""
    form = await request.form()
    query = query_from((name, value) for name, value in form.multi_items() if isinstance(value, str))
    return await run_in_threadpool(_saved, desk, who, str(form.get("name", "")), replace(query, place=None))


@router.post("/leads/views/{view_id}/delete")
def remove_view(
    desk: AtTheDesk, who: LeadReader, view_id: int, view: Annotated[LeadView, Form()] = LeadView.ALL
) -> Response:
    """Delete a saved view of one's own."""
    if not desk.inbox.views.remove(who.member.id, view_id):
        raise not_found()
    return redirect(Links(LeadQuery(view)).view(view), "inbox.said.removed")


def _saved(desk: Desk, who: SignedIn, name: str, query: LeadQuery) -> Response:
    try:
        desk.inbox.views.save(who.member.id, name, query)
    except NameMissing:
        return redirect(Links(query).here(), "inbox.said.unnamed")
    except TooManyViews:
        return redirect(Links(query).here(), "inbox.said.too_many")
    return redirect(Links(query).here(), "inbox.said.saved")


def _note(desk: Desk, who: SignedIn, query: LeadQuery, shown: int) -> None:
    """Note that somebody was shown leads: which view and filters, how many; never the words of a search."""
    action = AuditAction.SEARCHED if query.text else AuditAction.VIEWED
    details: dict[str, str | int | bool | None] = {
        "view": query.view.value,
        "filters": ",".join(chosen(query.filters)),
        "count": shown,
    }
    entry = AuditEntry(desk.clock.now(), acting(who.member), action, ObjectKind.LEAD, "inbox", details)
    desk.audit.note([entry])


def _counted(desk: Desk, who: SignedIn) -> dict[str, Any]:
    inbox, staff_id = desk.inbox.leads, who.member.id
    return {
        "counts": inbox.counts(staff_id),
        "todays": inbox.todays_qualified(),
        "qualified_today": inbox.qualified_today(staff_id),
    }


def _colleagues(desk: Desk) -> list[tuple[str, str]]:
    able = (one for one in desk.stores.staff.list(active_only=True) if one.may(Permission.WORK_LEADS))
    return [(str(one.id), one.name) for one in able]
