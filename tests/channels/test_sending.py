"""Sending to messengers: in order, no oftener than needed, and a message that is refused for good holds up no other."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from frontdesk.services.channel import Channel, ChannelEvent, Happening, NotSent, Sender, Thread
from frontdesk.services.channel_desk import LEASE, ChannelDesk, wait_after
from frontdesk.services.conversing import Conversing
from frontdesk.services.errors import StoreUnavailable
from frontdesk.services.send_channel_messages import send_channel_messages
from frontdesk.services.transcript import Author, Message
from frontdesk.store.channel_store import SqlChannelStore
from frontdesk.store.conversation_store import SqlConversationStore
from frontdesk.store.migrate import upgrade
from frontdesk.store.session import open_database
from tests.factories import NOON, FixedClock, make_conversation, make_message

pytestmark = pytest.mark.store
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


@dataclass
class Messenger:
    """Takes messages, or refuses those with a certain text."""

    taken: list[str] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)
    refusals: dict[str, NotSent] = field(default_factory=dict)

    async def send(self, thread: Thread, message: Message) -> None:
        assert thread.address == {"chat": thread.peer}
        self.tried.append(message.content.text)
        if message.content.text in self.refusals:
            raise self.refusals[message.content.text]
        self.taken.append(message.content.text)


@dataclass
class Mail(Messenger):
    """Takes what waits as one."""

    async def send_together(self, thread: Thread, messages: Sequence[Message]) -> None:
        assert thread.channel is Channel.TELEGRAM
        self.taken.append(" + ".join(message.content.text for message in messages))


class ForgetfulStore(SqlChannelStore):
    """Dies between the messenger's receipt and our note of it."""

    dies = False

    def sent(self, thread_id: int, message_id: int) -> None:
        if self.dies:
            raise StoreUnavailable
        super().sent(thread_id, message_id)


@dataclass
class World:
    """A real database with threads, a clock that is moved, and a messenger."""

    desk: ChannelDesk
    store: ForgetfulStore
    conversations: SqlConversationStore
    clock: FixedClock
    messenger: Messenger
    threads: dict[str, str] = field(default_factory=dict)

    def says(self, *texts: str, peer: str = "ann", author: Author = Author.ASSISTANT) -> None:
        if peer not in self.threads:
            conversation = make_conversation()
            self.conversations.create(conversation)
            event = ChannelEvent(Channel.TELEGRAM, f"1-{peer}", peer, Happening.BEGUN, address={"chat": peer})
            self.store.bind(event, conversation.id, at=NOON)
            self.threads[peer] = conversation.id
        for text in texts:
            message = make_message(author=author, text=text, sent_at=self.clock.now())
            self.conversations.append_all(self.threads[peer], [message])

    def sends(self, after: timedelta = timedelta(0)) -> list[str]:
        """Let the chore run once, a while later; return what was tried."""
        self.clock.move(after)
        self.messenger.tried.clear()
        asyncio.run(send_channel_messages(self.desk))
        return list(self.messenger.tried)


def world_with(folder: Path, messenger: Messenger) -> Iterator[World]:
    own = open_database(f"sqlite:///{folder}/frontdesk.db")
    upgrade(own)
    nothing, clock = cast("Any", None), FixedClock()
    conversations, store = SqlConversationStore(own), ForgetfulStore(own)
    conversing = Conversing(conversations, nothing, nothing, nothing, nothing, nothing, clock, nothing)
    senders: dict[Channel, Sender] = {Channel.TELEGRAM: messenger}
    yield World(ChannelDesk(conversing, store, senders, "/privacy"), store, conversations, clock, messenger)
    own.close()


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    yield from world_with(tmp_path, Messenger())


@pytest.fixture
def post(tmp_path: Path) -> Iterator[World]:
    yield from world_with(tmp_path, Mail())


def test_everything_but_the_visitor_s_own_words_is_sent_in_order_and_once(world: World) -> None:
    world.says("welcome", "ask")
    world.says("mine", author=Author.VISITOR)
    world.says("a person joined", author=Author.NOTICE)
    world.says("good morning", author=Author.STAFF)
    assert world.sends() == ["welcome", "ask", "a person joined", "good morning"]
    assert world.sends(HOUR) == []


def test_where_a_message_does_not_go_out_those_after_it_wait_and_others_do_not(world: World) -> None:
    world.says("one", "two", "three")
    world.says("hello", peer="bob")
    world.messenger.refusals["two"] = NotSent("500")
    assert sorted(world.sends()) == ["hello", "one", "two"]
    assert world.sends(SECOND) == []
    world.messenger.refusals.clear()
    assert world.sends(SECOND) == ["two", "three"]


def test_a_messenger_that_is_busy_is_left_alone_as_long_as_it_asks(world: World) -> None:
    world.says("one")
    world.messenger.refusals["one"] = NotSent("429", wait=timedelta(seconds=90))
    assert world.sends() == ["one"]
    assert world.sends(timedelta(seconds=89)) == []
    assert world.sends(SECOND) == ["one"]


def test_what_is_refused_for_good_is_left_out_and_the_rest_is_sent(world: World) -> None:
    world.says("one", "two", "three")
    world.messenger.refusals["two"] = NotSent("400", is_final=True)
    assert world.sends() == ["one", "two", "three"]
    assert world.messenger.taken == ["one", "three"]
    assert world.sends(HOUR) == []


def test_attempts_become_rarer_and_end_after_more_than_a_day(world: World) -> None:
    world.says("one", "two")
    world.messenger.refusals["one"] = NotSent("503")
    times = [world.clock.now()]
    while "two" not in world.messenger.taken:
        if world.sends(SECOND if len(times) < 3 else MINUTE if len(times) < 11 else 10 * MINUTE):
            times.append(world.clock.now())
    assert len(world.messenger.refusals) == 1
    assert timedelta(days=1) < times[-1] - times[0] < timedelta(days=3)
    assert len(times) <= 42


@pytest.mark.parametrize(
    ("attempts", "wait"), [(0, 2 * SECOND), (1, 4 * SECOND), (5, 64 * SECOND), (11, HOUR), (10_000, HOUR)]
)
def test_a_wait_doubles_up_to_an_hour(attempts: int, wait: timedelta) -> None:
    assert wait_after(attempts) == wait


def test_a_crash_between_sending_and_noting_it_sends_that_message_again_and_no_other(world: World) -> None:
    world.says("one", "two")
    world.store.dies = True
    with pytest.raises(StoreUnavailable):
        world.sends()
    assert world.messenger.taken == ["one"]
    world.store.dies = False
    assert world.sends(LEASE - SECOND) == []  # whoever died is given time: it may only be slow
    assert world.sends(2 * SECOND) == ["one", "two"]
    assert world.sends(HOUR) == []


def test_what_waits_together_goes_out_as_one_where_that_is_the_custom(post: World) -> None:
    post.says("one", "two")
    post.sends()
    post.says("three")
    post.sends(SECOND)
    assert post.messenger.taken == ["one + two", "three"]


def test_a_visitor_who_wrote_more_than_a_page_meanwhile_is_still_answered(world: World) -> None:
    world.says("welcome")
    world.sends()
    world.says(*(f"word {number}" for number in range(450)), author=Author.VISITOR)
    world.says("here I am", author=Author.STAFF)
    assert world.sends(SECOND) == ["here I am"]
