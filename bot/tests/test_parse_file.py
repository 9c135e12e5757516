"""The command that reads a file of questions."""

import json
import subprocess
import sys
from pathlib import Path

from bot.tests.conftest import ROOT, environment


def test_every_question_of_a_file_is_read_and_the_cost_is_told(folder: Path, model: Path) -> None:
    questions = [
        {"id": "1", "text": "When was UCB founded?", "language": "en"},
        {"id": "2", "text": "Dans quelle ville se trouve la société Univercells ?", "language": "en"},
    ]
    lines = "\n".join(map(json.dumps, questions))
    command = [sys.executable, "-m", "bot.parse_file", "--model", str(model)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(folder), input=lines, capture_output=True, text=True, check=True
    )
    first, second = map(json.loads, done.stdout.splitlines())
    assert first["id"] == "1"
    assert first["intent"]["name"] == "ask_founded_when"
    assert [entity["value"] for entity in first["entities"]] == ["ucb"]
    assert second["language"] == {**second["language"], "detected": "fr", "current": "en", "chosen": "fr"}
    assert "2 questions" in done.stderr
    assert "ms CPU" in done.stderr
