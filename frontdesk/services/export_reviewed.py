"""What staff have labelled becomes what the assistant knows: training sentences of intents, and example questions of facts."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from frontdesk.facts.knowledge import Knowledge
from frontdesk.services.import_facts import FactDesk
from frontdesk.services.label_review import OUT_OF_SCOPE, example_of
from frontdesk.services.publish_knowledge import publish_knowledge
from frontdesk.services.review import ReviewItem, ReviewQuery, ReviewQueue, ReviewStatus, Wording
from frontdesk.values import Language

_EXPORTED = (ReviewStatus.ASSIGNED_FACT, ReviewStatus.ASSIGNED_INTENT, ReviewStatus.OUT_OF_SCOPE)
REASON = "a wording of visitors, from the review queue"


class ExampleFiles(Protocol):
    """The training sentences of the language model."""

    def known(self, language: Language) -> Mapping[str, str]:
        """Return the intent of every sentence of a language, by the sentence in small letters."""

    def add(self, language: Language, examples: Iterable[tuple[str, str]]) -> Path:
        """Add (intent, sentence) pairs and return the file they are in. Raises OSError."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A sentence that the training data have under another intent; it is left to a person."""

    item: ReviewItem
    intent: str
    held_as: str


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export did: files written, sentences added, facts that learned a wording, and what it left."""

    files: tuple[Path, ...] = ()
    examples: int = 0
    facts: tuple[str, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    facts_gone: tuple[ReviewItem, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportDesk:
    """What an export works with; ``intents`` are those the assistant has."""

    queue: ReviewQueue
    facts: FactDesk
    files: ExampleFiles
    intents: AbstractSet[str]


def export_reviewed(desk: ExportDesk) -> Exported:
    """Write what was labelled and not exported yet; exporting again, also after a failure, repeats nothing.

    Facts know their new wordings at once, the model after its next training. Raises StoreUnavailable and OSError.
    """
    labelled = [item for status in _EXPORTED for item in _waiting(desk.queue, status)]
    labelled.sort(key=lambda item: item.id)
    knowledge = desk.facts.store.knowledge(desk.facts.clock.now().date())
    gone = tuple(item for item in labelled if _is_gone(item, knowledge))
    rest = [item for item in labelled if item not in gone]
    meant = [(item, intent) for item in rest if (intent := _intent(item, desk.intents, knowledge))]
    files, added, contradictions = _write(desk.files, meant)
    learned = _learn(desk.facts, [item for item in rest if item.status is ReviewStatus.ASSIGNED_FACT])
    left = {one.item.id for one in contradictions if one.item.status is not ReviewStatus.ASSIGNED_FACT}
    done = [item.id for item in rest if item.id not in left]
    desk.queue.mark_exported(done, at=desk.facts.clock.now())
    return Exported(files, added, learned, contradictions, gone)


def _waiting(queue: ReviewQueue, status: ReviewStatus) -> list[ReviewItem]:
    return [item for item in queue.items(ReviewQuery(status=status)) if item.exported_at is None]


def _is_gone(item: ReviewItem, knowledge: Knowledge) -> bool:
    return item.status is ReviewStatus.ASSIGNED_FACT and knowledge.fact(_target(item)) is None


def _target(item: ReviewItem) -> str:
    return (item.decision.target if item.decision else None) or ""


def _intent(item: ReviewItem, intents: AbstractSet[str], knowledge: Knowledge) -> str | None:
    """Return what the model should read in a text: for a fact, the question for its attribute; none where there is no such intent."""
    if item.status is ReviewStatus.OUT_OF_SCOPE:
        return OUT_OF_SCOPE
    fact = knowledge.fact(_target(item))
    intent = f"ask_{fact.attribute}" if item.status is ReviewStatus.ASSIGNED_FACT and fact else _target(item)
    return intent if intent in intents else None


def _write(
    files: ExampleFiles, meant: Sequence[tuple[ReviewItem, str]]
) -> tuple[tuple[Path, ...], int, tuple[Contradiction, ...]]:
    written: list[Path] = []
    contradictions: list[Contradiction] = []
    added = 0
    for language in sorted({item.language for item, _ in meant}):
        here = [(item, intent) for item, intent in meant if item.language is language]
        new, against = _sort_out(here, dict(files.known(language)))
        contradictions += against
        added += len(new)
        if new:
            written.append(files.add(language, new))
    return tuple(written), added, tuple(contradictions)


def _sort_out(
    meant: Sequence[tuple[ReviewItem, str]], known: dict[str, str]
) -> tuple[list[tuple[str, str]], list[Contradiction]]:
    """Part sentences into new ones and those held under another intent; the same again is neither."""
    new: list[tuple[str, str]] = []
    against: list[Contradiction] = []
    for item, intent in meant:
        text = example_of(item)
        held_as = known.setdefault(text.casefold(), "")
        if not held_as:
            known[text.casefold()] = intent
            new.append((intent, text))
        elif held_as != intent:
            against.append(Contradiction(item, intent, held_as))
    return new, against


def _learn(desk: FactDesk, items: Sequence[ReviewItem]) -> tuple[str, ...]:
    """Add wordings to their facts in the name of who labelled them."""
    by_author: dict[str, list[Wording]] = {}
    for item in items:
        author = item.decision.by if item.decision else ""
        by_author.setdefault(author, []).append(Wording(_target(item), item.language, example_of(item)))
    learned = [
        version.fact.id
        for author, wordings in by_author.items()
        for version in desk.store.learn(wordings, author=author, reason=REASON, at=desk.clock.now())
    ]
    publish_knowledge(desk.store, desk.knowledge_file, desk.clock)
    return tuple(dict.fromkeys(learned))
