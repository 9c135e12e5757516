"""What happened in a period: the events that facts tell of, oldest first."""

from frontdesk.facts.knowledge import Knowledge, distinct
from frontdesk.facts.model import Fact
from frontdesk.facts.overview import one_a_subject_and_year, year
from frontdesk.facts.period import Period

MOST_EVENTS = 9
_NEAREST = 2
_EVENT = "founded_when"


def events(knowledge: Knowledge, subject: str | None = None, attribute: str | None = None) -> tuple[Fact, ...]:
    """Return every event with a year, oldest first; of one subject or one attribute where that is asked for."""
    told = distinct((*knowledge.in_topic("history"), *knowledge.answering(_EVENT)))
    dated = [
        fact
        for fact in told
        if year(fact) is not None
        and (subject is None or subject in fact.subjects)
        and (attribute is None or attribute in fact.attributes)
    ]
    return tuple(one_a_subject_and_year(sorted(dated, key=lambda fact: year(fact) or 0)))


def events_in(period: Period, dated: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Return the events of a period, no more than a reader takes in."""
    return tuple(fact for fact in dated if period.holds(year(fact) or 0))[:MOST_EVENTS]


def nearest_to(period: Period, dated: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Return the events nearest a period that has none."""
    near = sorted(dated, key=lambda fact: period.distance(year(fact) or 0))[:_NEAREST]
    return tuple(sorted(near, key=lambda fact: year(fact) or 0))
