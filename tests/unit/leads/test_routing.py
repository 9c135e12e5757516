"""Who gets a lead: rules in their order, competence, presence, deputies and turns."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from frontdesk.leads.routing import Asked, Roster, RoutingRule, asked_of, choose
from frontdesk.staff.member import Absence, Member
from frontdesk.staff.role import Role
from frontdesk.values import Language
from tests.factories import NOON, make_enquiry

DAY = date(2026, 11, 24)
VACCINES = Asked("vaccines", "US", "en", Decimal(40_000_000), 60)


def member(number: int, **given: Any) -> Member:
    usual: dict[str, Any] = {
        "id": number,
        "email": f"officer{number}@agency.example",
        "name": f"Officer {number}",
        "role": Role.OFFICER,
        "language": Language.EN,
        "created_at": NOON,
    }
    return Member(**(usual | given))


def chosen(asked: Asked, roster: Roster) -> int | None:
    owner = choose(asked, roster, DAY).owner
    return owner.id if owner else None


def test_first_active_rule_that_fits_decides() -> None:
    rules = (
        RoutingRule("large", min_investment_eur=50_000_000, staff_ids=(1,), position=1),
        RoutingRule("switched off", staff_ids=(1,), position=2, is_active=False),
        RoutingRule("vaccines", sectors=("vaccines",), staff_ids=(2,), position=3),
        RoutingRule("rest", staff_ids=(3,), position=4),
    )
    roster = Roster(rules, (member(1), member(2), member(3)))
    choice = choose(VACCINES, roster, DAY)
    assert (choice.owner, choice.rule) == (roster.members[1], rules[2])
    assert chosen(Asked("other", "US", "en"), roster) == 3


def test_rules_ask_for_everything_they_name() -> None:
    rule = RoutingRule("all", ("vaccines",), ("US",), ("en",), 40_000_000, 60)
    assert rule.fits(VACCINES)
    assert not rule.fits(Asked("vaccines", "US", "fr", Decimal(40_000_000), 60))
    assert not rule.fits(Asked("vaccines", "BE", "en", Decimal(40_000_000), 60))
    assert not rule.fits(Asked("vaccines", "US", "en", Decimal(39_999_999), 60))
    assert not rule.fits(Asked("vaccines", "US", "en", Decimal(40_000_000), 59))


def test_size_that_was_not_told_reaches_no_minimum() -> None:
    assert not RoutingRule("money", min_investment_eur=1).fits(Asked("vaccines", "US", "en"))
    assert not RoutingRule("jobs", min_jobs=1).fits(Asked("vaccines", "US", "en"))


def test_jobs_count_by_their_upper_end() -> None:
    assert asked_of(make_enquiry(jobs="50-60")).jobs == 60
    assert asked_of(make_enquiry(jobs="50")).jobs == 50
    assert asked_of(make_enquiry(jobs=None)).jobs is None


def test_lead_goes_to_somebody_competent_in_sector_country_and_language() -> None:
    members = (
        member(1, sectors=("cell_therapy",)),
        member(2, countries=("JP",)),
        member(3, spoken=("fr", "nl")),
        member(4, sectors=("vaccines",), countries=("US", "CA"), spoken=("en",)),
    )
    assert chosen(VACCINES, Roster((), members)) == 4


def test_turns_go_to_whoever_was_given_none_for_longest() -> None:
    members = (
        member(1, last_assigned_at=NOON),
        member(2, last_assigned_at=NOON - timedelta(days=1)),
        member(3, last_assigned_at=NOON - timedelta(hours=1)),
    )
    assert chosen(VACCINES, Roster((), members)) == 2
    assert chosen(VACCINES, Roster((), (*members, member(4)))) == 4


def test_whoever_is_disabled_takes_no_leads_or_may_not_work_them_gets_none() -> None:
    members = (
        member(1, is_active=False),
        member(2, takes_leads=False),
        member(3, role=Role.VIEWER),
        member(4, role=Role.EDITOR),
    )
    choice = choose(VACCINES, Roster((RoutingRule("all of them", staff_ids=(1, 2, 3, 4)),), members), DAY)
    assert choice.owner is None


def test_whoever_has_not_accepted_their_invitation_gets_none_and_stands_in_for_nobody() -> None:
    members = (member(1), member(2), member(3))
    roster = Roster((), members, (Absence(1, DAY, DAY, deputy_id=2),), awaited=frozenset({2}))
    assert choose(VACCINES, roster, DAY).owner == members[2]


def test_deputy_stands_in_for_whoever_is_away() -> None:
    members = (member(1), member(2, takes_leads=False, sectors=("other",)))
    roster = Roster((RoutingRule("one", staff_ids=(1,)),), members, (Absence(1, DAY, DAY, deputy_id=2),))
    choice = choose(VACCINES, roster, DAY)
    assert (choice.owner, choice.deputy_for) == (members[1], members[0])
    assert choose(VACCINES, roster, DAY + timedelta(days=1)).owner == members[0]


def test_deputy_who_is_away_too_does_not_stand_in() -> None:
    members = (member(1), member(2, takes_leads=False), member(3))
    away = (Absence(1, DAY, DAY, deputy_id=2), Absence(2, DAY - timedelta(days=3), DAY))
    assert chosen(VACCINES, Roster((), members, away)) == 3


def test_rule_whose_people_are_away_leaves_the_lead_to_the_others() -> None:
    rule = RoutingRule("one", staff_ids=(1,))
    roster = Roster((rule,), (member(1), member(2)), (Absence(1, DAY, DAY),))
    choice = choose(VACCINES, roster, DAY)
    assert (choice.owner, choice.rule, choice.is_of_rule) == (roster.members[1], rule, False)


def test_nobody_gets_a_lead_that_nobody_can_take() -> None:
    roster = Roster((), (member(1), member(2, spoken=("fr",))), (Absence(1, DAY, DAY),))
    assert choose(VACCINES, roster, DAY).owner is None
    assert choose(VACCINES, Roster((), ()), DAY).owner is None


@given(
    given_last=st.lists(st.none() | st.integers(0, 50), min_size=1, max_size=6),
    away=st.sets(st.integers(1, 6)),
    deputies=st.lists(st.none() | st.integers(1, 6), min_size=6, max_size=6),
)
def test_owner_is_always_there_and_there_is_one_while_anybody_is(
    given_last: list[int | None], away: set[int], deputies: list[int | None]
) -> None:
    members = tuple(
        member(number, last_assigned_at=None if hours is None else NOON + timedelta(hours=hours))
        for number, hours in enumerate(given_last, 1)
    )
    absences = tuple(Absence(number, DAY, DAY, deputies[number - 1]) for number in away)
    roster = Roster((), members, absences)
    owner = choose(VACCINES, roster, DAY).owner
    there = [one for one in members if one.id not in away]
    assert (owner is None) == (not there)
    assert owner is None or owner in there


@given(leads=st.integers(1, 40))
def test_leads_are_shared_out_evenly(leads: int) -> None:
    members = [member(number) for number in range(1, 5)]
    shares = dict.fromkeys(range(1, 5), 0)
    for number in range(leads):
        owner = choose(VACCINES, Roster((), tuple(members)), DAY).owner
        assert owner is not None
        shares[owner.id] += 1
        members[owner.id - 1] = member(owner.id, last_assigned_at=NOON + timedelta(minutes=number))
    assert max(shares.values()) - min(shares.values()) <= 1
