"""Joins what erasing persons and keeping no longer than needed go through."""

from asyncio import to_thread

from frontdesk.rasa_http import PendingErasureFolder
from frontdesk.services.erase_person import Eraser, erase_again
from frontdesk.services.retain import Outdated, Retention, Terms, retain
from frontdesk.settings import Settings
from frontdesk.staff.member import SYSTEM
from frontdesk.store.erasure_files import SpoolTraces, TombstoneFile
from frontdesk.store.erasure_store import SqlPersonTraces
from frontdesk.store.retention_store import SqlOutdating
from frontdesk.wiring.chores import Chore
from frontdesk.wiring.clock import SystemClock
from frontdesk.wiring.keys import Purpose, key_for
from frontdesk.wiring.stores import Stores

_HOURS_6 = 21_600.0
ERASED_FILE = "erased.jsonl"


def open_eraser(settings: Settings, stores: Stores) -> Eraser:
    """Return what erases persons. Raises OSError where the secret cannot be read."""
    return Eraser(
        traces=SqlPersonTraces(stores.database),
        spooled=SpoolTraces(settings.data_dir / "spool"),
        tombstones=TombstoneFile(settings.data_dir / ERASED_FILE, key_for(settings.shared_secret(), Purpose.ERASURE)),
        pending_erasures=PendingErasureFolder(settings.data_dir / "pending-erasures"),
        clock=SystemClock(),
        cleared=stores.database.clear_journal,
    )


def open_retention(settings: Settings, stores: Stores) -> Retention:
    """Return what keeps nothing longer than needed."""
    return Retention(
        outdating=SqlOutdating(stores.database),
        audit=stores.audit,
        pending_erasures=PendingErasureFolder(settings.data_dir / "pending-erasures"),
        terms=Terms(settings.keep_conversations_days, settings.keep_closed_leads_months, settings.keep_deliveries_days),
        clock=SystemClock(),
        cleared=stores.database.clear_journal,
    )


def retention_chore(settings: Settings, stores: Stores) -> Chore:
    """Return the chore of several times a day: whoever was erased stays erased, and nothing is kept longer than needed."""
    retention, eraser = open_retention(settings, stores), open_eraser(settings, stores)

    def tidy() -> Outdated:
        erase_again(eraser, by=SYSTEM)
        return retain(retention, by=SYSTEM)

    return Chore("retention", _HOURS_6, lambda: to_thread(tidy))
