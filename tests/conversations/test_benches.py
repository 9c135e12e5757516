"""`frontdesk bench latency` and `bench growth` on the running stack; nothing is said of how quick it is."""

from pathlib import Path

import pytest

from frontdesk.wiring.growth_bench import Subject, grow
from tests.conversations.stack import Stack

pytestmark = pytest.mark.conversation


def test_every_made_up_message_is_answered_once_and_then_erased(stack: Stack, tmp_path: Path) -> None:
    said = stack.command(
        *("bench", "latency", "--url", stack.url, "--messages", "8", "--visitors", "2", "--out", str(tmp_path))
    )
    page = (tmp_path / "serving.md").read_text(encoding="utf-8")
    assert "| 1 | 8 | 0 | 0 | 0 | 0 |" in page, said
    assert "| 2 | 8 | 0 | 0 | 0 | 0 |" in page, said
    for process in ("gateway", "rasa", "actions", "supervisor", "all"):
        assert f"\n| {process} | " in page, f"{process} has no line of memory"


def test_a_long_conversation_and_several_others_are_measured_and_lose_nothing(stack: Stack) -> None:
    told: list[str] = []
    run = grow(Subject(stack.url, stack.data_dir, erase=True), 41, 5, told.append)
    assert [point.size for point in run.messages] == [10, 41]
    assert [point.size for point in run.conversations] == [5]
    assert all(point.cpu_ms > 0 and point.pss_mb > 0 for point in (*run.messages, *run.conversations))
    assert (run.account.sent, run.account.wrong) == (41, 0)
    assert told == ["One conversation of 41 messages …", "5 conversations …"]
