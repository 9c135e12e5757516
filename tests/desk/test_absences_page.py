"""Absences at the desk: everybody keeps their own, administrators everybody's, and leads go elsewhere meanwhile."""

from datetime import timedelta

import pytest

from frontdesk.leads.office_hours import OfficeHours, brussels_day
from frontdesk.staff.role import Role
from frontdesk.store.absence_store import SqlAbsences
from frontdesk.wiring.clock import SystemClock
from tests.desk.office import Colleague, Office, text_of
from tests.desk.promised import enquired, owner_of, taking_leads

pytestmark = pytest.mark.store
HERE = "/desk/absences"
TODAY = brussels_day(SystemClock().now())
STAFFED = OfficeHours().next_working_day(SystemClock().now())
AWAY = {"first": TODAY.isoformat(), "last": (STAFFED + timedelta(days=1)).isoformat()}


@pytest.fixture
def officer(office: Office) -> Colleague:
    return taking_leads(office, name="Claire Dubois")


def test_leads_go_to_the_deputy_of_whoever_is_away(office: Office, officer: Colleague) -> None:
    deputy = taking_leads(office, name="Tom Janssens", takes_leads=False)
    response = officer.post(HERE, AWAY | {"deputy": str(deputy.member.id)})
    assert response.headers["location"] == f"{HERE}?said=absences.added"
    page = officer.read(HERE)
    assert "Claire Dubois away now" in page
    assert "Tom Janssens" in page
    assert owner_of(office, enquired(office)) == deputy.member.email


def test_absence_is_removed_by_whose_it_is_and_by_administrators(office: Office, officer: Colleague) -> None:
    chief, other = office.signed_in(Role.ADMINISTRATOR), office.signed_in()
    for _ in range(2):
        officer.post(HERE, AWAY)
    first, second = office_absences(office)
    assert other.post(f"{HERE}/{first}/remove").status_code == 404
    assert office_absences(office) == [first, second]
    assert officer.post(f"{HERE}/{first}/remove").status_code == 303
    assert "Claire Dubois" in chief.read(HERE)
    assert chief.post(f"{HERE}/{second}/remove").status_code == 303
    assert chief.post(f"{HERE}/{second}/remove").status_code == 404
    assert not office_absences(office)


def office_absences(office: Office) -> list[int]:
    return [one.id for one in absence_store(office).upcoming(TODAY)]


def absence_store(office: Office) -> SqlAbsences:
    return SqlAbsences(office.installation.stores.database)


def test_others_do_not_see_ones_absences_and_cannot_add_any_for_somebody_else(
    office: Office, officer: Colleague
) -> None:
    other = office.signed_in(name="Tom Janssens")
    officer.post(HERE, AWAY)
    assert "You have no absences coming" in other.read(HERE)
    assert other.post(HERE, AWAY | {"staff": str(officer.member.id)}).status_code == 404
    assert len(office_absences(office)) == 1


def test_administrator_adds_an_absence_for_a_colleague(office: Office, officer: Colleague) -> None:
    chief = office.signed_in(Role.ADMINISTRATOR)
    assert chief.post(HERE, AWAY | {"staff": str(officer.member.id)}).status_code == 303
    (kept,) = absence_store(office).upcoming(TODAY)
    assert kept.staff_id == officer.member.id
    assert chief.post(HERE, AWAY | {"staff": "99999"}).status_code == 404


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"first": ""}, "Choose the days."),
        ({"first": "soon"}, "Choose the days."),
        ({"last": (TODAY - timedelta(days=1)).isoformat()}, "The last day is before the first."),
        ({"first": "2020-01-01", "last": "2020-01-02"}, "These days are over."),
        ({"deputy": "9999"}, "The deputy must be somebody who works on leads."),
        ({"deputy": "own"}, "Nobody can be their own deputy."),
    ],
)
def test_absence_that_does_not_fit_is_shown_again(
    office: Office, officer: Colleague, given: dict[str, str], told: str
) -> None:
    own = {"deputy": str(officer.member.id)} if given.get("deputy") == "own" else {}
    response = officer.post(HERE, AWAY | given | own)
    assert response.status_code == 422
    assert told in text_of(response.text)
    assert not office_absences(office)


def test_one_day_away_needs_one_date(office: Office, officer: Colleague) -> None:
    officer.post(HERE, {"first": TODAY.isoformat()})
    (kept,) = absence_store(office).upcoming(TODAY)
    assert kept.first_day == kept.last_day == TODAY
