"""Who gets a lead: the first rule that fits, its people, and among them by turns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum

from frontdesk.qualification.model import Enquiry
from frontdesk.staff.member import Absence, Member
from frontdesk.staff.role import Permission

_NEVER = datetime.min.replace(tzinfo=UTC)


class AssignmentReason(StrEnum):
    """Why the system gave somebody a lead."""

    RECORDED = "recorded"
    UNASSIGNED = "unassigned"  # nobody could be given it before
    OWNER_AWAY = "owner_away"
    OWNER_LEFT = "owner_left"  # disabled, or no longer allowed to work leads


@dataclass(frozen=True, slots=True)
class Occasion:
    """What calls for giving out a lead, and when; ``day`` is the one whose staff see it first."""

    reason: AssignmentReason
    at: datetime
    day: date


@dataclass(frozen=True, slots=True)
class RoutingRule:
    """Which leads go to whom. An empty list asks for nothing; without ``staff_ids`` everybody who takes leads is meant."""

    name: str
    sectors: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    min_investment_eur: int | None = None
    min_jobs: int | None = None
    staff_ids: tuple[int, ...] = ()
    is_active: bool = True
    position: int = 0
    id: int = 0

    def fits(self, asked: "Asked") -> bool:
        """Tell whether a lead has all the rule asks for. What a visitor did not tell is not enough for any minimum."""
        return (
            _among(asked.sector, self.sectors)
            and _among(asked.country, self.countries)
            and _among(asked.language, self.languages)
            and _reaches(asked.investment_eur, self.min_investment_eur)
            and _reaches(asked.jobs, self.min_jobs)
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """What routing looks at. ``jobs`` is the upper end; nothing of a person is known here."""

    sector: str
    country: str
    language: str
    investment_eur: Decimal | None = None
    jobs: int | None = None


def asked_of(enquiry: Enquiry) -> Asked:
    """Return what routing looks at in an enquiry."""
    jobs = (enquiry.jobs or "").rpartition("-")[2]
    return Asked(
        enquiry.sector,
        enquiry.country,
        enquiry.language.value,
        enquiry.investment_eur,
        int(jobs) if jobs.isdecimal() else None,
    )


@dataclass(frozen=True, slots=True)
class Roster:
    """The rules, everybody at the desk, who is away when, and by id who has not accepted their invitation yet."""

    rules: tuple[RoutingRule, ...]
    members: tuple[Member, ...]
    absences: tuple[Absence, ...] = ()
    awaited: frozenset[int] = frozenset()

    def get(self, member_id: int | None) -> Member | None:
        """Return one member."""
        return next((one for one in self.members if one.id == member_id), None)

    def absences_of(self, member: Member, day: date) -> list[Absence]:
        """Return somebody's absences that cover a day."""
        return [one for one in self.absences if one.staff_id == member.id and one.first_day <= day <= one.last_day]

    def is_away(self, member: Member, day: date) -> bool:
        """Tell whether somebody is absent on a day."""
        return bool(self.absences_of(member, day))

    def may_own(self, member: Member, day: date) -> bool:
        """Tell whether somebody can look after a lead on a day: allowed to, not disabled, and there."""
        return self._works_leads(member) and not self.is_away(member, day)

    def stand_in(self, member: Member, day: date) -> Member | None:
        """Return who does somebody's work on a day: they themselves, or their deputy where they are away and the deputy is there."""
        if not self._works_leads(member):
            return None
        if not self.is_away(member, day):
            return member
        named = [absence.deputy_id for absence in self.absences_of(member, day)]
        return next((one for one in self.members if one.id in named and self.may_own(one, day)), None)

    def _works_leads(self, member: Member) -> bool:
        return member.may(Permission.WORK_LEADS) and member.id not in self.awaited


@dataclass(frozen=True, slots=True)
class Choice:
    """Who gets a lead and why. ``owner`` is none where nobody is competent and there; ``deputy_for`` is whom they stand in for.

    ``is_of_rule`` is false where the rule that fits had nobody to give, so that everybody was looked at.
    """

    owner: Member | None
    rule: RoutingRule | None = None
    deputy_for: Member | None = None
    is_of_rule: bool = True


def choose(asked: Asked, roster: Roster, day: date) -> Choice:
    """Return who gets a lead that staff first see on a day: whoever of the competent was given none for longest."""
    rule = next((rule for rule in _in_order(roster.rules) if rule.fits(asked)), None)
    everybody = [member for member in roster.members if member.takes_leads]
    if rule is not None and rule.staff_ids:
        named = [member for member in everybody if member.id in rule.staff_ids]
        found = _by_turns(_competent(asked, named), roster, day)
        if found is not None:
            return Choice(found[0], rule, found[1])
    found = _by_turns(_competent(asked, everybody), roster, day)
    owner, deputy_for = found or (None, None)
    return Choice(owner, rule, deputy_for, is_of_rule=rule is None or not rule.staff_ids)


def _in_order(rules: Iterable[RoutingRule]) -> list[RoutingRule]:
    return sorted((rule for rule in rules if rule.is_active), key=lambda rule: (rule.position, rule.id))


def _competent(asked: Asked, members: Iterable[Member]) -> list[Member]:
    return [
        member
        for member in members
        if _among(asked.sector, member.sectors)
        and _among(asked.country, member.countries)
        and _among(asked.language, member.spoken)
    ]


def _by_turns(members: Iterable[Member], roster: Roster, day: date) -> tuple[Member, Member | None] | None:
    """Return who is next, with whom they stand in for; somebody of the team itself before their stand-in of the same turn."""
    pairs = [(there, member) for member in members if (there := roster.stand_in(member, day)) is not None]
    if not pairs:
        return None
    there, member = min(
        pairs, key=lambda pair: (pair[0].last_assigned_at or _NEVER, pair[0].id, pair[0] is not pair[1])
    )
    return there, None if there is member else member


def _among(value: str, wanted: Sequence[str]) -> bool:
    return not wanted or value in wanted


def _reaches(amount: Decimal | int | None, minimum: int | None) -> bool:
    return minimum is None or (amount is not None and amount >= minimum)
