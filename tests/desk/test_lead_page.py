"""A lead's page: an officer sees who asks for what, on what the score rests and what was said, and works on it."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from frontdesk.qualification.model import Criterion, Lead
from frontdesk.services.transcript import Author, CitedSource, Rating
from frontdesk.staff.role import Role
from frontdesk.store.audit_tables import AuditRow
from frontdesk.store.lead_desk_files import SqlLeadFiles
from frontdesk.values import Language
from tests.desk.office import Colleague, Office
from tests.factories import make_conversation, make_enquiry, make_lead, make_message, make_qualification

pytestmark = pytest.mark.web
NOW = datetime.now(UTC)
SAID = "We plan three things. A fill-and-finish plant in Gosselies, for 40M. It would start in 2027."


def recorded(office: Office, *, talk: bool = True, **given: Any) -> Lead:
    """Record a lead of today, with its conversation."""
    stores = office.installation.stores
    conversation = make_conversation(created_at=NOW, last_seen=NOW)
    if talk:
        stores.conversations.create(conversation)
    enquiry = make_enquiry(**({"conversation_id": conversation.id, "project": "A plant"} | given.pop("enquiry", {})))
    usual: dict[str, Any] = {"created_at": NOW, "due_at": NOW + timedelta(days=1)}
    lead = make_lead(enquiry=enquiry, **(usual | given))
    stores.leads.record_lead(lead, [])
    return lead


def say(office: Office, lead: Lead, author: Author, text: str, **more: Any) -> int:
    message = make_message(author=author, text=text, sent_at=NOW, **more)
    return office.installation.stores.conversations.append(lead.enquiry.conversation_id, message)[0].id


def url(lead: Lead, action: str = "") -> str:
    return f"/desk/leads/{lead.reference}" + (f"/{action}" if action else "")


def standing(office: Office, lead: Lead) -> Any:
    found = SqlLeadFiles(office.installation.stores.database).read(lead.reference)
    assert found is not None
    return found


def done(colleague: Colleague, to: str, data: dict[str, Any] | None = None) -> str:
    """Send a form that is accepted, and return the page it leads to."""
    answer = colleague.post(to, data)
    assert answer.status_code == 303, f"{answer.status_code} {answer.text[:300]}"
    return colleague.read(answer.headers["location"])


def test_the_head_tells_who_what_how_much_and_when(office: Office) -> None:
    lead = recorded(office, enquiry={"sector": "vaccines", "organisation": "Nordvax", "timeline": "2027-Q3"})
    page = office.signed_in().read(url(lead))
    for told in ("Nordvax", "Ann Peeters, United States", "Vaccines", "€40,000,000", "50-60 jobs", "Q3 2027"):
        assert told in page
    for told in ("Qualified · 80 of 100", "Answer due in", "Nobody yet", lead.reference):
        assert told in page


def test_the_page_speaks_the_reader_s_language(office: Office) -> None:
    lead = recorded(office)
    page = office.signed_in(language=Language.FR).read(url(lead))
    assert "La demande" in page
    assert "Qualifiée · 80 sur 100" in page


def test_a_private_person_is_named_instead_of_an_organisation(office: Office) -> None:
    lead = recorded(office, enquiry={"organisation": "private"})
    page = office.signed_in().get(url(lead)).text
    assert re.search(r"<h1>Ann Peeters</h1>", page)


def test_an_overdue_lead_says_so_in_words(office: Office) -> None:
    lead = recorded(office, created_at=NOW - timedelta(days=3), due_at=NOW - timedelta(days=1))
    assert "Overdue, due 1 day ago" in office.signed_in().read(url(lead))


def test_each_criterion_shows_its_points_and_the_sentence_it_rests_on(office: Office) -> None:
    criteria = (
        Criterion("concrete_project", 20, "A fill-and-finish plant in Gosselies"),
        Criterion("size", 15, "40M"),
        Criterion("timing", 0, ""),
    )
    lead = recorded(office, qualification=make_qualification(criteria=criteria, rules_version="2026-11-23"))
    said = say(office, lead, Author.VISITOR, SAID)
    page = office.signed_in().get(url(lead)).text
    assert (
        f'<mark>A fill-and-finish plant in Gosselies</mark>, for 40M.</q>\n            <a class="lead-jump" href="#m{said}"'
        in page
    )
    assert "A fill-and-finish plant in Gosselies, for <mark>40M</mark>." in page
    assert "20 of 20" in page
    assert "Nothing was told" in page
    assert "The rules (version 2026-11-23) give 80 of 100: Qualified" in page


def test_points_of_earlier_rules_are_not_held_against_today_s(office: Office) -> None:
    lead = recorded(office, qualification=make_qualification(rules_version="2025-01-01"))
    page = office.signed_in().read(url(lead))
    assert "Size 20 40M" in page
    assert "20 of 15" not in page


def test_the_conversation_shows_words_answers_cited_facts_and_ratings(office: Office) -> None:
    lead = recorded(office)
    stores = office.installation.stores
    say(office, lead, Author.VISITOR, "Qui a fondé <b>UCB</b> ?", language=Language.FR)
    cited = CitedSource("ucb-founded", "Scene", "https://example.org/scene", "2026", "BE")
    answer = say(office, lead, Author.ASSISTANT, "Emmanuel Janssen.", kind="facts", citations=(cited,))
    stores.conversations.rate(lead.enquiry.conversation_id, answer, Rating.DOWN)
    page = office.signed_in().get(url(lead)).text
    assert '<div class="pre" lang="fr">Qui a fondé &lt;b&gt;UCB&lt;/b&gt; ?</div>' in page
    assert '<a href="/desk/knowledge/ucb-founded">' in page
    assert "Belgium, 2026" in page
    assert "Rated not helpful" in page


def test_the_enquiry_form_is_folded_and_a_question_in_between_is_not(office: Office) -> None:
    lead = recorded(office)
    asked = say(office, lead, Author.VISITOR, "I want to invest")
    say(office, lead, Author.ASSISTANT, "What is your name?", asks="name", in_reply_to=asked)
    aside = say(office, lead, Author.VISITOR, "Who founded UCB?")
    say(office, lead, Author.ASSISTANT, "Emmanuel Janssen.", kind="facts", in_reply_to=aside)
    say(office, lead, Author.ASSISTANT, "And your name?", asks="name", in_reply_to=aside)
    named = say(office, lead, Author.VISITOR, "Ann Peeters")
    say(office, lead, Author.ASSISTANT, "Your e-mail?", asks="email", in_reply_to=named)
    page = office.signed_in().get(url(lead)).text
    folded = "".join(re.findall(r'<li class="talk-fold">.*?</details>', page, re.DOTALL))
    assert "What is your name?" in folded
    assert ">Ann Peeters</div>" in folded
    assert "I want to invest" not in folded
    assert "Who founded UCB?" not in folded
    assert "Emmanuel Janssen." not in folded


def test_an_erased_conversation_is_said_to_be_erased_and_the_enquiry_stays(office: Office) -> None:
    lead = recorded(office)
    say(office, lead, Author.VISITOR, SAID)
    office.installation.stores.conversations.erase(lead.enquiry.conversation_id)
    page = office.signed_in().read(url(lead))
    assert "The conversation was erased" in page
    assert "Gosselies" not in page
    assert "Acme Bio" in page


def test_every_view_of_a_lead_is_an_entry_of_the_audit_log(office: Office) -> None:
    lead, viewer = recorded(office), office.signed_in(Role.VIEWER)
    viewer.read(url(lead))
    viewer.get(url(lead), headers={"hx-request": "true"})
    with office.installation.stores.database.reading() as session:
        entries = session.scalars(select(AuditRow).where(AuditRow.action == "viewed")).all()
    assert [(one.actor, one.object_id) for one in entries] == [(f"staff:{viewer.member.id}", lead.reference)] * 2


def test_a_lead_that_is_not_there_is_a_page_that_says_so(office: Office) -> None:
    officer = office.signed_in()
    assert officer.get("/desk/leads/WAL-26-NONE-NONE").status_code == 404
    for action in ("take", "notes", "merge"):
        data = {"text": "x", "other": "WAL-26-NONE-NONF"}
        assert officer.post(f"/desk/leads/WAL-26-NONE-NONE/{action}", data).status_code == 404
    assert officer.post("/desk/tasks/4711/done").status_code == 404


def test_taking_giving_and_releasing(office: Office) -> None:
    lead, tom = recorded(office), office.signed_in(name="Tom")
    claire = office.signed_in(name="Claire")
    page = done(tom, url(lead, "take"))
    assert "The lead is yours." in page
    assert "Tom took the lead" in page
    page = done(tom, url(lead, "assign"), {"to": claire.member.id, "seen": tom.member.id})
    assert "Tom gave the lead to Claire" in page
    page = done(claire, url(lead, "release"), {"seen": claire.member.id})
    assert "Nobody yet" in page


def test_whoever_comes_second_is_told_who_was_first(office: Office) -> None:
    lead, tom, claire = recorded(office), office.signed_in(name="Tom"), office.signed_in(name="Claire")
    done(tom, url(lead, "take"))
    answer = claire.post(url(lead, "take"))
    assert answer.status_code == 409
    assert "Tom has taken this lead meanwhile" in answer.text
    assert standing(office, lead).standing.owner_id == tom.member.id
    assert "Take from Tom" in claire.read(url(lead))


def test_the_status_moves_along_and_offers_only_what_may_follow(office: Office) -> None:
    lead, officer = recorded(office), office.signed_in()
    offered = re.findall(r'name="to" value="([a-z_]+)"', officer.get(url(lead)).text)
    assert offered == ["contacted", "in_discussion", "not_a_lead"]
    page = done(officer, url(lead, "status"), {"to": "contacted", "seen": "new"})
    assert "moved it from “New” to “Contacted”" in page
    assert "Answered in time" in page
    page = done(officer, url(lead, "status"), {"to": "lost", "seen": "contacted", "reason": "Built in Ireland"})
    assert "Built in Ireland" in page


def test_a_status_changed_meanwhile_and_one_that_cannot_be_are_told(office: Office) -> None:
    lead, officer = recorded(office), office.signed_in()
    impossible = officer.post(url(lead, "status"), {"to": "won", "seen": "new"})
    assert impossible.status_code == 409
    assert "cannot move from “New” to “Won”" in impossible.text
    done(officer, url(lead, "status"), {"to": "contacted", "seen": "new"})
    late = officer.post(url(lead, "status"), {"to": "not_a_lead", "seen": "new"})
    assert late.status_code == 409
    assert "it is “Contacted” now" in late.text
    assert officer.post(url(lead, "status"), {"to": "nonsense", "seen": "new"}).status_code == 422


def test_an_outcome_is_decided_with_a_reason_and_given_back_to_the_rules(office: Office) -> None:
    lead, officer = recorded(office), office.signed_in(name="Tom")
    wrong = officer.post(url(lead, "outcome"), {"outcome": "undecided", "reason": "  "})
    assert wrong.status_code == 422
    assert 'aria-describedby="outcome-reason-error outcome-reason-hint"' in wrong.text
    assert '<option value="undecided" selected>' in wrong.text
    page = done(officer, url(lead, "outcome"), {"outcome": "undecided", "reason": "A thesis"})
    assert "Tom decided on" in page
    assert "A thesis" in page
    assert "decided by staff" in page
    page = done(officer, url(lead, "outcome/rules"))
    assert "decided by staff" not in page
    assert "went back to the rules: Qualified" in page


def test_somebody_who_may_not_work_on_leads_is_given_none(office: Office) -> None:
    lead, officer, viewer = recorded(office), office.signed_in(), office.signed_in(Role.VIEWER, name="Vera")
    answer = officer.post(url(lead, "assign"), {"to": viewer.member.id})
    assert answer.status_code == 409
    assert f'<option value="{viewer.member.id}">' not in officer.get(url(lead)).text


@pytest.mark.parametrize("role", [Role.VIEWER, Role.EDITOR])
def test_whoever_may_only_read_sees_no_forms_and_sends_none(office: Office, role: Role) -> None:
    lead, reader, officer = recorded(office), office.signed_in(role), office.signed_in()
    done(officer, url(lead, "notes"), {"text": "Called"})
    page = reader.get(url(lead)).text
    assert "Called" in page
    assert page.count("<form") == officer.get("/desk/tasks").text.count("<form"), "only those of the frame"
    for action in ("take", "assign", "release", "status", "outcome", "outcome/rules", "notes", "labels", "tasks"):
        data = {"to": "1", "seen": "new", "outcome": "qualified"}
        assert reader.post(url(lead, action), data).status_code == 403, action
    for action in ("merge", "different", "notes/1", "notes/1/remove", "labels/1/off", "merges/1/undo"):
        assert reader.post(url(lead, action), {"other": "x"}).status_code == 403, action
    for action in ("done", "undone", "assign"):
        assert reader.post(f"/desk/tasks/1/{action}").status_code == 403, action


def test_nobody_who_is_not_signed_in_sees_a_lead(office: Office) -> None:
    answer = office.http.get(url(recorded(office)))
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/desk/sign-in")
