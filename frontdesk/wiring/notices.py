"""The sentences the system itself says, read once."""

from functools import cache

from frontdesk.rendering.notice_catalogue import NoticeCatalogue
from frontdesk.services.dialogue import Notices


@cache
def notice_catalogue() -> Notices:
    """Return the sentences."""
    return NoticeCatalogue()
