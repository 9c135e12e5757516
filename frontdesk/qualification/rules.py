"""The rules that sort leads: six criteria, each with its points and the visitor's own words they were given for.

Points add up to 100. 60 or more is qualified, below 35 not qualified, between them undecided. The score sorts the inbox and decides
nothing: a person reads every lead. Country, name and language give no points, and nothing else about a person is known. Change a
rule or a number together with RULES_VERSION, so that every stored score names the rules it came from.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from frontdesk.qualification.model import Criterion, Enquiry, Outcome, Qualification
from frontdesk.values import Money

RULES_VERSION = "2026-11-23"
QUALIFIED_FROM, UNDECIDED_FROM = 60, 35
MOST_POINTS: Mapping[str, int] = {
    "reachable": 20,
    "organisation": 15,
    "sector_fit": 20,
    "concrete_project": 20,
    "size": 15,
    "timing": 10,
}

_NEAR_PARITY = frozenset({"EUR", "USD", "GBP", "CHF"})  # an order of magnitude may be read off without converting
_LARGE, _MEDIUM = Decimal(5_000_000), Decimal(1_000_000)
_MANY_JOBS, _SOME_JOBS = 50, 10
_SOON, _FORESEEABLE = 24, 48  # months ahead
_TOLD_IN_FULL = 5  # words


@dataclass(frozen=True, slots=True)
class Signs:
    """What was read out of an enquiry's words. ``jobs`` is the upper end; ``months_ahead`` is None where no time was given."""

    speaks_for_nobody: bool
    sector_fits: bool
    project_kinds: tuple[str, ...]
    investment: Money | None
    jobs: int
    months_ahead: int | None


def qualify(enquiry: Enquiry, signs: Signs) -> Qualification:
    """Apply every criterion; the same enquiry and signs always give the same result."""
    criteria = tuple(criterion(enquiry, signs) for criterion in _CRITERIA)
    score = sum(criterion.points for criterion in criteria)
    return Qualification(_outcome(score), score, criteria, RULES_VERSION)


def _outcome(score: int) -> Outcome:
    if score >= QUALIFIED_FROM:
        return Outcome.QUALIFIED
    return Outcome.UNDECIDED if score >= UNDECIDED_FROM else Outcome.NOT_QUALIFIED


def _reachable(enquiry: Enquiry, _signs: Signs) -> Criterion:
    """15 for an e-mail address, 5 more for a telephone number."""
    evidence = ", ".join(part for part in (enquiry.email, enquiry.phone) if part)
    return Criterion("reachable", 20 if enquiry.phone else 15, evidence)


def _organisation(enquiry: Enquiry, signs: Signs) -> Criterion:
    """15 for an organisation; none for somebody who speaks for nobody else."""
    return Criterion("organisation", 0 if signs.speaks_for_nobody else 15, _words(enquiry, "organisation"))


def _sector_fit(enquiry: Enquiry, signs: Signs) -> Criterion:
    """20 for a sector of the agency's list; 5 for another, since the scene has edges."""
    return Criterion("sector_fit", 20 if signs.sector_fits else 5, _words(enquiry, "sector"))


def _concrete_project(enquiry: Enquiry, signs: Signs) -> Criterion:
    """20 for a kind of project told in five words or more, 12 for a bare kind, 6 for a text that names none."""
    in_full = len(enquiry.project.split()) >= _TOLD_IN_FULL
    points = (20 if in_full else 12) if signs.project_kinds else (6 if in_full else 0)
    return Criterion("concrete_project", points, _words(enquiry, "project"))


def _size(enquiry: Enquiry, signs: Signs) -> Criterion:
    """15 from five million or 50 jobs, 10 from one million or 10 jobs, 5 for any size.

    Amounts in euros, dollars, pounds and Swiss francs are compared as they stand; one in another currency only counts as a size.
    """
    told = _words(enquiry, "investment"), _words(enquiry, "jobs")
    amount = signs.investment.maximum if signs.investment and signs.investment.currency in _NEAR_PARITY else Decimal(0)
    if amount >= _LARGE or signs.jobs >= _MANY_JOBS:
        points = 15
    elif amount >= _MEDIUM or signs.jobs >= _SOME_JOBS:
        points = 10
    else:
        points = 5 if signs.investment or signs.jobs else 0
    return Criterion("size", points, ", ".join(part for part in told if part))


def _timing(enquiry: Enquiry, signs: Signs) -> Criterion:
    """10 for a start within two years, 6 within four, 3 for a later one."""
    months = signs.months_ahead
    if months is None:
        return Criterion("timing", 0, _words(enquiry, "timeline"))
    points = 10 if months <= _SOON else 6 if months <= _FORESEEABLE else 3
    return Criterion("timing", points, _words(enquiry, "timeline"))


def _words(enquiry: Enquiry, field: str) -> str:
    """Return the visitor's own words for a field, or the stored value where they were not kept."""
    return enquiry.words.get(field) or getattr(enquiry, field, None) or ""


_CRITERIA: tuple[Callable[[Enquiry, Signs], Criterion], ...] = (
    _reachable,
    _organisation,
    _sector_fit,
    _concrete_project,
    _size,
    _timing,
)
