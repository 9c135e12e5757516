"""Sends signed webhooks to an integrator's own address, with the guards and signatures that deliveries have."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from frontdesk.delivery.outbound import Outbound, check_status
from frontdesk.delivery.signing import signed_headers
from frontdesk.services.channel import NotSent
from frontdesk.services.delivery import Prospect, SendFailed
from frontdesk.settings import Settings


@dataclass(frozen=True, slots=True)
class SignedWebhook:
    """One receiver. ``key`` is of the form ``whsec_<base64>``."""

    outbound: Outbound
    url: str
    key: str

    async def post(self, message_id: str, body: bytes, *, at: datetime) -> None:
        """Send a body under its id, by which the receiver knows it again. Raises NotSent."""
        headers = {"Content-Type": "application/json", **signed_headers(self.key, message_id, body, at)}
        try:
            check_status(await self.outbound.post(self.url, body, headers), at=at)
        except SendFailed as problem:
            wait: timedelta | None = problem.retry_after
            final = problem.prospect is Prospect.HOPELESS
            raise NotSent(problem.reason.value, is_final=final, wait=wait) from problem


def signed_webhook(settings: Settings, url: str, key: str) -> SignedWebhook:
    """Return the webhook of an address."""
    return SignedWebhook(Outbound(settings.outbound_hosts, loopback=settings.outbound_loopback), url, key)
