"""What goes to the review queue, seen from outside: a visitor talks, and staff find what was not understood, without who said it."""

from typing import Any

import pytest

from frontdesk.services.review import ReviewItem, ReviewQuery, ReviewReason
from frontdesk.services.transcript import Guess
from tests.web.installation import Installation, Visitor
from tests.web.rasa_stand_in import Answer, Script, said

pytestmark = pytest.mark.web

CITATION = {"fact_id": "a-fact", "title": "A report", "url": "https://example.org/", "as_of": "2021", "scope": "BE"}
RANKING = [{"name": "ask_revenue", "confidence": 0.7}, {"name": "ask_exports", "confidence": 0.2}]
NOBODY: dict[str, list[str]] = {"persons": [], "organisations": [], "contacts": []}


def answering(kind: str | None, intent: str = "ask_revenue", **more: Any) -> Script:
    """A Rasa that answers everything in one way and says what it made of it."""
    custom = {"kind": kind, "citations": more.pop("citations", []), "parts": more.pop("parts", [])}
    message = {"text": "So it is.", "custom": custom}
    message["buttons"] = more.pop("buttons", [])
    told = {"intent": {"name": intent, "confidence": 0.7}, "rejected": intent == "nlu_fallback"}
    return lambda _: said(message, **{**told, "alternatives": RANKING, "names": NOBODY, **more})


def queue(desk: Installation) -> tuple[ReviewItem, ...]:
    return desk.stores.reviews.items(ReviewQuery(status=None))


def only(desk: Installation) -> ReviewItem:
    (item,) = queue(desk)
    return item


@pytest.mark.parametrize(
    ("kind", "intent", "why"),
    [
        ("refusal", "ask_revenue", ReviewReason.REFUSED),
        ("unknown_name", "ask_revenue", ReviewReason.UNKNOWN_NAME),
        ("clarification", "ask_exports", ReviewReason.ASKED_BACK),
        ("out_of_scope", "nlu_fallback", ReviewReason.NOT_UNDERSTOOD),
        ("out_of_scope", "ask_exports", ReviewReason.NOT_UNDERSTOOD),
        ("facts", "nlu_fallback", ReviewReason.UNSURE),
    ],
)
def test_what_was_not_understood_or_not_held_is_queued(
    desk: Installation, visitor: Visitor, kind: str, intent: str, why: ReviewReason
) -> None:
    desk.rasa.script = answering(kind, intent)
    visitor.say("What is the turnover?")
    item = only(desk)
    assert (item.text, item.why, item.asked) == ("What is the turnover?", (why,), 1)
    assert (item.answered.kind, item.answered.intent) == (kind, intent)
    assert item.answered.alternatives == (Guess("ask_revenue", 0.7), Guess("ask_exports", 0.2))


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        (["facts", "refusal"], (ReviewReason.REFUSED,)),
        (["unknown_name", "facts"], (ReviewReason.UNKNOWN_NAME,)),
        (["facts", "out_of_scope"], (ReviewReason.NOT_UNDERSTOOD,)),
        (["facts", "overview"], ()),
        (["facts", "person"], ()),
    ],
)
def test_one_of_several_questions_that_was_left_unanswered_is_enough(
    desk: Installation, visitor: Visitor, parts: list[str], why: tuple[ReviewReason, ...]
) -> None:
    desk.rasa.script = answering("several", parts=parts, citations=[CITATION])
    visitor.say("Who founded UCB and what is its turnover?")
    assert tuple(reason for item in queue(desk) for reason in item.why) == why


@pytest.mark.parametrize(
    ("kind", "intent"),
    [
        ("facts", "ask_exports"),
        ("overview", "ask_exports"),
        ("out_of_scope", "out_of_scope"),
        ("other_region", "other_region"),
        (None, "greet"),
        ("sources", "ask_source"),
    ],
)
def test_what_was_understood_is_not(desk: Installation, visitor: Visitor, kind: str | None, intent: str) -> None:
    desk.rasa.script = answering(kind, intent)
    visitor.say("hello")
    assert queue(desk) == ()


def test_a_rasa_that_tells_nothing_of_its_reading_is_enough(desk: Installation, visitor: Visitor) -> None:
    desk.rasa.script = lambda _: said({"text": "No.", "custom": {"kind": "refusal"}}, intent=[7], names="x")
    visitor.say("is Ann Peeters there?")
    assert only(desk).text == "is [name] there?"
    assert only(desk).answered.intent is None


def test_the_queue_holds_no_address_number_or_name(desk: Installation, visitor: Visitor) -> None:
    names = {"persons": ["ann peeters"], "organisations": ["Acme Bio"], "contacts": []}
    desk.rasa.script = answering("refusal", names=names)
    visitor.say("I am ann peeters of Acme Bio, ann@acme.example, +32 475 12 34 56: what is the turnover of UCB?")
    assert only(desk).text == "I am [person] of [organisation], [email], [phone]: what is the turnover of UCB?"


def test_a_message_sent_again_counts_once(desk: Installation, visitor: Visitor) -> None:
    desk.rasa.script = answering("refusal")
    for _ in range(3):
        visitor.say("turnover?", client_message_id="m-1")
    assert only(desk).asked == 1


