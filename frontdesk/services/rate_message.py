"""A visitor rates an answer; one that did not help brings its question to the review queue."""

from asyncio import to_thread

from frontdesk.facts.answer import AnswerKind
from frontdesk.services.conversing import Conversing
from frontdesk.services.dialogue import NoticeKind
from frontdesk.services.note_review import keep_for_review
from frontdesk.services.review import ReviewReason
from frontdesk.services.transcript import Author, Message, NewMessage, Rating
from frontdesk.values import Language

_REFUSALS = frozenset(
    {
        AnswerKind.REFUSAL,
        AnswerKind.UNKNOWN_NAME,
        AnswerKind.NO_EVENTS,
        AnswerKind.OUT_OF_SCOPE,
        AnswerKind.OTHER_REGION,
        AnswerKind.SEVERAL,  # what it states has citations; it may only refuse
    }
)


class AnswerNotFound(Exception):
    """The conversation has no message of the assistant with this id."""


def is_ratable(message: NewMessage) -> bool:
    """Tell whether a rating says something: the assistant states facts, or refuses."""
    return message.author is Author.ASSISTANT and (bool(message.citations) or message.kind in _REFUSALS)


async def rate_message(conversing: Conversing, conversation_id: str, message_id: int, rating: Rating) -> None:
    """Keep a rating; the last one counts. Raises AnswerNotFound and StoreUnavailable."""
    async with conversing.turns.of(conversation_id):
        rated = await to_thread(conversing.store.rate, conversation_id, message_id, rating)
        if rated is None:
            raise AnswerNotFound(message_id)
        question = rated.content.in_reply_to
        if question is None:  # the greeting
            return
        if rating is Rating.UP:
            await to_thread(conversing.reviews.drop, conversation_id, question, ReviewReason.THUMBS_DOWN)
        else:
            await _queue(conversing, conversation_id, question)


async def _queue(conversing: Conversing, conversation_id: str, question_id: int) -> None:
    (question,) = await to_thread(conversing.store.messages_after, conversation_id, question_id - 1, limit=1)
    if _says_nothing(conversing, question):
        return
    replies = [reply.content for reply in await to_thread(conversing.store.replies_to, conversation_id, question_id)]
    await keep_for_review(conversing, question, replies, ReviewReason.THUMBS_DOWN, replies[-1].language)


def _says_nothing(conversing: Conversing, question: Message) -> bool:
    """Tell whether a message holds our words only: a press on "try again", or what stands where words were removed."""
    kinds = (NoticeKind.TRY_AGAIN, NoticeKind.REMOVED)
    return question.content.text in {conversing.notices.text(kind, language) for kind in kinds for language in Language}
