"""The stores of an installation; opening them connects to nothing yet."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from frontdesk.services.current_knowledge import CurrentKnowledge
from frontdesk.settings import Settings
from frontdesk.store import migrate
from frontdesk.store.audit_store import SqlAuditLog
from frontdesk.store.channel_store import SqlChannelStore
from frontdesk.store.conversation_store import SqlConversationStore
from frontdesk.store.fact_store import SqlFactStore
from frontdesk.store.lead_store import SqlLeadStore
from frontdesk.store.live_conversations import SqlLiveConversations
from frontdesk.store.outbox_store import SqlOutbox
from frontdesk.store.presence_store import SqlPresence
from frontdesk.store.review_store import SqlReviewQueue
from frontdesk.store.session import Database, open_database
from frontdesk.store.session_store import SqlSessionStore
from frontdesk.store.staff_store import SqlStaffStore
from frontdesk.store.takeover_store import SqlTakeovers
from frontdesk.wiring.clock import SystemClock
from frontdesk.wiring.keys import Purpose, key_for
from frontdesk.wiring.response_clock import response_clock


@dataclass(frozen=True, slots=True)
class Stores:
    """Everything that is kept in the database. ``knowledge`` notices changed facts within a second."""

    database: Database
    facts: SqlFactStore
    knowledge: CurrentKnowledge
    conversations: SqlConversationStore
    channels: SqlChannelStore
    reviews: SqlReviewQueue
    leads: SqlLeadStore
    outbox: SqlOutbox
    audit: SqlAuditLog
    staff: SqlStaffStore
    sessions: SqlSessionStore
    takeovers: SqlTakeovers
    presence: SqlPresence
    live: SqlLiveConversations

    def migrate(self) -> None:
        """Bring the schema to its newest form. Raises StoreUnavailable."""
        migrate.upgrade(self.database)

    def is_migrated(self) -> bool:
        """Tell whether the schema has its newest form. Raises StoreUnavailable."""
        return migrate.is_current(self.database)

    def close(self) -> None:
        """Close every idle connection."""
        self.database.close()


def open_stores(settings: Settings) -> Stores:
    """Return the stores of an installation. Raises OSError where the folder of a SQLite file or the secret cannot be made."""
    database = open_database(settings.database_url, seal_key=key_for(settings.shared_secret(), Purpose.AUDIT))
    facts = SqlFactStore(database)
    return Stores(
        database=database,
        facts=facts,
        knowledge=CurrentKnowledge(facts, SystemClock()),
        conversations=SqlConversationStore(database),
        channels=SqlChannelStore(database),
        reviews=SqlReviewQueue(database),
        leads=SqlLeadStore(database, response_clock(settings).hours),
        outbox=SqlOutbox(database),
        audit=SqlAuditLog(database),
        staff=SqlStaffStore(database),
        sessions=SqlSessionStore(database),
        takeovers=SqlTakeovers(database),
        presence=SqlPresence(database),
        live=SqlLiveConversations(database),
    )


@contextmanager
def ready_stores(settings: Settings) -> Iterator[Stores]:
    """Give stores whose schema is the newest and close them at the end. Raises StoreUnavailable and OSError."""
    stores = open_stores(settings)
    try:
        stores.migrate()
        yield stores
    finally:
        stores.close()
