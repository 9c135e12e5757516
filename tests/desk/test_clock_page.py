"""The dashboard of promises says in words whether anybody was ignored."""

from datetime import timedelta

import pytest

from frontdesk.services.watch_clock import watch
from frontdesk.staff.role import Role
from frontdesk.store.clock_store import SqlLeadClock
from frontdesk.store.staff_tables import StaffRow
from frontdesk.values import Language
from frontdesk.wiring.clock import SystemClock
from frontdesk.wiring.response_clock import response_clock
from tests.desk.office import Office
from tests.desk.promised import enquired, owner_of, taking_leads

pytestmark = pytest.mark.store
HERE = "/desk/clock"


def test_g7_dashboard_says_that_no_enquiry_is_ignored(office: Office) -> None:
    officer = taking_leads(office, name="Claire Dubois")
    lead = enquired(office, organisation="Acme Bio")
    page = officer.read(HERE)
    assert "No enquiry waits longer than was promised." in page
    assert "Every enquirer is promised an answer by 17:00 on the next working day." in page
    assert lead.reference in page
    assert "Claire Dubois there 1" in page


def test_g7_dashboard_names_what_waits_longer_than_was_promised(office: Office) -> None:
    officer = taking_leads(office)
    enquired(office, timedelta(days=12))
    page = officer.read(HERE)
    assert "1 enquiry waits longer than was promised." in page
    assert "Overdue 1" in page
    assert officer.get(HERE).text.count('href="/desk/leads?view=due"') == 3


def test_answered_enquiry_is_ignored_no_longer(office: Office) -> None:
    officer = taking_leads(office)
    lead = enquired(office, timedelta(days=12))
    form = {"form_id": "a-form-of-this-test", "follow_up_days": "5", "text": "Hello."}
    officer.post(f"/desk/leads/{lead.reference}/answer", form)
    page = officer.read(HERE)
    assert "No enquiry waits longer" in page
    assert "Nothing waits for an answer" in page


def test_dashboard_is_read_in_french(office: Office) -> None:
    officer = taking_leads(office, language=Language.FR)
    enquired(office, timedelta(days=12))
    enquired(office, timedelta(days=13))
    assert "2 demandes attendent plus longtemps que promis" in officer.read(HERE)


@pytest.mark.parametrize("role", Role)
def test_everybody_who_reads_leads_reads_the_promises(office: Office, role: Role) -> None:
    assert office.signed_in(role).get(HERE).status_code == 200


def test_g3_lead_of_a_colleague_who_is_disabled_at_the_desk_goes_to_another(office: Office) -> None:
    first, second = taking_leads(office), taking_leads(office)
    lead = enquired(office)
    assert owner_of(office, lead) == first.member.email
    stores, clock = office.installation.stores, SystemClock()
    with stores.database.writing() as session:
        session.get_one(StaffRow, first.member.id).is_active = False
    watch(SqlLeadClock(stores.database), clock, response_clock(office.installation.settings))
    assert owner_of(office, lead) == second.member.email
