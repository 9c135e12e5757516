"""What staff do with an item of the review queue at the desk: decide, with effect at once, take back, take out what is personal."""

from dataclasses import dataclass

from frontdesk.services.export_reviewed import REASON
from frontdesk.services.import_facts import FactDesk
from frontdesk.services.label_review import Label, LabelDesk, example_of, label_item
from frontdesk.services.publish_knowledge import publish_knowledge
from frontdesk.services.review import Decision, ReviewItem, ReviewStatus, Wording
from frontdesk.staff.member import Member, acting

__all__ = ["ReviewDesk", "TextNeeded", "decide_item", "mask_item", "reopen_item"]

LONGEST_TEXT = 2000
_TAKEN_BACK = "taken back in the review queue"


class TextNeeded(Exception):
    """The text is empty, or longer than a message can be."""


@dataclass(frozen=True, slots=True)
class ReviewDesk:
    """What the queue is worked through with."""

    labels: LabelDesk
    facts: FactDesk


def decide_item(label: Label, desk: ReviewDesk) -> ReviewItem:
    """Keep a label; a wording assigned to a fact is an example question of it at once, an intent waits for the next training.

    Raises what label_item raises, and OSError where the knowledge file cannot be written: what was decided then stands.
    """
    item = label_item(label, desk.labels)
    if item.status is ReviewStatus.ASSIGNED_FACT:
        store = desk.facts.store
        store.learn([_wording(item)], author=label.by, reason=REASON, at=desk.facts.clock.now(), by=label.actor)
        publish_knowledge(store, desk.facts.knowledge_file, desk.facts.clock)
    return item


def reopen_item(item_id: int, by: Member, desk: ReviewDesk) -> ReviewItem:
    """Take back what was decided, and from the fact what it learned by it. Training sentences that were exported stay.

    Raises ReviewItemNotFound, StoreUnavailable and OSError.
    """
    item, now = desk.labels.queue.get(item_id), desk.facts.clock.now()
    if item.status is ReviewStatus.ASSIGNED_FACT:
        store = desk.facts.store
        store.unlearn(_wording(item), author=by.email, reason=_TAKEN_BACK, at=now, by=acting(by))
        publish_knowledge(store, desk.facts.knowledge_file, desk.facts.clock)
    return desk.labels.queue.reopen(item_id, by=acting(by), at=now)


def mask_item(item_id: int, text: str, by: Member, desk: ReviewDesk) -> ReviewItem:
    """Keep a text that says less of somebody in place of the one there is; the item may be another one then, which had it already.

    Raises ReviewItemNotFound, TextNeeded and StoreUnavailable.
    """
    clean = " ".join(text.split())
    if not clean or len(clean) > LONGEST_TEXT:
        raise TextNeeded
    return desk.labels.queue.rewrite(item_id, clean, by=acting(by), at=desk.facts.clock.now())


def _wording(item: ReviewItem) -> Wording:
    decision: Decision | None = item.decision
    return Wording((decision.target if decision else None) or "", item.language, example_of(item))
