"""Who may what: every route of the desk against every role, and objects of others (OWASP ASVS 5.0, 8.2)."""

from collections import Counter
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import select

from frontdesk.services.audit import AuditAction
from frontdesk.services.staff_sessions import StaffSessions
from frontdesk.staff.member import SYSTEM, Member
from frontdesk.staff.role import Permission, Role, may
from frontdesk.store.audit_tables import AuditRow
from frontdesk.store.lead_desk_tables import LeadNoteRow, SavedViewRow
from frontdesk.store.staff_tables import AbsenceRow
from frontdesk.wiring.clock import SystemClock
from tests.desk.desk_routes import BEFORE_THE_SECOND_FACTOR, PUBLIC, Route, every_route
from tests.desk.office import Colleague, Office
from tests.factories import make_lead

pytestmark = pytest.mark.web
GUARDED = [route for route in every_route() if route.name not in PUBLIC]


def status_of(http: httpx.Client, route: Route, csrf: str = "") -> httpx.Response:
    """Ask for a route and return what it begins to answer: streams of events never end."""
    data = {"csrf": csrf} if route.method != "GET" else None
    with http.stream(route.method, route.url, data=data) as response:
        return response


def at_desk(office: Office, member: Member, *, confirmed: bool = True) -> Colleague:
    """A session of its own for each request, since some routes end it."""
    sessions = StaffSessions(office.installation.stores.sessions, SystemClock())
    token = sessions.open(member.id, confirmed=confirmed, browser="a test")
    found = sessions.find(token)
    assert found is not None
    office.http.headers["cookie"] = f"__Host-frontdesk-desk={token}"
    return Colleague(office.http, member, found.csrf_token)


def test_asvs_8_2_1_every_route_declares_exactly_one_permission_or_is_known_to_be_public() -> None:
    declared = {route.name: len({need.permission for need in route.demands}) for route in every_route()}
    assert {name for name, count in declared.items() if count == 0} == PUBLIC
    assert not [name for name, count in declared.items() if count > 1]


def test_no_two_routes_answer_the_same_address() -> None:
    assert not [name for name, count in Counter(route.name for route in every_route()).items() if count > 1]


def test_only_the_pages_of_the_second_factor_open_without_it() -> None:
    opened = {route.name for route in GUARDED if any(need.unconfirmed for need in route.demands)}
    assert opened == BEFORE_THE_SECOND_FACTOR


def test_asvs_8_3_1_nobody_comes_in_without_signing_in(office: Office) -> None:
    answers = {route.name: status_of(office.http, route) for route in GUARDED}
    wrong = {
        name: response.status_code
        for name, response in answers.items()
        if not (
            response.status_code == 401
            or (response.status_code == 303 and response.headers["location"].startswith("/desk/sign-in"))
        )
    }
    assert not wrong


def test_asvs_6_3_3_nobody_comes_further_without_the_second_factor(office: Office) -> None:
    member = office.member(Role.ADMINISTRATOR)
    wrong = {}
    for route in GUARDED:
        if route.name not in BEFORE_THE_SECOND_FACTOR:
            colleague = at_desk(office, member, confirmed=False)
            response = status_of(colleague.http, route, colleague.csrf)
            where = response.headers.get("location", "") + response.headers.get("hx-redirect", "")
            if not where.startswith("/desk/sign-in/second-factor"):
                wrong[route.name] = response.status_code
    assert not wrong


@pytest.mark.parametrize("role", list(Role))
def test_asvs_8_2_1_a_role_may_what_its_permissions_say_and_nothing_else(office: Office, role: Role) -> None:
    member = office.member(role)
    wrong = {}
    for route in GUARDED:
        colleague = at_desk(office, member)
        status = status_of(colleague.http, route, colleague.csrf).status_code
        allowed = all(may(role, need.permission) for need in route.demands)
        if (status == 403) == allowed or status >= 500:
            wrong[route.name] = status
    assert not wrong


def test_asvs_16_3_2_a_refusal_is_logged_with_who_and_what(office: Office) -> None:
    viewer = office.signed_in(Role.VIEWER)
    assert viewer.get("/desk/staff").status_code == 403
    with office.installation.stores.database.reading() as session:
        last = session.scalars(select(AuditRow).order_by(AuditRow.id.desc()).limit(1)).one()
    assert (last.actor, last.action) == (f"staff:{viewer.member.id}", AuditAction.REFUSED.value)
    assert last.object_id == "GET /staff"


