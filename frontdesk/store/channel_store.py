"""What messengers delivered, and what is still to be sent to them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, exists, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from frontdesk.services.channel import (
    MOST_WAITING,
    Channel,
    ChannelEvent,
    Happening,
    PartlySent,
    ReceivedEvent,
    Thread,
)
from frontdesk.services.held_back import HELD_BACK
from frontdesk.services.transcript import Author
from frontdesk.store.channel_tables import ChannelEventRow, ChannelThreadRow
from frontdesk.store.conversation_tables import MessageRow
from frontdesk.store.held_back import HeldBackThreads
from frontdesk.store.session import Database
from frontdesk.values import Language

_PARTLY = " partly sent"  # beside the address, which is a thread's one JSON; no adapter's key begins with a space


class SqlChannelStore(HeldBackThreads):
    """Fills the port ChannelStore on SQLite and PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def receive(self, events: Sequence[ChannelEvent], *, at: datetime) -> int:
        """Keep what is new, in one transaction; return how many that is. What was delivered before is left out.

        Of somebody for whom MOST_WAITING wait already, only that it was too many is kept, and the wish to be erased.
        """
        try:
            with self._database.writing() as session:
                return sum(_keep(session, event, at) for event in _distinct(events))
        except IntegrityError:  # the same delivery came twice at once; the other one is kept by now
            return self.receive(events, at=at)

    def claim_event(self, *, at: datetime, lease: timedelta) -> ReceivedEvent | None:
        """Return the oldest event that is due, of a peer whose earlier ones are all handled, and keep others away from it."""
        earlier = aliased(ChannelEventRow)
        waits_for_another = exists().where(
            earlier.channel == ChannelEventRow.channel,
            earlier.peer == ChannelEventRow.peer,
            earlier.handled_at.is_(None),
            earlier.id < ChannelEventRow.id,
        )
        due = (ChannelEventRow.handled_at.is_(None), ChannelEventRow.next_attempt_at <= at, ~waits_for_another)
        oldest = select(ChannelEventRow).where(*due, _free(ChannelEventRow.claimed_until, at))
        with self._database.writing() as session:
            locked = oldest.order_by(ChannelEventRow.id).limit(1).with_for_update(skip_locked=True)
            row = session.scalars(locked).one_or_none()
            if row is None:
                return None
            row.claimed_until = at + lease
            return ReceivedEvent(row.id, _event(row), row.attempts)

    def event_handled(self, event_id: int, *, at: datetime) -> None:
        """Note that an event is in its conversation, and empty what was said and by whom."""
        with self._database.writing() as session:
            row = session.get_one(ChannelEventRow, event_id)
            row.handled_at, row.told, row.peer, row.claimed_until = at, {}, "", None

    def forget_handled(self, before: datetime) -> int:
        """Delete the events handled before; return how many."""
        with self._database.writing() as session:
            return (
                session.connection()
                .execute(delete(ChannelEventRow).where(ChannelEventRow.handled_at < before))
                .rowcount
            )

    def event_failed(self, event_id: int, *, next_attempt_at: datetime) -> None:
        """Count an attempt and try again later."""
        with self._database.writing() as session:
            row = session.get_one(ChannelEventRow, event_id)
            row.attempts, row.next_attempt_at, row.claimed_until = row.attempts + 1, next_attempt_at, None

    def thread_of(self, channel: Channel, peer: str) -> Thread | None:
        """Return a peer's thread."""
        with self._database.reading() as session:
            row = session.scalars(_thread_of(channel, peer)).one_or_none()
            return None if row is None else _thread(row)

    def bind(self, event: ChannelEvent, conversation_id: str, *, at: datetime) -> Thread:
        """Make a conversation a peer's thread; where it has one already, return that."""
        try:
            with self._database.writing() as session:
                row = session.scalars(_thread_of(event.channel, event.peer).with_for_update()).one_or_none()
                if row is None:
                    row = _thread_row(event, conversation_id, at)
                    session.add(row)
                    session.flush()
                if event.address and HELD_BACK in row.address:  # what waited for the person to write
                    row.next_attempt_at, row.attempts, row.last_error = at, 0, None
                row.address = {**event.address, **_partly_of(row)} if event.address else row.address
                return _thread(row)
        except IntegrityError:
            return self.bind(event, conversation_id, at=at)

    def claim_thread(self, channels: Sequence[Channel], *, at: datetime, lease: timedelta) -> Thread | None:
        """Return a thread that something is still to be sent to, and keep others away from it."""
        unsent = exists().where(
            MessageRow.conversation_id == ChannelThreadRow.conversation_id,
            MessageRow.id > ChannelThreadRow.sent_to,
            MessageRow.author != Author.VISITOR.value,
        )
        waiting = select(ChannelThreadRow).where(
            ChannelThreadRow.channel.in_([channel.value for channel in channels]),
            ChannelThreadRow.next_attempt_at <= at,
            _free(ChannelThreadRow.claimed_until, at),
            unsent,
        )
        with self._database.writing() as session:
            first = waiting.order_by(ChannelThreadRow.next_attempt_at).limit(1).with_for_update(skip_locked=True)
            row = session.scalars(first).one_or_none()
            if row is None:
                return None
            row.claimed_until = at + lease
            return _thread(row)

    def sent(self, thread_id: int, message_id: int) -> None:
        """Note that a message has arrived."""
        with self._database.writing() as session:
            row = session.get(ChannelThreadRow, thread_id)
            if row is not None:  # it goes with its conversation, when that is erased meanwhile
                row.sent_to, row.attempts, row.last_error = max(row.sent_to, message_id), 0, None
                row.address = _address(row)

    def release(
        self, thread_id: int, *, next_attempt_at: datetime, error: str | None, partly: PartlySent | None = None
    ) -> None:
        """Let go of a claimed thread; with an error an attempt is counted, and noted what of a message has arrived."""
        with self._database.writing() as session:
            row = session.get(ChannelThreadRow, thread_id)
            if row is not None:
                row.claimed_until, row.next_attempt_at = None, next_attempt_at
                row.attempts, row.last_error = (row.attempts + 1 if error else row.attempts), error
                if partly is not None:
                    row.address = {**_address(row), _PARTLY: [partly.message_id, partly.parts]}


