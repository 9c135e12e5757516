"""Which facts together answer a question as wide as "why Wallonia?" or "give me the history"."""

import re

from frontdesk.facts.knowledge import Knowledge
from frontdesk.facts.model import Fact

# Attributes that ask for a panorama, with the number of facts a reader still takes in.
OVERVIEWS = {
    "history": 9,
    "why_wallonia": 6,
    "incentives": 6,
    "companies_list": 6,
    "spin_offs": 6,
    "clusters": 5,
    "covid": 5,
    "strengths_fields": 4,
    "agency_help": 4,
    "science_parks": 4,
}
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)s?\b")


def overview_facts(attribute: str, knowledge: Knowledge) -> tuple[Fact, ...]:
    """Return the facts of an overview in reading order; none where the attribute asks for no overview or fewer than two facts answer it."""
    if attribute not in OVERVIEWS:
        return ()
    facts = list(knowledge.answering(attribute))
    if attribute == "history":
        facts = sorted((fact for fact in knowledge.in_topic("history") if year(fact)), key=lambda fact: year(fact) or 0)
        facts = one_a_subject_and_year(facts)
    return tuple(facts[: OVERVIEWS[attribute]]) if len(facts) > 1 else ()


def year(fact: Fact) -> int | None:
    """Return the year an event fact is about, from its value."""
    match = _YEAR.search(fact.value)
    return int(match[1]) if match else None


def one_a_subject_and_year(facts: list[Fact]) -> list[Fact]:
    """Leave out what tells of the same event again."""
    first: dict[tuple[str, int | None], Fact] = {}
    for fact in facts:
        first.setdefault((fact.subject, year(fact)), fact)
    return list(first.values())