def test_a_role_that_is_taken_away_is_gone_with_the_next_request(office: Office) -> None:
    former, _other = office.signed_in(Role.ADMINISTRATOR), office.signed_in(Role.ADMINISTRATOR)
    assert former.get("/desk/staff").status_code == 200
    stores, at = office.installation.stores, SystemClock().now()
    stores.staff.change(former.member.id, {"role": Role.VIEWER}, by=SYSTEM, at=at)
    assert former.get("/desk/staff").status_code == 403


def test_asvs_8_2_2_somebody_else_s_session_cannot_be_ended(office: Office) -> None:
    mine, theirs = office.signed_in(Role.ADMINISTRATOR), office.signed_in()
    sessions = StaffSessions(office.installation.stores.sessions, SystemClock())
    (session,) = sessions.of(theirs.member.id)
    assert mine.post(f"/desk/account/sessions/{session.id}/end").status_code == 404
    assert theirs.get("/desk/account").status_code == 200
    assert session.id not in mine.get("/desk/account").text


def test_asvs_8_2_2_somebody_else_s_saved_view_is_neither_seen_nor_deleted(office: Office) -> None:
    mine, theirs = office.signed_in(), office.signed_in()
    theirs.post("/desk/leads/views", {"name": "Only for Colleague", "sector": "pharma"})
    views = office.installation.stores.database
    with views.reading() as session:
        (view,) = session.scalars(select(SavedViewRow))
    assert "Only for Colleague" in theirs.read("/desk/leads")
    assert "Only for Colleague" not in mine.read("/desk/leads")
    assert mine.post(f"/desk/leads/views/{view.id}/delete").status_code == 404
    assert "Only for Colleague" in theirs.read("/desk/leads")


@pytest.mark.parametrize("role", [Role.OFFICER, Role.ADMINISTRATOR])
def test_asvs_8_2_2_somebody_else_s_note_is_neither_changed_nor_removed(office: Office, role: Role) -> None:
    mine, theirs = office.signed_in(role), office.signed_in()
    reference = office.installation.stores.leads.record_lead(make_lead(), []).reference
    page = f"/desk/leads/{reference}"
    said = theirs.post(f"{page}/notes", {"text": "Called, wants land."})
    assert said.status_code == 303, said.text
    with office.installation.stores.database.reading() as session:
        (note,) = session.scalars(select(LeadNoteRow))
    for url in (f"{page}/notes/{note.id}", f"{page}/notes/{note.id}/remove"):
        assert mine.post(url, {"text": "Nonsense."}).status_code in {403, 404, 409}
    assert "Called, wants land." in theirs.read(page)


def test_asvs_8_2_2_somebody_else_s_absence_is_not_removed(office: Office) -> None:
    mine, theirs = office.signed_in(), office.signed_in()
    day = (SystemClock().now() + timedelta(days=3)).date().isoformat()
    assert theirs.post("/desk/absences", {"first": day}).status_code == 303
    with office.installation.stores.database.reading() as session:
        (absence,) = session.scalars(select(AbsenceRow))
    assert mine.post(f"/desk/absences/{absence.id}/remove").status_code == 404
    assert mine.post("/desk/absences", {"first": day, "staff": str(theirs.member.id)}).status_code in {403, 404, 422}
    with office.installation.stores.database.reading() as session:
        assert len(session.scalars(select(AbsenceRow)).all()) == 1


def test_asvs_8_2_3_nobody_gives_themselves_a_role_by_an_extra_field(office: Office) -> None:
    officer = office.signed_in()
    more = {"role": "administrator", "is_active": "on", "email": "boss@agency.example", "id": "1", "sectors": "pharma"}
    assert officer.post("/desk/account", {"name": "Zoë", "language": "fr"} | more).status_code == 303
    changed = office.installation.stores.staff.get(officer.member.id)
    assert changed is not None
    assert (changed.name, changed.role, changed.email) == ("Zoë", Role.OFFICER, officer.member.email)
    assert changed.sectors == ()


def test_every_permission_guards_something() -> None:
    used = {need.permission for route in GUARDED for need in route.demands}
    assert used == set(Permission)
