"""Couriers are killed with SIGKILL at every point: nothing is lost, and whoever heeds the id of a delivery takes it once."""

import random
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from starlette.responses import Response

from frontdesk.services.deliver import LEASE
from tests.receivers import Received
from tests.store.courier_process import POINTS
from tests.store.post_office import PostOffice, post_office, wait_for_word

pytestmark = [pytest.mark.store, pytest.mark.slow]
LEADS, LETTERS = 3, 3
UNSURE = {"after send", "before mark", "inside mark"}  # the receiver has it, and the database does not know


@pytest.fixture
def office(database_url: str) -> Iterator[PostOffice]:
    with post_office(database_url) as found:
        yield found


def check_nothing_lost_or_doubled(office: PostOffice, leads: int, letters: int, *, again: int) -> None:
    """Check that all arrived, once for whoever heeds ids; at most ``again`` requests to each receiver were repetitions."""
    assert set(office.statuses().values()) == {"delivered"}
    assert len(office.statuses()) == leads + letters
    assert dict(office.hook.taken) == {f"lead-{n}:webhook-1": 1 for n in range(leads)}
    assert len(office.box.ids) == letters
    assert {str(message["To"]) for message in office.box.messages} == {
        f"Ann <ann{n}@acme.example>" for n in range(letters)
    }
    assert office.hook.requests.total() <= leads + again
    assert office.box.ids.total() <= letters + again


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize(("leads", "letters"), [(LEADS, 0), (0, LETTERS)], ids=["webhook", "mail"])
def test_courier_killed_at_a_point_loses_and_doubles_nothing(
    office: PostOffice, point: str, leads: int, letters: int
) -> None:
    office.put(leads, letters)
    doomed = office.start(point)
    wait_for_word(doomed, f"at {point}")
    doomed.kill()
    doomed.wait()
    office.finish()
    check_nothing_lost_or_doubled(office, leads, letters, again=1 if point in UNSURE else 0)


def test_courier_killed_while_the_receivers_have_it_in_hand_loses_and_doubles_nothing(office: PostOffice) -> None:
    office.put(LEADS, LETTERS)
    office.hook.hold.clear()
    office.box.hold.clear()
    doomed = office.start()
    assert office.hook.taking.wait(20)
    assert office.box.taking.wait(20)
    doomed.kill()
    doomed.wait()
    office.hook.hold.set()
    office.box.hold.set()
    office.finish()
    check_nothing_lost_or_doubled(office, LEADS, LETTERS, again=1)


def test_couriers_killed_at_random_again_and_again_lose_and_double_nothing(office: PostOffice) -> None:
    office.put(LEADS, LETTERS)
    office.hook.answer = _slowly(office.hook.answer)
    kills = 4
    for _ in range(kills):
        doomed = office.start()
        wait_for_word(doomed, "ready")
        time.sleep(random.uniform(0, 0.15))
        doomed.kill()
        doomed.wait()
        office.clock.move(LEASE + timedelta(seconds=1))
    office.finish()
    check_nothing_lost_or_doubled(office, LEADS, LETTERS, again=kills)


def test_couriers_at_once_send_nothing_twice(office: PostOffice) -> None:
    office.put(20, 20)
    office.hook.answer = _slowly(office.hook.answer)
    couriers = [office.start() for _ in range(3)]
    assert [_ended(each) for each in couriers] == [0, 0, 0]
    check_nothing_lost_or_doubled(office, 20, 20, again=0)


def _slowly(answer: Callable[[Received], Response]) -> Callable[[Received], Response]:
    def wait(told: Received) -> Response:
        time.sleep(0.05)
        return answer(told)

    return wait


def _ended(process: subprocess.Popen[str]) -> int:
    wait_for_word(process, "done")
    return process.wait(20)
