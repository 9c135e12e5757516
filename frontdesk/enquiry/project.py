"""What the visitor plans: free text, and the kinds of project it hints at."""

import re

from frontdesk.enquiry.project_words import HINTS, ProjectKind
from frontdesk.enquiry.reading import Parsed, Reading
from frontdesk.enquiry.sector import find as find_sector
from frontdesk.enquiry.text import fold, looks_like_words, tidy, trim, words

_LONGEST = 2_000
_LEAST_WORDS = 2  # one word is no project, unless it names a kind
_LABEL = re.compile(
    r"^(?:(?:our |my |notre |mon |ons |mijn |unser |mein |le |het |das |the )?(?:project|projet|projekt|vorhaben)\s*:\s*)+",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.!?;\n]+(?=\s|$)|,\s+|\s+-\s+")


def parse(text: str) -> Reading[str]:
    """Return the text where it is more than a word, or a word that names a kind of project."""
    project = _LABEL.sub("", tidy(text))[:_LONGEST].strip()
    told = looks_like_words(project) and (len(words(project)) >= _LEAST_WORDS or kinds(project))
    return Parsed(project, project) if told else None


def find(text: str) -> Parsed[str] | None:
    """Return the clauses of a longer message that tell a project; the mere wish to build something is asked about."""
    about = [
        clause for clause in (trim(_LABEL.sub("", trim(part))) for part in _CLAUSE.split(tidy(text))) if _tells(clause)
    ]
    found = ", ".join(about)[:_LONGEST]
    return Parsed(found, found) if found else None


def _tells(clause: str) -> bool:
    """Tell whether a clause names a kind of project and its subject or size."""
    specific = find_sector(clause) is not None or any(char.isdigit() for char in clause)
    return bool(kinds(clause)) and specific and len(words(clause)) > _LEAST_WORDS + 1


def kinds(text: str) -> tuple[ProjectKind, ...]:
    """Return the kinds of project a text hints at."""
    folded = fold(text)
    return tuple(kind for kind, pattern in HINTS.items() if re.search(rf"(?<![a-z])(?:{pattern})", folded))
