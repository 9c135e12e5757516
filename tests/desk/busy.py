"""Visitors of four months, most of whom leave no enquiry: what the figures of a working agency are made of."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert

from frontdesk.services.review import Answered, Occasion, ReviewReason
from frontdesk.store.conversation_tables import ConversationRow, MessageRow
from frontdesk.values import Language
from frontdesk.wiring.stores import Stores
from tests.factories import make_conversation, make_message

KINDS = ["facts"] * 14 + ["overview"] * 3 + ["timeline", "comparison", "refusal", "refusal", "refusal"]
KINDS += ["unknown_name", "clarification", "clarification", "confirm_name", "person", "out_of_scope"]
FACTS = (
    "employment-biotech",
    "exports-biopharma",
    "tax-innovation-income",
    "campus-gosselies",
    "gmp-space",
    "biowin-members",
)
INTENTS = ("ask_employment", "ask_exports", "ask_incentives", "ask_sites", "ask_companies", "ask_talent", "ask_funding")
NOT_HELD = (
    ("What is the revenue of [organisation]?", "ask_revenue", 9, Language.EN),
    ("Quel est le prix du terrain à Seneffe ?", "ask_land_price", 6, Language.FR),
    ("How long does a building permit take?", "ask_permits", 4, Language.EN),
    ("Wat kost een laborant per jaar?", "ask_wages", 3, Language.NL),
    ("Gibt es Kindergärten mit deutscher Sprache?", "ask_schools", 1, Language.DE),
)


def visit_often(stores: Stores, now: datetime, *, visitors: int = 900) -> None:
    """Write the conversations, and what was asked in them and not answered."""
    chance, talks, said = Random(11), list[dict[str, Any]](), list[dict[str, Any]]()
    for number in range(visitors):
        _visit(talks, said, now, chance, number)
    with stores.database.writing() as session:
        session.execute(insert(ConversationRow), talks)
        session.execute(insert(MessageRow), said)
    for text, intent, times, language in NOT_HELD:
        _ask_in_vain(stores, now, (text, intent, times, language))


def _visit(talks: list[dict[str, Any]], said: list[dict[str, Any]], now: datetime, chance: Random, number: int) -> None:
    days = 120 * chance.random() ** 1.3
    at = (now - timedelta(days=days)).replace(hour=chance.choice((8, 9, 10, 11, 13, 14, 15, 16, 20)))
    if at.weekday() >= 5 and chance.random() < 0.7:
        at -= timedelta(days=2)
    at = min(at, now - timedelta(minutes=5))
    language = chance.choice(["en"] * 5 + ["fr"] * 4 + ["nl"] * 2 + ["de"])
    channel = chance.choice(["widget"] * 7 + ["whatsapp", "whatsapp", "telegram", "email"])
    talk = {"id": f"visit-{number:06d}-xxxxxxxxx", "token_hash": "x", "language": language, "channel": channel}
    talks.append({**talk, "created_at": at, "last_seen": at})
    for turn in range(chance.choice((0, 0, 1, 1, 2, 2, 3, 4, 6))):
        asked = {"conversation_id": talk["id"], "language": language, "sent_at": at + timedelta(minutes=turn)}
        blank: dict[str, Any] = {
            "kind": None,
            "asks": None,
            "citations": [],
            "understood": None,
            "rating": None,
            "text": "…",
        }
        said.append({**blank, **asked, "author": "visitor"})
        said.append({**blank, **asked, "author": "assistant", **_answer(chance, turn)})


def _answer(chance: Random, turn: int) -> dict[str, Any]:
    kind, fact = chance.choice(KINDS), chance.choice(FACTS[: 1 + chance.randrange(len(FACTS))])
    cited = [{"fact_id": fact, "title": "t", "url": "u", "as_of": "2025", "scope": "WAL"}] if kind == "facts" else []
    intent = INTENTS[min(chance.randrange(7), chance.randrange(7))]
    asks = "consent" if turn >= 3 and chance.random() < 0.3 else None
    rating = chance.choice(["up", "up", "up", "down"]) if chance.random() < 0.1 else None
    return {
        "kind": None if asks else kind,
        "asks": asks,
        "citations": cited,
        "understood": {"intent": intent},
        "rating": rating,
    }


def _ask_in_vain(stores: Stores, now: datetime, asked: tuple[str, str, int, Language]) -> None:
    text, intent, times, language = asked
    talk = make_conversation(created_at=now - timedelta(days=1), last_seen=now - timedelta(days=1), language=language)
    stores.conversations.create(talk)
    for _ in range(times):
        message, _ = stores.conversations.append(talk.id, make_message(text=text, sent_at=now - timedelta(days=1)))
        occasion = Occasion(talk.id, message.id, ReviewReason.REFUSED, now - timedelta(days=1))
        stores.reviews.note(text, language, Answered("refusal", (), intent, 0.8, ()), occasion)
