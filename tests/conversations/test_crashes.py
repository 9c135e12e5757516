"""Processes are killed in the middle of an enquiry; nothing confirmed is lost, and one lead comes of it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conversations.stack import Stack, wait_for
from tests.conversations.visitor import Visitor

pytestmark = [pytest.mark.conversation, pytest.mark.slow]

ANSWERS = {
    "name": "Ann Peeters",
    "organisation": "Acme Bio",
    "email": "ann.peeters@acme-bio.com",
    "phone": "+32 470 12 34 56",
    "country": "Germany",
    "sector": "vaccines",
    "project": "a fill-finish plant for our new vaccine",
    "investment": "40 million euro",
    "jobs": "120",
    "timeline": "early 2027",
}


def answer(visitor: Visitor) -> None:
    """Answer what is asked for just now."""
    asked = visitor.asks
    if asked in {"consent", "confirm"}:
        visitor.click("yes" if asked == "consent" else "confirm")
    else:
        assert asked in ANSWERS, visitor.tell(f"asked for {asked}")
        visitor.say(ANSWERS[asked])
    assert not any(message["author"] == "notice" for message in visitor.reply), visitor.tell("a fault")
    assert visitor.asks != asked, visitor.tell(f"asked for {asked} again")


def answer_until(visitor: Visitor, field: str | None) -> None:
    """Answer question by question until a field is asked for, or until the end."""
    for _ in range(len(ANSWERS) + 3):
        if visitor.asks == field:
            return
        answer(visitor)
    raise AssertionError(visitor.tell(f"it never asked for {field}"))


def one_right_lead(stack: Stack, visitor: Visitor) -> None:
    """Check that the conversation ended as one lead with what was said."""
    leads = stack.leads_of(visitor.id)
    assert len(leads) == 1, visitor.tell(f"{len(leads)} leads")
    lead = leads[0]
    assert (lead["name"], lead["organisation"], lead["email"]) == (
        ANSWERS["name"],
        ANSWERS["organisation"],
        ANSWERS["email"],
    ), visitor.tell(str(lead))
    assert (lead["phone"], lead["country"]) == ("+32470123456", "DE"), visitor.tell(str(lead))
    reference = re.search(re.escape(lead["reference"]), visitor.reply[-1]["text"])
    assert reference, visitor.tell(f"the reference {lead['reference']} was not said")


@pytest.fixture
def visitor(stack: Stack) -> Iterator[Visitor]:
    talking = Visitor(stack.url)
    talking.say("I want to leave my details for an investment project")
    yield talking
    talking.close()


@pytest.mark.parametrize("name", ["actions", "rasa", "gateway"])
def test_killed_process_costs_the_visitor_nothing_confirmed(stack: Stack, visitor: Visitor, name: str) -> None:
    answer_until(visitor, "country")
    stack.kill(name)
    wait_for(f"it answers again after {name} was killed", stack.is_ready, 90)
    answer_until(visitor, None)
    one_right_lead(stack, visitor)


@pytest.mark.parametrize("name", ["actions", "rasa"])
def test_message_sent_while_a_process_is_away_gets_an_honest_reply(stack: Stack, visitor: Visitor, name: str) -> None:
    answer_until(visitor, "country")
    stack.kill(name)
    visitor.say(ANSWERS["country"])
    assert visitor.reply, visitor.tell("silence")
    assert all(message["text"].strip() for message in visitor.reply)
    wait_for(f"it answers again after {name} was killed", stack.is_ready, 90)
    if visitor.asks != "sector":  # the message did not reach the form; the visitor says it again, nothing else
        visitor.say(ANSWERS["country"])
    answer_until(visitor, None)
    one_right_lead(stack, visitor)


def test_kill_in_the_middle_of_the_confirmation_stores_one_lead(stack: Stack, visitor: Visitor) -> None:
    answer_until(visitor, "confirm")
    stack.kill("actions")
    wait_for("it answers again", stack.is_ready, 90)
    answer_until(visitor, None)
    one_right_lead(stack, visitor)


def test_killed_supervisor_leaves_no_process_and_its_conversations_go_on_after_a_new_start(
    stack: Stack, visitor: Visitor
) -> None:
    answer_until(visitor, "email")
    pids = [stack.pid(name) for name in ("gateway", "rasa", "actions")]
    stack.kill_supervisor()
    wait_for("every process is gone", lambda: not any(pid and Path(f"/proc/{pid}").exists() for pid in pids), 10)
    stack.start()
    answer_until(visitor, None)
    one_right_lead(stack, visitor)


def test_stopping_and_starting_again_keeps_the_conversation(stack: Stack, visitor: Visitor) -> None:
    answer_until(visitor, "sector")
    before = [message["text"] for message in visitor.history()]
    assert stack.stop() == 0
    stack.start()
    assert [message["text"] for message in visitor.history()] == before
    answer_until(visitor, None)
    one_right_lead(stack, visitor)


def test_a_supervisor_in_an_occupied_folder_is_refused(stack: Stack) -> None:
    with pytest.raises(AssertionError, match="already runs in"):
        stack.command("up")
    assert stack.is_ready()
