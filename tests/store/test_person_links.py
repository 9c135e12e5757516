"""Two conversations are one person's because a member of staff says so, and two persons' again where that was wrong."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from frontdesk.services.lead_page import LeadFile
from frontdesk.services.lead_problems import AlreadyTogether, ConversationUnknown, LeadNotFound, MergedAway
from frontdesk.services.link_conversations import LinkConversations, last_part
from frontdesk.staff.member import Actor, acting
from frontdesk.store.audit_tables import AuditRow
from frontdesk.store.channel_tables import ChannelThreadRow
from frontdesk.store.conversation_store import SqlConversationStore
from frontdesk.store.lead_desk_files import SqlLeadFiles
from frontdesk.store.lead_desk_tables import LinkedConversationRow
from frontdesk.store.lead_link_store import SqlConversationLinks
from frontdesk.store.lead_merge_store import SqlLeadMerges
from frontdesk.store.lead_store import SqlLeadStore
from frontdesk.store.session import Database
from tests.factories import NOON, make_conversation, make_enquiry, make_lead
from tests.store.colleagues import colleague

pytestmark = pytest.mark.store
LATER = NOON + timedelta(hours=2)


@pytest.fixture
def claire(database: Database) -> Actor:
    return acting(colleague(database, name="Claire"))


@pytest.fixture
def links(database: Database) -> SqlConversationLinks:
    return SqlConversationLinks(database)


def talked(database: Database, channel: str = "telegram") -> str:
    talk = make_conversation(channel=channel)
    SqlConversationStore(database).create(talk)
    return talk.id


def recorded(database: Database, conversation: str, **enquiry: Any) -> str:
    lead = make_lead(enquiry=make_enquiry(conversation_id=conversation, **enquiry))
    return SqlLeadStore(database).record_lead(lead, []).reference


def file_of(database: Database, reference: str) -> LeadFile:
    found = SqlLeadFiles(database).read(reference)
    assert found is not None
    return found


def talks_of(database: Database, reference: str) -> set[str]:
    return {one.conversation_id for one in file_of(database, reference).linked}


def logged(database: Database) -> list[tuple[str, str, dict[str, Any]]]:
    with database.reading() as session:
        rows = session.scalars(select(AuditRow).order_by(AuditRow.id))
        return [(row.action, row.object_id, dict(row.details)) for row in rows if row.action in {"linked", "unlinked"}]


def test_a_conversation_without_an_enquiry_is_linked_and_parted(
    links: SqlConversationLinks, database: Database, claire: Actor
) -> None:
    lead, talk = recorded(database, talked(database, "website")), talked(database)
    assert file_of(database, lead).linked == ()
    links.link(lead, talk, by=claire, at=LATER)
    (linked,) = file_of(database, lead).linked
    assert (linked.conversation_id, linked.reference, linked.by_id, linked.at) == (talk, None, claire.staff_id, LATER)
    assert linked.link_id is not None
    assert links.unlink(linked.link_id, by=claire, at=LATER) == lead
    assert file_of(database, lead).linked == ()
    assert logged(database) == [("linked", lead, {"conversation": talk}), ("unlinked", lead, {"conversation": talk})]
    told = [(entry.event.kind.value, entry.event.details) for entry in file_of(database, lead).timeline]
    assert told[-2:] == [("linked", {"other": "telegram"}), ("unlinked", {"other": "telegram"})]


def test_each_of_two_enquiries_shows_the_conversation_of_the_other(
    links: SqlConversationLinks, database: Database, claire: Actor
) -> None:
    here, there = talked(database, "website"), talked(database, "whatsapp")
    first, second = recorded(database, here), recorded(database, there)
    links.link(first, second.lower(), by=claire, at=LATER)
    assert talks_of(database, first) == {there}
    assert talks_of(database, second) == {here}
    assert {one.reference for one in file_of(database, second).linked} == {first}
    assert [object_id for _, object_id, _ in logged(database)] == [first, second]
    assert file_of(database, second).timeline[-1].event.kind.value == "linked"


def test_three_channels_are_one_person_and_each_link_is_taken_back_by_itself(
    links: SqlConversationLinks, database: Database, claire: Actor
) -> None:
    talks = [talked(database) for _ in range(3)]
    leads = [recorded(database, talk) for talk in talks]
    links.link(leads[2], talks[1], by=claire, at=LATER)
    links.link(leads[0], talks[1], by=claire, at=LATER)
    assert [talks_of(database, lead) for lead in leads] == [{*talks} - {talk} for talk in talks]
    nearest = {one.conversation_id: one.link_id for one in file_of(database, leads[0]).linked}
    links.unlink(nearest[talks[1]] or 0, by=claire, at=LATER)
    assert talks_of(database, leads[0]) == set()
    assert talks_of(database, leads[2]) == {talks[1]}


def test_the_conversation_of_a_merged_lead_is_shown_and_is_not_to_be_unlinked(
    links: SqlConversationLinks, database: Database, claire: Actor
) -> None:
    kept, there = recorded(database, talked(database)), talked(database)
    merged = recorded(database, there)
    SqlLeadMerges(database).merge(kept, merged, by=claire, at=LATER)
    (linked,) = file_of(database, kept).linked
    assert (linked.conversation_id, linked.reference, linked.link_id) == (there, merged, None)
    with pytest.raises(MergedAway):
        links.link(merged, talked(database), by=claire, at=LATER)


def test_what_belongs_together_already_is_not_linked_again(
    links: SqlConversationLinks, database: Database, claire: Actor
) -> None:
    own, talk = talked(database), talked(database)
    lead = recorded(database, own)
    links.link(lead, talk, by=claire, at=LATER)
    for named in (own, talk, lead):
        with pytest.raises(AlreadyTogether):
            links.link(lead, named, by=claire, at=LATER)
    assert len(logged(database)) == 1


def test_nothing_is_linked_that_is_not_there(links: SqlConversationLinks, database: Database, claire: Actor) -> None:
    lead, other = recorded(database, talked(database)), recorded(database, "erased-long-ago-0001")
    for named in ("", "no-such-conversation", other):
        with pytest.raises(ConversationUnknown):
            links.link(lead, named, by=claire, at=LATER)
    with pytest.raises(LeadNotFound):
        links.link("WAL-26-0000-0000", talked(database), by=claire, at=LATER)
    with pytest.raises(LeadNotFound):
        links.unlink(999, by=claire, at=LATER)
    assert logged(database) == []


def test_a_link_goes_with_either_end(links: SqlConversationLinks, database: Database, claire: Actor) -> None:
    lead, talk = recorded(database, talked(database)), talked(database)
    links.link(lead, talk, by=claire, at=LATER)
    SqlConversationStore(database).erase(talk)
    with database.reading() as session:
        assert session.scalars(select(LinkedConversationRow)).all() == []
    assert file_of(database, lead).linked == ()


def test_likely_is_who_wrote_from_the_number_or_with_the_address_of_the_enquiry(
    links: SqlConversationLinks, database: Database
) -> None:
    own, same_address, same_number, stranger = (talked(database, channel) for channel in "ABCD")
    lead = recorded(database, own, email="ann@acme.example", phone="+32470111222")
    other = recorded(database, same_address, email="Ann@acme.example", phone=None)
    recorded(database, stranger, email="luc@acme.example", phone=None)
    with database.writing() as session:
        thread = {"channel": "whatsapp", "peer": "32470111222", "created_at": NOON, "next_attempt_at": NOON}
        session.add(ChannelThreadRow(**thread, conversation_id=same_number, address={}, sent_to=0, attempts=0))
    found = {one.conversation_id: one.reference for one in links.likely(lead, [])}
    assert found == {same_address: other, same_number: None}
    assert [one.conversation_id for one in links.likely(lead, [same_address])] == [same_number]


@pytest.mark.parametrize(
    ("named", "meant"),
    [
        ("https://desk.example.org/desk/live/abc_DEF-123456789012", "abc_DEF-123456789012"),
        (" /desk/leads/WAL-26-7K3M-9Q2X?said=x#talk ", "WAL-26-7K3M-9Q2X"),
        ("WAL-26-7K3M-9Q2X", "WAL-26-7K3M-9Q2X"),
        ("", ""),
        ("?!", ""),
    ],
)
def test_a_conversation_is_named_by_its_id_its_page_or_its_enquiry(named: str, meant: str) -> None:
    assert last_part(named) == meant


def test_the_service_says_when(database: Database, claire: Actor) -> None:
    class Clock:
        def now(self) -> Any:
            return LATER

    lead, talk = recorded(database, talked(database)), talked(database)
    LinkConversations(SqlConversationLinks(database), Clock()).link(lead, f"/desk/live/{talk}", by=claire)
    assert file_of(database, lead).linked[0].at == LATER
