"""The tables of `frontdesk bench latency` and `bench growth` add up and judge rightly."""

import pytest

from frontdesk.cli import bench_growth, bench_serving
from frontdesk.services.serving_figures import Account, Timing
from frontdesk.supervision.process_usage import Usage
from frontdesk.wiring.growth_bench import GrowthRun, Point
from frontdesk.wiring.serving_bench import Leads, Level, ServingRun
from frontdesk.wiring.stock_bench import StockRun

TIMING = Timing(10, 40.0, 80.0, 90.0)
MEMORY = {"gateway": Usage(0, 100, 80), "rasa": Usage(0, 400, 320)}


def make_run(account: Account, *, not_answered: int = 0, leads: Leads | None = None) -> ServingRun:
    level = Level(1, {"question": TIMING}, {"gateway": 10.0, "rasa": 30.0}, 5.0, account, not_answered)
    return ServingRun((level,), MEMORY, leads=leads)


def test_the_page_of_serving_adds_the_processes_up() -> None:
    page = "\n".join(bench_serving._page(make_run(Account(10)), None))
    assert "| 1 | 10.0 | 30.0 | 40.0 |" in page
    assert "| all | 500 | 400 |" in page
    assert "## Start" not in page, "a stack that ran before was not seen starting"


def test_beside_a_bot_of_rasa_everything_of_ours_is_divided_by_that_bot_alone() -> None:
    stock = StockRun(10, cpu_ms=80.0, p50=160.0, memory=Usage(0, 900, 800))
    page = "\n".join(bench_serving._page(make_run(Account(10)), stock))
    assert "| Frontdesk, all processes | 40.0 | 40 | 400 |" in page
    assert "| ratio | 0.50 | 0.25 | 0.50 |" in page


@pytest.mark.parametrize(
    ("run", "faultless"),
    [
        (make_run(Account(10)), True),
        (make_run(Account(10, lost=1)), False),
        (make_run(Account(10, doubled=1)), False),
        (make_run(Account(10, unanswered=1)), False),
        (make_run(Account(10), not_answered=1), False),
        (make_run(Account(10), leads=Leads(2, 2)), True),
        (make_run(Account(10), leads=Leads(2, 1)), False),
        (make_run(Account(10), leads=Leads(2, 3)), False),
    ],
)
def test_a_run_is_faultless_only_where_everything_was_answered_and_kept_once(
    run: ServingRun, *, faultless: bool
) -> None:
    assert run.faultless is faultless


def test_the_page_of_growth_shows_how_soon_new_facts_were_answered() -> None:
    points = (Point(10, 40.0, 70.0, 900.0), Point(2_000, 50.0, 80.0, 950.0))
    facts = (Point(0, 40.0, 70.0, 900.0), Point(1_000, 60.0, 90.0, 990.0, in_force=33.0))
    page = "\n".join(bench_growth._page(GrowthRun(points, points, Account(2_000), facts)))
    assert "costs 1.25 times the CPU of the tenth" in page
    assert "| 1,000 | 60.0 | 90 | 990 | 33 |" in page
    assert "| 0 | 40.0 | 70 | 900 |  |" in page
