"""Every setting of an installation, read from FRONTDESK_* variables; the only module that looks at the environment."""

import contextlib
import os
import secrets
from datetime import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from frontdesk.settings_delivery import DeliverySettings
from frontdesk.settings_messengers import MessengerSettings

PROJECT_ROOT = Path(__file__).resolve().parent.parent


class LogLevel(StrEnum):
    """How much the processes write to their logs. Visitors' text is never written above debug."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


def _in_data_dir(name: str) -> Any:  # noqa: ANN401 - pydantic passes the fields read so far as an untyped dict
    return lambda read: read["data_dir"] / name if "data_dir" in read else Path(name)


def _sqlite(name: str) -> Any:  # noqa: ANN401 - as above
    return lambda read: f"sqlite:///{_in_data_dir(name)(read)}"


def _tracker_url(read: dict[str, Any]) -> str:
    """Rasa's side runs SQLAlchemy 1.4 with psycopg2; the application runs psycopg 3 on the same server."""
    scheme, _, rest = str(read.get("database_url", "")).partition("://")
    if scheme.startswith("postgres"):
        return f"postgresql+psycopg2://{rest}"
    return str(_sqlite("tracker.db")(read))


def _loopback(offset: int, path: str = "") -> Any:  # noqa: ANN401 - as above
    return lambda read: f"http://127.0.0.1:{int(read.get('port', 8000)) + offset}{path}"


class SecondFactor(StrEnum):
    """Whether staff must sign in with a second factor. A closed choice, so that a typing error does not mean none."""

    OPTIONAL = "optional"
    REQUIRED = "required"


