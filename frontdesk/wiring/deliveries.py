"""Joins what takes deliveries to the outside."""

import random
from collections.abc import Mapping

from frontdesk.delivery.chat import SlackCarrier, TeamsCarrier
from frontdesk.delivery.hubspot import HubspotCarrier
from frontdesk.delivery.mail import MailCarrier
from frontdesk.delivery.mail_server import MailServer
from frontdesk.delivery.outbound import Outbound
from frontdesk.delivery.salesforce import SalesforceCarrier
from frontdesk.delivery.webhook import WebhookCarrier
from frontdesk.rendering.chat_notes import NoteRenderer
from frontdesk.rendering.letters import LetterRenderer
from frontdesk.services.deliver import Courier, deliver_due
from frontdesk.services.delivery import Carrier, DestinationKind
from frontdesk.services.delivery_desk import DeliveryDesk
from frontdesk.services.ports import Clock
from frontdesk.settings import Settings
from frontdesk.store.delivery_lists import SqlDeliveryLists
from frontdesk.store.delivery_store import SqlDeliveries
from frontdesk.store.destination_store import SqlDestinations
from frontdesk.store.sealing import Vault
from frontdesk.wiring.chores import Chore
from frontdesk.wiring.clock import SystemClock
from frontdesk.wiring.stores import Stores

_EVERY_SECONDS = 3.0


def open_deliveries(settings: Settings, stores: Stores, clock: Clock | None = None) -> DeliveryDesk:
    """Return what works the deliveries of an installation; it connects to nothing yet."""
    register = SqlDestinations(stores.database, Vault(settings.shared_secret()))
    courier = Courier(
        deliveries=SqlDeliveries(stores.database),
        book=register,
        carriers=carriers(settings),
        clock=clock or SystemClock(),
        chance=random.random,
    )
    lists = SqlDeliveryLists(stores.database)
    hosts, loopback = settings.outbound_hosts, settings.outbound_loopback
    return DeliveryDesk(courier, lists, register, hosts, stores.audit, loopback)


def carriers(settings: Settings) -> Mapping[DestinationKind, Carrier]:
    """Return a carrier for each kind of destination that is configured: mail only where there is a server."""
    outbound = Outbound(settings.outbound_hosts, loopback=settings.outbound_loopback)
    notes = NoteRenderer(settings.public_url)
    found: dict[DestinationKind, Carrier] = {
        DestinationKind.SLACK: SlackCarrier(outbound, notes),
        DestinationKind.TEAMS: TeamsCarrier(outbound, notes),
        DestinationKind.WEBHOOK: WebhookCarrier(outbound),
        DestinationKind.HUBSPOT: HubspotCarrier(outbound),
        DestinationKind.SALESFORCE: SalesforceCarrier(outbound),
    }
    if settings.smtp_url is not None and settings.mail_from is not None:
        server = MailServer.parse(settings.smtp_url.get_secret_value())
        found[DestinationKind.MAIL] = MailCarrier(server, settings.mail_from, LetterRenderer(settings.public_url))
    return found


def delivering(desk: DeliveryDesk) -> Chore:
    """Return the chore that delivers; acknowledgements are out within seconds."""
    return Chore("deliveries", _EVERY_SECONDS, lambda: deliver_due(desk.courier))
