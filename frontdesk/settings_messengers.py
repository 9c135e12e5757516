"""The settings of the messengers, a part of Settings. A messenger without its secrets has no door."""

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode

from frontdesk.values import Language

_SHORTEST_KEY = 24
_META_TEMPLATE = re.compile(r"[a-z0-9_]{1,512}(/[A-Za-z_]{2,8})?")
_TWILIO_TEMPLATE = re.compile(r"HX[0-9a-fA-F]{32}")


class MessengerSettings(BaseSettings):
    """Secrets and addresses of each messenger; the addresses are those of the messengers themselves but in tests."""

    slack_bot_token: SecretStr | None = Field(None, description="Bot token of the Slack app, `xoxb-…`.")
    slack_signing_secret: SecretStr | None = Field(
        None, description="Signing secret of the Slack app, which its requests are proven with."
    )
    slack_api_url: str = Field("https://slack.com/api/", description="Where Slack's Web API is.")
    teams_app_id: str | None = Field(None, description="Application (client) id of the Teams bot, from Azure.")
    teams_app_secret: SecretStr | None = Field(None, description="Its client secret.")
    teams_tenant_id: str = Field(
        "botframework.com",
        pattern=r"^[A-Za-z0-9.-]{1,100}$",
        description="Directory (tenant) id of the bot's application; as it is for a bot of type multi-tenant.",
    )
    teams_service_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        ("smba.trafficmanager.net", "*.botframework.com"),
        description="Comma-separated hosts where Microsoft takes answers to Teams; it names the one with each message.",
    )
    teams_openid_url: str = Field(
        "https://login.botframework.com/v1/.well-known/openidconfiguration",
        description="Where Microsoft publishes the keys that it signs with.",
    )
    teams_login_url: str = Field(
        "https://login.microsoftonline.com", description="Where the bot is given its access tokens."
    )
    telegram_token: SecretStr | None = Field(None, description="Token of the Telegram bot, from @BotFather.")
    telegram_webhook_secret: SecretStr | None = Field(
        None,
        min_length=16,
        description="The `secret_token` that setWebhook was given; Telegram shows it with every update.",
    )
    telegram_api_url: str = Field("https://api.telegram.org", description="Where Telegram's Bot API is.")

    meta_app_secret: SecretStr | None = Field(
        None, description="Secret of the Meta application, which signs what WhatsApp and Messenger deliver."
    )
    meta_verify_token: SecretStr | None = Field(
        None, min_length=16, description="A word of your own that Meta shows when the webhooks are set up."
    )
    meta_graph_url: str = Field("https://graph.facebook.com/v23.0", description="Where Meta's Graph API is.")
    twilio_account_sid: str | None = Field(None, description="Account SID at Twilio, for WhatsApp by Twilio.")
    twilio_auth_token: SecretStr | None = Field(None, description="Its auth token, which Twilio signs requests with.")
    twilio_whatsapp_number: str | None = Field(None, description="The WhatsApp number at Twilio, `+32…`.")
    twilio_api_url: str = Field("https://api.twilio.com", description="Where Twilio's REST API is.")
    whatsapp_access_token: SecretStr | None = Field(None, description="Access token of the WhatsApp business account.")
    whatsapp_phone_id: str | None = Field(None, description="Id of the WhatsApp business number (not the number).")
    whatsapp_templates: Annotated[dict[Language, str], NoDecode] = Field(
        {},
        description="Templates that Meta approved, for WhatsApp after 24 hours: `en:name/en_GB,fr:name/fr`, "
        "a language and the template's name and language each.",
    )
    twilio_templates: Annotated[dict[Language, str], NoDecode] = Field(
        {},
        description="The same by Twilio: `en:HX…,fr:HX…`, a language and the template's content SID each.",
    )
    messenger_access_token: SecretStr | None = Field(None, description="Access token of the Facebook page.")
    messenger_page_id: str | None = Field(None, description="Id of the Facebook page.")
    email_address: str | None = Field(
        None, description="Address of the e-mail channel: what is written to it is answered by the assistant."
    )
    email_webhook_secret: SecretStr | None = Field(
        None,
        min_length=24,
        description="What the mail server signs each mail with that it hands over; see docs/channels.md.",
    )
    imap_url: SecretStr | None = Field(
        None,
        description="Mailbox that the e-mail channel looks into, `imaps://user:password@host:port/folder`; "
        "`imap://` is encrypted by STARTTLS.",
    )
    imap_seconds: float = Field(60, ge=1, le=3600, description="How often it is looked into.")
    rest_keys: Annotated[dict[str, SecretStr], NoDecode] = Field(
        {},
        description="Keys of programs that use the REST channel, `name:key`, comma-separated; 24 characters or more each.",
    )
    rest_webhook_url: str | None = Field(
        None,
        description="Where the REST channel sends what is answered; its host is listed in FRONTDESK_OUTBOUND_HOSTS.",
    )
    rest_webhook_secret: SecretStr | None = Field(
        None, description="What it is signed with: `whsec_` and 24 random bytes or more in base64."
    )

    @field_validator("rest_keys", mode="before")
    @classmethod
    def _named_keys(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        keys = dict(pair.strip().split(":", 1) for pair in value.split(",") if ":" in pair)
        if any(len(key) < _SHORTEST_KEY for key in keys.values()) or (value.strip() and not keys):
            raise ValueError(f"must be name:key, each key {_SHORTEST_KEY} characters or more")
        return keys

    @field_validator("whatsapp_templates", "twilio_templates", mode="before")
    @classmethod
    def _templates(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        named = [pair.strip().partition(":") for pair in value.split(",") if pair.strip()]
        return {language.strip(): template.strip() for language, _, template in named}

    @field_validator("whatsapp_templates")
    @classmethod
    def _named_at_meta(cls, value: dict[Language, str]) -> dict[Language, str]:
        return _all_like(_META_TEMPLATE, value, "must be language:name/code, such as en:answer_waiting/en_GB")

    @field_validator("twilio_templates")
    @classmethod
    def _named_at_twilio(cls, value: dict[Language, str]) -> dict[Language, str]:
        return _all_like(_TWILIO_TEMPLATE, value, "must be language:HX and 32 hexadecimal digits")

    @field_validator("imap_url")
    @classmethod
    def _a_mailbox(cls, value: SecretStr | None) -> SecretStr | None:
        address = urlsplit(value.get_secret_value()) if value else None
        if address and not (address.scheme in {"imap", "imaps"} and address.hostname and address.password):
            raise ValueError("must be imaps://user:password@host:port/folder")
        return value

    @field_validator("teams_service_hosts", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator(
        "email_address",
        "email_webhook_secret",
        "imap_url",
        "meta_app_secret",
        "meta_verify_token",
        "messenger_access_token",
        "messenger_page_id",
        "twilio_account_sid",
        "twilio_auth_token",
        "twilio_whatsapp_number",
        "whatsapp_access_token",
        "whatsapp_phone_id",
        "rest_webhook_secret",
        "rest_webhook_url",
        "slack_bot_token",
        "slack_signing_secret",
        "teams_app_id",
        "teams_app_secret",
        "telegram_token",
        "telegram_webhook_secret",
        mode="before",
    )
    @classmethod
    def _none_where_empty(cls, value: object) -> object:
        return value or None


def _all_like(form: re.Pattern[str], templates: dict[Language, str], otherwise: str) -> dict[Language, str]:
    if not all(form.fullmatch(template) for template in templates.values()):
        raise ValueError(otherwise)
    return templates
