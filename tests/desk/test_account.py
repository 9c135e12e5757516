"""One's own account: what is changed counts at once, and what would lock somebody out is proved first."""

import re

import pytest

from tests.desk.door import GOOD, SESSION, Door, Guest, door_of
from tests.desk.office import Office

pytestmark = pytest.mark.web
ENDS = re.compile(r'action="(/desk/account/sessions/[0-9a-f]{64}/end)"')
NEW = "drie groene paarden in de regen"


@pytest.fixture
def door(office: Office) -> Door:
    return door_of(office.installation)


@pytest.fixture
def ann(door: Door) -> Guest:
    door.member()
    guest = door.guest()
    guest.sign_in("ann@agency.example")
    guest.get("/desk/account")
    return guest


def change(guest: Guest, present: str = GOOD, password: str = NEW, again: str | None = None) -> int:
    guest.get("/desk/account")
    sent = {"present": present, "password": password, "again": again or password}
    return guest.post("/desk/account/password", **sent).status_code


def test_name_and_language_and_shortcuts_are_changed(ann: Guest) -> None:
    assert ann.post("/desk/account", name="  Anne  Lambert ", language="fr").status_code == 303
    page = ann.get("/desk/account?said=account.saved").text
    assert 'lang="fr"' in page
    assert 'value="Anne Lambert"' in page
    assert "Enregistré." in page
    assert 'data-shortcuts="off"' in page
    ann.post("/desk/account", name="Anne", language="en", shortcuts="on")
    assert "data-shortcuts" not in ann.get("/desk/account").text


@pytest.mark.parametrize("wrong", [{"name": " "}, {"name": "x" * 201}, {"language": "nl"}, {"language": ""}])
def test_a_change_that_does_not_fit_is_shown_again(ann: Guest, wrong: dict[str, str]) -> None:
    response = ann.post("/desk/account", **({"name": "Ann", "language": "en"} | wrong))
    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.text


def test_asvs_7_4_3_a_new_password_signs_every_other_browser_out_and_renews_this_session(
    ann: Guest, door: Door
) -> None:
    thief = door.guest()
    thief.sign_in("ann@agency.example")
    before = ann.cookies[SESSION]
    assert change(ann) == 303
    assert ann.is_in()
    assert ann.cookies[SESSION] != before
    assert not thief.is_in()
    assert door.guest().sign_in("ann@agency.example").status_code == 422
    assert door.guest().sign_in("ann@agency.example", NEW).status_code == 303


def test_asvs_6_2_3_the_present_password_is_asked_for(ann: Guest, door: Door) -> None:
    assert change(ann, present="not the present one") == 422
    assert door.guest().sign_in("ann@agency.example").status_code == 303


def test_the_present_password_cannot_be_guessed_at_an_unlocked_desk(ann: Guest) -> None:
    answers = [change(ann, present=f"guess {number}") for number in range(6)]
    assert answers == [422] * 5 + [429]


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("short pass", "12 characters or more"),
        ("x" * 257, "256 characters at most"),
        ("password1234", "soon be guessed"),
        ("Ann Lambert", "12 characters or more"),
        ("annlambert12", "soon be guessed"),
        ("aaaaaaaaaaaaaaaa", "soon be guessed"),
        ("azertyuiop123", "soon be guessed"),
        ("Frontdesk2026!", "soon be guessed"),
    ],
)
def test_asvs_6_2_4_a_password_that_is_short_common_or_about_its_owner_is_refused(
    ann: Guest, password: str, said: str
) -> None:
    assert change(ann, password=password) == 422
    assert ann.last is not None
    assert said in ann.last.text


@pytest.mark.parametrize(
    "password", ["trois petits chats bleus", "日本語のとても長い秘密の言葉", "ünïcødé wörds ågain", "k" + "x9 qz" * 40]
)
def test_asvs_6_2_9_long_passwords_of_any_signs_are_taken(ann: Guest, door: Door, password: str) -> None:
    assert change(ann, password=password) == 303
    assert door.guest().sign_in("ann@agency.example", password).status_code == 303
    assert door.guest().sign_in("ann@agency.example", password[:-1]).status_code == 422


def test_an_accent_typed_in_two_ways_is_the_same_password(ann: Guest, door: Door) -> None:
    assert change(ann, password="caf\u00e9 crème au jardin") == 303
    assert door.guest().sign_in("ann@agency.example", "cafe\u0301 crème au jardin").status_code == 303


def test_two_passwords_that_differ_are_asked_for_again(ann: Guest) -> None:
    assert change(ann, again="something else entirely") == 422


def test_asvs_7_5_2_sessions_are_listed_and_ended_one_by_one(ann: Guest, door: Door) -> None:
    other = door.guest()
    other.sign_in("ann@agency.example")
    theirs = set(ENDS.findall(other.get("/desk/account").text))
    assert len(theirs) == 2
    fresh = door.guest()
    fresh.sign_in("ann@agency.example")
    (url,) = set(ENDS.findall(ann.get("/desk/account").text)) - theirs
    assert ann.post(url).status_code == 303
    assert not fresh.is_in()
    ann.get("/desk/account")
    ann.post("/desk/account/sessions/end-others")
    assert ann.is_in()
    assert not other.is_in()


def test_ending_one_s_own_session_signs_out(ann: Guest) -> None:
    page = ann.get("/desk/account").text
    (url,) = ENDS.findall(page)
    assert ann.post(url).headers["location"].startswith("/desk/sign-in")
    assert not ann.is_in()


def test_asvs_6_2_5_the_form_helps_password_managers(ann: Guest) -> None:
    page = ann.get("/desk/account").text
    assert page.count('autocomplete="new-password"') == 2
    assert 'autocomplete="current-password"' in page
