"""Live conversations at the desk: followed, taken over, written in and handed back, beside a visitor at the real gateway."""

import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import select, update

from frontdesk.services.staff_sessions import StaffSessions
from frontdesk.services.transcript import Author, CitedSource
from frontdesk.staff.role import Role
from frontdesk.store.audit_tables import AuditRow
from frontdesk.store.conversation_tables import ConversationRow
from frontdesk.values import Language
from frontdesk.wiring.clock import SystemClock
from tests.desk.office import Colleague, Office
from tests.factories import make_consent, make_enquiry, make_lead, make_message
from tests.web.installation import Visitor
from tests.web.rasa_stand_in import Answer, echo, said
from tests.web.test_events import events, follow

pytestmark = pytest.mark.web


@pytest.fixture
def visitor(office: Office) -> Visitor:
    return office.installation.visitor({"language": "fr"})


def taken_over(office: Office, visitor: Visitor) -> Colleague:
    colleague = office.signed_in(name="Marie Dupont")
    response = colleague.post(f"/desk/live/{visitor.id}/take-over")
    assert response.status_code == 303, response.text
    return colleague


def write(colleague: Colleague, visitor: Visitor, text: str, **more: Any) -> httpx.Response:
    return colleague.post(f"/desk/live/{visitor.id}/messages", {"text": text} | more)


def authors(visitor: Visitor) -> list[str]:
    return [message["author"] for message in visitor.transcript()]


def test_the_list_shows_what_visitors_say(office: Office, visitor: Visitor) -> None:
    silent = office.installation.visitor()
    visitor.say("Qui a fondé UCB ?")
    page = office.signed_in().get("/desk/live").text
    assert "You said: Qui a fondé UCB ?" in page
    assert "French" in page
    assert visitor.id in page
    assert silent.id not in page


def test_a_conversation_is_shown_with_everything_said_and_the_look_is_logged(office: Office, visitor: Visitor) -> None:
    visitor.say("Qui a fondé UCB ? <b>")
    shown = office.signed_in().get(f"/desk/live/{visitor.id}").text
    assert "Qui a fondé UCB ? &lt;b&gt;" in shown
    with office.installation.stores.database.reading() as session:
        entry = session.scalars(select(AuditRow).order_by(AuditRow.id.desc()).limit(1)).one()
    assert (entry.action, entry.object_kind, entry.object_id) == ("viewed", "conversation", visitor.id)


def _looks(office: Office, colleague: Colleague) -> list[str]:
    looks = select(AuditRow.object_id).where(
        AuditRow.action == "viewed", AuditRow.actor == f"staff:{colleague.member.id}"
    )
    with office.installation.stores.database.reading() as session:
        return list(session.scalars(looks.order_by(AuditRow.id)))


@pytest.mark.parametrize("part", ["news", "news?after=1"])
def test_what_an_open_page_asks_for_is_logged_for_whoever_never_opened_the_page(
    office: Office, visitor: Visitor, part: str
) -> None:
    curious = office.signed_in(Role.VIEWER)
    for _ in range(3):
        assert curious.get(f"/desk/live/{visitor.id}/{part}").status_code == 200
    assert _looks(office, curious) == [visitor.id]


def test_a_page_that_asks_again_is_logged_once_and_opening_it_each_time(office: Office, visitor: Visitor) -> None:
    colleague = office.signed_in()
    for url in ("", "/news", "/news", ""):
        colleague.get(f"/desk/live/{visitor.id}{url}")
    assert _looks(office, colleague) == [visitor.id] * 2


def test_whoever_sees_the_list_or_gets_a_conversation_back_with_an_error_is_logged(
    office: Office, visitor: Visitor
) -> None:
    watcher, other, writer = (office.signed_in() for _ in range(3))
    watcher.get("/desk/live/rows")
    watcher.get("/desk/live/rows")
    other.get("/desk/live")
    assert write(writer, visitor, "").status_code == 422
    assert (_looks(office, watcher), _looks(office, other), _looks(office, writer)) == (
        ["live"],
        ["live"],
        [visitor.id],
    )


def test_only_web_addresses_become_links(office: Office, visitor: Visitor) -> None:
    sources = [
        CitedSource("a.b", "A title", url, "2024", "WAL") for url in ("javascript:alert(1)", "https://ok.example/")
    ]
    said = [make_message(author=Author.ASSISTANT, text="19,000.", kind="facts", citations=tuple(sources))]
    office.installation.stores.conversations.append_all(visitor.id, said)
    shown = office.signed_in().get(f"/desk/live/{visitor.id}").text
    assert 'href="https://ok.example/"' in shown
    assert "javascript:" not in shown


def test_while_taken_over_the_assistant_is_silent_and_not_even_asked(office: Office, visitor: Visitor) -> None:
    taken_over(office, visitor)
    assert visitor.say("Bonjour ?") == []
    assert office.installation.rasa.messages == []
    assert authors(visitor) == ["assistant", "notice", "visitor"]
    notice = visitor.transcript()[1]
    assert notice["event"] == "person_joined"
    assert notice["text"].startswith("Marie Dupont, de l'agence")


