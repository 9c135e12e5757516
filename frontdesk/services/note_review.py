"""Which messages go to the review queue: what was not understood, not held or not answered, and what visitors pressed instead."""

import json
from asyncio import to_thread
from collections.abc import Mapping, Sequence

from frontdesk.facts.answer import CLAIMS, AnswerKind
from frontdesk.services.conversing import Conversing, Reply
from frontdesk.services.dialogue import NoticeKind
from frontdesk.services.masking import masked
from frontdesk.services.review import Answered, Occasion, ReviewReason
from frontdesk.services.transcript import Message, NewMessage, Understanding
from frontdesk.values import Language

_FALLBACK = "nlu_fallback"
_OUT_OF_SCOPE = "out_of_scope"
_CHOICE = "/choose_fact"
_OF_KIND: Mapping[str, ReviewReason] = {
    AnswerKind.REFUSAL: ReviewReason.REFUSED,
    AnswerKind.UNKNOWN_NAME: ReviewReason.UNKNOWN_NAME,
    AnswerKind.NO_EVENTS: ReviewReason.REFUSED,
    AnswerKind.CLARIFICATION: ReviewReason.ASKED_BACK,
    AnswerKind.CONFIRM_NAME: ReviewReason.ASKED_BACK,
    NoticeKind.NO_ANSWER: ReviewReason.FAILED,
    NoticeKind.NO_ANSWER_IN_TIME: ReviewReason.FAILED,
}


def reason_of(reply: Reply) -> ReviewReason | None:
    """Return why the message this answers is worth a look; none where all was understood and answered, or it belongs to an enquiry."""
    if any(said.asks is not None for said in reply.messages):
        return None
    understood = understanding_in(reply.messages)
    intent = understood.intent if understood else None
    if intent == _FALLBACK and any(said.kind in CLAIMS for said in reply.messages):
        return ReviewReason.UNSURE
    kinds = (*(said.kind for said in reply.messages), *reply.parts)
    return next((why for kind in kinds if (why := _reason(kind, intent))), None)


def _reason(kind: str | None, intent: str | None) -> ReviewReason | None:
    if kind == AnswerKind.OUT_OF_SCOPE and intent != _OUT_OF_SCOPE:
        return ReviewReason.NOT_UNDERSTOOD
    return _OF_KIND.get(kind or "")


def answered_by(replies: Sequence[NewMessage]) -> Answered:
    """Return what a message led to."""
    understood = understanding_in(replies)
    return Answered(
        kind=next((reply.kind for reply in replies if reply.kind), None),
        fact_ids=tuple(dict.fromkeys(cited.fact_id for reply in replies for cited in reply.citations)),
        intent=understood.intent if understood else None,
        confidence=understood.confidence if understood else None,
        alternatives=understood.alternatives if understood else (),
    )


def understanding_in(replies: Sequence[NewMessage]) -> Understanding | None:
    """Return what was made of the message these answer."""
    return next((reply.understood for reply in replies if reply.understood), None)


async def note_message(conversing: Conversing, message: Message, reply: Reply) -> None:
    """Put what a visitor typed into the queue where its answer calls for it. Raises StoreUnavailable."""
    why = reason_of(reply)
    if why is not None:
        await keep_for_review(conversing, message, reply.messages, why, reply.language)
    if why is not ReviewReason.FAILED:
        await _answered_at_last(conversing, message, reply)


async def _answered_at_last(conversing: Conversing, message: Message, reply: Reply) -> None:
    """Forget that a message failed once it was tried again and answered."""
    if any(said.in_reply_to != message.id for said in reply.messages):
        await to_thread(conversing.reviews.drop, message.conversation_id, message.id, ReviewReason.FAILED)


async def keep_for_review(
    conversing: Conversing, message: Message, replies: Sequence[NewMessage], why: ReviewReason, language: Language
) -> None:
    """Mask a visitor's message and queue it, unless it was said to the enquiry form. Raises StoreUnavailable."""
    if await _belongs_to_enquiry(conversing, message, replies):
        return
    understood = understanding_in(replies)
    names = understood.names if understood else None
    text = await to_thread(masked, message.content.text, names)
    occasion = Occasion(message.conversation_id, message.id, why, conversing.clock.now())
    await to_thread(conversing.reviews.note, text, language, answered_by(replies), occasion)


async def _belongs_to_enquiry(conversing: Conversing, message: Message, replies: Sequence[NewMessage]) -> bool:
    """Tell whether a message opened the form, or was said while it was open: then it may hold what the form captured."""
    if any(reply.asks is not None for reply in replies):
        return True
    before = await to_thread(conversing.store.said_before, message.conversation_id, message.id)
    return before is not None and before.content.asks is not None


async def note_choice(conversing: Conversing, conversation_id: str, offered_to: int, payload: str) -> None:
    """Record what a visitor pressed where the question it was offered to is in the queue. Raises StoreUnavailable."""
    chosen = _chosen(payload)
    if chosen is None:
        return
    now = conversing.clock.now()
    await to_thread(conversing.reviews.note_choice, conversation_id, offered_to, chosen, at=now)


def _chosen(payload: str) -> str | None:
    """Return the fact, or the intent, that a button stands for; none for one that answers nothing, such as "leave an enquiry"."""
    if payload.startswith(_CHOICE):
        fact = json.loads(payload.removeprefix(_CHOICE) or "{}").get("fact")
        return str(fact) if fact else None
    intent = payload.lstrip("/").partition("{")[0].strip()
    return intent if intent.startswith("ask_") else None
