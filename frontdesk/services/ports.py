"""What the services need from the outside: protocols that the store, the renderer and the clock fill.

Every method of a store raises StoreUnavailable where the database cannot be reached, is locked or refuses to write.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from frontdesk.facts.book import Changes, FactBook, FactVersion
from frontdesk.facts.knowledge import Knowledge
from frontdesk.facts.model import Fact
from frontdesk.leads.receipt import Receipt
from frontdesk.qualification.model import Lead, OutboxEntry
from frontdesk.services.review import Wording
from frontdesk.services.transcript import Conversation, Message, NewMessage, QuickReply, Rating, Wanted
from frontdesk.staff.member import Actor
from frontdesk.values import Language

__all__ = [
    "Clock",
    "ConversationStore",
    "FactFiles",
    "FactStore",
    "KnowledgeFile",
    "KnowledgeSource",
    "LeadBook",
    "LeadSpool",
    "LeadStore",
    "Outbox",
]


class Clock(Protocol):
    """Tells the time, so that tests can."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""


class KnowledgeSource(Protocol):
    """Where answers take their facts from; wiring gives one that notices changes within a second."""

    def current(self) -> Knowledge:
        """Return the published facts of this moment; the last known ones while the database is away."""


class FactStore(Protocol):
    """Where facts, their history, subjects and attributes are kept."""

    def knowledge_version(self) -> int:
        """Return the number that grows with every change."""

    def knowledge(self, today: date) -> Knowledge:
        """Return the published facts that are still valid on a day, with the version they belong to."""

    def book(self) -> FactBook:
        """Return the current version of every fact, drafts and retracted ones too, in the order of the files."""

    def import_book(self, book: FactBook, *, author: str, reason: str, at: datetime, retract_missing: bool) -> Changes:
        """Take over what differs, in one transaction and one at a time, keeping every earlier version; return what changed.

        What staff added, changed or retracted by hand stays until the files say something else than last time.
        """

    def current(self) -> tuple[FactVersion, ...]:
        """Return the current version of every fact with who made it, in the order of the files."""

    def add(
        self, book: FactBook, *, author: str, reason: str, at: datetime, by: Actor | None = None
    ) -> tuple[FactVersion, ...]:
        """Add facts and their new subjects, all or none. Raises FactExists.

        This and every other change by a person is noted in the audit log; ``by`` is none at the command line.
        """

    def supersede(  # noqa: PLR0913  # who, why and when, beside what
        self,
        book: FactBook,
        *,
        author: str,
        reason: str,
        at: datetime,
        by: Actor | None = None,
        seen: Mapping[str, int] | None = None,
    ) -> tuple[FactVersion, ...]:
        """Give facts that differ a new version, all or none; return the new versions.

        Raises FactNotFound, and FactChanged where a fact is no longer at the version that was ``seen`` of it.
        """

    def history(self, fact_id: str) -> tuple[FactVersion, ...]:
        """Return every version of a fact, oldest first. Raises FactNotFound."""

    def restore(  # noqa: PLR0913  # who, why and when, beside what
        self,
        fact_id: str,
        version: int,
        *,
        author: str,
        reason: str,
        at: datetime,
        by: Actor | None = None,
        seen: int | None = None,
    ) -> FactVersion:
        """Supersede a fact by one of its earlier versions. Raises FactNotFound and FactChanged."""

    def learn(
        self, wordings: Sequence[Wording], *, author: str, reason: str, at: datetime, by: Actor | None = None
    ) -> tuple[FactVersion, ...]:
        """Add wordings to the example questions of their facts; later imports keep them. Raises FactNotFound."""

    def unlearn(
        self, wording: Wording, *, author: str, reason: str, at: datetime, by: Actor | None = None
    ) -> FactVersion | None:
        """Take back a wording that was learned; none where the fact did not learn it."""


class FactFiles(Protocol):
    """The curated files facts are written in."""

    def read(self, paths: Sequence[Path]) -> FactBook:
        """Read files and folders. Raises FactFilesRefused with every problem of every file."""

    def read_document(self, document: str | Mapping[str, object], called: str, held: FactBook) -> FactBook:
        """Read facts and new subjects handed in as one document, as text or as keys and values, against what is held.

        Raises FactFilesRefused.
        """

    def entry(self, fact: Fact) -> dict[str, object]:
        """Return a fact as the keys and values of a document."""

    def write(self, book: FactBook, folder: Path) -> tuple[Path, ...]:
        """Write one file a topic, the subjects and the attributes; return what was written."""