def test_what_a_person_writes_reaches_the_visitor_with_their_name(office: Office, visitor: Visitor) -> None:
    colleague = taken_over(office, visitor)
    with follow(visitor) as response:
        stream = events(response)
        next(stream)
        assert write(colleague, visitor, "Bonjour, ici Marie.").status_code == 303
        event, _, shown = next(item for item in stream if item[0] == "message")
    assert event == "message"
    assert (shown["author"], shown["name"], shown["text"]) == ("staff", "Marie Dupont", "Bonjour, ici Marie.")


def test_after_handing_back_the_assistant_answers_again(office: Office, visitor: Visitor) -> None:
    colleague = taken_over(office, visitor)
    visitor.say("Bonjour ?", client_message_id="m-1")
    assert colleague.post(f"/desk/live/{visitor.id}/hand-back").status_code == 303
    assert visitor.say("Et maintenant ?")[0]["text"] == "You said: Et maintenant ?"
    assert visitor.say("Bonjour ?", client_message_id="m-1") == []  # the person's to answer, for good
    assert authors(visitor) == ["assistant", "notice", "visitor", "notice", "visitor", "assistant"]


def test_an_answer_on_its_way_when_somebody_takes_over_is_dropped(office: Office, visitor: Visitor) -> None:
    reached, release = threading.Event(), threading.Event()

    def held(call: dict[str, Any]) -> Answer:
        reached.set()
        assert release.wait(10)
        return echo(call)

    office.installation.rasa.script = held
    replies: list[Any] = []
    talk = threading.Thread(target=lambda: replies.append(visitor.say("slow", client_message_id="m-1")))
    talk.start()
    assert reached.wait(10)
    taken_over(office, visitor)
    release.set()
    talk.join()
    assert replies == [[]]
    assert visitor.say("slow", client_message_id="m-1") == []
    assert authors(visitor) == ["assistant", "visitor", "notice"]


def test_an_open_enquiry_is_asked_for_again_after_handing_back(office: Office, visitor: Visitor) -> None:
    office.installation.rasa.script = lambda _: said(
        {"text": "Your e-mail address?", "buttons": [{"title": "Skip", "payload": "/skip"}]},
        requested_slot="enquiry_email",
    )
    visitor.say("I want to leave an enquiry")
    colleague = taken_over(office, visitor)
    visitor.say("Are you there?")
    write(colleague, visitor, "Yes")
    colleague.post(f"/desk/live/{visitor.id}/hand-back")
    asked = wait_for(lambda: [message for message in visitor.transcript() if message["asks"]][1:])
    assert asked[0]["text"] == "Your e-mail address?"
    assert authors(visitor)[-2:] == ["notice", "assistant"]
    pressed = visitor.send({"quick_reply": asked[0]["quick_replies"][0]["id"]})
    assert pressed.status_code == 200


def test_without_an_open_enquiry_nothing_is_said_after_handing_back(office: Office, visitor: Visitor) -> None:
    colleague = taken_over(office, visitor)
    colleague.post(f"/desk/live/{visitor.id}/hand-back")
    wait_for(lambda: [call for call in office.installation.rasa.calls if call.get("payload") == "/repeat"])
    assert authors(visitor) == ["assistant", "notice", "notice"]


def test_a_form_sent_twice_is_said_once(office: Office, visitor: Visitor) -> None:
    colleague = taken_over(office, visitor)
    for _ in range(2):
        write(colleague, visitor, "Bonjour", message_id="abc")
    assert authors(visitor).count("staff") == 1


@pytest.mark.parametrize(("text", "told"), [("  \u0007 ", "Write something first"), ("x" * 2001, "too long")])
def test_a_message_that_does_not_fit_is_shown_again(office: Office, visitor: Visitor, text: str, told: str) -> None:
    colleague = taken_over(office, visitor)
    response = write(colleague, visitor, text)
    assert response.status_code == 422
    assert told in response.text
    assert 'aria-invalid="true"' in response.text
    assert "staff" not in authors(visitor)


def test_only_whoever_holds_a_conversation_writes_and_hands_back(office: Office, visitor: Visitor) -> None:
    taken_over(office, visitor)
    other = office.signed_in()
    for response in (
        write(other, visitor, "Me too"),
        other.post(f"/desk/live/{visitor.id}/hand-back"),
        other.post(f"/desk/live/{visitor.id}/take-over"),
    ):
        assert response.status_code == 409
        assert "Marie Dupont is answering" in response.text
    assert "staff" not in authors(visitor)


def test_a_colleague_may_be_relieved_by_name(office: Office, visitor: Visitor) -> None:
    first = taken_over(office, visitor)
    second = office.signed_in(name="Tom Janssens")
    page = second.get(f"/desk/live/{visitor.id}").text
    assert f'name="from_whom" value="{first.member.id}"' in page
    taken = second.post(f"/desk/live/{visitor.id}/take-over", {"from_whom": first.member.id})
    assert taken.status_code == 303
    assert write(first, visitor, "Still me").status_code == 409
    assert write(second, visitor, "Now me").status_code == 303


