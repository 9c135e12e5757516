"""Deliveries: what is told to whom outside, how it can fail, and what telling needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from frontdesk.staff.member import Actor

MAIL_KEY = "mail"  # the built-in destination: letters to visitors and staff


class Topic(StrEnum):
    """What happened, as entries of the outbox name it."""

    LEAD_RECORDED = "lead.recorded"
    VISITOR_ACKNOWLEDGEMENT = "visitor.acknowledgement"
    VISITOR_ANSWER = "visitor.answer"
    STAFF_ASSIGNED = "staff.assigned"
    STAFF_UNASSIGNED = "staff.unassigned"
    STAFF_DUE_SOON = "staff.due_soon"
    STAFF_OVERDUE = "staff.overdue"
    STAFF_INVITED = "staff.invited"
    TEST = "destination.test"  # sent from the desk to try a destination; never in the outbox


LETTER_TOPICS = (
    Topic.VISITOR_ACKNOWLEDGEMENT,
    Topic.VISITOR_ANSWER,
    Topic.STAFF_ASSIGNED,
    Topic.STAFF_UNASSIGNED,
    Topic.STAFF_DUE_SOON,
    Topic.STAFF_OVERDUE,
    Topic.STAFF_INVITED,
)
CHOSEN_TOPICS = (Topic.LEAD_RECORDED,)  # what a destination may be told of
SECRET_KEYS: Mapping[Topic, str] = {Topic.STAFF_INVITED: "url"}  # taken out of the payload once it is delivered


class DestinationKind(StrEnum):
    """The sorts of places outside."""

    MAIL = "mail"
    SLACK = "slack"
    TEAMS = "teams"
    WEBHOOK = "webhook"
    HUBSPOT = "hubspot"
    SALESFORCE = "salesforce"

    @property
    def per_day(self) -> int | None:
        """How many a receiver takes in 24 hours; Salesforce 500, less a few for what is under way."""
        return 490 if self is DestinationKind.SALESFORCE else None


class DeliveryStatus(StrEnum):
    """What became of a delivery."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    GIVEN_UP = "given_up"


class FailureReason(StrEnum):
    """Why an attempt failed; the desk has a sentence for each."""

    HOST_NOT_ALLOWED = "host_not_allowed"
    ADDRESS_NOT_ALLOWED = "address_not_allowed"
    UNKNOWN_HOST = "unknown_host"
    NO_CONNECTION = "no_connection"
    NOT_TRUSTED = "not_trusted"
    TIMED_OUT = "timed_out"
    ODD_ANSWER = "odd_answer"
    SIGN_IN_REFUSED = "sign_in_refused"
    NOT_FOUND = "not_found"
    BUSY = "busy"
    SERVER_ERROR = "server_error"
    REFUSED = "refused"
    RECIPIENT_REFUSED = "recipient_refused"
    PAYLOAD_INCOMPLETE = "payload_incomplete"
    SETUP_INCOMPLETE = "setup_incomplete"
    INTERRUPTED = "interrupted"


class Prospect(StrEnum):
    """What another attempt may bring."""

    TEMPORARY = "temporary"
    DOUBTFUL = "doubtful"  # refused: tried a few times more, in case somebody mends it
    HOPELESS = "hopeless"


class SendFailed(Exception):
    """The receiver did not take it, or nobody knows whether it did. ``detail`` is a status or a name, never what a visitor wrote."""

    def __init__(
        self,
        reason: FailureReason,
        detail: str = "",
        *,
        prospect: Prospect = Prospect.TEMPORARY,
        retry_after: timedelta | None = None,
    ) -> None:
        super().__init__(f"{reason} {detail}".strip())
        self.reason, self.detail, self.prospect, self.retry_after = reason, detail, prospect, retry_after


