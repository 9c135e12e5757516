"""Slack: direct messages to one app by the Events API, buttons by interactivity, proven by the signing secret; answers by the Web API.

https://api.slack.com/authentication/verifying-requests-from-slack
"""

import html
import json
import re
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any
from urllib.parse import parse_qs

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import Clock, SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from frontdesk.services.channel import Channel, ChannelEvent, Happening, NotSent, Thread
from frontdesk.services.channel_words import happening_of
from frontdesk.services.dialogue import Notices
from frontdesk.services.transcript import Message, QuickReply
from frontdesk.settings import Settings
from frontdesk.web.channels.adapter import Delivery, Forged, Malformed, Reading
from frontdesk.web.channels.presentation import shortened, shown

_MOST_CHARACTERS = 2900  # of a section's 3,000: escaping makes a text longer
_MOST_OF_A_BUTTON = 75
_NEVER_TAKEN = {"channel_not_found", "is_archived", "user_not_found", "cannot_dm_bot", "user_disabled"}
_WRITTEN_BY_A_PERSON = {None, "file_share", "thread_broadcast"}
_LINK = re.compile(r"<(?:mailto:|tel:)?([^>|]+)(?:\|([^>]*))?>")
_RATE_LIMITED = 429


def build(settings: Settings, notices: Notices) -> "SlackAdapter | None":
    """Return the adapter where token and signing secret are set."""
    if settings.slack_bot_token is None or settings.slack_signing_secret is None:
        return None
    return SlackAdapter(
        settings.slack_bot_token.get_secret_value(),
        settings.slack_signing_secret.get_secret_value(),
        settings.slack_api_url,
        notices,
    )


class SlackAdapter:
    """Direct messages with one app. Channels are not answered: what is said there is not said to us."""

    channel = Channel.SLACK

    def __init__(self, token: str, secret: str, api_url: str, notices: Notices) -> None:
        self._token, self._secret, self._api_url, self._notices = token, secret, api_url, notices

    async def read(self, delivery: Delivery) -> Reading:
        """Prove and read a delivery. Raises Forged and Malformed."""
        if not self._is_proven(delivery):
            raise Forged("signature")
        told = _content(delivery)
        if told.get("type") == "url_verification":
            return Reading(answer=str(told.get("challenge", "")).encode())
        try:
            event = _pressed(told) if told.get("type") == "block_actions" else _said(told)
        except (KeyError, IndexError, TypeError, AttributeError) as problem:
            raise Malformed("not as documented") from problem
        return Reading(() if event is None else (event,))

    def _is_proven(self, delivery: Delivery) -> bool:
        """Slack signs body and time; what is older than five minutes is refused. Compared in constant time by its SDK."""
        try:
            body = delivery.body.decode()
        except UnicodeDecodeError:
            return False
        verifier = SignatureVerifier(self._secret, _At(delivery.at.timestamp()))
        stamp = delivery.headers.get("x-slack-request-timestamp", "")
        signature = delivery.headers.get("x-slack-signature", "")
        return stamp.isdecimal() and bool(signature) and verifier.is_valid(body, stamp, signature)

    async def send(self, thread: Thread, message: Message) -> None:
        """Send one message, in parts where it is long. Raises NotSent."""
        parts = shown(message, self._notices, limit=_MOST_CHARACTERS)
        await parts.send(thread.parts_of(message), partial(self._send, thread.address["channel"]))

    async def _send(self, channel: str, text: str, buttons: tuple[QuickReply, ...]) -> None:
        escaped = html.escape(text, quote=False)
        blocks: list[dict[str, Any]] = [{"type": "section", "text": {"type": "mrkdwn", "text": escaped}}]
        if buttons:
            blocks.append({"type": "actions", "elements": [_button(button) for button in buttons]})
        client = AsyncWebClient(self._token, base_url=self._api_url, timeout=20)
        try:
            await client.chat_postMessage(
                channel=channel, text=escaped, blocks=blocks, unfurl_links=False, unfurl_media=False
            )
        except SlackApiError as problem:
            raise _refusal(problem) from problem
        except (ClientError, TimeoutError, json.JSONDecodeError) as problem:
            raise NotSent(type(problem).__name__) from problem

    async def close(self) -> None:
        """The SDK opens a connection for each message and closes it again."""


class _At(Clock):
    """The time a delivery came in, for the SDK's verifier."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def now(self) -> float:
        """Return it, in seconds."""
        return self._seconds


def _content(delivery: Delivery) -> Mapping[str, Any]:
    """Return what is told: JSON of the Events API, or the JSON inside a form of interactivity."""
    try:
        if delivery.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
            told = json.loads(parse_qs(delivery.body.decode(), strict_parsing=True)["payload"][0])
        else:
            told = json.loads(delivery.body)
    except (ValueError, KeyError) as problem:
        raise Malformed("unreadable") from problem
    if not isinstance(told, dict):
        raise Malformed("no object")
    return told


def _said(told: Mapping[str, Any]) -> ChannelEvent | None:
    """Return what somebody wrote to the app; nothing for channels, for bots and for what concerns nobody's words."""
    if told.get("type") != "event_callback":
        return None
    event = told["event"]
    if event.get("type") != "message" or event.get("channel_type") != "im":
        return None
    happening, text = _happening(event)
    if happening is None:
        return None
    return _told(told["event_id"], (told.get("team_id", ""), event["channel"]), happening, text=text)


def _happening(event: Mapping[str, Any]) -> tuple[Happening | None, str]:
    if event.get("subtype") == "message_changed":
        changed = event.get("message", {})
        return (Happening.EDITED if "edited" in changed and "bot_id" not in changed else None), ""
    if event.get("subtype") not in _WRITTEN_BY_A_PERSON or "bot_id" in event or not event.get("user"):
        return None, ""
    text = _plain(event.get("text") or "")
    return happening_of(text), text


def _pressed(told: Mapping[str, Any]) -> ChannelEvent:
    action, channel = told["actions"][0], told["channel"]["id"]
    event_id = f"{channel}:{action['action_ts']}:{action['action_id']}"
    team = (told.get("team") or {}).get("id", "")
    return _told(event_id, (team, channel), Happening.PRESSED, quick_reply=str(action["value"]))


def _told(
    event_id: str, place: tuple[str, str], happening: Happening, *, text: str = "", quick_reply: str = ""
) -> ChannelEvent:
    team, channel = place
    return ChannelEvent(
        channel=Channel.SLACK,
        event_id=event_id,
        peer=f"{team}:{channel}",
        happening=happening,
        text=text,
        quick_reply=quick_reply,
        address={"channel": channel},
    )


def _plain(text: str) -> str:
    """Return the words somebody typed: Slack writes addresses and links as ``<mailto:a@b.example|a@b.example>``."""
    return html.unescape(_LINK.sub(lambda found: found[2] or found[1], text)).strip()


def _button(button: QuickReply) -> dict[str, Any]:
    title = {"type": "plain_text", "text": shortened(button.title, _MOST_OF_A_BUTTON)}
    return {"type": "button", "text": title, "value": button.id, "action_id": button.id}


def _refusal(problem: SlackApiError) -> NotSent:
    response = problem.response
    if getattr(response, "status_code", None) == _RATE_LIMITED:
        return NotSent("rate limit", wait=timedelta(seconds=int(response.headers.get("Retry-After", "30"))))
    error = str(response.get("error", "")) if hasattr(response, "get") else ""
    return NotSent(error or "refused", is_final=error in _NEVER_TAKEN)
