"""Which tests this machine can run: those marked `browser` need Chromium, and are left out, with a word, where it is not."""

from pathlib import Path

import pytest

CHROMIUM = Path("/usr/bin/chromium")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the browser tests out where there is no Chromium."""
    if CHROMIUM.exists():
        return
    left_out = [item for item in items if item.get_closest_marker("browser")]
    if left_out:
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)


def pytest_report_header() -> str:
    """Say at the top of the report whether the browser tests run."""
    return "browser: Chromium" if CHROMIUM.exists() else "browser: no Chromium here; `make test-browser` installs it"
