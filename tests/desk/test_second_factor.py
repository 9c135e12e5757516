"""Second factors against OWASP ASVS 5.0, 6.5: each code once, few guesses, recovery codes for a lost telephone."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest
from sqlalchemy import select

from frontdesk.services.pace import Pace
from frontdesk.services.staff_sessions import StaffSessions
from frontdesk.staff.member import SYSTEM
from frontdesk.store.staff_tables import RecoveryCodeRow, StaffRow
from frontdesk.wiring.clock import SystemClock
from tests.desk.door import GOOD, SESSION, Door, Guest, door_of
from tests.desk.office import Office, text_of
from tests.web.installation import installation
from tests.web.rasa_stand_in import RasaStandIn

pytestmark = pytest.mark.web
HERE = "/desk/sign-in/second-factor"


@pytest.fixture
def door(office: Office) -> Door:
    return door_of(office.installation)


@pytest.fixture
def strict(tmp_path: Path, rasa: RasaStandIn) -> Iterator[Door]:
    with installation(tmp_path, rasa, second_factor="required") as running:
        yield door_of(running)


def at_the_code(door: Door) -> Guest:
    guest = door.guest()
    assert guest.sign_in("ann@agency.example").headers["location"].startswith(HERE)
    guest.get(HERE)
    return guest


def secret_in(page: str) -> str:
    found = re.search(r"<code>((?:[A-Z2-7]{1,4} )+)</code>", page)
    assert found is not None
    return found[1].replace(" ", "")


def test_asvs_6_3_3_the_password_alone_opens_nothing(door: Door) -> None:
    door.authenticator(door.member())
    guest = at_the_code(door)
    assert not guest.is_in()
    assert "<nav" not in guest.get(HERE).text


def test_asvs_7_2_4_the_second_factor_opens_the_desk_with_a_new_session(door: Door) -> None:
    app, _ = door.authenticator(door.member())
    guest = door.guest()
    guest.sign_in("ann@agency.example", next="/desk/tasks")
    before = guest.cookies[SESSION]
    guest.get(HERE)
    response = guest.post(HERE, code=app.now(), next="/desk/tasks")
    assert response.headers["location"] == "/desk/tasks"
    assert guest.cookies[SESSION] != before
    assert guest.is_in()
    guest.cookies[SESSION] = before
    assert not guest.is_in()


def test_asvs_6_5_1_a_code_is_accepted_once(door: Door) -> None:
    app, _ = door.authenticator(door.member())
    code = app.now()
    first, second = at_the_code(door), at_the_code(door)
    assert first.post(HERE, code=code).status_code == 303
    refused = second.post(HERE, code=code)
    assert refused.status_code == 422
    assert "used already" in refused.text
    assert not second.is_in()


def test_asvs_6_5_5_a_code_lives_for_its_step_and_one_beside_it(door: Door) -> None:
    app, _ = door.authenticator(door.member())
    guest = at_the_code(door)
    assert guest.post(HERE, code=app.at(time.time() - 95)).status_code == 422
    assert guest.post(HERE, code=app.at(time.time() + 95)).status_code == 422
    assert guest.post(HERE, code=f" {app.now()[:3]} {app.now()[3:]} ").status_code == 303


def test_asvs_6_5_1_codes_cannot_be_guessed(door: Door) -> None:
    app, _ = door.authenticator(door.member())
    guest = at_the_code(door)
    answers = [
        guest.post(HERE, code="000000" if app.now() != "000000" else "1").status_code for _ in range(Pace.CODE.free)
    ]
    assert set(answers) == {422}
    slowed = guest.post(HERE, code=app.now())
    assert slowed.status_code == 429
    assert int(slowed.headers["retry-after"]) >= 1
    assert at_the_code(door).post(HERE, code=app.now()).status_code == 429


def test_a_recovery_code_opens_the_desk_once(door: Door) -> None:
    _, codes = door.authenticator(door.member())
    guest, thief = at_the_code(door), at_the_code(door)
    assert guest.post(HERE, code=codes[3].upper().replace("-", " ")).status_code == 303
    assert guest.is_in()
    assert thief.post(HERE, code=codes[3]).status_code == 422


def test_somebody_else_s_recovery_code_opens_nothing(door: Door) -> None:
    door.authenticator(door.member())
    _, codes = door.authenticator(door.member("ben@agency.example"))
    assert at_the_code(door).post(HERE, code=codes[0]).status_code == 422


def test_asvs_6_5_2_neither_secret_nor_recovery_codes_are_readable_in_the_database(door: Door) -> None:
    app, codes = door.authenticator(door.member())
    with door.running.stores.database.reading() as session:
        kept = [str(vars(row)) for table in (StaffRow, RecoveryCodeRow) for row in session.scalars(select(table))]
    assert len(kept) == 1 + len(codes)
    assert not [line for line in kept for hidden in (app.secret, *codes) if hidden in line]


def test_where_it_is_required_it_is_set_up_before_anything_else(strict: Door) -> None:
    strict.member()
    guest = at_the_code(strict)
    page = guest.get(HERE).text
    assert re.search(r'<svg[^>]* viewBox="0 0 \d+ \d+"', page)  # without it the square is cut off
    assert " style=" not in page
    assert not guest.is_in()
    guest.get(HERE)
    assert guest.post(HERE, code="000000").status_code == 422
    secret = secret_in(guest.get(HERE).text)
    done = guest.post(HERE, code=pyotp.TOTP(secret).now(), next="/desk/tasks")
    assert len(re.findall(r"<code>[a-z0-9-]{19}</code>", done.text)) == 10
    assert 'href="/desk/tasks"' in done.text
    assert guest.is_in()


def test_where_it_is_required_a_link_alone_opens_nothing(strict: Door) -> None:
    member = strict.member()
    strict.authenticator(member)
    url = f"/desk/welcome/{strict.accounts.invitations.link(member.id, by=SYSTEM)}"
    guest = strict.guest()
    guest.get(url)
    done = guest.post(url, password="zeven blauwe fietsen", again="zeven blauwe fietsen")
    assert done.headers["location"].startswith(HERE)
    assert not guest.is_in()


def test_it_is_set_up_and_removed_in_the_account(door: Door) -> None:
    door.member()
    guest = door.guest()
    guest.sign_in("ann@agency.example")
    here = "/desk/account/second-factor"
    app = pyotp.TOTP(secret_in(guest.get(here).text))
    left = 30 - time.time() % 30
    time.sleep(
        left if left < 10 else 0
    )  # the code before this one does not hold any more when the next half minute begins
    shown = guest.post(here, code=app.at(time.time() - 30), present=GOOD)
    assert len(re.findall(r"<code>[a-z0-9-]{19}</code>", shown.text)) == 10
    assert "10 unused recovery codes" in text_of(guest.get(here).text)
    assert guest.post(f"{here}/remove", code="000000").status_code == 422
    guest.get(here)
    assert guest.post(f"{here}/remove", code=app.now()).status_code == 303
    assert door.guest().sign_in("ann@agency.example").headers["location"] == "/desk/leads"


@pytest.mark.parametrize("present", ["", "seven other fruits"])
def test_asvs_7_5_1_whoever_finds_a_browser_signed_in_locks_nobody_out(door: Door, present: str) -> None:
    member = door.member()
    guest = door.guest()
    guest.sign_in("ann@agency.example")
    here = "/desk/account/second-factor"
    app = pyotp.TOTP(secret_in(guest.get(here).text))
    refused = guest.post(here, code=app.now(), present=present)
    assert (refused.status_code, "not your present password" in refused.text) == (422, True)
    assert secret_in(refused.text) == app.secret, "who mistyped goes on with the same app"
    assert not door.credentials.credentials(member.id).totp_confirmed_at


def test_who_has_no_password_sets_one_up_without(door: Door) -> None:
    member, guest = door.member(password=None), door.guest()
    sessions = StaffSessions(door.running.stores.sessions, SystemClock())
    guest.cookies[SESSION] = sessions.open(member.id, confirmed=True, browser="", how="sign_on")
    here = "/desk/account/second-factor"
    app = pyotp.TOTP(secret_in(guest.get(here).text))
    assert guest.post(here, code=app.now()).status_code == 200
    assert door.credentials.credentials(member.id).totp_confirmed_at


def test_a_secret_that_somebody_saw_before_is_not_the_one_that_is_set_up_later(door: Door) -> None:
    door.member()
    guest = door.guest()
    guest.sign_in("ann@agency.example")
    seen = secret_in(guest.get("/desk/account/second-factor").text)
    assert secret_in(guest.get("/desk/account/second-factor").text) != seen


def test_where_it_is_required_nobody_removes_their_own(strict: Door) -> None:
    app, _ = strict.authenticator(strict.member())
    guest = at_the_code(strict)
    guest.post(HERE, code=app.now())
    guest.get("/desk/account/second-factor")
    assert guest.post("/desk/account/second-factor/remove", code=app.at(time.time() + 30)).status_code == 404


def test_new_recovery_codes_end_the_earlier_ones(door: Door) -> None:
    app, codes = door.authenticator(door.member())
    guest = at_the_code(door)
    guest.post(HERE, code=codes[0])
    guest.get("/desk/account/second-factor")
    shown = guest.post("/desk/account/recovery-codes", code=app.now())
    (fresh, *_) = re.findall(r"<code>([a-z0-9-]{19})</code>", shown.text)
    assert at_the_code(door).post(HERE, code=codes[1]).status_code == 422
    assert at_the_code(door).post(HERE, code=fresh).status_code == 303
