"""Administrators invite, change, disable and help in; everything they do is logged under their name."""

import re

import pytest
from sqlalchemy import select

from frontdesk.staff.role import Role
from frontdesk.store.audit_tables import AuditRow
from tests.desk.door import GOOD, Door, door_of
from tests.desk.office import Colleague, Office

pytestmark = pytest.mark.web
BEN = {"name": "Ben Maes", "email": "Ben@agency.example", "role": "officer", "language": "fr", "takes_leads": "on"}


@pytest.fixture
def door(office: Office) -> Door:
    return door_of(office.installation)


@pytest.fixture
def administrator(office: Office) -> Colleague:
    return office.signed_in(Role.ADMINISTRATOR)


def link_in(page: str) -> str:
    found = re.search(r'value="https?://[^/"]+(/desk/welcome/[^"]+)"', page)
    assert found is not None, page
    return found[1]


def logged(door: Door) -> list[tuple[str, str, str]]:
    with door.running.stores.database.reading() as session:
        rows = session.scalars(select(AuditRow).order_by(AuditRow.id)).all()
        return [(row.actor, row.action, row.object_id) for row in rows]


def test_somebody_is_invited_chooses_a_password_and_is_in(administrator: Colleague, door: Door) -> None:
    shown = administrator.post("/desk/staff/new", BEN)
    ben = door.guest()
    url = link_in(shown.text)
    assert "Ben Maes" in ben.get(url).text
    assert ben.post(url, password=GOOD, again=GOOD).status_code == 303
    assert "Votre compte" in ben.get("/desk/account").text
    assert "Ben Maes" in administrator.read("/desk/staff")


def test_asvs_6_4_1_a_link_works_once(administrator: Colleague, door: Door) -> None:
    url = link_in(administrator.post("/desk/staff/new", BEN).text)
    first, second = door.guest(), door.guest()
    first.get(url)
    second.get(url)
    assert first.post(url, password=GOOD, again=GOOD).status_code == 303
    late = second.post(url, password=GOOD + "!", again=GOOD + "!")
    assert late.status_code == 410
    assert "This link is over" in late.text
    assert not second.is_in()


def test_a_newer_link_ends_the_one_before(administrator: Colleague, door: Door) -> None:
    member = door.member(password=None)
    first = link_in(administrator.post(f"/desk/staff/{member.id}/link").text)
    second = link_in(administrator.post(f"/desk/staff/{member.id}/link").text)
    assert door.guest().get(first).status_code == 410
    assert door.guest().get(second).status_code == 200


def test_opening_a_link_changes_nothing(administrator: Colleague, door: Door) -> None:
    url = link_in(administrator.post("/desk/staff/new", BEN).text)
    answers = [door.guest().get(url).status_code for _ in range(3)]  # mail programs open links to look at them
    assert answers == [200, 200, 200]


def test_a_link_of_a_disabled_member_is_over(administrator: Colleague, door: Door) -> None:
    member = door.member(password=None)
    url = link_in(administrator.post(f"/desk/staff/{member.id}/link").text)
    administrator.post(f"/desk/staff/{member.id}/disable")
    assert door.guest().get(url).status_code == 410


def test_a_reset_ends_every_session(administrator: Colleague, door: Door) -> None:
    member = door.member()
    ann, thief = door.guest(), door.guest()
    thief.sign_in(member.email)
    url = link_in(administrator.post(f"/desk/staff/{member.id}/link").text)
    ann.get(url)
    ann.post(url, password="zeven blauwe fietsen", again="zeven blauwe fietsen")
    assert ann.is_in()
    assert not thief.is_in()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": "  "}, "Enter a name"),
        ({"email": "ben at agency"}, "no e-mail address"),
        ({"role": "owner"}, "Choose one of the roles"),
        ({"language": "tlh"}, "Choose one of the languages"),
        ({"countries": "Germany, Atlantis"}, "is no country"),
        ({"email": "colleague@agency.example"}, "has this address already"),
    ],
)
def test_an_invitation_that_does_not_fit_is_shown_again(
    administrator: Colleague, door: Door, change: dict[str, str], said: str
) -> None:
    door.member("colleague@agency.example")
    before = len(door.running.stores.staff.list())
    response = administrator.post("/desk/staff/new", BEN | change)
    assert response.status_code == 422
    assert said in response.text
    assert 'aria-invalid="true"' in response.text
    assert "Ben Maes" in response.text or "name" in change
    assert len(door.running.stores.staff.list()) == before


def test_a_member_s_role_and_competence_are_changed(administrator: Colleague, door: Door) -> None:
    member = door.member()
    competence = {"sectors": ["pharma", "vaccines", "nonsense"], "countries": "Germany; fr", "spoken": ["de"]}
    response = administrator.post(f"/desk/staff/{member.id}", BEN | {"role": "editor"} | competence)
    assert response.status_code == 303
    changed = door.running.stores.staff.get(member.id)
    assert changed is not None
    assert (changed.role, changed.email) == (Role.EDITOR, "ann@agency.example")
    assert (changed.sectors, changed.countries, changed.spoken) == (("vaccines", "pharma"), ("DE", "FR"), ("de",))
    assert (f"staff:{administrator.member.id}", "changed", str(member.id)) in logged(door)


def test_asvs_7_4_5_an_administrator_signs_somebody_out(administrator: Colleague, door: Door) -> None:
    member = door.member()
    ann = door.guest()
    ann.sign_in(member.email)
    administrator.post(f"/desk/staff/{member.id}/sign-out")
    assert not ann.is_in()
    assert ann.sign_in(member.email).status_code == 303


def test_asvs_7_4_2_a_disabled_member_is_out_at_once(administrator: Colleague, door: Door) -> None:
    member = door.member()
    ann = door.guest()
    ann.sign_in(member.email)
    assert ann.is_in()
    administrator.post(f"/desk/staff/{member.id}/disable")
    assert not ann.is_in()
    administrator.post(f"/desk/staff/{member.id}/enable")
    assert not ann.is_in()
    assert ann.sign_in(member.email).status_code == 303


def test_the_last_administrator_cannot_go(administrator: Colleague) -> None:
    here = f"/desk/staff/{administrator.member.id}"
    disabled = administrator.post(f"{here}/disable")
    demoted = administrator.post(here, {"name": "A", "role": "viewer", "language": "en"})
    assert disabled.status_code == demoted.status_code == 422
    assert "last administrator" in disabled.text
    assert "last administrator" in demoted.text


def test_a_lost_telephone_is_mended_by_an_administrator(administrator: Colleague, door: Door) -> None:
    member = door.member()
    door.authenticator(member)
    administrator.post(f"/desk/staff/{member.id}/second-factor/remove")
    ann = door.guest()
    ann.sign_in(member.email)
    assert ann.is_in()
    assert (f"staff:{administrator.member.id}", "changed", str(member.id)) in logged(door)


def test_nobody_who_is_not_there_is_changed(administrator: Colleague) -> None:
    for url in ("/desk/staff/999", "/desk/staff/999/enable", "/desk/staff/999/link"):
        assert administrator.post(url, BEN).status_code == 404
    assert administrator.get("/desk/staff/999").status_code == 404
