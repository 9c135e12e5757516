"""Conversations in which everything happens at once: a scheduler decides, by a seed, which transaction or answer comes next.

The services and the store are the real ones. Every call of the store and every answer of the dialogue engine waits until the scheduler
picks it, so that one seed is one interleaving, again and again.
"""

import asyncio
import random
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

from frontdesk.leads.office_hours import OfficeHours
from frontdesk.rendering.notice_catalogue import NoticeCatalogue
from frontdesk.services.attendance import Attendance
from frontdesk.services.converse import VisitorMessage, converse
from frontdesk.services.conversing import Conversing
from frontdesk.services.dialogue import NoticeKind, RasaUnavailable, Saying, Trouble, Turn, Utterance
from frontdesk.services.erase_conversation import erase_conversation
from frontdesk.services.errors import ConversationNotFound
from frontdesk.services.missed_promises import tell_of_missed_promises
from frontdesk.services.take_over import Live, hand_back, resume, say_as_staff, take_over
from frontdesk.services.takeover import HeldByAnother, NotHeld
from frontdesk.services.transcript import TO_PERSON, Author, Conversation, Message, Understanding
from frontdesk.staff.member import Member
from frontdesk.staff.role import Role
from frontdesk.store.conversation_store import SqlConversationStore
from frontdesk.store.migrate import upgrade
from frontdesk.store.review_store import SqlReviewQueue
from frontdesk.store.session import Database, open_database
from frontdesk.store.takeover_store import SqlTakeovers
from frontdesk.values import Language
from tests.factories import NOON, FixedClock, make_conversation

OFFICERS = tuple(
    Member(number, f"officer{number}@agency.example", f"Officer {number}", Role.OFFICER, Language.EN, NOON)
    for number in (1, 2)
)
BEGINS = {NoticeKind.PERSON_JOINED.value}
ENDS = {NoticeKind.PERSON_LEFT.value, NoticeKind.ASSISTANT_RETURNS.value}
_REFUSALS = (HeldByAnother, NotHeld, ConversationNotFound)


class Scheduler(ThreadPoolExecutor):
    """Holds back whatever would run in a thread, and whoever waits, until it is picked."""

    def __init__(self, seed: int) -> None:
        super().__init__(1)
        self.random = random.Random(seed)
        self.trace: list[str] = []
        self._waiting: list[tuple[str, Callable[[], None]]] = []

    def submit(self, call: Callable[..., Any], /, *args: Any, **more: Any) -> Future[Any]:
        """Wait with a call of the store."""
        future: Future[Any] = Future()

        def run() -> None:
            try:
                future.set_result(call(*args, **more))
            except Exception as problem:  # noqa: BLE001  # as an executor does
                future.set_exception(problem)

        self._waiting.append((_named(call), run))
        return future

    async def wait(self, name: str) -> None:
        """Let somebody wait for their turn."""
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((name, partial(turn.set_result, None)))
        await turn

    async def play(self, scenes: list[Coroutine[Any, Any, None]]) -> None:
        """Do all at once, one step at a time."""
        tasks = [asyncio.create_task(scene) for scene in scenes]
        while not all(task.done() for task in tasks):
            for _ in range(5):  # whoever can go on does, up to their next step
                await asyncio.sleep(0)
            if self._waiting:
                name, step = self._waiting.pop(self.random.randrange(len(self._waiting)))
                self.trace.append(name)
                step()
        for task in tasks:
            task.result()


def _named(call: Callable[..., Any]) -> str:
    """Name what `asyncio.to_thread` wraps: the context's run is given a partial of the function."""
    inner = getattr(call, "args", (call,))[0]
    return str(getattr(inner, "__name__", inner))


