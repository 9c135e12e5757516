"""Facts that staff add, edit, retract and publish by hand: checked as the files are, kept with author and reason, stated at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from frontdesk.facts.book import FactBook, FactVersion
from frontdesk.facts.errors import FactChanged, FactExists, FactFilesRefused, FactNotFound
from frontdesk.facts.lint import Finding, lint
from frontdesk.facts.model import Confidence, Fact, FactStatus
from frontdesk.services.import_facts import FactDesk
from frontdesk.services.publish_knowledge import publish_knowledge
from frontdesk.staff.member import Actor

__all__ = [
    "Curated",
    "Curation",
    "FactChanged",
    "FactExists",
    "FactFilesRefused",
    "FactNotFound",
    "FactStatus",
    "add_facts",
    "check_facts",
    "confirm_fact",
    "edit_facts",
]

REVIEW_WITHIN = timedelta(days=182)

type Document = str | Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Curation:
    """Who changes facts and why. ``called`` names the document that is handed in, for the reports on it.

    ``by`` is the member of staff at the desk, none at the command line; ``seen`` the versions that were read before the change.
    """

    author: str
    reason: str
    called: str = "options"
    by: Actor | None = None
    seen: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Curated:
    """The new versions, and what their facts still lack."""

    versions: tuple[FactVersion, ...]
    lacking: tuple[Finding, ...]


def add_facts(document: Document, order: Curation, desk: FactDesk, *, draft: bool = False) -> Curated:
    """Add the facts of a document, all or none, with the subjects that come with them; publish them unless ``draft``.

    Raises FactFilesRefused, FactExists, StoreUnavailable, and OSError where the knowledge file cannot be written.
    """
    book = desk.files.read_document(document, order.called, desk.store.book())
    if draft:
        book = replace(book, facts=tuple(replace(fact, status=FactStatus.DRAFT) for fact in book.facts))
    added = desk.store.add(book, author=order.author, reason=order.reason, at=desk.clock.now(), by=order.by)
    return _publish(added, desk)


def edit_facts(document: Document, order: Curation, desk: FactDesk) -> Curated:
    """Supersede facts by those of a document, all or none; what does not differ gets no new version.

    Raises FactNotFound, FactChanged and as add_facts does.
    """
    book = desk.files.read_document(document, order.called, desk.store.book())
    return _supersede(book, order, desk)


def edit_fact(fact_id: str, given: Mapping[str, object], order: Curation, desk: FactDesk) -> Curated:
    """Supersede a fact by itself with other values for some keys; lists grow by what is given. Raises as edit_facts does."""
    fact = _held(fact_id, desk)
    return edit_facts({"topic": fact.topic, "facts": [merged(desk.files.entry(fact), given)]}, order, desk)


def set_status(fact_id: str, status: FactStatus, order: Curation, desk: FactDesk) -> Curated:
    """Publish or retract a fact; a status it has already changes nothing. Raises FactNotFound, StoreUnavailable, OSError."""
    return _supersede(FactBook((replace(_held(fact_id, desk), status=status),)), order, desk)


def confirm_fact(fact_id: str, order: Curation, desk: FactDesk) -> Curated:
    """Note that a fact was read again at its source today and is still true; it is due again in half a year.

    Raises FactNotFound, FactChanged, StoreUnavailable and OSError.
    """
    fact, today = _held(fact_id, desk), desk.clock.now().date()
    read = replace(fact, source=replace(fact.source, retrieved=today), review_by=today + REVIEW_WITHIN)
    return _supersede(FactBook((read,)), order, desk)


def check_facts(document: Document, desk: FactDesk, *, called: str = "options") -> tuple[FactBook, tuple[Finding, ...]]:
    """Return what a document states and what its facts would lack, and keep nothing.

    Raises FactFilesRefused and StoreUnavailable.
    """
    held = desk.store.book()
    book = desk.files.read_document(document, called, held)
    with_subjects = FactBook(book.facts, (*book.subjects, *held.subjects))
    return book, lint(with_subjects, desk.clock.now().date())


def with_defaults(entry: Mapping[str, object], today: date) -> dict[str, object]:
    """Return a fact's keys with those that a person who adds one need not think of."""
    usual = {
        "confidence": Confidence.MEDIUM.value,
        "status": FactStatus.PUBLISHED.value,
        "review_by": (today + REVIEW_WITHIN).isoformat(),
        "source": {"retrieved": today.isoformat()},
    }
    return merged(usual, entry)


def merged(entry: Mapping[str, object], given: Mapping[str, object]) -> dict[str, object]:
    """Return the keys of both: a value given takes the place of the old one, a list is added to it."""
    return {**entry, **{key: _merged(entry.get(key), value) for key, value in given.items()}}


def _merged(old: object, new: object) -> object:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return merged(old, new)
    if isinstance(old, list) and isinstance(new, list):
        return [*old, *(item for item in new if item not in old)]
    return new


def _held(fact_id: str, desk: FactDesk) -> Fact:
    for fact in desk.store.book().facts:
        if fact.id == fact_id:
            return fact
    raise FactNotFound(fact_id)


def _supersede(book: FactBook, order: Curation, desk: FactDesk) -> Curated:
    changed = desk.store.supersede(
        book, author=order.author, reason=order.reason, at=desk.clock.now(), by=order.by, seen=order.seen
    )
    return _publish(changed, desk)


def _publish(versions: Iterable[FactVersion], desk: FactDesk) -> Curated:
    publish_knowledge(desk.store, desk.knowledge_file, desk.clock)
    made = tuple(versions)
    named = {name for version in made for name in (version.fact.id, *version.fact.subjects)}
    found = lint(desk.store.book(), desk.clock.now().date())
    return Curated(made, tuple(finding for finding in found if finding.about in named))
