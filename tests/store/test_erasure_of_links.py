"""Whoever is erased goes with all that staff linked with them, under every address they gave; nobody else does."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from frontdesk.services.erase_person import Eraser, erase_again, erase_person, find_person
from frontdesk.settings import Settings
from frontdesk.staff.member import SYSTEM, Actor, acting
from frontdesk.store.lead_link_store import SqlConversationLinks
from frontdesk.store.retention_store import SqlOutdating
from frontdesk.wiring.clock import SystemClock
from frontdesk.wiring.erasing import open_eraser
from frontdesk.wiring.stores import Stores, open_stores
from tests.factories import make_conversation, make_enquiry, make_lead, make_message
from tests.store.colleagues import colleague

pytestmark = pytest.mark.store


@pytest.fixture
def stores(database_url: str, tmp_path: Path) -> Iterator[Stores]:
    stores = open_stores(Settings(data_dir=tmp_path, database_url=database_url))
    yield stores
    stores.close()


@pytest.fixture
def eraser(stores: Stores, database_url: str, tmp_path: Path) -> Eraser:
    return open_eraser(Settings(data_dir=tmp_path, database_url=database_url), stores)


@pytest.fixture
def claire(stores: Stores) -> Actor:
    return acting(colleague(stores.database, name="Claire"))


def talked(stores: Stores, text: str = "Hello") -> str:
    now = SystemClock().now() - timedelta(days=2)
    talk = make_conversation(created_at=now, last_seen=now)
    stores.conversations.create(talk)
    stores.conversations.append(talk.id, make_message(text=text, sent_at=now))
    return talk.id


def recorded(stores: Stores, conversation: str, email: str) -> str:
    created = SystemClock().now() - timedelta(days=1)
    lead = make_lead(enquiry=make_enquiry(conversation_id=conversation, email=email), created_at=created)
    return stores.leads.record_lead(lead, []).reference


def link(stores: Stores, lead: str, named: str, by: Actor) -> None:
    SqlConversationLinks(stores.database).link(lead, named, by=by, at=SystemClock().now())


def test_linked_conversations_and_the_enquiries_of_their_other_addresses_go_too(
    stores: Stores, eraser: Eraser, claire: Actor
) -> None:
    first = recorded(stores, talked(stores), "ann@acme.example")
    second = recorded(stores, (there := talked(stores)), "Ann@Home.example")
    third = recorded(stores, talked(stores), "ann@home.example")
    talk = talked(stores)
    stays = recorded(stores, talked(stores), "luc@acme.example")
    link(stores, first, second, claire)
    link(stores, second, talk, claire)
    found = find_person(eraser, "ann@acme.example")
    assert found.addresses == ("ann@acme.example", "ann@home.example")
    assert set(found.leads) == {first, second, third}
    assert {there, talk} < set(found.conversations)
    assert found.rows["links"] == 2
    assert erase_person(eraser, "ann@acme.example", by=SYSTEM) == found
    assert [lead.reference for lead in stores.leads.list_leads()] == [stays]
    assert stores.conversations.get(talk) is None


def test_an_address_that_was_only_mentioned_leads_to_nobody_s_links(
    stores: Stores, eraser: Eraser, claire: Actor
) -> None:
    """A visitor names a colleague: the colleague's erasure takes the conversation, and not the visitor's enquiries."""
    mentions = talked(stores, "Please write to luc@acme.example as well.")
    lead = recorded(stores, talked(stores), "ann@acme.example")
    link(stores, lead, mentions, claire)
    found = find_person(eraser, "luc@acme.example")
    assert (found.addresses, found.leads, found.conversations) == (("luc@acme.example",), (), (mentions,))


def test_a_backup_from_before_the_link_is_erased_under_every_address(
    stores: Stores, eraser: Eraser, claire: Actor
) -> None:
    first = recorded(stores, talked(stores), "ann@acme.example")
    second = recorded(stores, talked(stores), "ann@home.example")
    before = [lead for lead in stores.leads.list_leads() if lead.reference in {first, second}]
    link(stores, first, second, claire)
    erase_person(eraser, "ann@acme.example", by=SYSTEM)
    for lead in before:
        stores.leads.record_lead(lead, [])
    assert set(erase_again(eraser, by=SYSTEM).leads) == {first, second}
    assert stores.leads.list_leads() == ()


def test_what_is_linked_is_kept_as_long_as_the_lead(stores: Stores, claire: Actor) -> None:
    lead, talk, alone = recorded(stores, talked(stores), "ann@acme.example"), talked(stores), talked(stores)
    link(stores, lead, talk, claire)
    outdated = SqlOutdating(stores.database).conversations(SystemClock().now(), limit=9)
    assert alone in outdated
    assert talk not in outdated
