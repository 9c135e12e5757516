"""The arithmetic of `frontdesk bench latency`."""

import pytest

from frontdesk.services.serving_figures import Account, Kept, account_for, cost_per_message, timing

GREETING = Kept("1", "assistant")
TALK = (GREETING, Kept("2", "visitor"), Kept("3", "assistant"), Kept("4", "visitor"), Kept("5", "assistant"))
HEARD = {"1", "3", "5"}


def test_a_whole_conversation_has_nothing_lost_and_nothing_doubled() -> None:
    assert account_for(2, HEARD, TALK) == Account(sent=2)


def test_a_message_that_is_not_kept_is_lost_with_the_answer_that_was_heard() -> None:
    assert account_for(2, HEARD, TALK[:3]) == Account(sent=2, lost=2)


def test_a_message_kept_twice_and_its_unheard_answer_are_doubled() -> None:
    twice = (*TALK, Kept("6", "visitor"), Kept("7", "assistant"))
    assert account_for(2, HEARD, twice) == Account(sent=2, doubled=2)


def test_messages_without_an_answer_behind_them_are_unanswered() -> None:
    silent = (GREETING, Kept("2", "visitor"), Kept("4", "visitor"))
    assert account_for(2, {"1"}, silent) == Account(sent=2, unanswered=2)


def test_nothing_kept_at_all_is_everything_lost() -> None:
    assert account_for(2, (), ()) == Account(sent=2, lost=2)


def test_accounts_of_several_visitors_add_up() -> None:
    total = Account(5, 1, 2, 3) + Account(1, 1, 1, 1)
    assert (total, total.wrong) == (Account(6, 2, 3, 4), 9)


def test_percentiles_are_those_of_all_times_in_any_order() -> None:
    found = timing([float(ms) for ms in range(100, -1, -1)])
    assert (found.number, found.p50, found.p95, found.worst) == (101, 50.0, 95.0, 100.0)


def test_a_single_time_is_every_percentile() -> None:
    found = timing([7.0])
    assert (found.p50, found.p95, found.worst) == (7.0, 7.0, 7.0)


def test_no_time_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing was timed"):
        timing([])


def test_the_cost_of_a_message_is_what_each_process_used_more() -> None:
    assert cost_per_message({"rasa": 100.0, "gateway": 50.0}, {"rasa": 400.0, "gateway": 50.0}, 10) == {
        "rasa": 30.0,
        "gateway": 0.0,
    }


def test_a_cost_without_messages_is_refused() -> None:
    with pytest.raises(ValueError, match="no message"):
        cost_per_message({}, {}, 0)