class KnowledgeFile(Protocol):
    """The file through which the language model learns subjects and examples."""

    def write(self, knowledge: Knowledge) -> bool:
        """Replace the file in one step where its content changes; tell whether it did. Raises OSError."""


class LeadStore(Protocol):
    """Where leads are recorded."""

    def record_lead(self, lead: Lead, outbox: Sequence[OutboxEntry], *, at: datetime | None = None) -> Receipt:
        """Write lead, consent, owner and outbox entries in one transaction, and return what to tell once it is committed.

        ``at`` is now, where the enquiry waited since it was made. Idempotent by ``lead.enquiry.enquiry_id``: where that enquiry is
        recorded already, nothing is written and what holds for the recorded lead is returned. Raises StoreUnavailable where the
        database cannot be reached, is locked or refuses to write.
        """


class LeadBook(Protocol):
    """The recorded leads, to be read."""

    def get(self, reference: str) -> Lead | None:
        """Return one lead."""

    def list_leads(self) -> tuple[Lead, ...]:
        """Return every lead, newest first."""


class LeadSpool(Protocol):
    """Where enquiries wait on this machine's disk while the database is away."""

    def put(self, lead: Lead, outbox: Sequence[OutboxEntry]) -> None:
        """Keep the lead durably; putting the same enquiry again replaces it. Raises OSError where the disk refuses."""

    def waiting(self) -> Sequence[tuple[Lead, Sequence[OutboxEntry]]]:
        """Return what waits, oldest first."""

    def remove(self, enquiry_id: str) -> None:
        """Forget one enquiry; nothing happens where it does not wait."""


class Outbox(Protocol):
    """What is still to be told to the outside."""

    def unplanned(self, *, limit: int = 50) -> tuple[OutboxEntry, ...]:
        """Return what no deliveries were made of yet, oldest first."""


class ConversationStore(Protocol):
    """Where the gateway keeps conversations."""

    def create(self, conversation: Conversation) -> None:
        """Keep a new conversation."""

    def get(self, conversation_id: str) -> Conversation | None:
        """Return one conversation."""

    def append(
        self, conversation_id: str, message: NewMessage, *, answer_by: datetime | None = None
    ) -> tuple[Message, bool]:
        """Add a visitor's message and return it with true; where its ``client_message_id`` is known, return the earlier one with false.

        Where a person holds the conversation it is theirs to answer, by ``answer_by``. Moves ``last_seen``. Raises ConversationNotFound.
        """

    def append_all(
        self, conversation_id: str, messages: Sequence[NewMessage], *, wanted: Wanted | None = None
    ) -> tuple[Message, ...]:
        """Add what the assistant says, with its quick replies, in one transaction; note with it that the visitor wants a person.

        While a person holds the conversation, and where what it answers is theirs, nothing is added. Raises ConversationNotFound.
        """

    def messages_after(self, conversation_id: str, after: int = 0, *, limit: int = 200) -> tuple[Message, ...]:
        """Return the messages with a larger id, oldest first."""

    def newest_id(self) -> int:
        """Return the largest id of any message; 0 where there is none."""

    def said_after(self, after: int, *, limit: int = 1000) -> tuple[Message, ...]:
        """Return the messages of all conversations with a larger id, oldest first."""

    def replies_to(self, conversation_id: str, message_id: int) -> tuple[Message, ...]:
        """Return what answered one of the visitor's messages, oldest first."""

    def said_before(self, conversation_id: str, message_id: int) -> Message | None:
        """Return the last thing the assistant said before a message."""

    def rate(self, conversation_id: str, message_id: int, rating: Rating) -> Message | None:
        """Keep what the visitor thinks of a message of the assistant and return it; none where there is no such message."""

    def use_quick_reply(self, conversation_id: str, quick_reply_id: str, *, at: datetime) -> QuickReply | None:
        """Return a button issued to this conversation, as it was before this press; none where it was not issued to it."""

    def set_language(self, conversation_id: str, language: Language) -> None:
        """Change the language the conversation is held in."""

    def mask_visitor_messages(self, conversation_id: str, since: int, *, text: str) -> int:
        """Replace what the visitor wrote from message ``since`` on, and take it out of the review queue; return how many messages."""

    def erase(self, conversation_id: str) -> bool:
        """Delete a conversation with all its messages, buttons and texts under review; tell whether it existed."""
