"""`frontdesk bench widget` against the real gateway, in Chromium."""

import subprocess
import sys
from pathlib import Path

import pytest

from frontdesk.web.widget.bundle import widget_script

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]


def test_the_page_of_sizes_holds_what_a_browser_loaded(gateway: str, tmp_path: Path) -> None:
    command = (sys.executable, "-m", "frontdesk.cli.main", "bench", "widget", "--url", gateway, "--out", str(tmp_path))
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # Chromium once in a process
    assert done.returncode == 0, done.stdout + done.stderr
    page = (tmp_path / "widget.md").read_text(encoding="utf-8")
    assert f"| before opening | `/widget.js` | {len(widget_script().encode()):,} |" in page
    assert "loads 1 file for it and calls the chat API never" in page
    assert "loads no more files and calls the chat API " in page
