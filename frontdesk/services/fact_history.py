"""How a fact came to say what it says, and the way back."""

from dataclasses import dataclass

from frontdesk.facts.book import FactVersion
from frontdesk.facts.errors import FactNotFound
from frontdesk.services.import_facts import FactDesk
from frontdesk.services.ports import FactStore
from frontdesk.services.publish_knowledge import publish_knowledge
from frontdesk.staff.member import Actor

__all__ = ["FactNotFound", "FactVersion", "Restoration", "fact_history", "restore_fact"]


@dataclass(frozen=True, slots=True)
class Restoration:
    """Which version of which fact is to hold again, by whose decision and why; ``by`` and ``seen`` as in Curation."""

    fact_id: str
    version: int
    author: str
    reason: str
    by: Actor | None = None
    seen: int | None = None


def fact_history(store: FactStore, fact_id: str) -> tuple[FactVersion, ...]:
    """Return every version of a fact, oldest first. Raises FactNotFound and StoreUnavailable."""
    return store.history(fact_id)


def restore_fact(order: Restoration, desk: FactDesk) -> FactVersion:
    """Supersede a fact by an earlier version of it and publish. Raises FactNotFound, FactChanged, StoreUnavailable and OSError."""
    restored = desk.store.restore(
        order.fact_id,
        order.version,
        author=order.author,
        reason=order.reason,
        at=desk.clock.now(),
        by=order.by,
        seen=order.seen,
    )
    publish_knowledge(desk.store, desk.knowledge_file, desk.clock)
    return restored