@dataclass(frozen=True, slots=True)
class Destination:
    """A place outside. ``key`` names it in deliveries; ``secret`` is opened; ``options`` depend on the kind."""

    key: str
    name: str
    kind: DestinationKind
    topics: tuple[str, ...]
    options: Mapping[str, str] = field(default_factory=dict)
    secret: str | None = field(default=None, repr=False)
    is_active: bool = True

    def wants(self, topic: str) -> bool:
        """Tell whether it is to be told of a topic."""
        return self.is_active and topic in self.topics


@dataclass(frozen=True, slots=True)
class Parcel:
    """What one destination is told. ``id`` is the same at every attempt: a receiver that heeds it takes the parcel once."""

    id: str
    topic: str
    payload: Mapping[str, object] = field(repr=False)
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Claim:
    """A parcel that this courier alone may send until a moment. ``attempt`` counts from one."""

    parcel: Parcel
    destination: str
    attempt: int
    until: datetime


class Carrier(Protocol):
    """Takes parcels to one kind of destination."""

    async def carry(self, parcel: Parcel, destination: Destination, *, at: datetime) -> None:
        """Return once the receiver has confirmed. Raises SendFailed."""


class Deliveries(Protocol):
    """Where deliveries are kept, as couriers use them. Every method raises StoreUnavailable."""

    def plan(self, destinations: tuple[Destination, ...], *, at: datetime, limit: int = 50) -> int:
        """Make the deliveries of entries that have none yet, each entry in one transaction with the mark; return how many entries."""

    def due(self, *, at: datetime) -> frozenset[str]:
        """Return the keys of the destinations that something is due for."""

    def delivered_since(self, destination: str, *, since: datetime) -> int:
        """Return how many were delivered to a destination since a moment."""

    def claim(self, destination: str, *, at: datetime, until: datetime) -> Claim | None:
        """Take the delivery that is due longest; no other courier gets it before ``until``."""

    def mark_delivered(self, claim: Claim, *, at: datetime) -> None:
        """Note that the receiver confirmed."""

    def mark_failed(self, claim: Claim, error: str, *, next_attempt_at: datetime) -> None:
        """Note why an attempt failed and when the next is due, where the claim still stands."""

    def give_up(self, claim: Claim, error: str) -> None:
        """Put a delivery to the dead letters, where the claim still stands."""


class DestinationBook(Protocol):
    """Where destinations are kept, as couriers use them."""

    def destinations(self) -> tuple[Destination, ...]:
        """Return every destination, the switched-off ones too. Raises StoreUnavailable."""


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """One delivery as the desk lists it. ``error`` is a FailureReason and a detail; ``reference`` that of the lead, where it is of one."""

    id: str
    topic: str
    destination: str
    status: DeliveryStatus
    attempts: int
    created_at: datetime
    next_attempt_at: datetime | None = None
    delivered_at: datetime | None = None
    error: str | None = None
    reference: str | None = None

    @property
    def reason(self) -> str | None:
        """Why the last attempt failed, as a FailureReason names it."""
        return self.error.partition(" ")[0] if self.error else None

    @property
    def detail(self) -> str:
        """What the receiver or the network said of it: a status, a name."""
        return self.error.partition(" ")[2] if self.error else ""


class DeliveryShelf(StrEnum):
    """The parts of the list of deliveries."""

    WAITING = "waiting"
    FAILING = "failing"
    GIVEN_UP = "given_up"
    DELIVERED = "delivered"


class DeliveryList(Protocol):
    """Where deliveries are kept, as the desk and the commands use them. Every method raises StoreUnavailable."""

    def counts(self) -> Mapping[DeliveryShelf, int]:
        """Return how many there are on each shelf."""

    def lines(
        self, shelf: DeliveryShelf, *, destination: str | None = None, limit: int = 50, offset: int = 0
    ) -> tuple[DeliveryLine, ...]:
        """Return a page of a shelf, newest first."""

    def replay(self, delivery_id: str, *, by: Actor, at: datetime) -> bool:
        """Make a delivery that was given up, or fails, due at once with all its attempts again; tell whether there was one."""

    def replay_all(self, destination: str, *, by: Actor, at: datetime) -> int:
        """Do so with all that were given up or fail for a destination; return how many."""
