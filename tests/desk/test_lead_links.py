"""Staff link a conversation on another channel with a lead: both are then read on one page, and erased together."""

import re

import pytest
from sqlalchemy import select

from frontdesk.services.transcript import Author
from frontdesk.staff.role import Role
from frontdesk.store.audit_tables import AuditRow
from frontdesk.values import Language
from tests.desk.office import Colleague, Office
from tests.factories import make_conversation, make_enquiry, make_lead, make_message

pytestmark = pytest.mark.web
SAID_THERE = "Ik schrijf nu vanaf mijn telefoon."


def talked(office: Office, text: str, channel: str = "whatsapp") -> str:
    talk = make_conversation(channel=channel, language=Language.NL)
    office.installation.stores.conversations.create(talk)
    office.installation.stores.conversations.append(talk.id, make_message(text=text, language=Language.NL))
    return talk.id


def recorded(office: Office, conversation: str, email: str = "ann@acme.example") -> str:
    lead = make_lead(enquiry=make_enquiry(conversation_id=conversation, email=email, phone=None))
    office.installation.stores.leads.record_lead(lead, [])
    return lead.reference


@pytest.fixture
def lead(office: Office) -> str:
    return recorded(office, talked(office, "I ask on the website.", "website"))


@pytest.fixture
def claire(office: Office) -> Colleague:
    return office.signed_in(Role.OFFICER, name="Claire")


def linked(page: str) -> str:
    """The part of a lead's page that shows the same person elsewhere."""
    found = re.search(r'<section class="card lead-linked" id="linked".*?</section>', page, re.DOTALL)
    return found[0] if found else ""


def logged(office: Office, action: str) -> list[tuple[str, str]]:
    with office.installation.stores.database.reading() as session:
        rows = session.scalars(select(AuditRow).where(AuditRow.action == action).order_by(AuditRow.id))
        return [(row.object_kind, row.object_id) for row in rows]


