"""Let the running language model know what changed in the facts."""

from frontdesk.services.ports import FactStore, KnowledgeFile


def publish_knowledge(store: FactStore, file: KnowledgeFile) -> bool:
    """Write the published facts' subjects and examples for the language model; tell whether anything was new.

    Raises StoreUnavailable, and OSError where the file cannot be written.
    """
    return file.write(store.knowledge())
