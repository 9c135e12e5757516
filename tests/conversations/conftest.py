"""The whole stack, started once for all conversations."""

from collections.abc import Iterator

import pytest

from tests.conversations.stack import Stack


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    running = Stack(tmp_path_factory.mktemp("installation"))
    try:
        running.start()
        yield running
    finally:
        code = running.stop()
    assert code == 0, "the stack did not stop cleanly"