@dataclass
class Rasa:
    """Answers late, fails at times, and at times understands that a person is wanted or asks a question of the form."""

    scheduler: Any
    asked: int = 0

    async def say(self, saying: Saying) -> Turn:
        """Answer when it is picked."""
        self.asked += 1
        await self.scheduler.wait("rasa")
        chance = self.scheduler.random.random()
        if chance < 0.1:
            raise RasaUnavailable(Trouble.TIMEOUT)
        intent = "request_human" if chance < 0.4 else "ask_history"
        return Turn(
            (Utterance(f"about {saying.text or saying.payload}"),),
            saying.language,
            asks="email" if chance < 0.6 else None,
            understood=Understanding(intent, 0.9),
        )

    async def forget(self, conversation_id: str) -> None:
        """Forget nothing: nothing is remembered."""

    async def ready(self) -> bool:
        """Be ready."""
        return True


@dataclass
class Nobody:
    """Follows no conversation, notes no erasure, and is at the desk while ``there``."""

    there: bool = True
    noted: list[str] = field(default_factory=list)

    def is_followed(self) -> bool:
        return False

    def message(self, conversation_id: str, message: Message) -> None: ...
    def typing(self, conversation_id: str, *, active: bool, author: Author = Author.ASSISTANT) -> None: ...
    def ended(self, conversation_id: str) -> None: ...
    def add(self, conversation_id: str) -> None: ...
    def remove(self, conversation_id: str) -> None: ...
    def waiting(self) -> tuple[str, ...]:
        return ()

    def is_anybody_there(self, since: object) -> bool:  # noqa: ARG002  # the port's names
        return self.there

    def was_seen(self, staff_id: int, since: object) -> bool:  # noqa: ARG002  # as above
        return self.there

    def seen(self, staff_id: int, at: object) -> None: ...


@dataclass
class Race:
    """One conversation, two gateways on one database, and everybody who has a part in it."""

    database: Database
    scheduler: Any
    conversation: Conversation = field(default_factory=make_conversation)
    accepted: list[str] = field(default_factory=list)
    said_by_staff: set[str] = field(default_factory=set)
    erased: bool = False

    def __post_init__(self) -> None:
        self.clock = FixedClock(NOON)
        self.nobody = Nobody(there=self.scheduler.random.random() < 0.5)
        self.store = SqlConversationStore(self.database)
        self.store.create(self.conversation)
        self.gateways = [self._gateway() for _ in range(2)]

    def _gateway(self) -> Live:
        conversing = Conversing(
            store=self.store,
            reviews=SqlReviewQueue(self.database),
            dialogue=Rasa(self.scheduler),
            notices=NOTICES,
            audience=self.nobody,
            pending_erasures=self.nobody,
            clock=self.clock,
            attendance=Attendance(self.nobody, OfficeHours(), 5),
        )
        return Live(conversing, SqlTakeovers(self.database))

    async def visitor(self, number: int) -> None:
        """Say something and, at times, send it a second time, whatever the first attempt is doing."""
        sent = VisitorMessage(text=f"question {number}", client_message_id=f"m-{number}")
        conversing = self.gateways[0].conversing
        attempts = [converse(conversing, self.conversation, sent)]
        if self.scheduler.random.random() < 0.3:
            attempts.append(converse(conversing, self.conversation, sent))
        done = await asyncio.gather(*attempts, return_exceptions=True)
        if any(not isinstance(result, BaseException) for result in done):
            self.accepted.append(sent.text or "")
        for result in done:
            if isinstance(result, BaseException) and not isinstance(result, ConversationNotFound):
                raise result

    async def officer(self, which: int) -> None:
        """Take over, write, and hand back."""
        live, member = self.gateways[which], OFFICERS[which]
        chance, text = self.scheduler.random.random, f"answer of {member.id}"
        try:
            await take_over(live, self.conversation.id, member, from_whom=OFFICERS[1 - which].id if which else None)
            for _ in range(self.scheduler.random.choice((0, 1, 1, 2))):  # a second time under the same id
                await say_as_staff(live, self.conversation.id, member, text, "s-1")
                self.said_by_staff.add(text)
            if chance() < 0.9:
                left = await hand_back(live, self.conversation.id, member)
                await resume(live, left)
        except _REFUSALS:
            return

    async def chore(self) -> None:
        """Let time pass, and both gateways look for missed promises at once."""
        await self.scheduler.wait("time")
        self.clock.move(timedelta(minutes=6))
        await asyncio.gather(*(tell_of_missed_promises(live) for live in self.gateways))

    async def erasure(self) -> None:
        """Erase the conversation."""
        await self.scheduler.wait("visitor erases")
        await erase_conversation(self.gateways[0].conversing, self.conversation.id)
        self.erased = True

    def scenes(self) -> list[Coroutine[Any, Any, None]]:
        """Return what happens at once; not everything happens each time."""
        chance = self.scheduler.random.random
        scenes = [self.visitor(1), self.officer(0)]
        if chance() < 0.4:
            scenes.append(self.visitor(2))
        if chance() < 0.3:
            scenes.append(self.officer(1))
        if chance() < 0.2:
            scenes.append(self.chore())
        if chance() < 0.1:
            scenes.append(self.erasure())
        return scenes

    def violations(self) -> list[str]:
        """Return what must never be found in the transcript."""
        if self.erased:
            left = self.store.messages_after(self.conversation.id)
            return [f"{len(left)} messages outlived the erasure"] if left else []
        messages = self.store.messages_after(self.conversation.id)
        return [*_spoken_over(messages), *_answered_twice(messages), *self._lost_or_doubled(messages)]

    def _lost_or_doubled(self, messages: tuple[Message, ...]) -> list[str]:
        said = [message.content.text for message in messages]
        expected = [*self.accepted, *self.said_by_staff]
        return [f"{text!r} is there {said.count(text)} times" for text in expected if said.count(text) != 1]


