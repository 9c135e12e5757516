"""The arithmetic of `frontdesk bench growth`."""

import pytest

from frontdesk.services.serving_figures import Account
from frontdesk.wiring.growth_bench import GrowthRun, Point, sizes


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (10, 2_000, (10, 100, 1_000, 2_000)),
        (100, 10_000, (100, 1_000, 10_000)),
        (10, 40, (10, 40)),
        (100, 100, (100,)),
        (100, 7, (7,)),
    ],
)
def test_sizes_grow_tenfold_up_to_the_last(first: int, last: int, expected: tuple[int, ...]) -> None:
    assert sizes(first, last) == expected


def test_the_ratio_is_that_of_the_last_message_to_the_first_measured() -> None:
    points = tuple(Point(size, cpu_ms, p50=1, pss_mb=1) for size, cpu_ms in ((10, 40.0), (100, 200.0), (2_000, 50.0)))
    assert GrowthRun(points, (), Account()).ratio == 1.25
