"""Made-up leads in any number, spread as an agency's are, to measure the inbox with."""

# ruff: noqa: PLR2004 - shares of something made up are what they are

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from sqlalchemy import insert, text

from frontdesk.enquiry.sector_words import Sector
from frontdesk.staff.role import Role
from frontdesk.store.base import Base
from frontdesk.store.lead_desk_tables import LabelRow, LeadLabelRow, TaskRow
from frontdesk.store.lead_keys import jobs_from, organisation_key
from frontdesk.store.lead_tables import ConsentRow, LeadRow
from frontdesk.store.search_text import search_text
from frontdesk.store.session import Database
from frontdesk.store.staff_tables import StaffRow
from frontdesk.values import Language

CHUNK = 2_000
STAFF, LABELS, YEARS = 25, 12, 6
_FIRST = "Ann Luc Sofie Pierre Amélie Jürgen Keiko Rajesh Maria Tom Élise Bart Chloé Wei Fatima Noah"
_LAST = "Peeters Dubois Janssens Müller Tanaka Patel Rossi Lambert Maes Schmidt Nguyen García Lefèvre Smith"
_FIRM = "Nova Univer Cell Gene Thera Onco Vita Immuno Plasma Radio Neuro Cardio Meuse Sambre Hesbaye Condroz"
_KIND = "Bio Pharma Therapeutics Biologics Vaccines Diagnostics Labs Sciences Manufacturing Genetics"
_FORM = "SA NV GmbH Inc Ltd SRL KK BV"
_WHAT = "fill-and-finish_plant cell_therapy_suite vaccine_facility R&D_centre plasmid_line GMP_warehouse pilot_plant"
_WHERE = "Charleroi Gosselies Liège Louvain-la-Neuve Namur Mons Seneffe Braine-l'Alleud"
_COUNTRIES = "US FR DE GB JP CN IN NL CH IT ES SE DK KR CA BR IL SG AU TW IE AT FI NO PL"
_CHANNELS = ("widget", "widget", "widget", "whatsapp", "email", "telegram", "slack")


@dataclass(frozen=True, slots=True)
class Sampling:
    """How many leads, as of which moment, and the number that makes a run repeatable."""

    leads: int
    now: datetime
    seed: int = 1


def fill(database: Database, sampling: Sampling) -> Iterator[int]:
    """Write the leads in bounded chunks, giving how many are there so far; then let the database learn how they are spread."""
    with database.writing() as session:
        session.execute(insert(StaffRow), [_staff(number, sampling.now) for number in range(1, STAFF + 1)])
        session.execute(
            insert(LabelRow), [{"id": n, "name": f"label {n}", "tone": "blue"} for n in range(1, LABELS + 1)]
        )
    chance = Random(sampling.seed)  # noqa: S311 - made-up data is no cryptography
    for first in range(1, sampling.leads + 1, CHUNK):
        last = min(first + CHUNK - 1, sampling.leads)
        _write(database, [_lead(number, sampling, chance) for number in range(first, last + 1)], chance)
        yield last
    _settle(database)


def _write(database: Database, leads: list[dict[str, Any]], chance: Random) -> None:
    labelled = [
        {"lead_id": lead["id"], "label_id": chance.randint(1, LABELS)} for lead in leads if chance.random() < 0.2
    ]
    tasks = [_task(lead) for lead in leads if lead["answered_at"] and chance.random() < 0.3]
    rows: dict[type[Base], list[dict[str, Any]]] = {
        LeadRow: leads,
        ConsentRow: [_consent(lead) for lead in leads],
        LeadLabelRow: labelled,
        TaskRow: tasks,
    }
    with database.writing() as session:
        for kind, some in rows.items():
            if some:
                session.execute(insert(kind), some)


def _settle(database: Database) -> None:
    """Do what PostgreSQL does by itself every now and then, and SQLite when asked to."""
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if database.engine.dialect.name == "postgresql":
            connection.execute(text("VACUUM (ANALYZE)"))
    if database.engine.dialect.name == "sqlite":
        database.clear_journal()


def _lead(number: int, sampling: Sampling, chance: Random) -> dict[str, Any]:
    age = timedelta(days=chance.betavariate(1, 1.6) * 365 * YEARS)
    created = sampling.now - age
    firm = (
        f"{_one(_FIRM, chance)}{_one(_FIRM, chance).lower()} {_one(_KIND, chance)} {number % 977} {_one(_FORM, chance)}"
    )
    person = f"{_one(_FIRST, chance)} {_one(_LAST, chance)}"
    return (
        _told(number, firm, person, chance)
        | _judged(chance)
        | _worked(number, created, age, chance)
        | {"created_at": created, "due_at": created + timedelta(hours=chance.choice((8, 24, 72)))}
    )


