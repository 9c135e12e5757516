"""How the processes write their logs: one JSON object a line, with the ids an entry is about."""

import json
import logging
import traceback
from datetime import UTC, datetime

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}


class JsonLines(logging.Formatter):
    """Formats an entry with its event, time, level and whatever was given as ``extra``."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line."""
        entry: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **{name: given for name, given in vars(record).items() if name not in _STANDARD},
        }
        if record.exc_info:
            entry["trace"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False, default=str)


def configure_logging(level: str) -> None:
    """Send every entry of this process to its standard error in this form; libraries' chatter only where something is wrong."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in ("httpx", "httpcore", "asyncio", "rasa_sdk", "sanic", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)


def log_unexpected(log: logging.Logger, problem: Exception, **ids: object) -> None:
    """Record the kind of an error and where it happened; its message is left out: it may hold what a visitor wrote."""
    frames = traceback.extract_tb(problem.__traceback__)[-8:]
    where = " < ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    log.error("unexpected_error", extra={"kind": type(problem).__name__, "where": where, **ids})
