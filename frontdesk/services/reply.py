"""From what the dialogue engine answered, or failed to, to the messages a visitor is shown."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from frontdesk.services.conversing import Conversing, Reply
from frontdesk.services.dialogue import Button, NoticeKind, RasaUnavailable, Trouble, Turn, Utterance
from frontdesk.services.transcript import Author, NewMessage, QuickReply
from frontdesk.values import Language

CONSENT_REFUSED = "consent_refused"
RETRY = "retry:"
_NOTHING: Mapping[str, str] = MappingProxyType({})

# A press on one of these means something only while its question is the last thing said.
_BOUND_TO_THEIR_QUESTION = frozenset({"affirm", "deny", "skip", "inform", "correct", "go_back", "cancel"})


def reply_of_turn(conversing: Conversing, turn: Turn, in_reply_to: int | None) -> Reply:
    """Return the assistant's messages; what is asked for stands at the last one."""
    last = len(turn.utterances) - 1
    messages = tuple(
        _message(conversing, utterance, turn, in_reply_to, asks=turn.asks if index == last else None)
        for index, utterance in enumerate(turn.utterances)
    )
    parts = tuple(kind for utterance in turn.utterances for kind in utterance.parts)
    return Reply(messages, turn.language, refused=turn.outcome == CONSENT_REFUSED, parts=parts)


def reply_of_trouble(
    conversing: Conversing, trouble: RasaUnavailable, language: Language, in_reply_to: int, retry: str
) -> Reply:
    """Return an honest notice with a button that says the same thing again."""
    kind = NoticeKind.NO_ANSWER_IN_TIME if trouble.trouble is Trouble.TIMEOUT else NoticeKind.NO_ANSWER
    again = Button(conversing.notices.text(NoticeKind.TRY_AGAIN, language), retry)
    message = notice(conversing, kind, language, in_reply_to)
    return Reply((replace(message, quick_replies=_issue((again,), in_reply_to)),), language)


def notice(
    conversing: Conversing,
    kind: NoticeKind,
    language: Language,
    in_reply_to: int | None = None,
    *,
    values: Mapping[str, str] = _NOTHING,
) -> NewMessage:
    """Return something the system itself says; ``values`` stand in for the names in braces."""
    return NewMessage(
        author=Author.NOTICE,
        text=conversing.notices.text(kind, language, **values),
        language=language,
        sent_at=conversing.clock.now(),
        in_reply_to=in_reply_to,
        kind=kind.value,
    )


def is_bound_to_its_question(payload: str) -> bool:
    """Tell whether a button must not be pressed once the conversation has gone on."""
    return payload.startswith(RETRY) or payload.lstrip("/").split("{")[0].strip() in _BOUND_TO_THEIR_QUESTION


def offered_in_reply_to(quick_reply_id: str) -> int:
    """Return the id of the visitor's message after which a button was offered; 0 for the greeting."""
    return int(quick_reply_id.partition("-")[0])


def _message(
    conversing: Conversing, said: Utterance, turn: Turn, in_reply_to: int | None, *, asks: str | None
) -> NewMessage:
    return NewMessage(
        author=Author.ASSISTANT,
        text=said.text,
        language=turn.language,
        sent_at=conversing.clock.now(),
        in_reply_to=in_reply_to,
        asks=asks,
        kind=said.kind,
        citations=said.citations,
        quick_replies=_issue(said.buttons, in_reply_to),
        understood=turn.understood,
    )


def _issue(buttons: tuple[Button, ...], in_reply_to: int | None) -> tuple[QuickReply, ...]:
    """Give buttons ids that cannot be guessed and that say when they were offered."""
    return tuple(
        QuickReply(id=f"{in_reply_to or 0}-{secrets.token_urlsafe(12)}", title=button.title, payload=button.payload)
        for button in buttons
    )
