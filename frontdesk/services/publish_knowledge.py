"""Let the running language model know what changed in the facts."""

from frontdesk.services.ports import Clock, FactStore, KnowledgeFile


def publish_knowledge(store: FactStore, file: KnowledgeFile, clock: Clock) -> bool:
    """Write subjects and examples of the facts that hold today for the language model; tell whether anything was new.

    Raises StoreUnavailable, and OSError where the file cannot be written.
    """
    return file.write(store.knowledge(clock.now().date()))
