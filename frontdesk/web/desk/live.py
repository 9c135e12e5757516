"""Conversations as they happen: the list, with who waits for a person first, and one conversation with its transcript."""

import secrets
from asyncio import to_thread
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import JSONResponse, Response

from frontdesk.facts.model import FactStatus
from frontdesk.services.audit import AuditAction, AuditEntry, ObjectKind
from frontdesk.services.held_back import Undelivered
from frontdesk.services.search_facts import FactSearch
from frontdesk.services.staff_sessions import SignedIn
from frontdesk.services.takeover import LiveConversation
from frontdesk.services.transcript import Message
from frontdesk.staff.member import acting
from frontdesk.staff.role import Permission
from frontdesk.web.desk.access import AtTheDesk, Colleague, ConversationReader
from frontdesk.web.desk.pages import page, reader_language
from frontdesk.web.desk.problems import not_found
from frontdesk.web.desk.texts import text
from frontdesk.web.schemas import MAX_TEXT
from frontdesk.wiring.desk import Desk

router = APIRouter()
WAITS = timedelta(hours=12)  # who waited longer has long been answered by their enquiry
ACTIVE = timedelta(minutes=15)
THE_LIST = "live"  # what the audit log calls it
_FACTS = 6
_PAGE = 500

type ConversationId = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{16,64}$")]
type After = Annotated[int, Query(ge=0, le=2**63 - 1)]


@dataclass(frozen=True, slots=True)
class Shown:
    """One conversation on its page. ``state`` is open, mine or theirs: who answers is the assistant, the reader, a colleague."""

    live: LiveConversation
    state: str
    messages: Sequence[Message]
    undelivered: Undelivered | None = None

    @property
    def last_id(self) -> int:
        """Return the id of the last message shown."""
        return self.messages[-1].id if self.messages else 0


@dataclass(frozen=True, slots=True)
class Refused:
    """Something written that was not taken, and why."""

    error: str = ""
    written: str = ""
    what: str = "text"  # or the reference of a lead to link with

    def of(self, what: str) -> "Refused":
        """Return what is to be shown with one field; nothing for any other."""
        return self if what == self.what else Refused()


@router.get("/live")
def live(request: Request, desk: AtTheDesk, who: ConversationReader) -> Response:
    """List the conversations that are going on."""
    desk.views.note(who.session_id, _view(desk, who, THE_LIST))
    return page(request, "live/list.html", found=listed(desk))


@router.get("/live/rows")
def rows(request: Request, desk: AtTheDesk, who: ConversationReader) -> Response:
    """Return the list alone, for a page that is open."""
    desk.views.note_once(who.session_id, _view(desk, who, THE_LIST))
    return page(request, "live/rows.html", found=listed(desk))


@router.get("/live/waiting")
def waiting(request: Request, desk: AtTheDesk, _who: ConversationReader) -> Response:
    """Tell how many visitors wait for a person, for the badge beside the menu."""
    count = desk.live.listed.waiting(desk.clock.now() - WAITS)
    return JSONResponse({"waiting": count, "told": text(reader_language(request), "live.waiting_count", count=count)})


@router.get("/live/{conversation_id}")
def conversation(
    request: Request, desk: AtTheDesk, who: ConversationReader, conversation_id: ConversationId
) -> Response:
    """Show one conversation."""
    shown = shown_to(desk, who, conversation_id)
    desk.views.note(who.session_id, _view(desk, who, conversation_id))
    return page(request, "live/conversation.html", **controls_of(desk, who, shown))


@router.get("/live/{conversation_id}/news")
def news(
    request: Request, desk: AtTheDesk, who: ConversationReader, conversation_id: ConversationId, after: After = 0
) -> Response:
    """Return what was said after a message, for a page that is open."""
    shown = shown_to(desk, who, conversation_id, after=after)
    desk.views.note_once(who.session_id, _view(desk, who, conversation_id))
    return page(request, "live/news.html", shown=shown)


@router.get("/live/{conversation_id}/controls")
def controls(request: Request, desk: AtTheDesk, who: ConversationReader, conversation_id: ConversationId) -> Response:
    """Return what can be done now, for a page that is open while somebody took over or handed back."""
    return page(request, "live/controls.html", **controls_of(desk, who, shown_to(desk, who, conversation_id)))


@router.get("/live/{conversation_id}/facts")
def facts(
    request: Request,
    desk: AtTheDesk,
    who: Colleague,
    conversation_id: ConversationId,
    q: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """Find published facts to put into an answer, in the visitor's language."""
    shown = shown_to(desk, who, conversation_id)
    search = FactSearch(words=q, status=FactStatus.PUBLISHED)
    found = desk.knowledge.catalogue.current().find(search, limit=_FACTS).facts if q.strip() else ()
    return page(request, "live/facts.html", found=found, spoken=shown.live.conversation.language, q=q)


def listed(desk: Desk) -> Sequence[LiveConversation]:
    """Return the conversations of the list in its order."""
    now = desk.clock.now()
    return desk.live.listed.waiting_or_active(wanted_since=now - WAITS, active_since=now - ACTIVE)


def shown_to(desk: Desk, who: SignedIn, conversation_id: str, *, after: int | None = None) -> Shown:
    """Return a conversation as somebody sees it, with its messages, or those after one. Raises the problem of one that is not there."""
    found = desk.live.listed.get(conversation_id)
    if found is None:
        raise not_found()
    holder = found.conversation.handled_by
    state = "open" if holder is None else "mine" if holder == who.member.id else "theirs"
    undelivered = desk.stores.channels.undelivered(conversation_id)
    return Shown(found, state, _messages(desk, conversation_id, after or 0), undelivered)


def _messages(desk: Desk, conversation_id: str, after: int) -> Sequence[Message]:
    return desk.stores.conversations.messages_after(conversation_id, after, limit=_PAGE)


def controls_of(desk: Desk, who: SignedIn, shown: Shown, refused: Refused | None = None) -> dict[str, Any]:
    """Return what the controls of a conversation show, with what was written where that did not fit."""
    language = shown.live.conversation.language
    return {
        "shown": shown,
        "refused": refused or Refused(),
        "may_take_over": who.member.may(Permission.TAKE_OVER),
        "may_link": who.member.may(Permission.WORK_LEADS),
        "openings": desk.live.openings.of(language, name=who.member.name),
        "longest": MAX_TEXT,
        "message_id": secrets.token_urlsafe(12),
    }


def shown_again(desk: Desk, who: SignedIn, conversation_id: str) -> Shown:
    """Return a conversation for the page of somebody whose text was not sent."""
    shown = shown_to(desk, who, conversation_id)
    desk.views.note_once(who.session_id, _view(desk, who, conversation_id))
    return shown


async def shown_now(desk: Desk, who: SignedIn, conversation_id: str) -> Shown:
    """Return a conversation as somebody sees it, from an asynchronous route."""
    return await to_thread(shown_to, desk, who, conversation_id)


def _view(desk: Desk, who: SignedIn, what: str) -> AuditEntry:
    return AuditEntry(desk.clock.now(), acting(who.member), AuditAction.VIEWED, ObjectKind.CONVERSATION, what)
