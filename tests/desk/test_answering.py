"""An officer answers a visitor at the desk: from a template, with facts, once, and never with a gap left."""

import html
import re
from datetime import UTC, datetime

import httpx
import pytest
from sqlalchemy import func, select

from frontdesk.qualification.model import Lead
from frontdesk.services.transcript import CitedSource
from frontdesk.staff.role import Role
from frontdesk.store.audit_tables import AuditRow
from frontdesk.store.lead_desk_tables import TaskRow
from frontdesk.store.outbox_tables import OutboxRow
from frontdesk.values import Language
from tests.desk.office import Colleague, Office
from tests.desk.promised import enquired, taking_leads
from tests.factories import make_answer, make_book, make_conversation, make_fact

pytestmark = pytest.mark.store
FORM = "a-form-of-this-test"


@pytest.fixture
def officer(office: Office) -> Colleague:
    return taking_leads(office, name="Claire Dubois")


@pytest.fixture
def lead(office: Office, officer: Colleague) -> Lead:
    assert officer.member.id
    return enquired(office, language=Language.FR)


def url(lead: Lead, more: str = "") -> str:
    return f"/desk/leads/{lead.reference}/answer{more}"


def written(response: httpx.Response) -> str:
    found = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", response.text, re.DOTALL)
    assert found is not None
    return html.unescape(found[1])


def send(officer: Colleague, lead: Lead, text: str, **more: str) -> httpx.Response:
    return officer.post(url(lead), {"form_id": FORM, "follow_up_days": "5", "text": text} | more)


def answers(office: Office) -> int:
    with office.installation.stores.database.reading() as session:
        fits = OutboxRow.topic == "visitor.answer"
        return session.scalars(select(func.count()).select_from(OutboxRow).where(fits)).one()


def test_panel_says_where_the_answer_goes_and_in_which_language(officer: Colleague, lead: Lead) -> None:
    page = officer.read(url(lead))
    assert f"Goes by e-mail to {lead.enquiry.email}, in French" in page
    assert "closes with your name, Claire Dubois" in page
    assert 'lang="fr"' in officer.get(url(lead)).text


def test_answer_is_sent_and_the_lead_is_shown_again(office: Office, officer: Colleague, lead: Lead) -> None:
    response = send(officer, lead, "Bonjour Ann,\r\n\r\noui.\r\n")
    assert response.status_code == 303
    assert response.headers["location"].startswith(f"/desk/leads/{lead.reference}?said=answering.sent")
    assert answers(office) == 1
    found = office.installation.stores.leads.get(lead.reference)
    assert found is not None
    assert found.status == "contacted"


def test_g6_follow_up_is_due_after_the_days_that_were_chosen(office: Office, officer: Colleague, lead: Lead) -> None:
    send(officer, lead, "Bonjour.", follow_up_days="2")
    with office.installation.stores.database.reading() as session:
        task = session.scalars(select(TaskRow)).one()
        assert task.kind == "follow_up"
        assert task.due_at > datetime.now(UTC)
        assert task.assignee_id == officer.member.id


def test_form_that_is_sent_twice_answers_once(office: Office, officer: Colleague, lead: Lead) -> None:
    send(officer, lead, "Bonjour.")
    again = send(officer, lead, "Bonjour.")
    assert again.headers["location"].startswith(f"/desk/leads/{lead.reference}?said=answering.sent_before")
    assert answers(office) == 1


@pytest.mark.parametrize(
    ("text", "told"), [("", "Write an answer first"), ("Dear ‹name›", "Something in ‹these marks› is left")]
)
def test_answer_that_is_not_finished_is_shown_again_with_what_was_written(
    office: Office, officer: Colleague, lead: Lead, text: str, told: str
) -> None:
    response = send(officer, lead, text, follow_up_days="10", facts="one two")
    assert response.status_code == 422
    assert told in response.text
    assert written(response) == text
    assert f'value="{FORM}"' in response.text
    assert '<option value="10" selected>' in response.text
    assert 'value="one two"' in response.text
    assert 'aria-invalid="true"' in response.text
    assert answers(office) == 0


