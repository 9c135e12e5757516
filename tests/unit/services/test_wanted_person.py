"""A visitor asks for a person: promised where somebody is there, told when there will be, and told when nobody came."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from frontdesk.leads.office_hours import OfficeHours
from frontdesk.rendering.notice_catalogue import NoticeCatalogue
from frontdesk.services.attendance import Attendance
from frontdesk.services.converse import VisitorMessage, converse
from frontdesk.services.conversing import Conversing
from frontdesk.services.dialogue import Saying, Turn, Utterance
from frontdesk.services.missed_promises import tell_of_missed_promises
from frontdesk.services.take_over import Live, say_as_staff, take_over
from frontdesk.services.transcript import Message, Understanding
from frontdesk.store.conversation_store import SqlConversationStore
from frontdesk.store.migrate import upgrade
from frontdesk.store.review_store import SqlReviewQueue
from frontdesk.store.session import Database, open_database
from frontdesk.store.takeover_store import SqlTakeovers
from frontdesk.values import Language
from tests.factories import NOON, FixedClock, make_conversation
from tests.store.takeover_race import OFFICERS, Nobody

EVENING = datetime(2026, 11, 23, 19, tzinfo=UTC)


@dataclass
class Scripted:
    """A dialogue engine that understands one thing."""

    intent: str = "request_human"
    rejected: bool = False
    asks: str | None = None

    async def say(self, saying: Saying) -> Turn:
        understood = Understanding(self.intent, 0.9, rejected=self.rejected)
        return Turn((Utterance("The assistant's answer."),), saying.language, asks=self.asks, understood=understood)

    async def forget(self, conversation_id: str) -> None: ...
    async def ready(self) -> bool:
        return True


class Talk:
    """One conversation with the real services and store."""

    def __init__(
        self, database: Database, *, there: bool, at: datetime = NOON, language: Language = Language.EN
    ) -> None:
        self.store, self.clock, self.nobody = SqlConversationStore(database), FixedClock(at), Nobody(there=there)
        self.rasa = Scripted()
        self.conversation = make_conversation(language=language, created_at=at, last_seen=at)
        self.store.create(self.conversation)
        self.live = Live(self._conversing(SqlReviewQueue(database)), SqlTakeovers(database))

    def _conversing(self, reviews: SqlReviewQueue) -> Conversing:
        return Conversing(
            store=self.store,
            reviews=reviews,
            dialogue=self.rasa,
            notices=NoticeCatalogue(),
            audience=self.nobody,
            pending_erasures=self.nobody,
            clock=self.clock,
            attendance=Attendance(self.nobody, OfficeHours(), 5),
        )

    def say(self, text: str = "A person, please", **more: Any) -> list[str | None]:
        """Say something and return the kinds of what was answered; none is the assistant's."""
        sent = VisitorMessage(text=text, **more)
        return _kinds(asyncio.run(converse(self.live.conversing, self.conversation, sent)))

    def look(self, minutes: float) -> int:
        """Let time pass and do the chore."""
        self.clock.move(timedelta(minutes=minutes))
        return asyncio.run(tell_of_missed_promises(self.live))

    def join(self) -> None:
        """Let an officer take over."""
        asyncio.run(take_over(self.live, self.conversation.id, OFFICERS[0]))

    def write(self) -> None:
        """Let them say something."""
        text = f"I am here since {self.clock.now()}"
        asyncio.run(say_as_staff(self.live, self.conversation.id, OFFICERS[0], text, str(len(self.messages))))

    @property
    def last(self) -> str:
        return self.messages[-1].content.text

    @property
    def messages(self) -> tuple[Message, ...]:
        return self.store.messages_after(self.conversation.id)


@pytest.fixture
def talk(tmp_path: Path) -> Callable[..., Talk]:
    """Make a conversation in which somebody is there, or nobody."""
    database = open_database(f"sqlite:///{tmp_path}/frontdesk.db")
    upgrade(database)
    return partial(Talk, database)


def _kinds(messages: tuple[Message, ...]) -> list[str | None]:
    return [message.content.kind for message in messages]