def test_a_conversation_is_linked_by_the_address_of_its_page_and_shown_with_the_lead(
    office: Office, claire: Colleague, lead: str
) -> None:
    talk = talked(office, SAID_THERE)
    answer = claire.post(f"/desk/leads/{lead}/links", {"other": f"https://desk.example/desk/live/{talk}"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/desk/leads/{lead}?said=lead.said.linked#linked")
    part = linked(claire.get(f"/desk/leads/{lead}").text)
    assert SAID_THERE in part
    assert "WhatsApp" in part
    assert "linked by Claire" in part
    assert "linked a conversation of the same person (WhatsApp)" in claire.read(f"/desk/leads/{lead}")
    assert logged(office, "linked") == [("lead", lead)]
    assert ("conversation", talk) in logged(office, "viewed"), "whoever reads it is noted"


def test_it_is_unlinked_again(office: Office, claire: Colleague, lead: str) -> None:
    claire.post(f"/desk/leads/{lead}/links", {"other": talked(office, SAID_THERE)})
    undo = re.search(r'action="(/desk/leads/\S+/links/\d+/undo)"', claire.get(f"/desk/leads/{lead}").text)
    assert undo
    assert claire.post(undo[1]).status_code == 303
    assert SAID_THERE not in claire.get(f"/desk/leads/{lead}").text
    assert logged(office, "unlinked") == [("lead", lead)]
    assert claire.post(undo[1]).status_code == 404


def test_two_enquiries_are_linked_by_reference_and_each_leads_to_the_other(
    office: Office, claire: Colleague, lead: str
) -> None:
    other = recorded(office, talked(office, SAID_THERE), "ann@home.example")
    claire.post(f"/desk/leads/{lead}/links", {"other": other.lower()})
    assert f'href="/desk/leads/{other}"' in linked(claire.get(f"/desk/leads/{lead}").text)
    back = linked(claire.get(f"/desk/leads/{other}").text)
    assert "I ask on the website." in back
    assert f'href="/desk/leads/{lead}"' in back


def test_somebody_who_wrote_with_the_same_address_is_offered_and_never_linked_by_itself(
    office: Office, claire: Colleague, lead: str
) -> None:
    other = recorded(office, talked(office, SAID_THERE))
    part = linked(claire.get(f"/desk/leads/{lead}").text)
    assert "Perhaps the same person" in part
    assert other in part
    assert SAID_THERE not in part


@pytest.mark.parametrize(
    ("named", "told"),
    [("no-such-conversation", "There is no such conversation"), ("own", "shown with this lead already")],
)
def test_what_cannot_be_linked_is_told_at_the_field(
    office: Office, claire: Colleague, lead: str, named: str, told: str
) -> None:
    answer = claire.post(f"/desk/leads/{lead}/links", {"other": lead if named == "own" else named})
    assert answer.status_code == 422
    assert told in answer.text
    assert 'aria-describedby="link-other-error link-other-hint"' in answer.text
    assert logged(office, "linked") == []


def test_an_erased_lead_and_a_merged_one_cannot_be_linked(office: Office, claire: Colleague, lead: str) -> None:
    assert claire.post("/desk/leads/WAL-26-0000-0000/links", {"other": talked(office, "x")}).status_code == 404
    merged = recorded(office, talked(office, "twice", "website"))
    claire.post(f"/desk/leads/{lead}/merge", {"other": merged, "keep": lead})
    assert claire.post(f"/desk/leads/{merged}/links", {"other": talked(office, "x")}).status_code == 409
    assert "twice" in linked(claire.get(f"/desk/leads/{lead}").text), "what a merged lead said is shown too"


@pytest.mark.parametrize("role", [Role.VIEWER, Role.EDITOR])
def test_whoever_may_not_work_on_leads_neither_links_nor_unlinks(
    office: Office, claire: Colleague, lead: str, role: Role
) -> None:
    talk, colleague = talked(office, SAID_THERE), office.signed_in(role)
    assert colleague.post(f"/desk/leads/{lead}/links", {"other": talk}).status_code == 403
    assert colleague.post(f"/desk/live/{talk}/lead", {"reference": lead}).status_code == 403
    claire.post(f"/desk/leads/{lead}/links", {"other": talk})
    page = colleague.get(f"/desk/leads/{lead}").text
    assert SAID_THERE in page
    assert "/links" not in page
    assert colleague.post(f"/desk/leads/{lead}/links/1/undo").status_code == 403


def test_an_open_conversation_is_linked_from_its_own_page(office: Office, claire: Colleague, lead: str) -> None:
    talk = talked(office, SAID_THERE)
    assert "A visitor you know?" in claire.read(f"/desk/live/{talk}")
    wrong = claire.post(f"/desk/live/{talk}/lead", {"reference": "WAL-26-0000-0000"})
    assert wrong.status_code == 422
    assert "There is no lead with this reference" in wrong.text
    answer = claire.post(f"/desk/live/{talk}/lead", {"reference": lead.lower()})
    assert answer.headers["location"] == f"/desk/leads/{lead}?said=lead.said.linked"
    page = claire.get(f"/desk/live/{talk}").text
    assert f'href="/desk/leads/{lead}"' in page
    assert "A visitor you know?" not in page


def test_the_page_speaks_french_too(office: Office, lead: str) -> None:
    colleague = office.signed_in(Role.OFFICER, language=Language.FR, name="Luc")
    talk = talked(office, SAID_THERE)
    assert "Un visiteur que vous connaissez" in colleague.read(f"/desk/live/{talk}")
    colleague.post(f"/desk/leads/{lead}/links", {"other": talk})
    page = colleague.read(f"/desk/leads/{lead}")
    assert "La même personne ailleurs" in page
    assert "liée par Luc" in page


def test_erasing_the_person_says_first_that_linked_conversations_go_too_and_erases_them(
    office: Office, claire: Colleague, lead: str
) -> None:
    stores, chief = office.installation.stores, office.signed_in(Role.ADMINISTRATOR)
    talk, stranger = talked(office, SAID_THERE), talked(office, "Somebody else.")
    other = recorded(office, talked(office, "On Telegram.", "telegram"), "ann@home.example")
    claire.post(f"/desk/leads/{lead}/links", {"other": talk})
    claire.post(f"/desk/leads/{lead}/links", {"other": other})
    page = chief.read(f"/desk/leads/{lead}/erase")
    assert "ann@acme.example, ann@home.example" in page
    assert "Staff linked this person's conversations" in page
    assert other in page
    assert "Conversations 3" in page
    assert chief.post(f"/desk/leads/{lead}/erase", {"typed": lead}).status_code == 303
    assert stores.leads.list_leads() == ()
    assert stores.conversations.get(talk) is None
    assert stores.conversations.get(stranger) is not None


def test_words_of_a_visitor_are_words(office: Office, claire: Colleague, lead: str) -> None:
    talk = talked(office, "<script>alert(1)</script>")
    office.installation.stores.conversations.append(
        talk, make_message(author=Author.ASSISTANT, text="<b>no</b>", language=Language.NL)
    )
    claire.post(f"/desk/leads/{lead}/links", {"other": talk})
    part = linked(claire.get(f"/desk/leads/{lead}").text)
    assert "&lt;script&gt;" in part
    assert "<script>alert" not in part
    assert "<b>no" not in part