def _spoken_over(messages: tuple[Message, ...]) -> list[str]:
    """Return what the assistant said while a person held the conversation, and what a person said while none did."""
    found, held = [], False
    for message in messages:
        said = message.content
        if said.kind in BEGINS:
            held = True
        elif said.kind in ENDS:
            held = False
        elif held and said.author is Author.ASSISTANT:
            found.append(f"the assistant said {said.text!r} while a person held the conversation")
        elif not held and said.author is Author.STAFF:
            found.append(f"a person said {said.text!r} without holding the conversation")
    return found


def _answered_twice(messages: tuple[Message, ...]) -> list[str]:
    """Return the visitor's messages that both were a person's to answer and got an answer of the assistant, or got two."""
    answers = [message.content.in_reply_to for message in messages if message.content.author is Author.ASSISTANT]
    visitors = [message for message in messages if message.content.author is Author.VISITOR]
    late = [message.id for message in visitors if message.content.kind == TO_PERSON and message.id in answers]
    twice = [message.id for message in visitors if answers.count(message.id) > 1]
    return [f"message {number} was answered late or twice" for number in (*late, *twice)]


NOTICES = NoticeCatalogue()


@dataclass
class Played:
    """What came of many interleavings: how each went, and of those that went wrong the seed and what was found."""

    traces: set[tuple[str, ...]] = field(default_factory=set)
    wrong: dict[int, list[str]] = field(default_factory=dict)


def run_many(seeds: range) -> Played:
    """Play many interleavings on a database of their own."""
    database = open_database("sqlite:///:memory:")
    upgrade(database)
    played = Played()
    for seed in seeds:
        race = run_one(database, seed)
        played.traces.add(tuple(race.scheduler.trace))
        if found := race.violations():
            played.wrong[seed] = found
    database.close()
    return played


def run_one(database: Database, seed: int) -> Race:
    """Play one interleaving and return what came of it."""
    scheduler = Scheduler(seed)
    race = Race(database, scheduler)

    async def play() -> None:
        asyncio.get_running_loop().set_default_executor(scheduler)
        await scheduler.play(race.scenes())

    with asyncio.Runner() as runner:
        runner.run(play())
    return race
