"""What the gateway may send: checked in form and size before anything is done with it."""

import json
import re
import unicodedata
from dataclasses import dataclass
from typing import Any, Dict, FrozenSet

from bot.text import MAX_CHARACTERS, clean_text

MAX_BODY_BYTES = 16 * 1024
_CONVERSATION_ID = re.compile(r"[A-Za-z0-9_-]{16,64}")
_MESSAGE_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_PAYLOAD = re.compile(r"/(?P<intent>[a-z][a-z0-9_]{0,63})(?P<entities>\{.*\})?", re.DOTALL)
RASA_OWN_INTENTS = frozenset({"restart", "back", "session_start", "nlu_fallback", "out_of_scope"})
"""No button carries them; "restart" would erase what a visitor has filled in."""


class BadRequestError(ValueError):
    """The request is not what the gateway may send; the message says why, without what was sent."""


@dataclass(frozen=True)
class IncomingMessage:
    """A visitor's message, ready for Rasa."""

    conversation_id: str
    text: str
    language: str
    message_id: str


def read_message(body: bytes, intents: FrozenSet[str]) -> IncomingMessage:
    """Return the message in a request's body; `intents` are those a button may carry.

    Raises:
        BadRequestError: something is missing, malformed or too large.
    """
    content = _json_object(body)
    language = _matching(content, "language", _LANGUAGE, default="")
    return IncomingMessage(
        conversation_id=conversation_id(content.get("conversation_id")),
        text=_said(content, language, intents),
        language=language,
        message_id=_matching(content, "message_id", _MESSAGE_ID, default=""),
    )


def read_parse_request(body: bytes) -> Dict[str, str]:
    """Return text and language of a request to only read a text."""
    content = _json_object(body)
    return {"text": _typed(content), "language": _matching(content, "language", _LANGUAGE, default="")}


def conversation_id(value: Any) -> str:
    """Return a conversation's id; raises BadRequestError for anything else."""
    if not isinstance(value, str) or not _CONVERSATION_ID.fullmatch(value):
        raise BadRequestError("conversation_id is not an id")
    return value


def _said(content: Dict[str, Any], language: str, intents: FrozenSet[str]) -> str:
    if ("text" in content) == ("payload" in content):
        raise BadRequestError("either text or payload is needed")
    return _typed(content) if "text" in content else _pressed(content["payload"], language, intents)


def _typed(content: Dict[str, Any]) -> str:
    text = content.get("text")
    if not isinstance(text, str) or len(text) > MAX_CHARACTERS:
        raise BadRequestError(f"text is not a string of at most {MAX_CHARACTERS} characters")
    return clean_text(text)


def _pressed(payload: Any, language: str, intents: FrozenSet[str]) -> str:
    """Return the payload of a button, with the conversation's language beside what it carries itself."""
    match = _PAYLOAD.fullmatch(payload) if isinstance(payload, str) and len(payload) <= MAX_CHARACTERS else None
    if match is None or match["intent"] not in intents or match["intent"] in RASA_OWN_INTENTS:
        raise BadRequestError("payload is not one of a button")
    entities = _json_object((match["entities"] or "{}").encode("utf-8", "surrogatepass"))
    carried = {"language": language} if language else {}
    carried.update((name, _value(value)) for name, value in entities.items())
    return f"/{match['intent']}{json.dumps(carried, ensure_ascii=False)}" if carried else f"/{match['intent']}"


def _value(value: Any) -> str:
    if not isinstance(value, (str, int, float)):
        raise BadRequestError("payload carries more than plain values")
    return "".join(c for c in str(value) if not unicodedata.category(c).startswith("C"))


def _matching(content: Dict[str, Any], key: str, pattern: "re.Pattern[str]", default: str) -> str:
    value = content.get(key)
    if value is None:
        return default
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise BadRequestError(f"{key} is malformed")
    return value


def _json_object(body: bytes) -> Dict[str, Any]:
    if len(body) > MAX_BODY_BYTES:
        raise BadRequestError("the body is too large")
    try:
        content = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadRequestError("the body is not JSON") from error
    if not isinstance(content, dict):
        raise BadRequestError("the body is not a JSON object")
    return content
