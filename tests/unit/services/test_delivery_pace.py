"""How long a failed delivery waits, and when it is given up."""

from datetime import timedelta

import pytest

from frontdesk.services.delivery import Prospect
from frontdesk.services.delivery_pace import LONGEST_WAIT, MOST_ATTEMPTS, is_last, wait_after


def total(prospect: Prospect, chance: float) -> timedelta:
    return sum((wait_after(n, chance=chance) for n in range(1, MOST_ATTEMPTS[prospect])), timedelta())


def test_waits_double_from_a_minute_to_six_hours() -> None:
    waits = [wait_after(attempt, chance=0) for attempt in range(1, 31)]
    assert waits[:4] == [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8)]
    assert waits[-1] == LONGEST_WAIT
    assert waits == sorted(waits)
    assert wait_after(10_000, chance=0) == LONGEST_WAIT


@pytest.mark.parametrize("chance", [0.0, 0.5, 1.0])
def test_chance_takes_a_quarter_off_at_most(chance: float) -> None:
    assert timedelta(minutes=3) <= wait_after(3, chance=chance) <= timedelta(minutes=4)


def test_what_the_receiver_asks_for_is_the_least_but_never_more_than_a_day() -> None:
    assert wait_after(1, chance=0, asked=timedelta(hours=2)) == timedelta(hours=2)
    assert wait_after(9, chance=0, asked=timedelta(seconds=5)) == timedelta(minutes=256)
    assert wait_after(1, chance=0, asked=timedelta(days=400)) == timedelta(days=1)
    assert wait_after(1, chance=0, asked=timedelta(days=-1)) == timedelta(minutes=1)


@pytest.mark.parametrize("chance", [0.0, 1.0])
def test_receiver_that_is_away_is_waited_for_longer_than_a_long_weekend(chance: float) -> None:
    assert timedelta(days=3, hours=18) < total(Prospect.TEMPORARY, chance) < timedelta(days=6)
    assert timedelta(days=1) < total(Prospect.DOUBTFUL, chance) < timedelta(days=2)


def test_hopeless_delivery_has_one_attempt() -> None:
    assert is_last(1, Prospect.HOPELESS)
    assert not is_last(29, Prospect.TEMPORARY)
    assert is_last(30, Prospect.TEMPORARY)