def test_nobody_writes_where_nobody_took_over(office: Office, visitor: Visitor) -> None:
    response = write(office.signed_in(), visitor, "Hello")
    assert response.status_code == 409
    assert "assistant answers again" in response.text


@pytest.mark.parametrize("role", [Role.VIEWER, Role.EDITOR])
def test_whoever_may_not_take_over_only_looks(office: Office, visitor: Visitor, role: Role) -> None:
    colleague = office.signed_in(role)
    assert "You can follow this conversation" in colleague.get(f"/desk/live/{visitor.id}").text
    for action in ("take-over", "hand-back", "messages", "typing"):
        assert colleague.post(f"/desk/live/{visitor.id}/{action}", {"text": "x"}).status_code == 403
    assert colleague.get(f"/desk/live/{visitor.id}/facts?q=x").status_code == 403


def test_an_erased_conversation_is_not_there_and_its_stream_ends(office: Office, visitor: Visitor) -> None:
    colleague = taken_over(office, visitor)
    with colleague.http.stream("GET", f"/desk/live/{visitor.id}/events") as response:
        stream = names(response)
        next(stream)
        assert visitor.http.delete(visitor.path, headers=visitor.headers).status_code == 204
        assert "ended" in stream
    assert write(colleague, visitor, "Hello").status_code == 404
    assert colleague.get(f"/desk/live/{visitor.id}").status_code == 404
    assert colleague.get("/desk/live/unknown-unknown-unknown").status_code == 404


def test_a_stream_tells_of_what_is_said_and_typed(office: Office, visitor: Visitor) -> None:
    colleague = taken_over(office, visitor)
    with colleague.http.stream("GET", f"/desk/live/{visitor.id}/events") as response:
        stream = names(response)
        assert next(stream) == "changed"
        visitor.http.post(f"{visitor.path}/typing", headers=visitor.headers)
        assert next(stream) == "typing"
        visitor.say("Bonjour")
        assert next(stream) == "changed"
    news = colleague.get(f"/desk/live/{visitor.id}/news", params={"after": 0}).text
    assert news.count("<li") == 3
    assert f'data-state="mine:{colleague.member.id}"' in news


def test_a_stream_ends_with_the_session(office: Office, visitor: Visitor) -> None:
    colleague = office.signed_in()
    with colleague.http.stream("GET", "/desk/live/events") as response:
        stream = names(response)
        next(stream)
        sessions = StaffSessions(office.installation.stores.sessions, SystemClock())
        assert sessions.close_all(colleague.member.id) == 1
        visitor.say("Bonjour")
        assert "ended" in list(stream)


def test_an_open_page_keeps_somebody_at_the_desk(office: Office) -> None:
    colleague, stores = office.signed_in(), office.installation.stores
    since = SystemClock().now() - timedelta(minutes=2)
    assert not stores.presence.is_anybody_there(since)
    with colleague.http.stream("GET", "/desk/live/events") as response:
        stream = names(response)
        next(stream)
        assert wait_for(lambda: stores.presence.is_anybody_there(since))


def test_the_badge_counts_who_waits(office: Office, visitor: Visitor) -> None:
    colleague = office.signed_in()
    assert colleague.get("/desk/live/waiting").json()["waiting"] == 0
    stores = office.installation.stores
    with stores.database.writing() as session:
        wanted = update(ConversationRow).where(ConversationRow.id == visitor.id)
        session.execute(wanted.values(person_wanted_at=SystemClock().now()))
    assert colleague.get("/desk/live/waiting").json() == {"waiting": 1, "told": "One visitor waits for a person"}
    assert "Waits for a person" in colleague.read("/desk/live")
    taken_over(office, visitor)
    assert colleague.get("/desk/live/waiting").json()["waiting"] == 0


def test_an_answer_in_the_chat_answers_the_lead(office: Office, visitor: Visitor) -> None:
    stores = office.installation.stores
    enquiry = make_enquiry(conversation_id=visitor.id)
    lead = make_lead(enquiry=enquiry, consent=make_consent())
    stores.leads.record_lead(lead, [])
    colleague = taken_over(office, visitor)
    assert lead.reference in colleague.get(f"/desk/live/{visitor.id}").text
    write(colleague, visitor, "Bonjour")
    found = stores.leads.get(lead.reference)
    assert found is not None
    assert found.status.value == "contacted"


def test_both_languages_show_every_page(office: Office, visitor: Visitor) -> None:
    colleague = office.signed_in(name="Claire", language=Language.FR)
    assert "Prendre la main" in colleague.read(f"/desk/live/{visitor.id}")
    colleague.post(f"/desk/live/{visitor.id}/take-over")
    assert "Rendre la main" in colleague.read(f"/desk/live/{visitor.id}?said=live.taken_over")
    assert "Conversations" in colleague.read("/desk/live")


def names(response: httpx.Response) -> Iterator[str]:
    """Yield the names of a stream's events."""
    for line in response.iter_lines():
        if line.startswith("event: "):
            yield line.removeprefix("event: ")


def wait_for(look: Any, seconds: float = 10) -> Any:
    """Look until there is something."""
    until = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.05)
    return found
