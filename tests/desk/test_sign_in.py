"""Signing in against OWASP ASVS 5.0: nobody comes in who was not invited, nothing is told, and nobody is locked out."""

import time
from statistics import median

import pytest
from sqlalchemy import select

from frontdesk.services.pace import Pace
from frontdesk.services.sign_in import Browser, SignInRefused
from frontdesk.staff.member import SYSTEM
from frontdesk.staff.role import Role
from frontdesk.store.audit_tables import AuditRow
from frontdesk.store.staff_tables import StaffRow, StaffSessionRow
from frontdesk.wiring.clock import SystemClock
from tests.desk.door import GOOD, MARK, SESSION, Door, door_of, flags
from tests.desk.office import Office, text_of

pytestmark = pytest.mark.web


@pytest.fixture
def door(office: Office) -> Door:
    return door_of(office.installation)


def actions(door: Door) -> list[tuple[str, str, str]]:
    with door.running.stores.database.reading() as session:
        rows = session.scalars(select(AuditRow).order_by(AuditRow.id))
        return [(row.action, row.object_kind, row.object_id) for row in rows]


def test_asvs_6_3_2_there_is_no_default_account(door: Door) -> None:
    with door.running.stores.database.reading() as session:
        assert session.scalars(select(StaffRow)).all() == []
    for email in ("admin", "admin@example.com", "root@localhost"):
        assert door.guest().sign_in(email, "admin").status_code == 422


def test_who_knows_the_password_comes_in_and_goes_where_they_wanted(door: Door) -> None:
    door.member()
    guest = door.guest()
    response = guest.sign_in(" ANN@agency.example", next="/desk/tasks?view=mine")
    assert (response.status_code, response.headers["location"]) == (303, "/desk/tasks?view=mine")
    assert guest.is_in()


@pytest.mark.parametrize(
    "wanted",
    [
        *("https://evil.example/", "//evil.example/desk/", "javascript:alert(1)", "/api/v1", "http://["),
        *("/desk/../../x\\y", "/desk/sign-out", "/desk/a\nb"),
    ],
)
def test_nobody_is_sent_anywhere_but_into_the_desk(door: Door, wanted: str) -> None:
    door.member()
    assert door.guest().sign_in("ann@agency.example", next=wanted).headers["location"] == "/desk/leads"


def test_asvs_6_3_8_an_unknown_account_and_a_wrong_password_look_the_same(door: Door) -> None:
    door.member()
    door.member("ben@agency.example", password=None)
    answers = set()
    for email in ("ann@agency.example", "nobody@agency.example", "ben@agency.example"):
        response = door.guest().sign_in(email, "wrong password of mine")
        answers.add((response.status_code, text_of(response.text).replace(email, "")))
    assert len(answers) == 1


def test_asvs_6_3_8_an_unknown_account_takes_as_long(door: Door) -> None:
    door.member()
    spent: dict[str, list[float]] = {"ann@agency.example": [], "nobody@agency.example": []}
    for _ in range(Pace.ACCOUNT.free - 1):
        for email, times in spent.items():
            begun = time.perf_counter()
            with pytest.raises(SignInRefused):
                door.accounts.sign_in.with_password(email, "wrong", Browser("192.0.2.1"))
            times.append(time.perf_counter() - begun)
    known, unknown = (median(times) for times in spent.values())
    assert 0.4 < known / unknown < 2.5


def test_asvs_6_3_1_guessing_is_slowed_down_and_the_right_password_is_not_looked_at_meanwhile(door: Door) -> None:
    door.member()
    guest = door.guest()
    for _ in range(Pace.ACCOUNT.free):
        assert guest.sign_in("ann@agency.example", "wrong").status_code == 422
    slowed = guest.sign_in("ann@agency.example", GOOD)
    assert slowed.status_code == 429
    assert int(slowed.headers["retry-after"]) >= 1
    assert "Too many attempts" in slowed.text
    assert not guest.is_in()


def test_asvs_6_3_1_an_unknown_account_is_slowed_down_alike(door: Door) -> None:
    guest = door.guest()
    answers = [guest.sign_in("nobody@agency.example", "wrong").status_code for _ in range(Pace.ACCOUNT.free + 1)]
    assert answers == [422] * Pace.ACCOUNT.free + [429]


def test_asvs_6_1_1_strangers_who_guess_do_not_lock_out_who_signed_in_before(door: Door) -> None:
    door.member()
    ann, stranger = door.guest(), door.guest()
    ann.sign_in("ann@agency.example")
    assert ann.is_in()
    del ann.cookies[SESSION]
    for _ in range(Pace.ACCOUNT.free + 2):
        stranger.sign_in("ann@agency.example", "wrong")
    assert stranger.sign_in("ann@agency.example").status_code == 429
    assert ann.sign_in("ann@agency.example").status_code == 303
    assert ann.is_in()


