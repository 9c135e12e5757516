"""Transcripts: one message once, in order, gone when erased."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from frontdesk.services.errors import ConversationNotFound
from frontdesk.services.transcript import Author, Conversation, Guess, Names, QuickReply, Rating, Understanding
from frontdesk.store.conversation_store import SqlConversationStore
from frontdesk.store.conversation_tables import MessageRow, QuickReplyRow
from frontdesk.store.migrate import upgrade
from frontdesk.store.session import Database, open_database
from frontdesk.values import Language
from tests.factories import NOON, make_answer, make_conversation, make_message

pytestmark = pytest.mark.store


@pytest.fixture
def store(database: Database) -> SqlConversationStore:
    return SqlConversationStore(database)


@pytest.fixture
def conversation(store: SqlConversationStore) -> Conversation:
    made = make_conversation()
    store.create(made)
    return made


def test_a_conversation_is_read_as_it_was_created(store: SqlConversationStore, conversation: Conversation) -> None:
    assert store.get(conversation.id) == conversation
    assert store.get("somebody-elses") is None


def test_a_message_is_read_as_it_was_written(store: SqlConversationStore, conversation: Conversation) -> None:
    question, added = store.append(conversation.id, make_message(text="Qui a fondé UCB ? 😀", client_message_id="1"))
    answer = make_answer(in_reply_to=question.id, asks="consent")
    store.append_all(conversation.id, [answer, make_message(author=Author.NOTICE)])
    found = store.messages_after(conversation.id)
    assert added
    assert found[0] == question
    assert found[1].content == answer
    assert [message.content.author for message in found] == [Author.VISITOR, Author.ASSISTANT, Author.NOTICE]


def test_a_message_sent_again_is_one_message(store: SqlConversationStore, conversation: Conversation) -> None:
    first, _ = store.append(conversation.id, make_message(client_message_id="mine"))
    again, added = store.append(conversation.id, make_message(client_message_id="mine", text="changed"))
    assert not added
    assert again == first
    assert len(store.messages_after(conversation.id)) == 1


def test_two_visitors_may_use_the_same_id_of_a_message(store: SqlConversationStore, conversation: Conversation) -> None:
    other = make_conversation()
    store.create(other)
    for mine in (conversation.id, other.id):
        assert store.append(mine, make_message(client_message_id="1"))[1]


def test_a_message_sent_eight_times_at_once_is_one_message(database_url: str) -> None:
    databases = [open_database(database_url, wait_seconds=20) for _ in range(8)]
    conversation = make_conversation()
    SqlConversationStore(databases[0]).create(conversation)
    gate = threading.Barrier(8)

    def send(number: int) -> tuple[int, bool]:
        store = SqlConversationStore(databases[number])
        store.get(conversation.id)  # connected before the race
        gate.wait()
        message, added = store.append(conversation.id, make_message(client_message_id="mine"))
        return message.id, added

    with ThreadPoolExecutor(8) as pool:
        sent = list(pool.map(send, range(8)))
    assert len({message_id for message_id, _ in sent}) == 1
    assert sum(added for _, added in sent) == 1
    for database in databases:
        database.close()


def test_only_later_messages_are_listed(store: SqlConversationStore, conversation: Conversation) -> None:
    sent = [store.append(conversation.id, make_message(text=str(number)))[0] for number in range(5)]
    assert store.messages_after(conversation.id, sent[2].id) == tuple(sent[3:])
    assert store.messages_after(conversation.id, limit=2) == tuple(sent[:2])


def test_replies_are_found_by_what_they_answer(store: SqlConversationStore, conversation: Conversation) -> None:
    first, second = (store.append(conversation.id, make_message())[0] for _ in range(2))
    replies = store.append_all(conversation.id, [make_answer(in_reply_to=second.id)])
    assert store.replies_to(conversation.id, second.id) == replies
    assert store.replies_to(conversation.id, first.id) == ()
    assert store.replies_to("somebody-elses", second.id) == ()


def test_a_message_moves_last_seen_and_never_back(store: SqlConversationStore, conversation: Conversation) -> None:
    for minutes in (5, 1):
        store.append(conversation.id, make_message(sent_at=NOON + timedelta(minutes=minutes)))
    assert store.get(conversation.id) == replace(conversation, last_seen=NOON + timedelta(minutes=5))


def test_nothing_can_be_added_to_an_unknown_conversation(store: SqlConversationStore) -> None:
    with pytest.raises(ConversationNotFound):
        store.append("unknown", make_message())
    with pytest.raises(ConversationNotFound):
        store.append_all("unknown", [make_answer()])
    assert store.append_all("unknown", []) == ()


def test_a_button_works_only_where_it_was_issued(store: SqlConversationStore, conversation: Conversation) -> None:
    button = QuickReply("b1", "Yes", "/affirm")
    store.append_all(conversation.id, [make_answer(quick_replies=(button,))])
    assert store.use_quick_reply("somebody-elses", "b1", at=NOON) is None
    assert store.use_quick_reply(conversation.id, "b2", at=NOON) is None
    assert store.use_quick_reply(conversation.id, "b1", at=NOON) == button


def test_a_second_press_shows_the_first(store: SqlConversationStore, conversation: Conversation) -> None:
    button = QuickReply("b1", "Yes", "/affirm")
    store.append_all(conversation.id, [make_answer(quick_replies=(button,))])
    store.use_quick_reply(conversation.id, "b1", at=NOON)
    for minutes in (1, 2):
        pressed = store.use_quick_reply(conversation.id, "b1", at=NOON + timedelta(minutes=minutes))
        assert pressed == replace(button, used_at=NOON)


def test_the_language_changes(store: SqlConversationStore, conversation: Conversation) -> None:
    store.set_language(conversation.id, Language.NL)
    assert store.get(conversation.id) == replace(conversation, language=Language.NL)


def test_only_what_the_visitor_wrote_since_is_masked(store: SqlConversationStore, conversation: Conversation) -> None:
    before, since, answer, after = (
        store.append(conversation.id, message)[0]
        for message in (make_message(), make_message(), make_answer(), make_message())
    )
    assert store.mask_visitor_messages(conversation.id, since.id, text="…") == 2
    found = {message.id: message.content.text for message in store.messages_after(conversation.id)}
    assert found == {
        before.id: before.content.text,
        since.id: "…",
        answer.id: answer.content.text,
        after.id: "…",
    }


def test_an_erased_conversation_leaves_no_row(
    store: SqlConversationStore, conversation: Conversation, database: Database
) -> None:
    kept = make_conversation()
    store.create(kept)
    for mine in (conversation.id, kept.id):
        question, _ = store.append(mine, make_message())
        store.append_all(mine, [make_answer(in_reply_to=question.id)])
    assert store.erase(conversation.id)
    assert not store.erase(conversation.id)
    assert store.get(conversation.id) is None
    with database.reading() as session:
        assert set(session.scalars(select(MessageRow.conversation_id))) == {kept.id}
        assert session.scalars(select(func.count()).select_from(QuickReplyRow)).one() == 2


def test_ids_of_erased_messages_are_not_used_again(store: SqlConversationStore, conversation: Conversation) -> None:
    last, _ = store.append(conversation.id, make_message())
    store.erase(conversation.id)
    store.create(conversation)
    assert store.append(conversation.id, make_message())[0].id > last.id


@pytest.mark.parametrize("way", ["erased", "masked"])
def test_erased_words_are_in_no_file_of_sqlite(tmp_path: Path, way: str) -> None:
    database, other = (open_database(f"sqlite:///{tmp_path}/frontdesk.db") for _ in range(2))
    upgrade(database)
    store, conversation = SqlConversationStore(database), make_conversation()
    store.create(conversation)
    store.append(conversation.id, make_message(text="xyzzy-canary"))
    assert SqlConversationStore(other).messages_after(
        conversation.id
    )  # another process has read it and keeps its connection
    assert _files_with(tmp_path, b"xyzzy-canary")
    if way == "erased":
        store.erase(conversation.id)
    else:
        store.mask_visitor_messages(conversation.id, 0, text="(removed)")
    assert _files_with(tmp_path, b"xyzzy-canary") == []
    database.close()
    other.close()


def test_erasing_beside_a_long_reader_succeeds_and_is_reported(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    database, other = (open_database(f"sqlite:///{tmp_path}/frontdesk.db", wait_seconds=0.1) for _ in range(2))
    upgrade(database)
    store, conversation = SqlConversationStore(database), make_conversation()
    store.create(conversation)
    with other.reading() as session:
        session.scalar(select(func.count()).select_from(MessageRow))
        assert store.erase(conversation.id)
    assert "journal_not_cleared" in [record.getMessage() for record in caplog.records]
    database.close()
    other.close()


def _files_with(folder: Path, words: bytes) -> list[str]:
    return [file.name for file in folder.iterdir() if words in file.read_bytes()]


def test_what_was_understood_and_the_rating_are_read_as_they_were_written(
    store: SqlConversationStore, conversation: Conversation
) -> None:
    names = Names(persons=("Ann",), contacts=("ann@acme.example",))
    understood = Understanding(
        "ask_history", 0.4, rejected=True, alternatives=(Guess("ask_history", 0.4),), names=names
    )
    (answer,) = store.append_all(conversation.id, [make_answer(understood=understood)])
    assert store.messages_after(conversation.id)[0].content.understood == understood
    rated = store.rate(conversation.id, answer.id, Rating.DOWN)
    assert rated is not None
    assert rated.content.rating is Rating.DOWN
    assert store.messages_after(conversation.id)[0].content == replace(answer.content, rating=Rating.DOWN)


def test_only_what_the_assistant_said_in_this_conversation_can_be_rated(
    store: SqlConversationStore, conversation: Conversation
) -> None:
    other = make_conversation()
    store.create(other)
    (theirs,) = store.append_all(other.id, [make_answer()])
    question, _ = store.append(conversation.id, make_message())
    for message_id in (theirs.id, question.id, 10**6):
        assert store.rate(conversation.id, message_id, Rating.UP) is None


def test_the_last_thing_the_assistant_said_before_a_message_is_found(
    store: SqlConversationStore, conversation: Conversation
) -> None:
    store.append_all(conversation.id, [make_answer(text="one"), make_answer(text="two", asks="name")])
    store.append_all(conversation.id, [make_message(author=Author.NOTICE)])
    question, _ = store.append(conversation.id, make_message())
    store.append_all(conversation.id, [make_answer(text="three")])
    before = store.said_before(conversation.id, question.id)
    assert before is not None
    assert before.content.text == "two"
    assert store.said_before(conversation.id, 0) is None


def test_removing_words_forgets_what_was_understood_of_them(
    store: SqlConversationStore, conversation: Conversation
) -> None:
    understood = Understanding("leave_enquiry", 0.9, names=Names(persons=("Ann",)))
    (before,) = store.append_all(conversation.id, [make_answer(understood=understood)])
    said, _ = store.append(conversation.id, make_message())
    store.append_all(conversation.id, [make_answer(understood=understood)])
    store.mask_visitor_messages(conversation.id, said.id, text="removed")
    kept = {message.id: message.content.understood for message in store.messages_after(conversation.id)}
    assert [one for one in kept.values() if one] == [understood]
    assert kept[before.id] == understood