def _told(number: int, firm: str, person: str, chance: Random) -> dict[str, Any]:
    given: dict[str, Any] = {
        "id": number,
        "reference": f"WAL-B-{number:07d}",
        "enquiry_id": f"bench-{number}",
        "conversation_id": f"bench-{number}",
        "name": person,
        "organisation": firm,
        "email": f"{person.split(maxsplit=1)[0].lower()}.{number}@{firm.split(maxsplit=1)[0].lower()}.example",
        "phone": f"+3247{number:07d}" if chance.random() < 0.5 else None,
        "country": _often_the_first(_COUNTRIES, chance),
        "sector": chance.choice(list(Sector)).value
        if chance.random() < 0.92
        else f"{_one(_KIND, chance)} of {_one(_FIRM, chance)}",
        "project": f"A {_one(_WHAT, chance).replace('_', ' ')} near {_one(_WHERE, chance)}, {chance.randint(2, 90)} hundred square metres "
        * 2,
        "language": chance.choice(list(Language)).value,
        "channel": chance.choice(_CHANNELS),
        "words": {},
        "timeline": "2027-Q3",
    }
    parts = ("reference", "name", "organisation", "email", "phone", "project", "sector")
    found = search_text(*(given[part] for part in parts))
    return given | _size(chance) | {"search_text": found, "organisation_key": organisation_key(firm)}


def _size(chance: Random) -> dict[str, Any]:
    amount = Decimal(int(10 ** chance.uniform(5, 8.3))) if chance.random() < 0.7 else None
    low = int(10 ** chance.uniform(0.5, 3)) if chance.random() < 0.75 else None
    return {
        "investment_eur": amount,
        "investment_original": None if amount is None else f"EUR {amount}",
        "jobs": None if low is None else f"{low}-{low * 2}",
        "jobs_from": None if low is None else jobs_from(str(low)),
    }


def _judged(chance: Random) -> dict[str, Any]:
    score = chance.randint(0, 100)
    outcome = "qualified" if score >= 60 else "undecided" if score >= 35 else "not_qualified"
    criteria = [
        {"name": name, "points": score // 5, "evidence": "forty million"}
        for name in ("size", "sector", "jobs", "when", "who")
    ]
    changed = chance.random() < 0.03
    return {
        "outcome": outcome,
        "score": score,
        "criteria": criteria,
        "rules_version": "1",
        "override_outcome": "qualified" if changed else None,
        "override_by_id": 1 if changed else None,
    }


def _worked(number: int, created: datetime, age: timedelta, chance: Random) -> dict[str, Any]:
    """The older a lead, the more likely it is closed; the newest have no owner and no answer yet."""
    days = age.days
    closed = days > 90 and chance.random() < 0.97
    owned = days > 2 or chance.random() < 0.4
    answered = created + timedelta(hours=5) if owned and chance.random() < 0.98 else None
    status = (
        chance.choice(("won", "lost", "not_a_lead")) if closed else chance.choice(("new", "contacted", "in_discussion"))
    )
    return {
        "status": status,
        "owner_id": chance.randint(1, STAFF) if owned else None,
        "answered_at": answered,
        "closed_at": created + timedelta(days=80) if closed else None,
        "merged_into_id": number - 1 if number > 1 and chance.random() < 0.01 else None,
    }


def _task(lead: dict[str, Any]) -> dict[str, Any]:
    done = lead["closed_at"]
    due = lead["created_at"] + timedelta(days=14)
    told = {
        "lead_id": lead["id"],
        "kind": "follow_up",
        "title": "Call again",
        "due_at": due,
        "assignee_id": lead["owner_id"],
    }
    return told | {
        "created_at": lead["answered_at"],
        "done_at": done,
        "done_by_id": None if done is None else lead["owner_id"],
    }


def _consent(lead: dict[str, Any]) -> dict[str, Any]:
    told = {"lead_id": lead["id"], "text_version": "2026-11", "text_sha256": "0" * 64, "language": lead["language"]}
    return told | {"given_at": lead["created_at"], "channel": lead["channel"], "purpose": "answer_enquiry"}


def _staff(number: int, now: datetime) -> dict[str, Any]:
    return {
        "id": number,
        "email": f"officer{number}@agency.example",
        "name": f"{_FIRST.split()[number % 16]} {_LAST.split()[number % 14]}",
        "role": Role.OFFICER.value,
        "language": Language.EN.value,
        "is_active": True,
        "sectors": [],
        "countries": [],
        "spoken": [],
        "takes_leads": True,
        "created_at": now,
    }


def _one(words: str, chance: Random) -> str:
    return chance.choice(words.split())


def _often_the_first(words: str, chance: Random) -> str:
    several = words.split()
    return chance.choices(several, range(len(several), 0, -1))[0]
