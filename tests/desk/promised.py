"""Colleagues who take leads and leads that wait for them, for tests of the pages about promises."""

from datetime import UTC, datetime, timedelta
from typing import Any

from frontdesk.leads.clock import ResponseClock
from frontdesk.qualification.model import Lead
from frontdesk.staff.role import Role
from frontdesk.store.staff_tables import StaffRow
from tests.desk.office import Colleague, Office
from tests.factories import make_enquiry, make_lead


def taking_leads(office: Office, role: Role = Role.OFFICER, **given: Any) -> Colleague:
    """Return somebody at their browser who has accepted their invitation, and so is given leads."""
    colleague = office.signed_in(role, **given)
    with office.installation.stores.database.writing() as session:
        session.get_one(StaffRow, colleague.member.id).password_hash = "a hash"
    return colleague


def enquired(office: Office, ago: timedelta = timedelta(), **given: Any) -> Lead:
    """Return a lead that came in some time ago."""
    at = datetime.now(UTC) - ago
    lead = make_lead(created_at=at, due_at=ResponseClock().due_at(at), enquiry=make_enquiry(**given))
    office.installation.stores.leads.record_lead(lead, [])
    return lead


def owner_of(office: Office, lead: Lead) -> str | None:
    """Return the address of whoever has a lead."""
    found = office.installation.stores.leads.get(lead.reference)
    assert found is not None
    return found.owner