def test_many_visitors_who_ask_the_same_are_counted(desk: Installation) -> None:
    desk.rasa.script = answering("refusal")
    for _ in range(3):
        desk.visitor().say("Turnover of UCB?")
    assert only(desk).asked == 3


def in_form(field: str | None, kind: str | None = None) -> Answer:
    slot = f"enquiry_{field}" if field else None
    return said({"text": "Well.", "custom": {"kind": kind}}, requested_slot=slot, names=NOBODY)


def test_nothing_said_to_the_enquiry_form_is_queued(desk: Installation, visitor: Visitor) -> None:
    """The message that opens it, an answer to its questions, a question in between, the last one, and one that failed."""
    desk.rasa.script = lambda _: in_form("consent", "refusal")
    visitor.say("Ann from Acme, I want to build a plant")
    desk.rasa.script = lambda _: in_form("name", "clarification")
    visitor.say("yes but what is the turnover?")
    desk.rasa.script = lambda _: (500, b"{}")
    visitor.say("ann")
    desk.rasa.script = lambda _: in_form(None, "refusal")
    visitor.say("rue de Fer 12")
    assert queue(desk) == ()
    visitor.say("and the turnover?")
    assert [item.text for item in queue(desk)] == ["and the turnover?"]


def test_an_enquiry_withdrawn_takes_its_words_out_of_the_queue(desk: Installation, visitor: Visitor) -> None:
    desk.rasa.script = answering("refusal")
    visitor.say("turnover?")
    desk.rasa.script = lambda _: (500, b"{}")
    visitor.say("we are from canary and want to build")
    assert {item.text for item in queue(desk)} == {"turnover?", "we are from canary and want to build"}
    desk.rasa.script = lambda _: in_form("consent")
    visitor.say("we want to build")
    desk.rasa.script = lambda _: said({"text": "As you wish."}, outcome="consent_refused")
    visitor.say("no")
    assert [item.text for item in queue(desk)] == ["turnover?"]


def test_a_message_that_failed_is_queued_until_it_is_answered(desk: Installation, visitor: Visitor) -> None:
    desk.rasa.script = lambda _: (500, b"{}")
    notice = visitor.say("Who founded Ann Peeters?")[0]
    item = only(desk)
    assert (item.text, item.why) == ("Who founded [name]?", (ReviewReason.FAILED,))
    desk.rasa.script = answering("facts", "ask_founded_by", citations=[CITATION])
    visitor.send({"quick_reply": notice["quick_replies"][0]["id"]})
    assert queue(desk) == ()


def test_a_message_that_failed_and_was_then_refused_is_queued_as_refused(desk: Installation, visitor: Visitor) -> None:
    desk.rasa.script = lambda _: (500, b"{}")
    notice = visitor.say("turnover?")[0]
    desk.rasa.script = answering("refusal")
    visitor.send({"quick_reply": notice["quick_replies"][0]["id"]})
    assert (only(desk).text, only(desk).why) == ("turnover?", (ReviewReason.REFUSED,))


def test_the_fact_chosen_from_the_buttons_is_recorded(desk: Installation, visitor: Visitor) -> None:
    buttons = [
        {"title": "Exports in 2023?", "payload": '/choose_fact{"fact": "exports-2023"}'},
        {"title": "Leave an enquiry", "payload": "/leave_enquiry"},
    ]
    desk.rasa.script = answering("clarification", buttons=buttons)
    offered = visitor.say("exports thing")[0]["quick_replies"]
    desk.rasa.script = answering("facts", "choose_fact", citations=[CITATION])
    visitor.send({"quick_reply": offered[1]["id"]})
    assert only(desk).chosen == ()
    visitor.send({"quick_reply": offered[0]["id"]})
    assert only(desk).chosen == ("exports-2023",)
    assert only(desk).why == (ReviewReason.ASKED_BACK, ReviewReason.CHOSE_ALTERNATIVE)


def test_erasing_the_conversation_leaves_no_text_of_it_in_the_queue(desk: Installation, visitor: Visitor) -> None:
    desk.rasa.script = answering("refusal")
    visitor.say("canary question")
    assert desk.http.delete(visitor.path, headers=visitor.headers).status_code == 204
    assert queue(desk) == ()
    folder = desk.settings.data_dir
    assert not any(b"canary" in file.read_bytes() for file in folder.iterdir() if file.is_file())


@pytest.mark.parametrize("text", ["\\", "' OR 1=1 --", "😀" * 300, "[email](person)", "%s %(x)s {0}", "ann@" * 200])
def test_hostile_words_are_answered_and_queued(desk: Installation, visitor: Visitor, text: str) -> None:
    desk.rasa.script = answering("refusal")
    assert visitor.say(text)[0]["text"] == "So it is."
    assert only(desk).text


@pytest.mark.parametrize("fault", ["unknown_function()", "RAISE(ABORT, 'an error nobody expects')"])
def test_where_the_queue_cannot_be_written_the_answer_stands(desk: Installation, visitor: Visitor, fault: str) -> None:
    with desk.stores.database.changing_schema() as connection:
        connection.exec_driver_sql(f"CREATE TRIGGER full BEFORE INSERT ON review_items BEGIN SELECT {fault}; END")
    desk.rasa.script = answering("refusal")
    assert visitor.say("turnover?")[0]["text"] == "So it is."
    assert len(visitor.transcript()) == 3
    assert queue(desk) == ()
