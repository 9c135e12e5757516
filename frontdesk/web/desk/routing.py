"""The rules by which leads are given to people: listed for all staff, kept by administrators, tried out."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from starlette.responses import Response

from frontdesk.enquiry.sector_words import Sector
from frontdesk.leads.routing import Asked, RoutingRule
from frontdesk.services.route_lead import RuleNotFound
from frontdesk.staff.member import Member, acting
from frontdesk.staff.role import Permission
from frontdesk.values import Language
from frontdesk.web.desk.access import Administrator, AtTheDesk, LeadReader
from frontdesk.web.desk.pages import page, redirect
from frontdesk.web.desk.problems import not_found
from frontdesk.web.desk.routing_form import RuleForm, codes, number, rule_form
from frontdesk.wiring.desk import Desk

router = APIRouter()
HERE = "/desk/routing"
_PLACES = {"up": -1, "down": 1}

type FromForm = Annotated[RuleForm, Depends(rule_form)]
type Tried = Annotated[str, Query(max_length=100)]


@router.get("/routing")
def routing(  # noqa: PLR0913 - one for each field of the trial
    request: Request,
    desk: AtTheDesk,
    _who: LeadReader,
    *,
    sector: Tried = "",
    country: Tried = "",
    language: Tried = "",
    investment: Tried = "",
    jobs: Tried = "",
) -> Response:
    """List the rules, and say who would get a lead that is described."""
    tried = {"sector": sector, "country": country, "language": language, "investment": investment, "jobs": jobs}
    return page(
        request,
        "routing/list.html",
        rules=desk.promises.routing.store.rules(),
        names=_names(desk),
        sectors=tuple(Sector),
        languages=tuple(Language),
        tried=tried,
        choice=desk.promises.routing.who_would_get(_asked(tried)) if language in set(Language) else None,
    )


@router.get("/routing/new")
def new(request: Request, desk: AtTheDesk, _who: Administrator) -> Response:
    """Show the form of a new rule."""
    return _form(request, desk, RuleForm(), 0)


@router.post("/routing/new")
def add(request: Request, desk: AtTheDesk, who: Administrator, form: FromForm) -> Response:
    """Add a rule after the others."""
    return _saved(request, desk, form, 0, who.member)


@router.get("/routing/{rule_id}")
def edit(request: Request, desk: AtTheDesk, _who: Administrator, rule_id: int) -> Response:
    """Show the form of a rule."""
    return _form(request, desk, RuleForm.of(_rule(desk, rule_id)), rule_id)


@router.post("/routing/{rule_id}")
def change(request: Request, desk: AtTheDesk, who: Administrator, form: FromForm, rule_id: int) -> Response:
    """Change a rule."""
    _rule(desk, rule_id)
    return _saved(request, desk, form, rule_id, who.member)


@router.post("/routing/{rule_id}/move")
def move(desk: AtTheDesk, who: Administrator, rule_id: int, to: Annotated[str, Form()]) -> Response:
    """Move a rule up or down."""
    _rule(desk, rule_id)
    desk.promises.routing.move(rule_id, _PLACES.get(to, 0), by=acting(who.member))
    return redirect(HERE, said="routing.moved")


@router.post("/routing/{rule_id}/switch")
def switch(desk: AtTheDesk, who: Administrator, rule_id: int, on: Annotated[str, Form()] = "") -> Response:
    """Switch a rule on or off."""
    desk.promises.routing.save(replace(_rule(desk, rule_id), is_active=bool(on)), by=acting(who.member))
    return redirect(HERE, said="routing.switched_on" if on else "routing.switched_off")


@router.post("/routing/{rule_id}/remove")
def remove(desk: AtTheDesk, who: Administrator, rule_id: int) -> Response:
    """Remove a rule."""
    _rule(desk, rule_id)
    desk.promises.routing.remove(rule_id, by=acting(who.member))
    return redirect(HERE, said="routing.removed")


def _rule(desk: Desk, rule_id: int) -> RoutingRule:
    try:
        return desk.promises.routing.get(rule_id)
    except RuleNotFound as problem:
        raise not_found() from problem


def _saved(request: Request, desk: Desk, form: RuleForm, rule_id: int, by: Member) -> Response:
    wrong = form.problems(frozenset(_names(desk)))
    if wrong:
        return _form(request, desk, replace(form, wrong=wrong), rule_id, status=422)
    desk.promises.routing.save(form.rule(rule_id), by=acting(by))
    return redirect(HERE, said="routing.saved" if rule_id else "routing.added")


def _form(request: Request, desk: Desk, form: RuleForm, rule_id: int, *, status: int = 200) -> Response:
    people = [one for one in desk.stores.staff.list(active_only=True) if one.may(Permission.WORK_LEADS)]
    return page(
        request,
        "routing/form.html",
        status=status,
        form=form,
        rule_id=rule_id,
        people=people,
        sectors=tuple(Sector),
        languages=tuple(Language),
    )


def _names(desk: Desk) -> Mapping[int, str]:
    return {one.id: one.name for one in desk.stores.staff.list()}


def _asked(tried: Mapping[str, str]) -> Asked:
    """Return what a trial describes; whatever cannot be read is left out, as if the visitor had not told it."""
    return Asked(
        sector=tried["sector"],
        country=next((code for code in codes(tried["country"]) if code), ""),
        language=tried["language"],
        investment_eur=Decimal(amount) if (amount := _told(tried["investment"])) is not None else None,
        jobs=_told(tried["jobs"]),
    )


def _told(written: str) -> int | None:
    try:
        return number(written)
    except ValueError:
        return None