class Settings(MessengerSettings, DeliverySettings, BaseSettings):
    """One installation's settings. Relative paths are taken from the folder the command runs in, except the default."""

    model_config = SettingsConfigDict(env_prefix="FRONTDESK_", frozen=True, extra="ignore", hide_input_in_errors=True)

    port: int = Field(
        8000,
        ge=1,
        le=65533,
        description="Port of the public gateway on 127.0.0.1; Rasa and the action server take the next two.",
    )
    data_dir: Path = Field(
        PROJECT_ROOT / "var",
        description="Folder for the database, the models, the logs and the secret of this installation.",
    )
    database_url: str = Field(
        default_factory=_sqlite("frontdesk.db"),
        description="SQLAlchemy address of the application's database: `sqlite:///…` or `postgresql+psycopg://…`.",
    )
    tracker_url: str = Field(
        default_factory=_tracker_url,
        description="SQLAlchemy 1.4 address of Rasa's conversation store; with PostgreSQL the same server as the database.",
    )
    secret: SecretStr | None = Field(
        None,
        min_length=16,
        description="Shared secret of the three processes, 16 characters or more; made at random and kept in the data folder where unset.",
    )
    rasa_url: str = Field(default_factory=_loopback(1), description="Where the gateway reaches Rasa.")
    actions_url: str = Field(
        default_factory=_loopback(2, "/webhook"),
        description="Where Rasa reaches the action server.",
    )
    knowledge_file: Path = Field(
        default_factory=_in_data_dir("knowledge.json"),
        description="File through which published subjects and example questions reach the language model.",
    )
    rate_limits: bool = Field(
        default=True,
        description="`off` lifts the limits per conversation and address, for load tests on loopback only.",
    )
    allowed_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        description="Comma-separated origins of the websites that may embed the widget; none means the same origin only.",
    )
    log_level: LogLevel = Field(LogLevel.INFO, description="`debug`, `info`, `warning` or `error`.")
    privacy_url: str = Field(
        "/privacy", description="Address of the privacy notice that the consent question links to."
    )
    office_opens: time = Field(time(9), description="When the office opens on working days, Brussels time.")
    office_closes: time = Field(
        time(17), description="When it closes; enquiries are answered by then on the promised day."
    )
    answer_days: int = Field(
        1, ge=1, le=20, description="Within how many working days a person answers; enquirers are told the day."
    )
    warn_hours: int = Field(
        4, ge=1, le=40, description="How many working hours before that whoever looks after the enquiry is reminded."
    )
    follow_up_days: int = Field(
        5,
        ge=1,
        le=60,
        description="After how many working days an answer is to be followed up, unless staff say otherwise.",
    )
    live_minutes: int = Field(
        5,
        ge=1,
        le=60,
        description="Within how many minutes a person answers in the chat, where staff are at the desk and a visitor asks for one.",
    )
    keep_conversations_days: int = Field(
        90, ge=0, le=3650, description="How many days a conversation that led to no enquiry is kept; `0` for ever."
    )
    keep_closed_leads_months: int = Field(
        24, ge=0, le=600, description="How many months a closed lead is kept, with its conversation; `0` for ever."
    )
    keep_deliveries_days: int = Field(
        30, ge=0, le=3650, description="How many days is kept what was delivered to the outside; `0` for ever."
    )
    public_url: str = Field(
        default_factory=_loopback(0),
        description="Where browsers reach the gateway, without a path; links in invitations and mail begin with it.",
    )
    second_factor: SecondFactor = Field(
        SecondFactor.OPTIONAL,
        description="`required` lets staff into the desk only with a second factor; `optional` leaves it to each of them.",
    )
    session_idle_minutes: int = Field(
        30, ge=1, le=1440, description="After how many unused minutes staff are signed out."
    )
    session_hours: int = Field(
        12, ge=1, le=720, description="After how many hours staff sign in again, however busy they are."
    )
    oidc_issuer: str | None = Field(
        None,
        description="Issuer of an OpenID Connect provider that staff may sign in with; `https`, except on loopback.",
    )
    oidc_client_id: str | None = Field(
        None, validate_default=True, description="What the provider calls this installation."
    )
    oidc_client_secret: SecretStr | None = Field(
        None, validate_default=True, description="What this installation proves itself with there."
    )
    oidc_second_factor: bool = Field(
        default=False,
        description="`on` where the provider asks for a second factor itself: the desk then asks for none of its own.",
    )

    @field_validator("office_closes")
    @classmethod
    def _after_opening(cls, value: time, info: ValidationInfo) -> time:
        if value <= info.data.get("office_opens", time.min):
            raise ValueError("must be later than FRONTDESK_OFFICE_OPENS")
        return value

    @field_validator("data_dir", "knowledge_file")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @field_validator("oidc_issuer", "oidc_client_id", "oidc_client_secret", mode="before")
    @classmethod
    def _empty_is_unset(cls, value: object) -> object:
        return value or None

    @field_validator("public_url")
    @classmethod
    def _an_origin(cls, value: str) -> str:
        if urlsplit(value).path.strip("/"):
            raise ValueError("must have no path")
        return _safe(value).rstrip("/")

    @field_validator("oidc_issuer")
    @classmethod
    def _safe_issuer(cls, value: str | None) -> str | None:
        return value and _safe(value)

    @field_validator("oidc_client_id", "oidc_client_secret")
    @classmethod
    def _there_for_a_provider(cls, value: object, read: ValidationInfo) -> object:
        if value is None and read.data.get("oidc_issuer") is not None:
            raise ValueError("is needed where FRONTDESK_OIDC_ISSUER is set")
        return value

    @field_validator("allowed_origins", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip().rstrip("/") for part in value.split(",") if part.strip())
        return value

    @field_validator("database_url")
    @classmethod
    def _known_driver(cls, value: str) -> str:
        scheme, separator, rest = value.partition("://")
        return f"postgresql+psycopg://{rest}" if separator and scheme in {"postgres", "postgresql"} else value

    def shared_secret(self) -> str:
        """The secret the three processes show each other; made once per data folder, readable by its owner only.

        Raises OSError where the data folder cannot be written.
        """
        if self.secret is not None:
            return self.secret.get_secret_value()
        path = self.data_dir / "secret"
        if not path.exists():
            _write_secret(path)
        return path.read_text(encoding="ascii").strip()

    def process_environment(self) -> dict[str, str]:
        """The environment of the installation's processes: ours, every setting spelled out, one thread per library.

        Raises OSError where the secret cannot be made.
        """
        inherited = {name: value for name, value in os.environ.items() if name not in _NOT_INHERITED}
        spelled = {f"FRONTDESK_{name.upper()}": _spell(value) for name, value in self if value is not None}
        return {**inherited, **spelled, "FRONTDESK_SECRET": self.shared_secret(), **_FOR_LIBRARIES}


_LOOPBACK = {"127.0.0.1", "::1", "localhost"}
_NOT_INHERITED = {"PYTHONHOME", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "VIRTUAL_ENV"}
_FOR_LIBRARIES = {
    **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
    **dict.fromkeys(("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS"), "1"),
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "RASA_TELEMETRY_ENABLED": "false",
    "RASA_MAX_CACHE_SIZE": "0",  # its training cache does not see a change in a module that a component imports
    "PYTHONWARNINGS": "ignore",  # Rasa's own libraries fill the log with their deprecations
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONUNBUFFERED": "1",
}


def _safe(url: str) -> str:
    """Return an address. Raises ValueError where everybody between could read links, codes and sign-ins."""
    address = urlsplit(url)
    if address.scheme != "https" and not (address.scheme == "http" and address.hostname in _LOOPBACK):
        raise ValueError("must begin with https://, or with http:// on loopback")
    return url


def _spell(value: object) -> str:
    """A setting as it is written in the environment."""
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    if isinstance(value, dict):
        return ",".join(f"{name}:{_spell(part)}" for name, part in value.items())
    return ",".join(value) if isinstance(value, tuple) else str(value)


def _write_secret(path: Path) -> None:
    """Write a new secret whole or not at all; of two processes that start together, the first one's stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".secret-{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(32))
    with contextlib.suppress(FileExistsError):
        path.hardlink_to(draft)
    draft.unlink()
