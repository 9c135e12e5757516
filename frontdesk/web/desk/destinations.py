"""Destinations for administrators: set up, tried out, changed, switched off; a secret is shown once."""

from asyncio import to_thread
from collections.abc import Mapping
from typing import Annotated

from babel import Locale
from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import Response

from frontdesk.services.delivery import MAIL_KEY, Destination, DestinationKind, SendFailed
from frontdesk.services.delivery_destinations import (
    SECRETS,
    DestinationDraft,
    DestinationNotFound,
    DestinationRefused,
    SecretKind,
    form_of,
)
from frontdesk.staff.member import acting
from frontdesk.web.desk.access import Administrator, AtTheDesk
from frontdesk.web.desk.deliveries import reason_text
from frontdesk.web.desk.pages import page, redirect
from frontdesk.web.desk.problems import DeskProblem, not_found
from frontdesk.web.desk.texts import LANGUAGES
from frontdesk.wiring.desk import Desk

router = APIRouter()
HERE = "/desk/destinations"
_LONGEST = 4000


async def _filled_in(request: Request) -> Mapping[str, str]:
    """Return the fields of a form by name; topics, of which there may be several, in one text."""
    form = await request.form()
    fields = {name: value.strip()[:_LONGEST] for name, value in form.items() if isinstance(value, str)}
    return fields | {"topics": " ".join(each for each in form.getlist("topics") if isinstance(each, str))}


type Filled = Annotated[Mapping[str, str], Depends(_filled_in)]


@router.get("/destinations")
def destinations(request: Request, desk: AtTheDesk, _who: Administrator) -> Response:
    """List every destination."""
    return _list(request, desk)


@router.get("/destinations/new")
def new_destination(
    request: Request, desk: AtTheDesk, _who: Administrator, kind: DestinationKind | None = None
) -> Response:
    """Show the form of a kind; without one, the kinds there are."""
    if kind is None or kind not in SECRETS:
        return page(request, "destinations/kinds.html", kinds=list(SECRETS))
    return _form(request, desk, kind, {"topics": "lead.recorded"})


@router.post("/destinations")
def add_destination(request: Request, desk: AtTheDesk, who: Administrator, filled: Filled) -> Response:
    """Keep a new destination, and show its key where we drew one."""
    kind = _kind(filled.get("kind", ""))
    try:
        added = desk.deliveries.add(_draft(kind, filled), by=acting(who.member))
    except DestinationRefused as problem:
        return _form(request, desk, kind, filled, problem)
    if SECRETS[kind] is SecretKind.KEY:
        return page(request, "destinations/secret.html", destination=added)
    return redirect(HERE, said="destinations.added")


@router.get("/destinations/{key}")
def destination(request: Request, desk: AtTheDesk, _who: Administrator, key: str) -> Response:
    """Show the form of a destination; its secret is not in it."""
    found = _found(desk, key)
    filled = {"name": found.name, "topics": " ".join(found.topics), **found.options}
    return _form(request, desk, found, filled)


@router.post("/destinations/{key}")
def change_destination(request: Request, desk: AtTheDesk, who: Administrator, key: str, filled: Filled) -> Response:
    """Change a destination; an empty secret keeps the present one."""
    found = _found(desk, key)
    try:
        desk.deliveries.change(key, _draft(found.kind, filled), by=acting(who.member))
    except DestinationRefused as problem:
        return _form(request, desk, found, filled, problem)
    return redirect(HERE, said="destinations.changed")


@router.post("/destinations/{key}/switch")
def switch_destination(
    desk: AtTheDesk, who: Administrator, key: str, to: Annotated[str, Form(max_length=3)]
) -> Response:
    """Switch a destination on or off."""
    found, on = _found(desk, key), to == "on"
    desk.deliveries.switch(found.key, on=on, by=acting(who.member))
    return redirect(HERE, said="destinations.switched_on" if on else "destinations.switched_off")


@router.post("/destinations/{key}/new-key")
def new_key(request: Request, desk: AtTheDesk, who: Administrator, key: str) -> Response:
    """Draw a webhook a new key and show it once."""
    found = _found(desk, key)
    if SECRETS[found.kind] is not SecretKind.KEY:
        raise not_found()
    changed = desk.deliveries.new_key(key, by=acting(who.member))
    return page(request, "destinations/secret.html", destination=changed)


@router.post("/destinations/{key}/test")
async def test_destination(request: Request, desk: AtTheDesk, who: Administrator, key: str) -> Response:
    """Send something made up and show what came of it."""
    found = await to_thread(_found, desk, key, mail=True)
    failure = await desk.deliveries.test(found, who.member)
    return await to_thread(_list, request, desk, (found, failure))


def _list(request: Request, desk: Desk, tested: tuple[Destination, SendFailed | None] | None = None) -> Response:
    work = desk.deliveries
    known = work.destinations()
    return page(
        request,
        "destinations/list.html",
        destinations=known,
        standing={each.key: work.standing(each) for each in known},
        tested=tested[0] if tested else None,
        failed=reason_text(tested[1].reason) if tested and tested[1] else None,
        detail=tested[1].detail if tested and tested[1] else "",
    )


def _form(
    request: Request,
    desk: Desk,
    about: DestinationKind | Destination,
    filled: Mapping[str, str],
    problem: DestinationRefused | None = None,
) -> Response:
    destination = about if isinstance(about, Destination) else None
    kind = about.kind if isinstance(about, Destination) else about
    form, faults = form_of(kind), problem.faults if problem else {}
    return page(
        request,
        "destinations/form.html",
        status=422 if problem else 200,
        kind=kind,
        options=[(option, option in form.required) for option in (*form.required, *form.optional)],
        secret=form.secret,
        filled=filled,
        topics=filled.get("topics", "").split(),
        wrong={name: f"destinations.fault.{fault}" for name, fault in faults.items()},
        destination=destination,
        languages=[(each.value, Locale.parse(each.value).get_display_name() or each.value) for each in LANGUAGES],
        hosts=desk.deliveries.hosts,
    )


def _draft(kind: DestinationKind, filled: Mapping[str, str]) -> DestinationDraft:
    form = form_of(kind)
    asked = (*form.required, *form.optional)
    return DestinationDraft(
        kind=kind,
        name=filled.get("name", ""),
        topics=tuple(filled.get("topics", "").split()),
        options={option.value: filled[option] for option in asked if filled.get(option)},
        secret=filled.get("secret") or None,
    )


def _kind(told: str) -> DestinationKind:
    if told not in {kind.value for kind in SECRETS}:
        raise DeskProblem(422, "invalid")
    return DestinationKind(told)


def _found(desk: Desk, key: str, *, mail: bool = False) -> Destination:
    """Return a destination, mail only where it may be meant: it has no form."""
    try:
        found = desk.deliveries.find(key)
    except DestinationNotFound as problem:
        raise not_found() from problem
    if found.key == MAIL_KEY and not mail:
        raise not_found()
    return found