def test_the_mark_of_one_member_lets_nobody_guess_at_another(door: Door) -> None:
    door.member()
    door.member("ben@agency.example")
    ben = door.guest()
    ben.sign_in("ben@agency.example")
    del ben.cookies[SESSION]
    answers = [ben.sign_in("ann@agency.example", "wrong").status_code for _ in range(Pace.ACCOUNT.free + 1)]
    assert answers[-1] == 429


def test_a_reset_link_helps_whoever_is_slowed_down(door: Door) -> None:
    member = door.member()
    guest = door.guest()
    for _ in range(Pace.ACCOUNT.free + 1):
        guest.sign_in("ann@agency.example", "wrong")
    token = door.accounts.invitations.link(member.id, by=SYSTEM)
    guest.get(f"/desk/welcome/{token}")
    assert guest.post(f"/desk/welcome/{token}", password=GOOD + "!", again=GOOD + "!").status_code == 303
    assert guest.is_in()


def test_asvs_7_2_4_signing_in_gives_a_new_session_and_ends_the_one_before(door: Door) -> None:
    member = door.member()
    guest = door.guest()
    guest.sign_in("ann@agency.example")
    first = guest.cookies[SESSION]
    guest.get("/desk/account")
    guest.post("/desk/sign-in", email="ann@agency.example", password=GOOD)
    assert guest.cookies[SESSION] != first
    with door.running.stores.database.reading() as session:
        assert len(session.scalars(select(StaffSessionRow).where(StaffSessionRow.staff_id == member.id)).all()) == 1


def test_asvs_3_3_1_the_cookies_are_for_this_host_and_https_alone(door: Door) -> None:
    door.member()
    response = door.guest().sign_in("ann@agency.example")
    for name in (SESSION, MARK):
        given = flags(response, name)
        assert name.startswith("__Host-")
        assert {"secure", "httponly"} <= set(given)
        assert (given["samesite"], given["path"], given.get("domain")) == ("strict", "/", None)
    assert "max-age" not in flags(response, SESSION)


def test_asvs_7_4_1_signing_out_ends_the_session_on_the_server(door: Door) -> None:
    door.member()
    guest = door.guest()
    guest.sign_in("ann@agency.example")
    token = guest.cookies[SESSION]
    guest.get("/desk/account")
    response = guest.post("/desk/sign-out")
    assert response.status_code == 303
    assert SESSION not in guest.cookies
    guest.cookies[SESSION] = token
    assert not guest.is_in()
    assert "You are signed out" in guest.get(response.headers["location"]).text


def test_a_disabled_member_does_not_come_in_and_is_told_no_more_than_a_stranger(door: Door) -> None:
    member = door.member()
    door.member("ben@agency.example", role=Role.ADMINISTRATOR)
    door.running.stores.staff.change(member.id, {"is_active": False}, by=SYSTEM, at=SystemClock().now())
    response = door.guest().sign_in("ann@agency.example")
    assert response.status_code == 422
    assert "do not belong together" in response.text


def test_asvs_16_3_1_every_sign_in_and_refusal_is_logged_without_what_was_typed(door: Door) -> None:
    member = door.member()
    guest = door.guest()
    guest.sign_in("ann@agency.example", "my secret typo")
    guest.sign_in("my secret typo", "x")
    guest.sign_in("ann@agency.example")
    logged = actions(door)[-3:]
    assert logged[:2] == [("sign_in_refused", "staff", str(member.id)), ("sign_in_refused", "staff", "unknown")]
    assert logged[2][:2] == ("signed_in", "session")
    with door.running.stores.database.reading() as session:
        kept = " ".join(f"{row.actor} {row.object_id} {row.details}" for row in session.scalars(select(AuditRow)))
    assert "secret" not in kept
    assert "agency.example" not in kept


def test_asvs_14_2_1_nothing_personal_is_in_an_address(door: Door) -> None:
    door.member()
    page = door.guest().get("/desk/sign-in").text
    assert 'method="post"' in page
    assert 'method="get"' not in page


def test_asvs_6_2_5_password_managers_find_their_fields(door: Door) -> None:
    page = door.guest().get("/desk/sign-in").text
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page


def test_a_link_in_a_mail_opens_the_page_though_the_cookie_stays_behind_at_first(door: Door) -> None:
    door.member()
    guest = door.guest()
    guest.sign_in("ann@agency.example")
    kept = dict(guest.cookies)
    guest.cookies.clear()  # as a browser does with Strict cookies on the way from another site
    arrived = guest.get("/desk/sign-in?next=/desk/leads/WAL-1", **{"sec-fetch-site": "cross-site"})
    assert 'http-equiv="refresh"' in arrived.text
    guest.cookies = kept
    here = guest.get("/desk/sign-in?next=/desk/leads/WAL-1", **{"sec-fetch-site": "same-origin"})
    assert here.headers["location"] == "/desk/leads/WAL-1"


def test_the_sign_in_page_speaks_the_browser_s_language(door: Door) -> None:
    assert "Se connecter" in door.guest().get("/desk/sign-in", **{"accept-language": "fr-BE,fr"}).text
