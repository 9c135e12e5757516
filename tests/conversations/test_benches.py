"""`frontdesk bench latency` on the running stack; nothing is said of how quick it is."""

from pathlib import Path

import pytest

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
