"""Facts, sources and subjects as the domain sees them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from frontdesk.values import Language, PartialDate, Scope

type Translations = Mapping[Language, str]
type Questions = Mapping[Language, tuple[str, ...]]


class FactStatus(StrEnum):
    """Only published facts are stated to visitors; drafts wait for staff; retracted ones are kept for their history."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETRACTED = "retracted"


class Confidence(StrEnum):
    """How far the research trusts the source."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class SubjectKind(StrEnum):
    """What sort of thing a fact is about. Regions and topics are weak subjects: a question may leave them out."""

    ORGANISATION = "organisation"
    PERSON = "person"
    PLACE = "place"
    PROGRAMME = "programme"
    PRODUCT = "product"
    REGION = "region"
    SECTOR = "sector"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement was read. ``dated`` is false where the page carries no date; then ``retrieved`` is all we know."""

    title: str
    url: str
    retrieved: date
    dated: bool = True


@dataclass(frozen=True, slots=True)
class Subject:
    """Something facts are about. ``names`` per language start with the name to show; ``aliases`` hold in every language."""

    id: str
    kind: SubjectKind
    names: Mapping[Language, str]
    aliases: tuple[str, ...] = ()
    scope: Scope | None = None

    def name(self, language: Language) -> str:
        """Return the name to show, in English where the language has none of its own."""
        return self.names.get(language) or self.names[Language.EN]


@dataclass(frozen=True, slots=True)
class Attribute:
    """What can be stated about a subject. ``held`` is false for what investors ask and no fact holds."""

    id: str
    topic: str
    means: str
    held: bool = True


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement with its source, date and scope. Never edited: superseded by a later version or retracted."""

    id: str
    topic: str
    subject: str
    attribute: str
    value: str
    statement: Translations
    scope: Scope
    as_of: PartialDate
    source: Source
    confidence: Confidence
    status: FactStatus
    review_by: date
    valid_until: date | None = None
    also_answers: tuple[str, ...] = ()
    also_about: tuple[str, ...] = ()
    caution: Translations = field(default_factory=dict)
    examples: Questions = field(default_factory=dict)
    near_misses: Questions = field(default_factory=dict)
    """Questions that sound like it, yet are not answered by it."""

    def holds_on(self, day: date) -> bool:
        """Tell whether the fact is still valid on a day; ``valid_until`` is the last one."""
        return self.valid_until is None or day <= self.valid_until

    @property
    def attributes(self) -> tuple[str, ...]:
        """Return every attribute the fact answers, the main one first."""
        return (self.attribute, *self.also_answers)

    @property
    def subjects(self) -> tuple[str, ...]:
        """Return every subject the fact is about, the main one first."""
        return (self.subject, *self.also_about)
