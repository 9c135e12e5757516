"""A courier with real receivers on both databases: receivers that are down for a day, refuse, hang or are not set up."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from frontdesk.services.delivery import DeliveryShelf, DestinationKind
from frontdesk.services.delivery_destinations import DestinationDraft
from frontdesk.staff.member import SYSTEM
from frontdesk.store.outbox_store import outbox_row
from tests.factories import make_outbox_entry
from tests.receivers import ok, status
from tests.store.post_office import PostOffice, post_office

pytestmark = pytest.mark.store
STEP = timedelta(minutes=10)


@pytest.fixture
def office(database_url: str) -> Iterator[PostOffice]:
    with post_office(database_url) as found:
        yield found


def live(office: PostOffice, days: float) -> None:
    """Let time pass with a courier at work."""
    until = office.clock.now() + timedelta(days=days)
    while office.clock.now() < until:
        office.deliver()
        office.clock.move(STEP)


def only_line(office: PostOffice, shelf: DeliveryShelf) -> str | None:
    (line,) = office.desk.lists.lines(shelf)
    return line.error


def test_what_happened_is_told_to_everybody_at_once(office: PostOffice) -> None:
    office.put(5, 5)
    assert office.deliver() == 10
    assert set(office.statuses().values()) == {"delivered"}
    assert office.deliver() == 0
    assert office.hook.requests.total() == 5
    assert office.box.ids.total() == 5


@pytest.mark.slow
@pytest.mark.parametrize("code", [503, 429, 404])
def test_receiver_that_is_down_for_a_day_gets_everything_afterwards_once(office: PostOffice, code: int) -> None:
    office.hook.answer = status(code)
    office.put(6, 2)
    live(office, 1)
    assert office.hook.taken.total() == 0
    assert len(office.box.messages) == 2, "the other receiver waits for nobody"
    asked = office.hook.requests.total()
    assert 6 <= asked <= 6 * 14, "a receiver that is down is not asked all the time"
    office.hook.answer = ok
    live(office, 0.6)
    assert dict(office.hook.taken) == {f"lead-{n}:webhook-1": 1 for n in range(6)}
    assert office.hook.requests.total() == asked + 6
    assert office.desk.counts()[DeliveryShelf.GIVEN_UP] == 0


@pytest.mark.slow
def test_receiver_that_stays_down_is_given_up_after_days_and_replayed_by_a_person(office: PostOffice) -> None:
    office.hook.answer = status(500)
    office.put(2, 0)
    live(office, 3.5)
    assert office.desk.counts()[DeliveryShelf.FAILING] == 2, "a long weekend is not long enough"
    live(office, 3)
    assert office.desk.counts()[DeliveryShelf.GIVEN_UP] == 2
    office.hook.answer = ok
    live(office, 1)
    assert office.hook.taken.total() == 0
    assert office.desk.replay_all("webhook-1", by=SYSTEM) == 2
    assert office.deliver() == 2


def test_refusal_for_good_goes_to_the_dead_letters_sooner(office: PostOffice) -> None:
    office.box.refuse_recipient = "550 no such user"
    office.put(0, 1)
    office.deliver()
    assert only_line(office, DeliveryShelf.GIVEN_UP) == "recipient_refused 550"


def test_one_refused_letter_does_not_hold_up_the_others(office: PostOffice) -> None:
    office.hook.answer = lambda told: (status(400) if b'"n":1' in told.body else ok)(told)
    office.put(4, 0)
    assert office.deliver() == 3
    assert only_line(office, DeliveryShelf.FAILING) == "refused 400"


def test_payload_that_lacks_something_is_a_dead_letter_and_no_crash(office: PostOffice) -> None:
    with office.stores.database.writing() as session:
        entry = make_outbox_entry(topic="visitor.answer", payload={"to": "a@b.example", "language": "en", "name": "A"})
        session.add(outbox_row(entry, None))
    office.put(0, 1)
    assert office.deliver() == 1
    assert only_line(office, DeliveryShelf.GIVEN_UP) == "payload_incomplete reference"


def test_what_the_receiver_asks_to_wait_is_waited(office: PostOffice) -> None:
    office.hook.answer = status(429, retry_after="3600")
    office.put(1, 0)
    office.deliver()
    office.clock.move(timedelta(minutes=59))
    office.deliver()
    assert office.hook.requests.total() == 1
    office.clock.move(timedelta(minutes=2))
    office.deliver()
    assert office.hook.requests.total() == 2


def test_body_and_id_are_the_same_at_every_attempt_and_the_signature_is_new(office: PostOffice) -> None:
    office.hook.answer = status(503)
    office.put(1, 0)
    office.deliver()
    office.clock.move(timedelta(minutes=2))
    office.deliver()
    first, second = office.hook.received
    assert first.body == second.body
    assert first.key == second.key == "lead-0:webhook-1"
    assert first.headers["frontdesk-signature"] != second.headers["frontdesk-signature"]


def test_letters_wait_while_there_is_no_mail_server_and_go_out_once_there_is(database_url: str) -> None:
    with post_office(database_url, mail=False) as office:
        office.put(1, 3)
        assert office.deliver() == 1
        live(office, 0.2)
        waiting = office.desk.lists.lines(DeliveryShelf.WAITING)
        assert [line.attempts for line in waiting] == [0, 0, 0]
        assert office.desk.standing(office.desk.find("mail")) == "not_configured"
    with post_office(database_url) as office:
        office.clock.move(timedelta(days=1))
        assert office.deliver() == 3
        assert len(office.box.ids) == 3


def test_what_waits_for_a_destination_that_is_switched_off_goes_out_when_it_is_on(office: PostOffice) -> None:
    office.hook.answer = status(503)
    office.put(2, 0)
    office.deliver()
    office.desk.switch("webhook-1", on=False, by=SYSTEM)
    office.hook.answer = ok
    live(office, 0.1)
    assert office.hook.taken.total() == 0
    office.desk.switch("webhook-1", on=True, by=SYSTEM)
    assert office.deliver() == 2


def test_parcel_that_ends_its_process_each_time_is_given_up(office: PostOffice) -> None:
    office.put(1, 0)
    deliveries = office.desk.courier.deliveries
    deliveries.plan(office.desk.destinations(), at=office.clock.now())
    for _ in range(30):
        assert deliveries.claim("webhook-1", at=office.clock.now(), until=office.clock.now()) is not None
    office.deliver()
    assert office.hook.requests.total() == 0
    assert only_line(office, DeliveryShelf.GIVEN_UP) == "interrupted"


def test_salesforce_gets_no_more_a_day_than_it_takes(office: PostOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DestinationKind, "per_day", property(lambda kind: 3 if kind == "salesforce" else None))
    options = {"oid": "00D000000000001", "url": office.hook.url}
    office.desk.add(DestinationDraft(DestinationKind.SALESFORCE, "CRM", ("lead.recorded",), options), by=SYSTEM)
    lead = {"name": "Ann", "organisation": "Acme", "email": "a@b.example", "project": "Plant", "reference": "WAL-1"}
    with office.stores.database.writing() as session:
        for n in range(5):
            payload = lead | {"created_at": office.clock.now().isoformat()}
            session.add(outbox_row(make_outbox_entry(id=f"sf-{n}", payload=payload), None))
    live(office, 0.2)
    posted = [each for each in office.hook.received if "WebToLead" in each.path]
    assert len(posted) == 3
    live(office, 1)
    posted = [each for each in office.hook.received if "WebToLead" in each.path]
    assert len(posted) == 5