def test_template_is_put_in_and_another_takes_its_place_until_something_is_changed(
    officer: Colleague, lead: Lead
) -> None:
    draft = {"form_id": FORM, "follow_up_days": "5"}
    first = officer.post(url(lead, "/draft"), draft | {"text": " ", "template": "first_answer"})
    assert first.status_code == 200
    text = written(first)
    assert text.startswith(f"Bonjour {lead.enquiry.name},")
    assert lead.reference in text
    second = written(officer.post(url(lead, "/draft"), draft | {"text": text, "template": "meeting"}))
    assert "‹jour et heure" in second
    assert text not in second
    changed = second + "\nPS"
    third = written(officer.post(url(lead, "/draft"), draft | {"text": changed, "template": "first_answer"}))
    assert third == f"{changed}\n\n{text}"


def test_g4_fact_the_assistant_cited_is_put_in_with_source_and_date(
    office: Office, officer: Colleague, lead: Lead
) -> None:
    stores = office.installation.stores
    stores.facts.import_book(
        make_book(make_fact()), author="test", reason="test", at=datetime.now(UTC), retract_missing=False
    )
    stores.conversations.create(make_conversation(id=lead.enquiry.conversation_id))
    cited = CitedSource("ucb-founded", "Scene", "https://example.org/scene", "2026", "BE")
    stores.conversations.append_all(lead.enquiry.conversation_id, [make_answer(citations=(cited,))])
    page = officer.read(url(lead))
    assert "1 fact the assistant told" in page
    assert "UCB was founded in 1928. (fr)" in page
    draft = {"form_id": FORM, "follow_up_days": "5", "text": "Bonjour,", "fact": "ucb-founded"}
    response = officer.post(url(lead, "/draft"), draft, headers={"hx-request": "true"})
    assert "<html" not in response.text
    assert 'hx-swap-oob="innerHTML"' in response.text
    assert written(response).startswith("Bonjour,\n\nUCB was founded in 1928. (fr)\n\n(Source :")
    assert 'name="facts" value="ucb-founded"' in response.text
    assert officer.post(url(lead, "/draft"), draft | {"fact": "unknown"}).status_code == 404


def test_what_a_visitor_wrote_is_text_in_the_panel(office: Office, officer: Colleague) -> None:
    lead = enquired(office, name="<b>Ann</b>", project="</p><script>alert(1)</script>")
    page = officer.get(url(lead)).text
    assert "<b>Ann" not in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("role", [Role.VIEWER, Role.EDITOR])
def test_who_may_not_work_leads_does_not_answer(office: Office, lead: Lead, role: Role) -> None:
    other = office.signed_in(role)
    assert other.get(url(lead)).status_code == 403
    assert send(other, lead, "Bonjour.").status_code == 403
    assert answers(office) == 0


def test_answer_to_no_lead_and_odd_forms_are_refused(officer: Colleague, lead: Lead) -> None:
    assert officer.get("/desk/leads/WAL-26-NONE/answer").status_code == 404
    assert (
        officer.post(
            "/desk/leads/WAL-26-NONE/answer", {"form_id": FORM, "follow_up_days": "5", "text": "x"}
        ).status_code
        == 404
    )
    assert send(officer, lead, "x", form_id="short").status_code == 422
    assert send(officer, lead, "x", form_id="x" * 41).status_code == 422
    assert send(officer, lead, "x", follow_up_days="0").status_code == 422
    assert officer.http.post(url(lead), data={"form_id": FORM, "follow_up_days": "5", "text": "x"}).status_code == 403


@pytest.mark.parametrize("way", ["opened", "drafted", "refused"])
def test_whoever_sees_the_panel_is_noted(office: Office, officer: Colleague, lead: Lead, way: str) -> None:
    form = {"form_id": FORM, "follow_up_days": "5"}
    if way == "opened":
        officer.get(url(lead))
    elif way == "drafted":
        officer.post(f"{url(lead)}/draft", form | {"template": "first_answer"})
    else:
        assert officer.post(url(lead), form | {"text": ""}).status_code == 422
    with office.installation.stores.database.reading() as session:
        found = session.scalars(select(AuditRow).where(AuditRow.action == "viewed")).all()
    assert [(row.actor, row.object_id) for row in found] == [(f"staff:{officer.member.id}", lead.reference)]