def _free(claimed_until: InstrumentedAttribute[datetime | None], at: datetime) -> ColumnElement[bool]:
    return or_(claimed_until.is_(None), claimed_until <= at)


def _distinct(events: Sequence[ChannelEvent]) -> list[ChannelEvent]:
    return list({(event.channel, event.event_id): event for event in reversed(events)}.values())[::-1]


def _is_known(session: Session, event: ChannelEvent) -> bool:
    same = and_(ChannelEventRow.channel == event.channel.value, ChannelEventRow.event_id == event.event_id)
    return session.scalars(select(ChannelEventRow.id).where(same)).first() is not None


def _keep(session: Session, event: ChannelEvent, at: datetime) -> bool:
    """Keep what is to be kept of an event; tell whether that is anything."""
    kept = None if _is_known(session, event) else _bounded(session, event)
    if kept is not None:
        session.add(_event_row(kept, at))
        session.flush()  # the next one of this delivery is counted with it
    return kept is not None


def _bounded(session: Session, event: ChannelEvent) -> ChannelEvent | None:
    """Return an event; of a flood only that it is one, once, and that its author wants to be erased, once."""
    of_peer = (ChannelEventRow.channel == event.channel.value, ChannelEventRow.peer == event.peer)
    waiting = session.scalars(select(ChannelEventRow.told).where(*of_peer, ChannelEventRow.handled_at.is_(None))).all()
    if len(waiting) < MOST_WAITING:
        return event
    if event.happening is not Happening.ERASURE_WANTED:
        event = replace(event, happening=Happening.TOO_MANY, text="", quick_reply="")
    return None if event.happening.value in {told["happening"] for told in waiting} else event


def _event_row(event: ChannelEvent, at: datetime) -> ChannelEventRow:
    return ChannelEventRow(
        channel=event.channel.value,
        event_id=event.event_id,
        peer=event.peer,
        told={
            "happening": event.happening.value,
            "text": event.text,
            "quick_reply": event.quick_reply,
            "language": event.language.value if event.language else None,
            "address": dict(event.address),
        },
        received_at=at,
        attempts=0,
        next_attempt_at=at,
    )


def _event(row: ChannelEventRow) -> ChannelEvent:
    told = row.told
    return ChannelEvent(
        channel=Channel(row.channel),
        event_id=row.event_id,
        peer=row.peer,
        happening=Happening(told["happening"]),
        text=told["text"],
        quick_reply=told["quick_reply"],
        language=Language(told["language"]) if told["language"] else None,
        address=told["address"],
    )


def _thread_of(channel: Channel, peer: str) -> Select[ChannelThreadRow]:
    return select(ChannelThreadRow).where(ChannelThreadRow.channel == channel.value, ChannelThreadRow.peer == peer)


def _thread_row(event: ChannelEvent, conversation_id: str, at: datetime) -> ChannelThreadRow:
    return ChannelThreadRow(
        channel=event.channel.value,
        peer=event.peer,
        conversation_id=conversation_id,
        address=dict(event.address),
        sent_to=0,
        attempts=0,
        next_attempt_at=at,
        created_at=at,
    )


def _thread(row: ChannelThreadRow) -> Thread:
    return Thread(
        id=row.id,
        channel=Channel(row.channel),
        peer=row.peer,
        conversation_id=row.conversation_id,
        address=_address(row),
        sent_to=row.sent_to,
        attempts=row.attempts,
        partly=PartlySent(*row.address[_PARTLY]) if _PARTLY in row.address else None,
    )


def _address(row: ChannelThreadRow) -> dict[str, Any]:
    return {key: value for key, value in row.address.items() if key != _PARTLY}


def _partly_of(row: ChannelThreadRow) -> dict[str, Any]:
    return {key: value for key, value in row.address.items() if key == _PARTLY}
