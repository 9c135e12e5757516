"""Leads as JSON, under the names of the lead record."""

import json
from collections.abc import Sequence

from frontdesk.services.lead_record import Record


def as_json(records: Sequence[Record]) -> bytes:
    """Return a list of leads."""
    return (json.dumps(records, ensure_ascii=False, indent=2) + "\n").encode()
