"""Made-up conversations, answers and leads, and the same figures counted over them in plain Python."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from frontdesk.facts.answer import AnswerKind
from frontdesk.qualification.model import LeadStatus, Outcome
from frontdesk.services.insight import AnswerGroup, group_of
from frontdesk.store.conversation_tables import ConversationRow, MessageRow
from frontdesk.store.lead_rows import lead_row
from frontdesk.store.lead_tables import LeadRow
from frontdesk.store.session import Database
from frontdesk.store.staff_tables import StaffRow
from tests.factories import NOON, make_enquiry, make_lead

BRUSSELS = ZoneInfo("Europe/Brussels")
LANGUAGES, CHANNELS = ("en", "fr", "nl", "de"), ("widget", "whatsapp", "email")
SECTORS = ("vaccines", "biotech", "I grow mushrooms", "medtech")


@dataclass
class World:
    """Everything that was written, as plain values."""

    conversations: list[dict[str, Any]] = field(default_factory=list)
    messages: list[dict[str, Any]] = field(default_factory=list)
    leads: list[dict[str, Any]] = field(default_factory=list)

    def opened(self, first: date, last: date) -> list[dict[str, Any]]:
        return [one for one in self.conversations if first <= brussels(one["created_at"]) <= last]

    def said(self, first: date, last: date) -> list[dict[str, Any]]:
        return [one for one in self.messages if first <= brussels(one["sent_at"]) <= last]

    def recorded(self, first: date, last: date) -> list[dict[str, Any]]:
        found = [one for one in self.leads if first <= brussels(one["created_at"]) <= last]
        return [one for one in found if one["merged_into_id"] is None]

    def funnel(self, first: date, last: date) -> tuple[int, ...]:
        opened = [one["id"] for one in self.opened(first, last)]
        asked = {one["conversation_id"] for one in self.messages if one["author"] == "visitor"}
        told = {one["conversation_id"] for one in self.messages if is_answer(one, AnswerGroup.ANSWERED)}
        begun = {one["conversation_id"] for one in self.messages if one["asks"]}
        led = {one["conversation_id"] for one in self.leads}
        good = {one["conversation_id"] for one in self.leads if outcome(one) == "qualified"}
        return (len(opened), *(sum(one in some for one in opened) for some in (asked, told, begun, led, good)))


def brussels(moment: datetime) -> date:
    return moment.astimezone(BRUSSELS).date()


def is_answer(message: dict[str, Any], *groups: AnswerGroup) -> bool:
    known = message["author"] == "assistant" and message["kind"] in set(AnswerKind)
    return known and (not groups or group_of(AnswerKind(message["kind"])) in groups)


def outcome(lead: dict[str, Any]) -> str:
    return str(lead["override_outcome"] or lead["outcome"])


def make_world(database: Database, seed: int, *, conversations: int = 150) -> World:
    """Write a world around the two days on which the clocks change, and return it."""
    chance, world = Random(seed), World()
    for number in range(conversations):
        _converse(world, chance, number)
    with database.writing() as session:
        session.execute(insert(StaffRow), [_colleague(number) for number in (1, 2, 3)])
        session.execute(insert(ConversationRow), world.conversations)
        session.execute(insert(MessageRow), world.messages)
        session.execute(insert(LeadRow), world.leads)
    return world


def _converse(world: World, chance: Random, number: int) -> None:
    turning = chance.choice([datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)])
    at = turning + timedelta(minutes=chance.randint(-6 * 1440, 6 * 1440), microseconds=chance.randint(0, 999_999))
    id_, language = f"conversation-{number:05}", chance.choice(LANGUAGES)
    told = {"id": id_, "token_hash": "x", "language": language, "channel": chance.choice(CHANNELS)}
    world.conversations.append({**told, "created_at": at, "last_seen": at})
    for turn in range(chance.randint(0, 7)):
        world.messages.append(_message(id_, language, at + timedelta(minutes=7 * turn), turn, chance))
    if chance.random() < 0.3:
        world.leads.append(_lead(id_, at + timedelta(minutes=chance.randint(0, 600)), chance))


def _message(conversation_id: str, language: str, at: datetime, turn: int, chance: Random) -> dict[str, Any]:
    assistant = turn % 2 == 1
    kind = chance.choice([*(kind.value for kind in AnswerKind), None, "to_person"]) if assistant else None
    facts = chance.sample(range(6), chance.randint(0, 3)) if kind in {"facts", "overview", "several"} else []
    cited = [{"fact_id": f"fact-{n}", "title": "é", "url": "u", "as_of": "2026", "scope": "WAL"} for n in facts]
    intent = f"ask_{chance.randint(0, 4)}"
    return {
        "conversation_id": conversation_id,
        "author": ("assistant" if kind != "to_person" else "notice") if assistant else "visitor",
        "text": "…",
        "language": language,
        "sent_at": at,
        "kind": kind if kind != "to_person" else None,
        "asks": chance.choice(["name", None, None]) if assistant and kind != "to_person" else None,
        "citations": cited,
        "understood": {"intent": intent, "confidence": chance.random()} if kind and chance.random() < 0.9 else None,
        "rating": chance.choice(["up", "down", None, None]) if assistant else None,
    }


def _lead(conversation_id: str, at: datetime, chance: Random) -> dict[str, Any]:
    enquiry = make_enquiry(
        conversation_id=conversation_id, sector=chance.choice(SECTORS), country=chance.choice(["US", "FR", "JP"])
    )
    row = lead_row(make_lead(enquiry=enquiry, created_at=at, due_at=at + timedelta(hours=24)))
    values = {column.name: getattr(row, column.name) for column in LeadRow.__table__.columns if column.name != "id"}
    status = chance.choice(list(LeadStatus))
    waited = timedelta(minutes=chance.randint(1, 3000), seconds=chance.randint(0, 59))
    return values | {
        "outcome": chance.choice(list(Outcome)).value,
        "override_outcome": chance.choice([*(one.value for one in Outcome), None, None]),
        "owner_id": chance.choice([1, 2, 3, None]),
        "status": status.value,
        "closed_at": at if status.is_closed else None,
        "answered_at": at + waited if chance.random() < 0.7 else None,
        "merged_into_id": 1 if chance.random() < 0.1 else None,
    }


def _colleague(number: int) -> dict[str, Any]:
    usual = {"role": "officer", "language": "en", "is_active": True, "takes_leads": True, "created_at": NOON}
    return {
        **usual,
        "id": number,
        "email": f"{number}@x.example",
        "name": f"C{number}",
        "sectors": [],
        "countries": [],
        "spoken": [],
    }


def counted(values: Any) -> dict[Any, int]:
    return dict(Counter(values))
