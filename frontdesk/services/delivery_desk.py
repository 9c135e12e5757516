"""What administrators do with deliveries and destinations: look, replay, set up, try out."""

from asyncio import to_thread
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from frontdesk.services.audit import AuditAction, AuditEntry, AuditLog, ObjectKind
from frontdesk.services.deliver import Courier
from frontdesk.services.delivery import (
    MAIL_KEY,
    DeliveryLine,
    DeliveryList,
    DeliveryShelf,
    DeliveryStatus,
    Destination,
    DestinationKind,
    FailureReason,
    Parcel,
    SendFailed,
    Topic,
)
from frontdesk.services.delivery_destinations import (
    SECRETS,
    DestinationDraft,
    DestinationNotFound,
    DestinationRegister,
    SecretKind,
    check_draft,
    new_key,
)
from frontdesk.staff.member import Actor, Member, acting

PAGE = 50


class Standing(StrEnum):
    """Whether a destination is told of anything just now."""

    ON = "on"
    OFF = "off"
    NOT_CONFIGURED = "not_configured"


@dataclass(frozen=True, slots=True)
class DeliveryDesk:
    """What the pages and the commands ask. Every method raises StoreUnavailable."""

    courier: Courier
    lists: DeliveryList
    register: DestinationRegister
    hosts: tuple[str, ...]
    audit: AuditLog
    loopback: bool = False

    def standing(self, destination: Destination) -> Standing:
        """Tell whether a destination is told of anything just now."""
        if not destination.is_active:
            return Standing.OFF
        return Standing.ON if self.courier.is_ready(destination) else Standing.NOT_CONFIGURED

    def destinations(self) -> tuple[Destination, ...]:
        """Return every destination, mail first."""
        return self.register.destinations()

    def find(self, key: str) -> Destination:
        """Return one destination. Raises DestinationNotFound."""
        for each in self.register.destinations():
            if each.key == key:
                return each
        raise DestinationNotFound(key)

    def counts(self) -> Mapping[DeliveryShelf, int]:
        """Return how many deliveries there are on each shelf."""
        return self.lists.counts()

    def page(self, shelf: DeliveryShelf, number: int, destination: str | None = None) -> tuple[DeliveryLine, ...]:
        """Return a page of a shelf, newest first, and one line more where there is another page."""
        offset = (number - 1) * PAGE
        return tuple(self.lists.lines(shelf, destination=destination, limit=PAGE + 1, offset=offset))

    def replay(self, delivery_id: str, *, by: Actor) -> bool:
        """Make one delivery due at once; tell whether there was one to replay."""
        return self.lists.replay(delivery_id, by=by, at=self.courier.clock.now())

    def replay_all(self, destination: str, *, by: Actor) -> int:
        """Make every delivery of a destination that was given up or fails due at once; return how many."""
        return self.lists.replay_all(destination, by=by, at=self.courier.clock.now())

    def add(self, draft: DestinationDraft, *, by: Actor) -> Destination:
        """Keep a new destination; for a webhook its key is drawn. Raises DestinationRefused."""
        check_draft(draft, is_new=True, hosts=self.hosts, loopback=self.loopback)
        drawn = replace(draft, secret=new_key()) if SECRETS[draft.kind] is SecretKind.KEY else draft
        return self.register.add(drawn, by=by, at=self.courier.clock.now())

    def change(self, key: str, draft: DestinationDraft, *, by: Actor) -> Destination:
        """Replace what a destination is. Raises DestinationRefused and DestinationNotFound."""
        check_draft(draft, is_new=False, hosts=self.hosts, loopback=self.loopback)
        return self.register.change(key, draft, by=by, at=self.courier.clock.now())

    def new_key(self, key: str, *, by: Actor) -> Destination:
        """Draw a webhook a new key; the former one is over at once. Raises DestinationNotFound."""
        found = self.find(key)
        if found.kind is not DestinationKind.WEBHOOK:
            raise DestinationNotFound(key)
        draft = DestinationDraft(found.kind, found.name, found.topics, found.options, new_key())
        return self.register.change(key, draft, by=by, at=self.courier.clock.now())

    def switch(self, key: str, *, on: bool, by: Actor) -> None:
        """Switch a destination on or off. Raises DestinationNotFound."""
        self.register.switch(key, on=on, by=by, at=self.courier.clock.now())

    async def test(self, destination: Destination, member: Member) -> SendFailed | None:
        """Send something made up to a destination, mail to whoever asks; log it, and return why it failed, or none."""
        now = self.courier.clock.now()
        failure = await self._carry_test(destination, member, now)
        told = {"result": failure.reason.value if failure else DeliveryStatus.DELIVERED.value}
        entry = AuditEntry(now, acting(member), AuditAction.TESTED, ObjectKind.DESTINATION, destination.key, told)
        await to_thread(self.audit.note, [entry])
        return failure

    async def _carry_test(self, destination: Destination, member: Member, now: datetime) -> SendFailed | None:
        carrier = self.courier.carriers.get(destination.kind)
        if carrier is None:
            return SendFailed(FailureReason.SETUP_INCOMPLETE)
        payload = _test_letter(member) if destination.key == MAIL_KEY else _test_lead(now.isoformat())
        parcel = Parcel(f"{Topic.TEST}:{now.isoformat()}:{destination.key}", Topic.TEST, payload, now)
        try:
            await carrier.carry(parcel, destination, at=now)
        except SendFailed as problem:
            return problem
        return None


def _test_letter(member: Member) -> dict[str, object]:
    return {"to": member.email, "name": member.name, "language": member.language.value}


def _test_lead(now: str) -> dict[str, object]:
    """Return a made-up lead under the names of the real ones; nobody has its address (RFC 2606)."""
    return {
        "reference": "TEST-0000",
        "name": "Frontdesk Test",
        "organisation": "Frontdesk Test",
        "email": "test@example.org",
        "phone": None,
        "country": "BE",
        "sector": "biotech",
        "project": "Test",
        "investment_eur": None,
        "investment_original": None,
        "jobs": None,
        "timeline": None,
        "language": "en",
        "channel": "test",
        "consent": None,
        "qualification": {"outcome": "undecided", "score": 0, "criteria": [], "rules_version": "test"},
        "status": "new",
        "owner": None,
        "due_at": now,
        "created_at": now,
        "conversation_id": "test",
    }
