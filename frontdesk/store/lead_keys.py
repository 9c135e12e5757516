"""What a lead is sorted and filtered by where its own words will not do."""

import re

from frontdesk.store.search_text import search_text

LONGEST_KEY = 80  # letters: an index takes short entries only
_LEADING_NUMBER = re.compile(r"\d{1,9}")


def organisation_key(organisation: str) -> str:
    """Return a name as it is put in order: 'Éditions Dupont' as 'editions dupont'."""
    return search_text(organisation)[:LONGEST_KEY]


def jobs_from(jobs: str | None) -> int | None:
    """Return the lower end of "50" or "50-60"."""
    found = _LEADING_NUMBER.match(jobs or "")
    return int(found[0]) if found else None
