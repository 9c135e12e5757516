"""The review queue: a text once however often it is said, decided once, and gone with the conversations that said it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from frontdesk.services.review import (
    Answered,
    Decision,
    Occasion,
    ReviewItem,
    ReviewItemDecided,
    ReviewItemNotFound,
    ReviewQuery,
    ReviewReason,
    ReviewStatus,
)
from frontdesk.services.transcript import Conversation, Guess
from frontdesk.staff.member import Actor
from frontdesk.store.audit_tables import AuditRow
from frontdesk.store.conversation_store import SqlConversationStore
from frontdesk.store.migrate import upgrade
from frontdesk.store.review_store import KEPT, SqlReviewQueue
from frontdesk.store.review_tables import ReviewItemRow, ReviewOccasionRow
from frontdesk.store.session import Database, open_database
from frontdesk.values import Language
from tests.factories import NOON, make_conversation, make_message

pytestmark = pytest.mark.store

ANSWERED = Answered("refusal", ("ucb-founded",), "ask_revenue", 0.71, (Guess("ask_revenue", 0.71),))
EVERYTHING = ReviewQuery(status=None)
EDITOR = Actor("staff:7")


class Visitor:
    """Somebody who says things that go to the queue."""

    def __init__(self, database: Database) -> None:
        self.queue, self.store = SqlReviewQueue(database), SqlConversationStore(database)
        self.conversation: Conversation = make_conversation()
        self.store.create(self.conversation)

    def say(self, text: str) -> int:
        message, _ = self.store.append(self.conversation.id, make_message(text=text))
        return message.id

    def note(
        self,
        text: str,
        *,
        message: int | None = None,
        why: ReviewReason = ReviewReason.REFUSED,
        answered: Answered = ANSWERED,
        language: Language = Language.EN,
        at: timedelta = timedelta(0),
    ) -> int:
        message = message or self.say(text)
        self.queue.note(text, language, answered, Occasion(self.conversation.id, message, why, NOON + at))
        return message


@pytest.fixture
def visitor(database: Database) -> Visitor:
    return Visitor(database)


def only(queue: SqlReviewQueue, query: ReviewQuery = EVERYTHING) -> ReviewItem:
    (item,) = queue.items(query)
    return item


def test_an_item_is_read_as_it_was_noted(visitor: Visitor) -> None:
    visitor.note("What is UCB's revenue?")
    item = only(visitor.queue)
    assert item == visitor.queue.get(item.id)
    assert (item.text, item.language, item.answered) == ("What is UCB's revenue?", Language.EN, ANSWERED)
    assert (item.why, item.asked, item.status) == ((ReviewReason.REFUSED,), 1, ReviewStatus.OPEN)
    assert item.created_at == item.last_asked == NOON


def test_the_same_text_is_counted_and_not_repeated(database: Database) -> None:
    first, second = Visitor(database), Visitor(database)
    first.note("What is UCB's revenue?")
    second.note("what is  UCB's REVENUE", answered=Answered("clarification"), at=timedelta(hours=1))
    item = only(first.queue)
    assert item.asked == 2
    assert item.text == "What is UCB's revenue?"
    assert item.answered.kind == "clarification"
    assert item.last_asked == NOON + timedelta(hours=1)


def test_the_same_message_counts_once_for_each_reason(visitor: Visitor) -> None:
    message = visitor.note("revenue?")
    visitor.note("revenue?", message=message)
    visitor.note("revenue?", message=message, why=ReviewReason.THUMBS_DOWN)
    item = only(visitor.queue)
    assert item.asked == 1
    assert item.why == (ReviewReason.REFUSED, ReviewReason.THUMBS_DOWN)


def test_the_same_words_in_two_languages_are_two_items(visitor: Visitor) -> None:
    visitor.note("subsidie?", language=Language.NL)
    visitor.note("subsidie?", language=Language.FR)
    assert {item.language for item in visitor.queue.items(EVERYTHING)} == {Language.NL, Language.FR}


def test_two_conversations_that_say_the_same_at_once_make_one_item(database: Database) -> None:
    visitors = [Visitor(database) for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda visitor: visitor.note("land price?"), visitors))
    assert only(visitors[0].queue).asked == 6


def test_what_was_pressed_instead_is_kept_with_the_question(visitor: Visitor) -> None:
    asked_back = visitor.note("exports thing", why=ReviewReason.ASKED_BACK)
    assert visitor.queue.note_choice(visitor.conversation.id, asked_back, "exports-2023", at=NOON)
    assert visitor.queue.note_choice(visitor.conversation.id, asked_back, "exports-share", at=NOON)
    item = only(visitor.queue)
    assert item.chosen == ("exports-share",)
    assert item.why == (ReviewReason.ASKED_BACK, ReviewReason.CHOSE_ALTERNATIVE)
    assert item.asked == 1


def test_a_choice_after_a_question_that_is_not_in_the_queue_is_not_kept(visitor: Visitor, database: Database) -> None:
    message = visitor.say("Who founded UCB?")
    stranger = Visitor(database)
    theirs = stranger.note("exports thing")
    assert not visitor.queue.note_choice(visitor.conversation.id, message, "x", at=NOON)
    assert not visitor.queue.note_choice(visitor.conversation.id, theirs, "x", at=NOON)
    assert only(visitor.queue).chosen == ()


def test_taking_back_the_only_reason_takes_the_text_away(visitor: Visitor) -> None:
    twice = visitor.note("revenue?")
    visitor.note("revenue?", message=twice, why=ReviewReason.THUMBS_DOWN)
    once = visitor.note("history?", why=ReviewReason.THUMBS_DOWN)
    for message in (twice, once):
        visitor.queue.drop(visitor.conversation.id, message, ReviewReason.THUMBS_DOWN)
    assert only(visitor.queue).why == (ReviewReason.REFUSED,)


def test_items_are_found_by_status_language_and_reason_the_most_asked_first(visitor: Visitor) -> None:
    visitor.note("rare")
    visitor.note("often")
    visitor.note("often")
    visitor.note("rejeté", language=Language.FR, why=ReviewReason.NOT_UNDERSTOOD)
    texts = [item.text for item in visitor.queue.items(ReviewQuery())]
    assert texts == ["often", "rejeté", "rare"]
    assert only(visitor.queue, ReviewQuery(language=Language.FR)).text == "rejeté"
    assert only(visitor.queue, ReviewQuery(why=ReviewReason.NOT_UNDERSTOOD)).text == "rejeté"
    assert only(visitor.queue, ReviewQuery(limit=1)).text == "often"
    assert visitor.queue.items(ReviewQuery(status=ReviewStatus.IGNORED)) == ()


def test_a_decision_is_kept_and_a_later_one_replaces_it(visitor: Visitor) -> None:
    visitor.note("revenue?")
    item = only(visitor.queue)
    first = Decision(ReviewStatus.ASSIGNED_FACT, "Ann", NOON, "ucb-founded", "What does UCB earn?")
    assert visitor.queue.decide(item.id, first).decision == first
    visitor.queue.mark_exported([item.id], at=NOON)
    assert visitor.queue.get(item.id).exported_at == NOON
    second = Decision(ReviewStatus.IGNORED, "Ben", NOON + timedelta(days=1))
    visitor.queue.decide(item.id, second)
    decided = only(visitor.queue, ReviewQuery(status=ReviewStatus.IGNORED))
    assert decided.decision == second
    assert decided.exported_at is None


def test_what_is_decided_keeps_its_answer_and_goes_on_counting(visitor: Visitor) -> None:
    visitor.note("revenue?")
    item = only(visitor.queue)
    visitor.queue.decide(item.id, Decision(ReviewStatus.IGNORED, "Ann", NOON))
    visitor.note("revenue?", answered=Answered("facts"))
    assert only(visitor.queue).answered == ANSWERED
    assert only(visitor.queue).asked == 2


def test_an_item_that_is_not_there_is_said_to_be_missing(visitor: Visitor) -> None:
    with pytest.raises(ReviewItemNotFound):
        visitor.queue.get(99)
    with pytest.raises(ReviewItemNotFound):
        visitor.queue.decide(99, Decision(ReviewStatus.IGNORED, "Ann", NOON))


def test_erasing_a_conversation_takes_its_texts_decided_ones_too(database: Database) -> None:
    visitor, other = Visitor(database), Visitor(database)
    visitor.note("canary of mine")
    visitor.note("canary decided")
    visitor.note("said by both")
    other.note("said by both")
    decided = next(item for item in visitor.queue.items(EVERYTHING) if item.text == "canary decided")
    visitor.queue.decide(decided.id, Decision(ReviewStatus.ASSIGNED_INTENT, "Ann", NOON, "ask_history"))
    assert visitor.store.erase(visitor.conversation.id)
    left = only(visitor.queue)
    assert (left.text, left.asked) == ("said by both", 1)
    assert other.store.erase(other.conversation.id)
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(ReviewItemRow)) == 0
        assert session.scalar(select(func.count()).select_from(ReviewOccasionRow)) == 0


def test_nothing_erased_stays_readable_in_the_file(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/frontdesk.db")
    upgrade(database)
    visitor = Visitor(database)
    visitor.queue.note(
        "CANARY text",
        Language.EN,
        ANSWERED,
        Occasion(visitor.conversation.id, visitor.say("x"), ReviewReason.REFUSED, NOON),
    )
    assert any(b"CANARY" in file.read_bytes() for file in tmp_path.iterdir())
    visitor.store.erase(visitor.conversation.id)
    assert not any(b"CANARY" in file.read_bytes() for file in tmp_path.iterdir())
    database.close()


def test_removing_the_words_of_an_enquiry_takes_them_out_of_the_queue(visitor: Visitor) -> None:
    visitor.note("asked before")
    since = visitor.note("I am Ann and want land")
    visitor.store.mask_visitor_messages(visitor.conversation.id, since, text="removed")
    assert only(visitor.queue).text == "asked before"


def test_nothing_is_noted_for_a_conversation_that_was_erased_meanwhile(visitor: Visitor) -> None:
    message = visitor.say("revenue?")
    visitor.store.erase(visitor.conversation.id)
    visitor.note("revenue?", message=message)
    assert not visitor.queue.note_choice(visitor.conversation.id, message, "x", at=NOON)
    assert visitor.queue.items(EVERYTHING) == ()


def test_what_nobody_has_said_for_half_a_year_goes(visitor: Visitor) -> None:
    visitor.note("long ago")
    visitor.note("said again")
    visitor.note("said again", at=timedelta(days=10))
    visitor.note("today", at=KEPT + timedelta(days=1))
    assert {item.text: item.asked for item in visitor.queue.items(EVERYTHING)} == {"said again": 1, "today": 1}


def logged(database: Database) -> list[tuple[str, str, dict[str, object]]]:
    """Who did what to the queue, as the audit log has it."""
    entries = select(AuditRow).where(AuditRow.object_kind == "review_item").order_by(AuditRow.id)
    with database.reading() as session:
        return [(row.actor, row.object_id, dict(row.details)) for row in session.scalars(entries)]


def test_a_decision_is_logged_and_can_be_taken_back(database: Database, visitor: Visitor) -> None:
    visitor.note("What is UCB's revenue?")
    item = only(visitor.queue)
    visitor.queue.decide(item.id, Decision(ReviewStatus.IGNORED, "ann", NOON), by=EDITOR)
    assert visitor.queue.reopen(item.id, by=EDITOR, at=NOON) == item
    assert logged(database) == [
        (EDITOR.name, str(item.id), {"status": "ignored"}),
        (EDITOR.name, str(item.id), {"status": "open"}),
    ]


def test_what_must_be_undecided_and_is_not_stays_as_it_was_decided(visitor: Visitor) -> None:
    visitor.note("What is UCB's revenue?")
    number = only(visitor.queue).id
    first = Decision(ReviewStatus.IGNORED, "ann", NOON)
    visitor.queue.decide(number, first, undecided=True)
    with pytest.raises(ReviewItemDecided):
        visitor.queue.decide(number, Decision(ReviewStatus.OUT_OF_SCOPE, "bob", NOON), undecided=True)
    assert visitor.queue.get(number).decision == first


def test_a_rewritten_text_is_one_with_the_same_text_in_the_queue(database: Database, visitor: Visitor) -> None:
    visitor.note("Is [person] there")
    visitor.note("Is Ann there")
    visitor.note("Is Bob there", language=Language.FR)
    kept, ann, bob = sorted(visitor.queue.items(EVERYTHING), key=lambda item: item.id)
    joined = visitor.queue.rewrite(ann.id, "is [person] there?", by=EDITOR, at=NOON)
    assert (joined.id, joined.asked, joined.text) == (kept.id, 2, "Is [person] there")
    alone = visitor.queue.rewrite(bob.id, "is [person] there?", by=EDITOR, at=NOON)
    assert (alone.id, alone.text) == (bob.id, "is [person] there?")
    assert {item.id for item in visitor.queue.items(EVERYTHING)} == {kept.id, bob.id}
    assert logged(database)[0] == (EDITOR.name, str(ann.id), {"changed": "text", "joined": kept.id})
    visitor.note("Is [person] there", language=Language.FR)
    assert visitor.queue.get(bob.id).asked == 2


def test_the_numbers_are_in_the_order_of_the_items_page_by_page(visitor: Visitor) -> None:
    for text in ("one", "two", "three", "three"):
        visitor.note(text)
    query = ReviewQuery()
    numbers = visitor.queue.ids(query)
    assert numbers == tuple(item.id for item in visitor.queue.items(query))
    assert [item.id for item in visitor.queue.items(ReviewQuery(limit=1, skip=1))] == [numbers[1]]
    visitor.queue.decide(numbers[2], Decision(ReviewStatus.IGNORED, "ann", NOON))
    visitor.queue.decide(numbers[0], Decision(ReviewStatus.OUT_OF_SCOPE, "ann", NOON + timedelta(hours=1)))
    assert visitor.queue.ids(ReviewQuery(status=None, decided=True)) == (numbers[0], numbers[2])
