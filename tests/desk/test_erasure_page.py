"""Administrators erase the person of a lead after seeing what there is of them."""

import pytest
from sqlalchemy import select

from frontdesk.staff.role import Role
from frontdesk.store.audit_tables import AuditRow
from frontdesk.values import Language
from tests.desk.office import Colleague, Office
from tests.factories import make_conversation, make_enquiry, make_lead, make_message

pytestmark = pytest.mark.web


@pytest.fixture
def reference(office: Office) -> str:
    stores, talk = office.installation.stores, make_conversation()
    stores.conversations.create(talk)
    stores.conversations.append_all(talk.id, [make_message(text="I am Ann")])
    for _ in range(2):
        lead = make_lead(enquiry=make_enquiry(email="ann@acme.example", conversation_id=talk.id))
        stores.leads.record_lead(lead, [])
    return lead.reference


@pytest.fixture
def chief(office: Office) -> Colleague:
    return office.signed_in(Role.ADMINISTRATOR)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OFFICER, Role.EDITOR])
def test_only_administrators_erase(office: Office, role: Role, reference: str) -> None:
    colleague = office.signed_in(role)
    assert colleague.get(f"/desk/leads/{reference}/erase").status_code == 403
    assert colleague.post(f"/desk/leads/{reference}/erase", {"typed": reference}).status_code == 403
    assert office.installation.stores.leads.get(reference) is not None


def test_what_there_is_is_shown_first(office: Office, chief: Colleague, reference: str) -> None:
    page = chief.read(f"/desk/leads/{reference}/erase")
    assert "ann@acme.example" in page
    assert "Messages 1" in page
    assert "Consents 2" in page
    assert office.installation.stores.leads.get(reference) is not None
    french = office.signed_in(Role.ADMINISTRATOR, language=Language.FR)
    assert "Consentements 2" in french.read(f"/desk/leads/{reference}/erase")


def test_the_leads_page_leads_there_for_administrators_only(office: Office, chief: Colleague, reference: str) -> None:
    link = f'href="/desk/leads/{reference}/erase"'
    assert link in chief.get(f"/desk/leads/{reference}").text
    assert link not in office.signed_in(Role.OFFICER).get(f"/desk/leads/{reference}").text


@pytest.mark.parametrize("typed", ["", "yes", "WAL-26-000000"])
def test_nothing_is_erased_by_a_slip(office: Office, chief: Colleague, reference: str, typed: str) -> None:
    answer = chief.post(f"/desk/leads/{reference}/erase", {"typed": typed})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert office.installation.stores.leads.get(reference) is not None
    seen = select(AuditRow).where(AuditRow.action == "viewed", AuditRow.object_id == reference)
    with office.installation.stores.database.reading() as session:
        assert len(session.scalars(seen).all()) == 1, "the page shows whose lead it is"


def test_the_person_is_erased_and_the_log_says_so_without_the_address(
    office: Office, chief: Colleague, reference: str
) -> None:
    answer = chief.post(f"/desk/leads/{reference}/erase", {"typed": reference.lower()})
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/leads?said=erasure.done")
    assert office.installation.stores.leads.list_leads() == ()
    assert chief.get(f"/desk/leads/{reference}/erase").status_code == 404
    log = chief.get("/desk/audit.csv?action=erased").text
    assert reference in log
    assert "acme" not in chief.get("/desk/audit.csv").text
