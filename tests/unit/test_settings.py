"""Settings as an operator writes them."""

import stat
from datetime import time
from pathlib import Path

import pytest
from pydantic import ValidationError

from frontdesk.settings import Settings


def test_everything_follows_from_port_and_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_PORT", "9100")
    monkeypatch.setenv("FRONTDESK_DATA_DIR", str(tmp_path / "a"))
    settings = Settings()
    assert (settings.rasa_url, settings.actions_url) == ("http://127.0.0.1:9101", "http://127.0.0.1:9102/webhook")
    assert settings.database_url == f"sqlite:///{tmp_path}/a/frontdesk.db"
    assert settings.knowledge_file == tmp_path / "a" / "knowledge.json"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_each_side_gets_its_own_postgresql_driver(scheme: str) -> None:
    settings = Settings(database_url=f"{scheme}://me:secret@db.example/frontdesk")
    assert settings.database_url == "postgresql+psycopg://me:secret@db.example/frontdesk"
    assert settings.tracker_url == "postgresql+psycopg2://me:secret@db.example/frontdesk"


def test_origins_are_written_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_ALLOWED_ORIGINS", "https://a.example/, https://b.example")
    assert Settings().allowed_origins == ("https://a.example", "https://b.example")


@pytest.mark.parametrize("port", ["0", "65534", "x", ""])
def test_impossible_port_is_refused(port: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_PORT", port)
    with pytest.raises(ValidationError, match="port"):
        Settings()


def test_secret_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "var")
    secret = settings.shared_secret()
    assert len(secret) >= 32
    assert settings.shared_secret() == secret == Settings(data_dir=tmp_path / "var").shared_secret()
    assert stat.S_IMODE((tmp_path / "var" / "secret").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["secret"]


def test_two_installations_have_different_secrets(tmp_path: Path) -> None:
    assert Settings(data_dir=tmp_path / "a").shared_secret() != Settings(data_dir=tmp_path / "b").shared_secret()


def test_process_environment_makes_the_same_settings_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(port=9200, data_dir=tmp_path, rate_limits=False, allowed_origins=("https://a.example",))
    for name, value in settings.process_environment().items():
        if name.startswith("FRONTDESK_"):
            monkeypatch.setenv(name, value)
    again = Settings()
    assert again.shared_secret() == settings.shared_secret()
    assert again.model_dump(exclude={"secret"}) == settings.model_dump(exclude={"secret"})


def test_secret_is_not_shown_where_settings_are_printed() -> None:
    assert "hidden-word" not in repr(Settings(secret="hidden-word-of-16"))


def test_a_secret_that_can_be_guessed_is_refused_and_not_repeated() -> None:
    with pytest.raises(ValidationError, match="at least 16") as refused:
        Settings(secret="guessed")
    assert "guessed" not in str(refused.value)


def test_an_unset_setting_is_not_handed_to_the_processes(tmp_path: Path) -> None:
    environment = Settings(data_dir=tmp_path).process_environment()
    assert "FRONTDESK_OIDC_ISSUER" not in environment
    assert "None" not in environment.values()


def test_a_secret_setting_reaches_the_processes_whole(tmp_path: Path) -> None:
    provider = {"oidc_issuer": "https://id.example/", "oidc_client_id": "desk", "oidc_client_secret": "very secret"}
    settings = Settings.model_validate({"data_dir": tmp_path, **provider})
    assert settings.oidc_issuer == "https://id.example/"
    assert settings.process_environment()["FRONTDESK_OIDC_CLIENT_SECRET"] == "very secret"


@pytest.mark.parametrize(
    "wrong",
    [
        {"oidc_issuer": "https://id.example"},
        {"oidc_issuer": "http://id.example", "oidc_client_id": "desk", "oidc_client_secret": "s"},
        {"public_url": "http://desk.example"},
        {"public_url": "https://desk.example/path"},
        {"second_factor": "on"},
    ],
)
def test_what_would_weaken_signing_in_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Settings.model_validate(wrong)


def test_a_provider_left_empty_is_none() -> None:
    assert Settings.model_validate({"oidc_issuer": "", "oidc_client_id": ""}).oidc_issuer is None


def test_office_hours_are_read_as_times_of_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_OFFICE_OPENS", "08:30")
    monkeypatch.setenv("FRONTDESK_OFFICE_CLOSES", "16:45:00")
    monkeypatch.setenv("FRONTDESK_SECRET", "a secret long enough")
    settings = Settings()
    assert (settings.office_opens, settings.office_closes) == (time(8, 30), time(16, 45))
    spelled = settings.process_environment()
    assert spelled["FRONTDESK_OFFICE_OPENS"] == "08:30:00"


def test_office_that_closes_before_it_opens_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_OFFICE_OPENS", "09:00")
    monkeypatch.setenv("FRONTDESK_OFFICE_CLOSES", "09:00")
    with pytest.raises(ValidationError, match="later than FRONTDESK_OFFICE_OPENS"):
        Settings()
