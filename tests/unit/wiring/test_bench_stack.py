"""An installation for benchmarks touches nothing of the present one."""

from pathlib import Path

import pytest

from frontdesk.supervision.errors import StartProblem
from frontdesk.wiring.bench_stack import installation_apart, process_numbers


def test_no_setting_of_the_present_installation_reaches_one_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_DATABASE_URL", "postgresql://prod/frontdesk")
    monkeypatch.setenv("FRONTDESK_SLACK_BOT_TOKEN", "xoxb-real")
    monkeypatch.setenv("FRONTDESK_SLACK_SIGNING_SECRET", "0123456789abcdef")
    with installation_apart() as apart:
        folder = apart.settings.data_dir
        assert apart.settings.slack_bot_token is None
        assert "prod" not in str(sorted(apart.environment.items()))
        assert "xoxb-real" not in apart.environment.values()
        assert apart.environment["FRONTDESK_DATABASE_URL"] == f"sqlite:///{folder}/frontdesk.db"
        assert apart.environment["FRONTDESK_RATE_LIMITS"] == "off"
    assert not folder.exists(), "it is thrown away"


def test_a_data_folder_in_which_nothing_runs_is_named(tmp_path: Path) -> None:
    with pytest.raises(StartProblem, match=str(tmp_path)):
        process_numbers(tmp_path)