def test_somebody_at_the_desk_is_promised_within_minutes(talk: Callable[..., Talk]) -> None:
    visitor = talk(there=True)
    assert visitor.say() == ["person_promised", None]
    assert "within 5 minutes" in visitor.messages[1].content.text
    kept = visitor.store.get(visitor.conversation.id)
    assert kept is not None
    assert (kept.person_wanted_at, kept.promised_until) == (NOON, NOON + timedelta(minutes=5))


@pytest.mark.parametrize("intent", ["request_human", "leave_enquiry"])
def test_in_the_evening_the_visitor_is_told_when_the_office_opens(talk: Callable[..., Talk], intent: str) -> None:
    visitor = talk(there=True, at=EVENING, language=Language.DE)
    visitor.rasa.intent = intent
    assert visitor.say() == ["person_later", None]
    assert "Dienstag, 24. November 2026, 09:00" in visitor.messages[1].content.text
    kept = visitor.store.get(visitor.conversation.id)
    assert kept is not None
    assert (kept.person_wanted_at, kept.promised_until) == (EVENING, None)


def test_an_open_office_with_nobody_at_the_desk_promises_nothing(talk: Callable[..., Talk]) -> None:
    visitor = talk(there=False)
    assert visitor.say() == ["person_busy", None]
    assert visitor.look(minutes=60) == 0


def test_the_enquiry_form_goes_on_and_its_question_comes_last(talk: Callable[..., Talk]) -> None:
    visitor = talk(there=True)
    visitor.rasa.asks = "consent"
    visitor.say()
    assert visitor.messages[-1].content.asks == "consent"


def test_whoever_asks_twice_is_told_once(talk: Callable[..., Talk]) -> None:
    for there, told in ((True, "person_promised"), (False, "person_busy")):
        visitor = talk(there=there)
        assert visitor.say() == [told, None]
        assert visitor.say() == [None]


def test_a_message_sent_again_gets_the_same_notice_once(talk: Callable[..., Talk]) -> None:
    visitor = talk(there=True)
    for _ in range(2):
        assert visitor.say(client_message_id="m-1") == ["person_promised", None]
    assert len(visitor.messages) == 3


def test_other_messages_and_doubtful_ones_call_nobody(talk: Callable[..., Talk]) -> None:
    visitor = talk(there=True)
    visitor.rasa.rejected = True
    assert visitor.say() == [None]
    visitor.rasa.rejected, visitor.rasa.intent = False, "ask_history"
    assert visitor.say() == [None]


def test_when_nobody_comes_the_visitor_is_told_once_and_may_ask_again(talk: Callable[..., Talk]) -> None:
    visitor = talk(there=True)
    visitor.say()
    assert visitor.look(minutes=4.9) == 0
    assert visitor.look(minutes=0.1) == 1
    assert "Your enquiry stays open" in visitor.last
    assert visitor.look(minutes=30) == 0
    assert visitor.say() == ["person_promised", None]


def test_a_person_who_came_but_says_nothing_is_told_of_as_well(talk: Callable[..., Talk]) -> None:
    visitor = talk(there=True)
    visitor.say()
    visitor.join()
    assert visitor.look(minutes=4) == 0
    assert visitor.look(minutes=2) == 1
    assert visitor.messages[-1].content.kind == "promise_missed"
    visitor.write()
    assert visitor.say("Hello?") == []
    assert visitor.look(minutes=6) == 1


def test_the_assistant_answers_again_where_the_person_left_the_desk(talk: Callable[..., Talk]) -> None:
    visitor = talk(there=True)
    visitor.join()
    assert visitor.say("Hello?") == []
    visitor.nobody.there = False
    assert visitor.look(minutes=6) == 1
    assert visitor.messages[-1].content.kind == "assistant_returns"
    assert visitor.say("Hello?") != []


def test_a_person_who_answers_in_time_is_not_told_of(talk: Callable[..., Talk]) -> None:
    visitor = talk(there=True)
    visitor.say()
    visitor.join()
    visitor.write()
    assert visitor.look(minutes=60) == 0
