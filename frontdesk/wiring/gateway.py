"""Joins what the gateway works with."""

from asyncio import to_thread
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx

from frontdesk.leads.office_hours import OfficeHours
from frontdesk.rasa_http import PendingErasureFolder, RasaClient
from frontdesk.services.attendance import Attendance
from frontdesk.services.channel import ChannelStore
from frontdesk.services.conversing import Conversing
from frontdesk.services.dialogue import Audience
from frontdesk.services.enquiry_form import FormDesk
from frontdesk.services.erase_conversation import forget_pending
from frontdesk.services.errors import StoreUnavailable
from frontdesk.services.ports import KnowledgeSource
from frontdesk.settings import Settings
from frontdesk.wiring.auditing import open_auditing
from frontdesk.wiring.chores import Chore
from frontdesk.wiring.clock import SystemClock
from frontdesk.wiring.deliveries import delivering
from frontdesk.wiring.desk import Desk, open_desk
from frontdesk.wiring.enquiries import form_desk
from frontdesk.wiring.erasing import retention_chore
from frontdesk.wiring.live import live_chores, open_live
from frontdesk.wiring.notices import notice_catalogue
from frontdesk.wiring.promises import watching
from frontdesk.wiring.response_clock import response_clock
from frontdesk.wiring.stores import Stores, open_stores

_HEALTH_SECONDS = 1.5
_MAKE_GOOD_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Gateway:
    """What the conversation, the desk and the messengers work with; by name what must work for a question to be answered; chores."""

    conversing: Conversing
    desk: Desk
    channel_store: ChannelStore
    knowledge: KnowledgeSource
    forms: FormDesk
    checks: Mapping[str, Callable[[], Awaitable[bool]]]
    chores: tuple[Chore, ...]


@asynccontextmanager
async def open_gateway(settings: Settings, audience: Audience) -> AsyncIterator[Gateway]:
    """Open the stores and the connections to Rasa, and close them at the end. Raises OSError where the data folder is unusable."""
    stores = open_stores(settings)
    async with (
        RasaClient(settings.rasa_url, settings.shared_secret()) as rasa,
        httpx.AsyncClient(trust_env=False) as http,
    ):
        hours = OfficeHours(settings.office_opens, settings.office_closes)
        conversing = Conversing(
            store=stores.conversations,
            reviews=stores.reviews,
            dialogue=rasa,
            notices=notice_catalogue(),
            audience=audience,
            pending_erasures=PendingErasureFolder(settings.data_dir / "pending-erasures"),
            clock=SystemClock(),
            attendance=Attendance(stores.presence, hours, settings.live_minutes),
        )
        live = open_live(conversing, stores, response_clock(settings))
        desk = open_desk(settings, stores, live)
        yield Gateway(
            conversing,
            desk,
            stores.channels,
            stores.knowledge,
            form_desk(settings, stores),
            {
                "database": lambda: to_thread(_database_ready, stores),
                "rasa": rasa.ready,
                "actions": lambda: _answers(http, settings.actions_url.removesuffix("/webhook") + "/health"),
            },
            (
                Chore("erasures", _MAKE_GOOD_SECONDS, lambda: forget_pending(conversing)),
                delivering(desk.deliveries),
                watching(settings, stores),
                open_auditing(settings, stores).chore(),
                retention_chore(settings, stores),
                *live_chores(live),
            ),
        )
        desk.knowledge.close()
    stores.close()


def _database_ready(stores: Stores) -> bool:
    try:
        return stores.is_migrated()
    except StoreUnavailable:
        return False


async def _answers(http: httpx.AsyncClient, url: str) -> bool:
    try:
        return (await http.get(url, timeout=_HEALTH_SECONDS)).is_success
    except httpx.HTTPError:
        return False
