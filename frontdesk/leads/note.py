"""Notes: what staff write down about a lead for each other."""

from dataclasses import dataclass
from datetime import datetime

LONGEST_NOTE = 5_000


@dataclass(frozen=True, slots=True)
class Note:
    """One note. One that was taken back keeps who wrote it and when, without its text. ``reference`` is that of its lead."""

    id: int
    reference: str
    author_id: int
    text: str
    created_at: datetime
    edited_at: datetime | None = None
    removed_at: datetime | None = None
