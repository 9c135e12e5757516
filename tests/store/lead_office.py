"""Leads of every kind in a database, and a plain reading of what the inbox is asked, to hold its answers against."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from frontdesk.enquiry.sector_words import Sector
from frontdesk.leads.label import Label, Tone
from frontdesk.qualification.model import LeadStatus, Outcome
from frontdesk.services.lead_query import (
    INVESTMENT_BOUNDS,
    JOBS_BOUNDS,
    NO_OWNER,
    OTHER_SECTOR,
    Asked,
    InvestmentBand,
    JobsBand,
    LeadFilters,
    LeadSort,
    LeadView,
)
from frontdesk.store.lead_desk_tables import LabelRow, LeadLabelRow
from frontdesk.store.lead_rows import lead_row
from frontdesk.store.lead_tables import LeadRow
from frontdesk.store.search_text import search_text
from frontdesk.store.session import Database
from frontdesk.store.staff_tables import StaffRow
from frontdesk.values import Language
from tests.factories import NOON, make_enquiry, make_lead, make_qualification

LABELS = (Label(1, "alpha", Tone.BLUE), Label(2, "beta", Tone.RED))
ORGANISATIONS = (
    "Éditions Vita",
    "éditions vita",
    "Zelle GmbH",
    "acme Bio",
    "O'Neil & Söhne",
    "北京生物",
    "Vita-Cell",
    "",
)
PROJECTS = ("A vaccine plant in Liège", "Cell therapy", "R&D near Namur", "Ateliers d'été", "10,5 M€ GMP line")


@dataclass(frozen=True)
class Kept:
    """One lead as a test made it."""

    row: dict[str, Any]
    labels: frozenset[int]

    def __getattr__(self, name: str) -> Any:
        return self.row[name]


def open_office(database: Database) -> None:
    """Put two officers and two labels into a database."""
    with database.writing() as session:
        session.add_all(LabelRow(id=label.id, name=label.name, tone=label.tone) for label in LABELS)
        session.add_all(_officer(number) for number in (1, 2))


def keep_leads(database: Database, number: int, *, seed: int = 1, first: int = 1) -> list[Kept]:
    """Write leads of every kind, and return them."""
    drawn = random.Random(seed)
    kept = []
    with database.writing() as session:
        for lead_id in range(first, first + number):
            row = _row(lead_id, drawn)
            session.add(row)
            session.flush()
            labels = frozenset(label.id for label in LABELS if drawn.random() < 0.3)
            session.add_all(LeadLabelRow(lead_id=lead_id, label_id=label) for label in labels)
            columns = {column.key: getattr(row, column.key) for column in LeadRow.__table__.columns}
            kept.append(Kept(columns, labels))
    return kept


def fits(lead: Kept, asked: Asked) -> bool:
    """Tell whether a lead belongs to an answer, without any database."""
    query, filters = asked.query, asked.query.filters
    return (
        in_view(lead, query.view, asked)
        and (lead.merged_into_id is None or (query.view is LeadView.ALL and filters.merged))
        and (asked.since is None or lead.created_at >= asked.since)
        and (asked.before is None or lead.created_at < asked.before)
        and _holds_words(lead, query.text)
        and _chosen(lead, filters)
    )


def in_view(lead: Kept, view: LeadView, asked: Asked) -> bool:
    """Tell whether a lead belongs to a view."""
    still_open = not LeadStatus(lead.status).is_closed
    due = lead.answered_at is None and lead.due_at < asked.due_before
    return {
        LeadView.ALL: True,
        LeadView.CLOSED: not still_open,
        LeadView.MINE: still_open and lead.owner_id == asked.staff_id,
        LeadView.UNASSIGNED: still_open and lead.owner_id is None,
        LeadView.DUE: still_open and due,
        LeadView.QUALIFIED: still_open and outcome(lead) is Outcome.QUALIFIED,
        LeadView.UNDECIDED: still_open and outcome(lead) is Outcome.UNDECIDED,
    }[view]


def outcome(lead: Kept) -> Outcome:
    """Return what a lead is worth: what a person says, else what the rules say."""
    return Outcome(lead.override_outcome or lead.outcome)


def in_order(leads: list[Kept], asked: Asked) -> list[int]:
    """Return the ids of leads as they are put in order."""
    keys: dict[LeadSort, Callable[[Kept], Any]] = {
        LeadSort.CREATED: lambda lead: lead.created_at,
        LeadSort.DUE: lambda lead: lead.due_at,
        LeadSort.SCORE: lambda lead: lead.score,
        LeadSort.ORGANISATION: lambda lead: search_text(lead.organisation).encode(),
    }
    key = keys[asked.query.sort]
    ordered = sorted(leads, key=lambda lead: (key(lead), lead.id), reverse=asked.query.descending)
    return [lead.id for lead in ordered]


def _holds_words(lead: Kept, text: str) -> bool:
    if not text.strip():
        return True
    told = (lead.reference, lead.name, lead.organisation, lead.email, lead.phone, lead.project, lead.sector)
    held, asked = search_text(*told).split(), search_text(text).split()
    return bool(asked) and all(any(word.startswith(typed) for word in held) for typed in asked)


def _chosen(lead: Kept, filters: LeadFilters) -> bool:
    sector = lead.sector if lead.sector in set(Sector) else OTHER_SECTOR
    amount = None if lead.investment_eur is None else Decimal(lead.investment_eur)
    jobs = None if lead.jobs is None else int(lead.jobs.partition("-")[0])
    pairs: tuple[tuple[Any, Any], ...] = (
        (filters.sectors, sector),
        (filters.countries, lead.country),
        (filters.languages, lead.language),
        (filters.channels, lead.channel),
        (filters.outcomes, outcome(lead)),
        (filters.statuses, lead.status),
        (filters.owners, lead.owner_id or NO_OWNER),
        (filters.investments, _band(amount, INVESTMENT_BOUNDS, InvestmentBand.UNKNOWN)),
        (filters.jobs, _band(jobs, JOBS_BOUNDS, JobsBand.UNKNOWN)),
    )
    labelled = not filters.labels or bool(lead.labels & set(filters.labels))
    return labelled and all(not values or value in values for values, value in pairs)


def _band(size: Decimal | int | None, bounds: Any, unknown: Any) -> Any:
    if size is None:
        return unknown
    return next(band for band, (low, high) in bounds.items() if size >= low and (high is None or size < high))


def _row(lead_id: int, drawn: random.Random) -> LeadRow:
    created = NOON - timedelta(minutes=drawn.randint(0, 12_000))
    enquiry = make_enquiry(
        organisation=drawn.choice(ORGANISATIONS),
        name=drawn.choice(("Ann Peeters", "Zoë Müller", "Ann-Kathrin Ørsted")),
        email=drawn.choice(("ann@acme.example", "z.muller@zelle.example")),
        project=drawn.choice(PROJECTS),
        country=drawn.choice(("US", "FR", "JP")),
        sector=drawn.choice(("vaccines", "biologics", "Our own thing")),
        language=drawn.choice(tuple(Language)),
        channel=drawn.choice(("widget", "email")),
        phone=drawn.choice((None, "+3281123456")),
        investment_eur=drawn.choice(
            (None, Decimal("0.50"), Decimal(1_000_000), Decimal("9999999.99"), Decimal(10**7), Decimal(10**9))
        ),
        jobs=drawn.choice((None, "5", "9-12", "10", "50-60", "200", "1500")),
    )
    qualification = make_qualification(outcome=drawn.choice(tuple(Outcome)), score=drawn.randint(0, 5))
    row = lead_row(
        make_lead(
            enquiry=enquiry,
            qualification=qualification,
            created_at=created,
            due_at=created + timedelta(hours=drawn.choice((8, 24, 300))),
            status=drawn.choice(tuple(LeadStatus)),
        )
    )
    row.id = lead_id
    row.owner_id = drawn.choice((None, 1, 2))
    row.override_outcome = drawn.choice((None, None, *Outcome))
    row.answered_at = drawn.choice((None, created))
    row.merged_into_id = 1 if lead_id > 1 and drawn.random() < 0.1 else None
    return row


def _officer(number: int) -> StaffRow:
    return StaffRow(
        id=number,
        email=f"officer{number}@agency.example",
        name=f"Officer {number}",
        role="officer",
        language="en",
        is_active=True,
        sectors=[],
        countries=[],
        spoken=[],
        takes_leads=True,
        created_at=NOON,
    )
