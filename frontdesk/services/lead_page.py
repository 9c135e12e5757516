"""Everything the page of one lead shows, read in a few queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from frontdesk.leads.event import LeadEvent
from frontdesk.leads.label import Label
from frontdesk.leads.merging import Standing
from frontdesk.leads.note import Note
from frontdesk.leads.task import Task
from frontdesk.qualification.model import Consent, Lead, Outcome
from frontdesk.services.link_conversations import LikelySame, Linked, LinkStore
from frontdesk.services.ports import ConversationStore
from frontdesk.services.suggest_duplicates import CandidateStore, Suggestion, suggest_duplicates
from frontdesk.services.transcript import Conversation, Message

_PAGE = 200
_MOST_MESSAGES = 2_000


@dataclass(frozen=True, slots=True)
class Override:
    """What a person decided instead of the rules."""

    outcome: Outcome
    reason: str
    by_id: int | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Person:
    """A member of staff as the page names them. ``may_work`` tells whether leads and tasks can be given to them."""

    id: int
    name: str
    may_work: bool


@dataclass(frozen=True, slots=True)
class Merged:
    """A lead that was merged into the one shown, and can be parted from it."""

    merge_id: int
    reference: str
    name: str
    organisation: str
    created_at: datetime
    by_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a timeline; ``reference`` is that of the lead it happened to."""

    reference: str
    event: LeadEvent


@dataclass(frozen=True, slots=True)
class Told:
    """Something told to the outside. ``status`` is none where it waits to be handed to a courier."""

    topic: str
    destination: str | None
    status: str | None
    attempts: int
    created_at: datetime
    delivered_at: datetime | None


@dataclass(frozen=True, slots=True)
class LeadFile:
    """A lead with all that staff keep about it. Notes, tasks and timeline are also those of the leads merged into it.

    ``linked`` are the conversations the same person had elsewhere.
    """

    lead: Lead
    standing: Standing
    closed_at: datetime | None
    override: Override | None
    consents: tuple[Consent, ...]
    merged_into: str | None
    merged: tuple[Merged, ...]
    linked: tuple[Linked, ...]
    notes: tuple[Note, ...]
    labels: tuple[Label, ...]
    all_labels: tuple[Label, ...]
    tasks: tuple[Task, ...]
    timeline: tuple[Entry, ...]
    told: tuple[Told, ...]
    staff: Mapping[int, Person]

    @property
    def outcome(self) -> Outcome:
        """What holds: a person's decision, or what the rules say."""
        return self.override.outcome if self.override else self.lead.qualification.outcome

    def name_of(self, staff_id: int | None) -> str | None:
        """Return the name of a member of staff."""
        person = self.staff.get(staff_id) if staff_id is not None else None
        return person.name if person else None


@dataclass(frozen=True, slots=True)
class Talk:
    """What was said. The conversation is none where it was erased; ``is_cut`` tells that only the last part is here."""

    conversation: Conversation | None
    messages: tuple[Message, ...] = ()
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class LeadView:
    """The whole page."""

    file: LeadFile
    talk: Talk
    linked: tuple[tuple[Linked, Talk], ...]
    likely: tuple[LikelySame, ...]
    duplicates: tuple[Suggestion, ...]


class LeadFiles(Protocol):
    """Where the files of leads are read. Raises StoreUnavailable."""

    def read(self, reference: str) -> LeadFile | None:
        """Return the file of a lead."""


class LeadPages:
    """The service that reads a lead's page."""

    def __init__(
        self, files: LeadFiles, conversations: ConversationStore, candidates: CandidateStore, links: LinkStore
    ) -> None:
        self._files = files
        self._conversations = conversations
        self._candidates = candidates
        self._links = links

    def file(self, reference: str) -> LeadFile | None:
        """Return a lead with all that staff keep about it, without its conversation."""
        return self._files.read(reference)

    def view(self, reference: str) -> LeadView | None:
        """Return everything about one lead; none where there is no such lead."""
        file = self._files.read(reference)
        if file is None:
            return None
        talk = self._talk(file.lead.enquiry.conversation_id)
        linked = tuple((one, self._talk(one.conversation_id)) for one in file.linked)
        likely = self._links.likely(reference, [one.conversation_id for one in file.linked])
        return LeadView(file, talk, linked, likely, suggest_duplicates(self._candidates, reference))

    def _talk(self, conversation_id: str) -> Talk:
        conversation = self._conversations.get(conversation_id)
        if conversation is None:
            return Talk(None)
        messages: list[Message] = []
        while page := self._conversations.messages_after(
            conversation_id, messages[-1].id if messages else 0, limit=_PAGE
        ):
            messages.extend(page)
            if len(page) < _PAGE:
                break
        return Talk(conversation, tuple(messages[-_MOST_MESSAGES:]), len(messages) > _MOST_MESSAGES)
