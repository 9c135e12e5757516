"""What the bot reads from its environment, in one place."""

import os
from pathlib import Path

SECRET_VARIABLE = "FRONTDESK_SECRET"  # noqa: S105 - the name of the variable, not the secret


def secret() -> str:
    """Return the secret shared with the gateway.

    Raises:
        RuntimeError: it is not set; without it anybody on this machine could speak for a visitor.
    """
    value = os.environ.get(SECRET_VARIABLE, "")
    if len(value) < 16:  # noqa: PLR2004 - shorter ones can be guessed
        message = f"{SECRET_VARIABLE} is not set or shorter than 16 characters"
        raise RuntimeError(message)
    return value


def data_dir() -> Path:
    """Return the folder of this instance's data."""
    return Path(os.environ.get("FRONTDESK_DATA_DIR", "var"))


def knowledge_file() -> Path:
    """Return the path of the knowledge file; it may not exist yet."""
    return Path(os.environ.get("FRONTDESK_KNOWLEDGE_FILE") or data_dir() / "knowledge.json")


def tracker_url() -> str:
    """Return the database URL of the tracker store."""
    return os.environ.get("FRONTDESK_TRACKER_URL") or f"sqlite:///{data_dir() / 'tracker.db'}"
