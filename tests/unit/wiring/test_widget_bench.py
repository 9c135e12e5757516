"""The arithmetic of `frontdesk bench widget`."""

from frontdesk.wiring.widget_bench import BUDGET, Loaded, PageWeight

SCRIPT = Loaded("/widget.js", opened=False, is_file=True, raw=90_000, sent=BUDGET - 10)
CALL = Loaded("/api/v1/conversations", opened=True, is_file=False)


def test_files_of_both_moments_count_towards_the_budget() -> None:
    late = Loaded("/late.css", opened=True, is_file=True, raw=40, sent=11)
    weight = PageWeight((SCRIPT, late, CALL), counted=True)
    assert (weight.raw, weight.sent) == (90_040, BUDGET + 1)
    assert weight.files(opened=False) == (SCRIPT,)
    assert weight.files(opened=True) == (late,)
    assert not weight.within_budget


def test_calls_after_opening_are_counted_and_allowed() -> None:
    weight = PageWeight((SCRIPT, CALL, CALL), counted=True)
    assert (weight.calls(opened=False), weight.calls(opened=True)) == (0, 2)
    assert weight.within_budget


def test_one_call_before_opening_is_a_fault_however_small_the_files() -> None:
    early = Loaded("/api/v1/office", opened=False, is_file=False)
    assert not PageWeight((SCRIPT, early), counted=True).within_budget
