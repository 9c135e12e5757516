"""Who speaks in a conversation, on both databases: held by one person at a time, noted on leads and in the audit log."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from frontdesk.qualification.model import LeadStatus
from frontdesk.services.errors import ConversationNotFound
from frontdesk.services.staff_ports import NewMember
from frontdesk.services.takeover import Change, HeldByAnother, NotHeld
from frontdesk.services.transcript import Author, Conversation, NewMessage, Wanted
from frontdesk.staff.member import SYSTEM, Member, acting
from frontdesk.staff.role import Role
from frontdesk.store.audit_tables import AuditRow
from frontdesk.store.conversation_store import SqlConversationStore
from frontdesk.store.lead_desk_tables import TaskRow
from frontdesk.store.lead_store import SqlLeadStore
from frontdesk.store.lead_tables import LeadEventRow
from frontdesk.store.live_conversations import SqlLiveConversations
from frontdesk.store.presence_store import SqlPresence
from frontdesk.store.session import Database
from frontdesk.store.staff_store import SqlStaffStore
from frontdesk.store.takeover_store import SqlTakeovers
from frontdesk.values import Language
from tests.factories import NOON, make_answer, make_conversation, make_enquiry, make_lead, make_message

pytestmark = pytest.mark.store
MINUTES, NEXT_WEEK = timedelta(minutes=5), NOON + timedelta(days=7)


@pytest.fixture
def store(database: Database) -> SqlConversationStore:
    return SqlConversationStore(database)


@pytest.fixture
def takeovers(database: Database) -> SqlTakeovers:
    return SqlTakeovers(database)


@pytest.fixture
def conversation(store: SqlConversationStore) -> Conversation:
    made = make_conversation()
    store.create(made)
    return made


@pytest.fixture
def staff(database: Database) -> tuple[Member, Member]:
    def member(name: str) -> Member:
        new = NewMember(f"{name.lower()}@agency.example", name, Role.OFFICER, Language.EN)
        return SqlStaffStore(database).add(new, by=SYSTEM, at=NOON)

    return member("Marie"), member("Tom")


def change(member: Member | None, at: Any = NOON) -> Change:
    notice = make_message(author=Author.NOTICE, text="somebody joined or left", sent_at=at)
    return Change(acting(member) if member else SYSTEM, notice, at + MINUTES)


def words(member: Member, **given: Any) -> NewMessage:
    return make_message(author=Author.STAFF, staff_id=member.id, staff_name=member.name, **given)


def test_of_two_who_take_over_at_once_one_holds_the_conversation(
    takeovers: SqlTakeovers, conversation: Conversation, staff: tuple[Member, Member]
) -> None:
    def take(member: Member) -> bool:
        try:
            return takeovers.take_over(conversation.id, change(member)) is not None
        except HeldByAnother:
            return False

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(take, staff)) == [False, True]


def test_taking_over_twice_is_told_once(
    store: SqlConversationStore, takeovers: SqlTakeovers, conversation: Conversation, staff: tuple[Member, Member]
) -> None:
    assert takeovers.take_over(conversation.id, change(staff[0])) is not None
    assert takeovers.take_over(conversation.id, change(staff[0])) is None
    assert len(store.messages_after(conversation.id)) == 1


def test_a_colleague_is_relieved_only_by_their_own_number(
    store: SqlConversationStore, takeovers: SqlTakeovers, conversation: Conversation, staff: tuple[Member, Member]
) -> None:
    first, second = staff
    takeovers.take_over(conversation.id, change(first))
    with pytest.raises(HeldByAnother) as refused:
        takeovers.take_over(conversation.id, change(second), from_whom=second.id)
    assert refused.value.staff_id == first.id
    takeovers.take_over(conversation.id, change(second), from_whom=first.id)
    found = store.get(conversation.id)
    assert found is not None
    assert found.handled_by == second.id


def test_nothing_of_the_assistant_is_kept_while_a_person_holds_the_conversation(
    store: SqlConversationStore, takeovers: SqlTakeovers, conversation: Conversation, staff: tuple[Member, Member]
) -> None:
    before, _ = store.append(conversation.id, make_message(text="before"))
    takeovers.take_over(conversation.id, change(staff[0]))
    during, _ = store.append(conversation.id, make_message(text="during"))
    for message in (before, during):
        assert store.append_all(conversation.id, [make_answer(in_reply_to=message.id)]) == ()
    takeovers.hand_back(conversation.id, change(staff[0]))
    for message in (before, during):
        assert store.append_all(conversation.id, [make_answer(in_reply_to=message.id)]) == ()
    after, _ = store.append(conversation.id, make_message(text="after"))
    assert len(store.append_all(conversation.id, [make_answer(in_reply_to=after.id)])) == 1


def test_only_the_holder_writes_and_hands_back(
    takeovers: SqlTakeovers, conversation: Conversation, staff: tuple[Member, Member]
) -> None:
    first, second = staff
    with pytest.raises(NotHeld):
        takeovers.say(conversation.id, words(first), acting(first), follow_up_at=NEXT_WEEK)
    with pytest.raises(NotHeld):
        takeovers.hand_back(conversation.id, change(first))
    takeovers.take_over(conversation.id, change(first))
    with pytest.raises(HeldByAnother):
        takeovers.say(conversation.id, words(second), acting(second), follow_up_at=NEXT_WEEK)
    with pytest.raises(HeldByAnother):
        takeovers.hand_back(conversation.id, change(second))
    with pytest.raises(ConversationNotFound):
        takeovers.take_over("unknown", change(first))


def test_what_a_person_says_is_read_with_their_name_and_kept_once(
    store: SqlConversationStore, takeovers: SqlTakeovers, conversation: Conversation, staff: tuple[Member, Member]
) -> None:
    marie = staff[0]
    takeovers.take_over(conversation.id, change(marie))
    said, new = takeovers.say(
        conversation.id, words(marie, client_message_id="staff 1 x"), acting(marie), follow_up_at=NEXT_WEEK
    )
    again, repeated = takeovers.say(
        conversation.id, words(marie, client_message_id="staff 1 x"), acting(marie), follow_up_at=NEXT_WEEK
    )
    assert (new, repeated) == (True, False)
    assert again == said == store.messages_after(conversation.id)[-1]
    assert said.content.staff_name == "Marie"


def test_a_person_s_words_answer_the_lead_once_and_everything_is_on_its_timeline(
    database: Database, takeovers: SqlTakeovers, conversation: Conversation, staff: tuple[Member, Member]
) -> None:
    marie, leads = staff[0], SqlLeadStore(database)
    lead = make_lead(enquiry=make_enquiry(conversation_id=conversation.id))
    leads.record_lead(lead, [])
    takeovers.take_over(conversation.id, change(marie))
    for _ in range(2):
        takeovers.say(conversation.id, words(marie), acting(marie), follow_up_at=NEXT_WEEK)
    takeovers.hand_back(conversation.id, change(marie))
    found = leads.get(lead.reference)
    assert found is not None
    assert found.status is LeadStatus.CONTACTED
    with database.reading() as session:
        kinds = list(session.scalars(select(LeadEventRow.kind).order_by(LeadEventRow.id)))
        logged = list(session.scalars(select(AuditRow.action).where(AuditRow.object_id == conversation.id)))
        tasks = [(task.kind, task.due_at, task.assignee_id) for task in session.scalars(select(TaskRow))]
    assert tasks == [("follow_up", NEXT_WEEK, marie.id)], "a talk is followed up once, not once a message"
    assert kinds[-6:] == ["taken_over", "answered", "status_changed", "assigned", "task_made", "handed_back"]
    assert logged == ["took_over", "answered", "answered", "handed_back"]


def test_a_missed_promise_is_told_once_however_many_look(
    database: Database, store: SqlConversationStore, takeovers: SqlTakeovers, conversation: Conversation
) -> None:
    lead = make_lead(enquiry=make_enquiry(conversation_id=conversation.id))
    SqlLeadStore(database).record_lead(lead, [])
    store.append_all(conversation.id, [make_answer()], wanted=Wanted(NOON, NOON + MINUTES))
    late = NOON + 2 * MINUTES
    assert takeovers.overdue(NOON) == ()
    assert [found.id for found in takeovers.overdue(late)] == [conversation.id]
    with ThreadPoolExecutor(4) as pool:
        miss = lambda _: takeovers.miss_promise(conversation.id, change(None, late), hand_back=False)  # noqa: E731
        told = [message for message in pool.map(miss, range(4)) if message]
    assert len(told) == 1
    assert takeovers.overdue(late) == ()
    found = store.get(conversation.id)
    assert found is not None
    assert found.person_wanted_at == NOON  # still waits, and staff still see it
    with database.reading() as session:
        kinds = list(session.scalars(select(LeadEventRow.kind)))
    assert kinds.count("promise_missed") == 1


def test_a_person_who_comes_or_answers_keeps_the_promise(
    store: SqlConversationStore, takeovers: SqlTakeovers, conversation: Conversation, staff: tuple[Member, Member]
) -> None:
    marie = staff[0]
    store.append_all(conversation.id, [make_answer()], wanted=Wanted(NOON, NOON + MINUTES))
    takeovers.take_over(conversation.id, change(marie, NOON + timedelta(minutes=4)))
    (held,) = takeovers.overdue(NOON + timedelta(minutes=9))  # came, and has as long again to say something
    assert held.person_wanted_at is None
    assert takeovers.miss_promise(conversation.id, change(None, NOON + MINUTES), hand_back=False) is None
    takeovers.say(conversation.id, words(marie), acting(marie), follow_up_at=NEXT_WEEK)
    assert takeovers.overdue(NOON + timedelta(days=1)) == ()
    said = make_message(sent_at=NOON + 3 * MINUTES)
    store.append(conversation.id, said, answer_by=NOON + 4 * MINUTES)
    store.append(conversation.id, said, answer_by=NOON + 5 * MINUTES)
    assert [found.promised_until for found in takeovers.overdue(NOON + 4 * MINUTES)] == [NOON + 4 * MINUTES]


def test_a_conversation_whose_holder_left_goes_back_to_the_assistant(
    store: SqlConversationStore, takeovers: SqlTakeovers, conversation: Conversation, staff: tuple[Member, Member]
) -> None:
    takeovers.take_over(conversation.id, change(staff[0]))
    store.append(conversation.id, make_message(), answer_by=NOON + MINUTES)
    late = NOON + 2 * MINUTES
    assert takeovers.miss_promise(conversation.id, change(None, late), hand_back=True) is not None
    found = store.get(conversation.id)
    assert found is not None
    assert (found.handled_by, found.person_wanted_at, found.promised_until) == (None, late, None)


def test_erasing_leaves_nothing_of_what_a_person_said(
    store: SqlConversationStore, takeovers: SqlTakeovers, conversation: Conversation, staff: tuple[Member, Member]
) -> None:
    takeovers.take_over(conversation.id, change(staff[0]))
    takeovers.say(conversation.id, words(staff[0]), acting(staff[0]), follow_up_at=NEXT_WEEK)
    assert store.erase(conversation.id)
    assert store.messages_after(conversation.id) == ()
    with pytest.raises(ConversationNotFound):
        takeovers.say(conversation.id, words(staff[0]), acting(staff[0]), follow_up_at=NEXT_WEEK)


def test_whoever_waits_comes_first_then_who_is_held_then_who_is_active(
    database: Database, store: SqlConversationStore, takeovers: SqlTakeovers, staff: tuple[Member, Member]
) -> None:
    waits_long, waits, held, active, silent, old = (
        make_conversation(last_seen=NOON - (timedelta(hours=1) if number == 5 else timedelta())) for number in range(6)
    )
    for one in (waits, waits_long, held, active, silent, old):
        store.create(one)
        if one is not silent:
            store.append(one.id, make_message(text=f"from {one.id}", sent_at=one.last_seen))
    store.append_all(waits_long.id, [make_answer()], wanted=Wanted(NOON - 2 * MINUTES, None))
    store.append_all(waits.id, [make_answer()], wanted=Wanted(NOON - MINUTES, None))
    takeovers.take_over(held.id, change(staff[0]))
    live = SqlLiveConversations(database)
    found = live.waiting_or_active(wanted_since=NOON - timedelta(hours=12), active_since=NOON - timedelta(minutes=15))
    assert [one.conversation.id for one in found] == [waits_long.id, waits.id, held.id, active.id]
    assert found[2].holder == "Marie"
    assert found[3].last is not None
    assert found[3].last.content.text == f"from {active.id}"
    assert live.waiting(NOON - timedelta(hours=12)) == 2
    assert live.waiting(NOON - timedelta(minutes=6)) == 1


def test_presence_is_of_those_who_may_take_over(database: Database, staff: tuple[Member, Member]) -> None:
    presence = SqlPresence(database)
    new = NewMember("viewer@agency.example", "Viewer", Role.VIEWER, Language.EN)
    viewer = SqlStaffStore(database).add(new, by=SYSTEM, at=NOON)
    presence.seen(viewer.id, NOON)
    assert not presence.is_anybody_there(NOON - MINUTES)
    presence.seen(staff[0].id, NOON)
    presence.seen(staff[0].id, NOON - 2 * MINUTES)  # an older look changes nothing
    assert presence.is_anybody_there(NOON - MINUTES)
    assert presence.was_seen(staff[0].id, NOON - MINUTES)
    assert not presence.was_seen(staff[1].id, NOON - MINUTES)
    assert not presence.is_anybody_there(NOON + MINUTES)
