"""What an enquirer is told once their enquiry is recorded."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Receipt:
    """The reference, by when a person answers, and the name of whoever looks after it; none where nobody could be given it yet."""

    reference: str
    due_at: datetime
    owner: str | None = None
