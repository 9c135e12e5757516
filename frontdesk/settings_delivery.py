"""The settings of deliveries, a part of Settings: the mail server, and where the outside may be told."""

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode


class DeliverySettings(BaseSettings):
    """Mail waits while there is no server; nothing goes to a host that is not listed."""

    smtp_url: SecretStr | None = Field(
        None,
        description="Mail server, `smtp://` (STARTTLS) or `smtps://user:password@host:port`; mail waits while there is none.",
    )
    mail_from: str | None = Field(
        None,
        pattern=r"^[^@\r\n]+@[^@\s]+$",
        description="Sender of mail, such as `Invest in Wallonia <desk@example.org>`; needed with the server.",
    )
    outbound_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        (
            "hooks.slack.com",
            "*.webhook.office.com",
            "*.logic.azure.com",
            "*.api.powerplatform.com",
            "api.hsforms.com",
            "webto.salesforce.com",
        ),
        description="Comma-separated hosts that may be told of leads; add that of your webhook, `host:port` where it is not 443.",
    )
    outbound_loopback: bool = Field(
        default=False, description="`on` lets deliveries go to this machine, also without TLS: for tests only."
    )

    @property
    def sends_mail(self) -> bool:
        """Tell whether letters are sent: there is a server and a sender."""
        return self.smtp_url is not None and self.mail_from is not None

    @field_validator("smtp_url", "mail_from", mode="before")
    @classmethod
    def _nothing_is_unset(cls, value: object) -> object:
        return value or None

    @field_validator("smtp_url")
    @classmethod
    def _a_mail_server(cls, value: SecretStr | None) -> SecretStr | None:
        address = urlsplit(value.get_secret_value()) if value else None
        if address and (address.scheme not in {"smtp", "smtps"} or not address.hostname):
            raise ValueError("must be smtp://host:port or smtps://user:password@host:port")
        return value

    @field_validator("outbound_hosts", mode="before")
    @classmethod
    def _hosts(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip().rstrip("/") for part in value.split(",") if part.strip())
        return value
