"""The shapes of the public chat API, as OpenAPI shows them; strict about what comes in."""

import re
import unicodedata
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from frontdesk.services import transcript
from frontdesk.services.dialogue import NoticeKind
from frontdesk.services.display import Display
from frontdesk.services.rate_message import is_ratable
from frontdesk.values import Language

MAX_TEXT = 2000
_UNSEEN = {"Cc", "Cs"}
_KEPT_CONTROLS = {"\n", "\t"}
_EVENTS = {
    NoticeKind.PERSON_JOINED.value: "person_joined",
    NoticeKind.PERSON_LEFT.value: "person_left",
    NoticeKind.ASSISTANT_RETURNS.value: "person_left",
}
_TAG = re.compile(r"[A-Za-z]{1,8}(?:[-_][A-Za-z0-9]{1,8})*")

Asks = Literal[
    "consent", "name", "organisation", "email", "phone", "country",
    "sector", "project", "investment", "jobs", "timeline", "confirm",
]  # fmt: skip


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


def clean_text(text: object) -> object:
    """Return typed text in NFC without control characters, lone surrogates and surrounding space."""
    if not isinstance(text, str):
        return text  # pydantic says what is wrong with it
    unified = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(
        sign for sign in unified if sign in _KEPT_CONTROLS or unicodedata.category(sign) not in _UNSEEN
    ).strip()


class OpenConversation(_In):
    """The body that opens a conversation; it may be missing."""

    language: str | None = Field(
        None, max_length=35, pattern=f"^{_TAG.pattern}$", description="BCP 47; else Accept-Language is taken."
    )


class SendMessage(_In):
    """What a visitor sends: either `text` or `quick_reply`."""

    text: Annotated[str, BeforeValidator(clean_text), Field(min_length=1, max_length=MAX_TEXT)] | None = Field(
        None,
        description=f"What was typed; at most {MAX_TEXT} characters once control characters and outer space are gone.",
    )
    quick_reply: str | None = Field(
        None,
        pattern=r"^[A-Za-z0-9_-]{1,64}$",
        description="The id of a quick reply that was offered in this conversation.",
    )
    client_message_id: str | None = Field(
        None,
        pattern=r"^[!-~]{1,128}$",
        description="Your own id of this message: sent again, it gets the very same answer.",
    )

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.text is None) == (self.quick_reply is None):
            raise ValueError("Send either text or quick_reply.")
        return self


class RateMessage(_In):
    """What the visitor thinks of an answer."""

    rating: Literal["up", "down"]


class QuickReply(BaseModel):
    """A choice offered to the visitor."""

    id: str
    title: str


class Citation(BaseModel):
    """The source of a stated fact; `as_of` is an ISO 8601 date, possibly only a year or a month."""

    fact_id: str
    title: str
    url: str
    as_of: str
    scope: str


class TimelineEvent(BaseModel):
    """One line of the text that tells of an event; `date` is a year, or null where it is known less exactly."""

    date: str | None
    text: str


class Timeline(BaseModel):
    """The lines of the text as a timeline, oldest first."""

    kind: Literal["timeline"] = "timeline"
    events: list[TimelineEvent]


class Figure(BaseModel):
    """A figure in the words of the text; `as_of` and `scope` are those of the citation."""

    value: str
    unit: str
    label: str
    as_of: str
    scope: str


class Figures(BaseModel):
    """Figures that the text states."""

    kind: Literal["figures"] = "figures"
    figures: list[Figure]


class Message(BaseModel):
    """One message of a conversation. Ids are ordered: a later message has a larger number."""

    id: str
    author: Literal["assistant", "staff", "visitor", "notice"]
    name: str | None = Field(description="The name of the member of staff who wrote it; null for all other authors.")
    event: Literal["person_joined", "person_left"] | None = Field(
        description="What a notice tells: from `person_joined` on a person answers, from `person_left` on the assistant again."
    )
    text: str
    language: str
    sent_at: datetime
    quick_replies: list[QuickReply]
    citations: list[Citation]
    asks: Asks | None
    display: Timeline | Figures | None = Field(
        None, description="What the answer can be shown as besides its text, which says all of it; null for most."
    )
    rating: Literal["open", "up", "down"] | None = Field(
        description="What the visitor thinks of it; `open` where that can still be said, null where it is nothing to rate."
    )


class Messages(BaseModel):
    """Messages, oldest first."""

    messages: list[Message]


class OpenedConversation(Messages):
    """A new conversation; the token is told only here."""

    id: str
    token: str
    language: str


def message_of(kept: transcript.Message, display: Display | None = None) -> Message:
    """Return a kept message as visitors may see it: without the payloads of its buttons."""
    said = kept.content
    return Message.model_validate(
        {
            "id": str(kept.id),
            "author": said.author.value,
            "name": said.staff_name if said.author is transcript.Author.STAFF else None,
            "event": _EVENTS.get(said.kind or ""),
            "text": said.text,
            "language": said.language.value,
            "sent_at": said.sent_at.astimezone(UTC),
            "quick_replies": [QuickReply(id=reply.id, title=reply.title) for reply in said.quick_replies],
            "citations": [
                Citation(fact_id=cited.fact_id, title=cited.title, url=cited.url, as_of=cited.as_of, scope=cited.scope)
                for cited in said.citations
            ],
            "asks": said.asks,
            "display": _shown(display),
            "rating": said.rating or ("open" if is_ratable(said) else None),
        }
    )


def _shown(display: Display | None) -> Timeline | Figures | None:
    if display is None:
        return None
    if display.events:
        return Timeline(events=[TimelineEvent(date=event.date, text=event.text) for event in display.events])
    if display.figures:
        return Figures(figures=[Figure.model_validate(asdict(figure)) for figure in display.figures])
    return None


def chosen_language(body: str | None, accept_language: str | None) -> Language:
    """Return the first of ours among the body's language and the browser's preferences; English otherwise."""
    for tag in (body or "", *_preferred(accept_language or "")):
        if tag.lower().replace("_", "-").split("-")[0] in Language:
            return Language.parse(tag)
    return Language.EN


def _preferred(header: str) -> list[str]:
    """Read Accept-Language; an unreadable weight counts as none."""
    weighed: list[tuple[float, str]] = []
    for part in header[:500].split(","):
        tag, _, parameter = part.strip().partition(";")
        weight = re.fullmatch(r"\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*", parameter)
        quality = float(weight[1]) if weight else (0.0 if parameter else 1.0)
        if quality and _TAG.fullmatch(tag.strip()):
            weighed.append((quality, tag.strip()))
    return [tag for _, tag in sorted(weighed, key=lambda found: -found[0])]
