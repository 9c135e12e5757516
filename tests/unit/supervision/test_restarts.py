"""When a crashed process is started again."""

from frontdesk.supervision.restarts import CRASHES_TO_GIVE_UP, LONG_LIFE_SECONDS, LONGEST_DELAY_SECONDS, Restarts


def test_first_crash_is_followed_by_an_almost_immediate_start() -> None:
    delay = Restarts().delay_after(3.0)
    assert delay is not None
    assert delay < 0.5


def test_waits_grow_until_it_gives_up() -> None:
    record = Restarts()
    delays = [record.delay_after(0.1) for _ in range(CRASHES_TO_GIVE_UP)]
    waits = [delay for delay in delays if delay is not None]
    assert waits == sorted(waits)
    assert delays.index(None) == CRASHES_TO_GIVE_UP - 1


def test_a_long_life_wipes_the_record() -> None:
    record = Restarts()
    for _ in range(CRASHES_TO_GIVE_UP * 2):
        record.delay_after(0.1)
        assert record.delay_after(LONG_LIFE_SECONDS) is not None


def test_process_killed_from_outside_is_always_started_again() -> None:
    record = Restarts()
    delays = [record.delay_after(0.1, killed=True) for _ in range(CRASHES_TO_GIVE_UP * 3)]
    assert None not in delays
    assert max(delay or 0.0 for delay in delays) <= LONGEST_DELAY_SECONDS
