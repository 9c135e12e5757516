"""Leads as rows of a table: nested names are joined with a dot, lists stay JSON."""

import json
from collections.abc import Mapping, Sequence

from frontdesk.services.lead_record import Record

type Cell = str | int | float | None
CONSENT = ("text_version", "text_sha256", "language", "given_at", "channel", "purpose")
QUALIFICATION = ("outcome", "score", "criteria", "rules_version")
COLUMNS = (
    *("reference", "name", "organisation", "email", "phone", "country", "sector", "project", "investment_eur"),
    *("investment_original", "jobs", "timeline", "language", "channel"),
    *(f"consent.{name}" for name in CONSENT),
    *(f"qualification.{name}" for name in QUALIFICATION),
    *("status", "owner", "due_at", "created_at", "conversation_id"),
)


def rows(records: Sequence[Record]) -> list[list[Cell]]:
    """Return one row a lead, in the order of COLUMNS."""
    return [[_cell(record, name) for name in COLUMNS] for record in records]


def _cell(record: Record, name: str) -> Cell:
    outer, _, inner = name.partition(".")
    value = record[outer]
    if inner and isinstance(value, Mapping):
        value = value[inner]
    if value is None or isinstance(value, str | int | float):
        return value
    return json.dumps(value, ensure_ascii=False)
