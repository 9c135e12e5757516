"""The settings of the messengers, a part of Settings. A messenger without its secrets has no door."""

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings


class MessengerSettings(BaseSettings):
    """Secrets and addresses of each messenger; the addresses are those of the messengers themselves but in tests."""

    telegram_token: SecretStr | None = Field(None, description="Token of the Telegram bot, from @BotFather.")
    telegram_webhook_secret: SecretStr | None = Field(
        None,
        min_length=16,
        description="The `secret_token` that setWebhook was given; Telegram shows it with every update.",
    )
    telegram_api_url: str = Field("https://api.telegram.org", description="Where Telegram's Bot API is.")

    @field_validator("telegram_token", "telegram_webhook_secret", mode="before")
    @classmethod
    def _none_where_empty(cls, value: object) -> object:
        return value or None
