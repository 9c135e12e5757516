"""Holds every conversation of the folders beside this file with the real stack."""

from pathlib import Path

import pytest

from tests.conversations.script import load, play
from tests.conversations.stack import Stack

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*/*.yml"))

pytestmark = pytest.mark.conversation


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(HERE).with_suffix("")))
def test_conversation_goes_as_written(path: Path, stack: Stack) -> None:
    play(load(path), stack)
    assert stack.is_ready(), "the stack is not ready any more after this conversation"
