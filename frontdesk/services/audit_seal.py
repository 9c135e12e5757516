"""The seal of an audit entry: over the entry, its number and the seal before it, with a key that is not in the database."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

FIRST_SEAL = "0" * 64  # what stands before the first entry


@dataclass(frozen=True, slots=True)
class SealedEntry:
    """An entry as it is kept. ``seal`` covers every other field and the seal of the entry before."""

    number: int
    at: datetime
    actor: str
    action: str
    object_kind: str
    object_id: str
    details: Mapping[str, object]
    seal: str


def seal_of(entry: SealedEntry, *, before: str, key: bytes, number: int | None = None) -> str:
    """Return what the seal of an entry must be after the seal ``before``, or would be if it had another number."""
    told = [
        before,
        entry.number if number is None else number,
        entry.at.astimezone(UTC).isoformat(),
        entry.actor,
        entry.action,
        entry.object_kind,
        entry.object_id,
        dict(entry.details),
    ]
    text = json.dumps(told, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
