"""Who asks, and whether they may: every route of the desk names one permission; forms prove that they come from the desk."""

import hmac
from asyncio import to_thread
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request

from frontdesk.services.audit import AuditAction, AuditEntry, ObjectKind
from frontdesk.services.staff_sessions import SignedIn
from frontdesk.staff.member import acting
from frontdesk.staff.role import Permission
from frontdesk.web.desk.problems import NotConfirmed, NotSignedIn, forged, not_allowed
from frontdesk.wiring.desk import Desk

COOKIE = "__Host-frontdesk-desk"  # browsers accept it with Secure and Path=/ only, so no other site or path can set it
POLLING = "x-desk-polling"  # on requests that a page makes by itself
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def desk_of(request: Request) -> Desk:
    """Return what the routes work with."""
    desk: Desk = request.app.state.desk
    return desk


def signed_in(request: Request) -> SignedIn | None:
    """Return who is signed in with this browser; looked up once a request. What a page asks for by itself keeps nobody signed in."""
    if not hasattr(request.state, "signed_in"):
        token, by_hand = request.cookies.get(COOKIE), POLLING not in request.headers
        request.state.signed_in = desk_of(request).sessions.find(token, touch=by_hand) if token else None
    found: SignedIn | None = request.state.signed_in
    return found


class Needs:
    """The dependency of a route that asks for a permission. Raises NotSignedIn, NotConfirmed or the problem of a refusal."""

    def __init__(self, permission: Permission, *, unconfirmed: bool = False) -> None:
        self.permission = permission
        self.unconfirmed = unconfirmed  # also before the second factor: only for the pages that ask for it

    def __call__(self, request: Request) -> SignedIn:
        """Return who is signed in, where they may."""
        who = signed_in(request)
        if who is None:
            raise NotSignedIn
        if not who.is_confirmed and not self.unconfirmed:
            raise NotConfirmed
        if not who.member.may(self.permission):
            _note_refusal(request, who)
            raise not_allowed()
        return who


def _note_refusal(request: Request, who: SignedIn) -> None:
    route = getattr(request.scope.get("route"), "path", "")
    desk = desk_of(request)
    entry = AuditEntry(
        desk.clock.now(), acting(who.member), AuditAction.REFUSED, ObjectKind.ROUTE, f"{request.method} {route}"
    )
    desk.audit.note([entry])


async def check_origin(request: Request) -> None:
    """Refuse a change that another site asks a signed-in browser for: by its origin, and by the session's own token.

    Before anybody is signed in only the origin counts. OWASP ASVS 5.0, 3.5.1 and 3.5.3.
    """
    if request.method in _SAFE:
        return
    if not _from_here(request):
        raise forged()
    who = await to_thread(signed_in, request)
    if who is not None and not hmac.compare_digest((await _token(request)).encode(), who.csrf_token.encode()):
        raise forged()


def _from_here(request: Request) -> bool:
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc == request.headers.get("host")


async def _token(request: Request) -> str:
    header = request.headers.get("x-csrf-token")
    if header is not None:
        return header
    field = (await request.form()).get("csrf")
    return field if isinstance(field, str) else ""


type AtTheDesk = Annotated[Desk, Depends(desk_of)]
type OwnAccount = Annotated[SignedIn, Depends(Needs(Permission.OWN_ACCOUNT))]
type LeadReader = Annotated[SignedIn, Depends(Needs(Permission.READ_LEADS))]
type LeadWorker = Annotated[SignedIn, Depends(Needs(Permission.WORK_LEADS))]
type LeadExporter = Annotated[SignedIn, Depends(Needs(Permission.EXPORT_LEADS))]
type ConversationReader = Annotated[SignedIn, Depends(Needs(Permission.READ_CONVERSATIONS))]
type Colleague = Annotated[SignedIn, Depends(Needs(Permission.TAKE_OVER))]
type KnowledgeReader = Annotated[SignedIn, Depends(Needs(Permission.READ_KNOWLEDGE))]
type KnowledgeEditor = Annotated[SignedIn, Depends(Needs(Permission.EDIT_KNOWLEDGE))]
type InsightReader = Annotated[SignedIn, Depends(Needs(Permission.READ_INSIGHT))]
type Administrator = Annotated[SignedIn, Depends(Needs(Permission.ADMINISTER))]
type Auditor = Annotated[SignedIn, Depends(Needs(Permission.READ_AUDIT))]
