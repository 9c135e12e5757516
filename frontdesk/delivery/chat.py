"""Notes in the chats of staff: incoming webhooks of Slack and of Microsoft Teams (Workflows)."""

import json
from dataclasses import dataclass
from datetime import datetime

from frontdesk.delivery.outbound import Answer, Outbound, check_status
from frontdesk.services.delivery import Destination, FailureReason, Parcel, Prospect, SendFailed
from frontdesk.services.delivery_texts import Note, Notes, TextIncomplete
from frontdesk.values import Language

_JSON = {"Content-Type": "application/json; charset=utf-8"}
_SLACK_HEADER_LENGTH = 150


@dataclass(frozen=True, slots=True)
class SlackCarrier:
    """Fills the port Carrier. The secret of the destination is the webhook's address."""

    outbound: Outbound
    notes: Notes

    async def carry(self, parcel: Parcel, destination: Destination, *, at: datetime) -> None:
        """Post a message; Slack confirms with "ok". Raises SendFailed."""
        body = slack_message(_note(self.notes, parcel, destination))
        answer = await self.outbound.post(destination.secret or "", _octets(body), _JSON)
        check_status(answer, at=at)
        if answer.body.strip() != "ok":
            raise SendFailed(FailureReason.ODD_ANSWER, str(answer.status))


@dataclass(frozen=True, slots=True)
class TeamsCarrier:
    """Fills the port Carrier. The secret of the destination is the webhook's address."""

    outbound: Outbound
    notes: Notes

    async def carry(self, parcel: Parcel, destination: Destination, *, at: datetime) -> None:
        """Post an adaptive card; a 2xx confirms, unless its body tells of an error as the former connectors did. Raises SendFailed."""
        body = teams_message(_note(self.notes, parcel, destination))
        answer = await self.outbound.post(destination.secret or "", _octets(body), _JSON)
        check_status(answer, at=at)
        _check_connector(answer)


def slack_message(note: Note) -> dict[str, object]:
    """Return a note in Block Kit."""
    facts = [{"type": "mrkdwn", "text": f"*{_plain(label)}*\n{_plain(value)}"} for label, value in note.facts]
    button = {"type": "button", "text": {"type": "plain_text", "text": note.link}, "url": note.url}
    return {
        "text": _plain(note.title),
        "blocks": [
            {"type": "header", "text": {"type": "plain_text", "text": note.title[:_SLACK_HEADER_LENGTH]}},
            {"type": "section", "fields": facts},
            {"type": "actions", "elements": [button]},
        ],
    }


def teams_message(note: Note) -> dict[str, object]:
    """Return a note as a message with one adaptive card."""
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": [
            {"type": "TextBlock", "text": note.title, "size": "Medium", "weight": "Bolder", "wrap": True},
            {"type": "FactSet", "facts": [{"title": label, "value": value} for label, value in note.facts]},
        ],
        "actions": [{"type": "Action.OpenUrl", "title": note.link, "url": note.url}],
    }
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": None, "content": card}
    return {"type": "message", "attachments": [attachment]}


def _note(notes: Notes, parcel: Parcel, destination: Destination) -> Note:
    language = Language(destination.options.get("language", Language.EN))
    try:
        return notes.note(parcel.topic, parcel.payload, language)
    except TextIncomplete as problem:
        raise SendFailed(FailureReason.PAYLOAD_INCOMPLETE, str(problem), prospect=Prospect.HOPELESS) from problem


def _check_connector(answer: Answer) -> None:
    if "endpoint returned HTTP error" in answer.body:
        raise SendFailed(FailureReason.BUSY if "429" in answer.body else FailureReason.ODD_ANSWER, str(answer.status))


def _plain(text: str) -> str:
    """Write a text so that Slack reads no link, mention or markup of its own into it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _octets(message: dict[str, object]) -> bytes:
    return json.dumps(message, ensure_ascii=False).encode()
