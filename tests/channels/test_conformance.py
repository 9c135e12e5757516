"""What every messenger's door must do, whatever is delivered: refuse what is not proven, take the rest once, answer in order."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text
from starlette.responses import Response

from frontdesk.store.channel_tables import ChannelEventRow
from tests.channels.conftest import DOORS, Messenger
from tests.channels.door import Door, Posted, deliver
from tests.web.installation import installation
from tests.web.rasa_stand_in import Answer, RasaStandIn, once_set, said

pytestmark = pytest.mark.web
SIGNING_TIME = [door for door in DOORS if door.signs_time]


def kept(messenger: Messenger) -> int:
    """How many events were ever kept."""
    with messenger.desk.stores.database.reading() as session:
        return session.scalars(select(func.count()).select_from(ChannelEventRow)).one()


def test_without_its_secrets_there_is_no_door(door: Door, tmp_path: Path, rasa: RasaStandIn) -> None:
    with installation(tmp_path, rasa) as desk:
        assert deliver(desk.http, door, door.said("hello", 1)).status_code == 404


def test_a_question_is_answered_after_the_assistant_said_what_it_is(messenger: Messenger) -> None:
    messenger.say("who founded UCB?", 1)
    messenger.hears("You said: who founded UCB?")
    assert "automated" in messenger.peer.heard[0].text
    assert any(word in messenger.peer.heard[0].text for word in ("word erase", "mot effacer"))
    assert "/privacy" in " ".join(heard.text for heard in messenger.peer.heard[:3])


def test_whatever_is_not_proven_is_refused_and_leaves_nothing(messenger: Messenger) -> None:
    for forged in messenger.door.forged(messenger.door.said("let me in", 1)):
        assert messenger.deliver(forged).status_code in {400, 401, 403}
    assert kept(messenger) == 0


def test_a_changed_or_truncated_delivery_is_refused(messenger: Messenger) -> None:
    whole = messenger.door.said("let me in", 1)
    for body in (whole.body[:-9], b"", b"{", b"\xff\xfe\x00", b"[]", b"null", b"7"):
        response = messenger.deliver(Posted(body, whole.headers, whole.query))
        assert response.status_code in {400, 401, 403}, body
    assert kept(messenger) == 0


def test_an_oversized_delivery_is_refused(messenger: Messenger) -> None:
    whole = messenger.door.said("x", 1)
    response = messenger.deliver(Posted(whole.body + b" " * 300_000, whole.headers, whole.query))
    assert response.status_code in {401, 413}
    assert kept(messenger) == 0


def test_a_replayed_delivery_is_taken_once(messenger: Messenger, rasa: RasaStandIn) -> None:
    posted = messenger.door.said("once", 1)
    for _ in range(3):
        assert messenger.deliver(posted).is_success
    messenger.hears("You said: once")
    messenger.hears_no_more(2)
    assert kept(messenger) == 2
    assert [call["text"] for call in rasa.messages] == ["once", "that was all"]


def test_the_same_delivery_eight_times_at_once_is_taken_once(messenger: Messenger, rasa: RasaStandIn) -> None:
    posted, gate = messenger.door.said("together", 1), threading.Barrier(8)

    def run(_: int) -> int:
        gate.wait()
        return messenger.deliver(posted).status_code

    with ThreadPoolExecutor(8) as pool:
        statuses = set(pool.map(run, range(8)))
    assert statuses <= {200, 202, 503}
    messenger.hears("You said: together")
    messenger.hears_no_more(2)
    assert [call["text"] for call in rasa.messages] == ["together", "that was all"]


# The others sign no time: an old delivery of theirs is known by its id alone, which the replay tests hold them to.
@pytest.mark.parametrize("door", SIGNING_TIME, indirect=True, ids=lambda door: door.channel.value)
def test_a_stale_delivery_is_refused(messenger: Messenger) -> None:
    assert messenger.deliver(messenger.door.said("old", 1, age=3600)).status_code in {400, 401, 403}
    assert kept(messenger) == 0


def test_one_person_s_messages_are_answered_in_the_order_they_came(messenger: Messenger, rasa: RasaStandIn) -> None:
    messenger.say("word 0", 9)
    messenger.hears("You said: word 0")
    for number in (3, 1, 2):  # the messenger's own numbers say nothing of the order
        messenger.say(f"word {number}", number)
    messenger.hears("You said: word 2")
    assert [call["text"] for call in rasa.messages] == ["word 0", "word 3", "word 1", "word 2"]


def test_two_people_have_two_conversations(messenger: Messenger) -> None:
    messenger.say("I am Ann", 1, peer="ann")
    messenger.say("I am Bob", 2, peer="bob")
    messenger.hears("You said: I am Ann", peer="ann")
    messenger.hears("You said: I am Bob", peer="bob")
    assert not [heard for heard in messenger.peer.heard if heard.peer == "ann" and "Bob" in heard.text]


def test_a_delivery_is_acknowledged_while_the_answer_takes_its_time(messenger: Messenger, rasa: RasaStandIn) -> None:
    answers = threading.Event()
    rasa.script = once_set(answers)
    messenger.say("take your time", 1)  # returns though there is no answer yet
    assert not messenger.peer.heard
    answers.set()
    assert messenger.hears("You said: take your time").peer == "ann"


def test_what_is_no_text_gets_a_sensible_answer(messenger: Messenger) -> None:
    assert messenger.deliver(messenger.door.something_else(1)).is_success
    told = ("only read text", "lire que du texte")
    messenger.waits(
        lambda: [heard for heard in messenger.peer.heard if any(part in heard.text for part in told)] or None
    )


def test_what_a_messenger_may_add_one_day_is_acknowledged(messenger: Messenger) -> None:
    assert messenger.deliver(messenger.door.unknown(1)).is_success


def test_a_message_that_could_not_be_sent_is_sent_later_and_once(messenger: Messenger) -> None:
    failures = iter([Response(status_code=500), Response(status_code=503)])
    messenger.peer.refuse = lambda: next(failures, None)
    messenger.say("patience", 1)
    messenger.hears_after_all("You said: patience")
    assert next(failures, None) is None
    messenger.hears_no_more(2)
    assert len([heard for heard in messenger.peer.heard if "patience" in heard.text]) == 1


def test_where_a_part_of_a_message_is_refused_the_parts_before_it_do_not_come_twice(
    messenger: Messenger, rasa: RasaStandIn
) -> None:
    messenger.say("hello", 1)
    messenger.hears("You said: hello")
    words = [f"word{number}" for number in range(4000)]
    rasa.script = lambda _: said({"text": " ".join(words)})
    answers = iter([None, Response(status_code=503), None, Response(status_code=500)])
    messenger.peer.refuse = lambda: next(answers, None)
    before = len(messenger.peer.heard)
    messenger.say("at length", 2)
    messenger.hears_after_all(words[-1])
    shown = " ".join(heard.text for heard in messenger.peer.heard[before:])
    assert [word for word in shown.split() if word.startswith("word")] == words


def test_a_delivery_while_the_database_is_away_is_taken_when_it_comes_again(messenger: Messenger) -> None:
    posted = messenger.door.said("hold the line", 1)
    with messenger.desk.stores.database.writing() as session:
        session.execute(text("ALTER TABLE channel_events RENAME TO elsewhere"))
    assert messenger.deliver(posted).status_code == 503
    with messenger.desk.stores.database.writing() as session:
        session.execute(text("ALTER TABLE elsewhere RENAME TO channel_events"))
    assert messenger.deliver(posted).is_success
    assert messenger.hears("You said: hold the line").peer == "ann"


@pytest.mark.parametrize("word", ["/erase", "Effacer"])
def test_erasing_works_by_word_and_is_confirmed(messenger: Messenger, rasa: RasaStandIn, word: str) -> None:
    messenger.say("my name is Ann", 1)
    messenger.hears("You said: my name is Ann")
    messenger.say(word, 2)
    messenger.waits(lambda: rasa.forgotten or None)
    messenger.waits(lambda: [h for h in messenger.peer.heard if "erased" in h.text or "effacée" in h.text] or None)
    messenger.say("anew", 3)
    assert messenger.hears("You said: anew").peer == "ann"


def offer(call: dict[str, Any]) -> Answer:
    """Say what was chosen, and offer a choice."""
    chosen = call.get("payload") or call.get("text")
    return said({"text": f"chose {chosen}", "buttons": [{"title": "Yes", "payload": "/affirm"}]})


def test_a_choice_can_be_typed(messenger: Messenger, rasa: RasaStandIn) -> None:
    rasa.script = offer
    messenger.say("offer", 1)
    messenger.hears("chose offer")
    messenger.say("yes", 2)
    assert messenger.hears("chose /affirm").peer == "ann"


def test_a_button_works_and_one_that_was_never_offered_does_not(messenger: Messenger, rasa: RasaStandIn) -> None:
    rasa.script = offer
    messenger.say("offer", 1)
    offered = messenger.hears("chose offer")
    if not offered.buttons:
        assert "– Yes" in offered.text
        return
    assert messenger.deliver(messenger.door.pressed(offered.buttons[0][1], 2)).is_success
    messenger.hears("chose /affirm")
    assert messenger.deliver(messenger.door.pressed("0-never-offered", 3)).is_success
    closed = ("That button", "Ce bouton")
    messenger.waits(lambda: [heard for heard in messenger.peer.heard if heard.text.startswith(closed)] or None)
