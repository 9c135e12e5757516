"""How the commands reach the database, and what they say where it cannot be used."""

from collections.abc import Iterator
from contextlib import contextmanager

from frontdesk.cli.installation import read_settings
from frontdesk.services.errors import StoreUnavailable
from frontdesk.settings import Settings
from frontdesk.supervision.errors import StartProblem
from frontdesk.wiring.stores import Stores, ready_stores


@contextmanager
def installation() -> Iterator[tuple[Settings, Stores]]:
    """Give the settings and the stores. Raises StartProblem with one sentence where the database cannot be used."""
    settings = read_settings()
    try:
        with ready_stores(settings) as stores:
            yield settings, stores
    except StoreUnavailable as problem:
        reason = str(problem).splitlines()[0]
        raise StartProblem(
            f"The database cannot be used now ({reason}). Check FRONTDESK_DATABASE_URL, or try again."
        ) from problem
