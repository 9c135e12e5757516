"""What the visitor plans: free text, and the kinds of project it hints at."""

import re

from frontdesk.enquiry.project_words import HINTS, ProjectKind
from frontdesk.enquiry.reading import Parsed, Reading
from frontdesk.enquiry.text import fold, looks_like_words, tidy, trim, words

_LONGEST = 2_000
_LEAST_WORDS = 2  # one word is no project, unless it names a kind
_CLAUSE = re.compile(r"[.!?;\n]+(?=\s|$)|,\s+|\s+-\s+")


def parse(text: str) -> Reading[str]:
    """Return the text where it is more than a word, or a word that names a kind of project."""
    project = tidy(text)[:_LONGEST].strip()
    told = looks_like_words(project) and (len(words(project)) >= _LEAST_WORDS or kinds(project))
    return Parsed(project, project) if told else None


def find(text: str) -> Parsed[str] | None:
    """Return the clauses of a longer message that speak of a project."""
    clauses = [trim(clause) for clause in _CLAUSE.split(tidy(text))]
    about = [clause for clause in clauses if kinds(clause) and len(words(clause)) > _LEAST_WORDS + 1]
    found = ", ".join(about)[:_LONGEST]
    return Parsed(found, found) if found else None


def kinds(text: str) -> tuple[ProjectKind, ...]:
    """Return the kinds of project a text hints at."""
    folded = fold(text)
    return tuple(kind for kind, pattern in HINTS.items() if re.search(rf"(?<![a-z])(?:{pattern})", folded))
