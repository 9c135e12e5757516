"""Webhooks: what happened as signed JSON, under an id that stays the same at every attempt."""

import json
from dataclasses import dataclass
from datetime import datetime

from frontdesk.delivery.outbound import Outbound, check_status
from frontdesk.delivery.signing import KeyUnusable, signed_headers
from frontdesk.services.delivery import Destination, FailureReason, Parcel, SendFailed


@dataclass(frozen=True, slots=True)
class WebhookCarrier:
    """Fills the port Carrier."""

    outbound: Outbound

    async def carry(self, parcel: Parcel, destination: Destination, *, at: datetime) -> None:
        """Post the parcel; any 2xx confirms. Raises SendFailed."""
        body = webhook_body(parcel)
        try:
            signed = signed_headers(destination.secret or "", told_id(parcel), body, at)
        except KeyUnusable as problem:
            raise SendFailed(FailureReason.SETUP_INCOMPLETE, "secret") from problem
        headers = {"Content-Type": "application/json", **signed}
        check_status(await self.outbound.post(destination.options.get("url", ""), body, headers), at=at)


def webhook_body(parcel: Parcel) -> bytes:
    """Return the body; the same bytes at every attempt."""
    told = {
        "id": told_id(parcel),
        "type": parcel.topic,
        "created_at": parcel.created_at.isoformat(),
        "data": dict(parcel.payload),
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def told_id(parcel: Parcel) -> str:
    """Return the id a receiver knows the parcel by. Standard Webhooks sign ids up to the first full stop, so there is none in it."""
    return parcel.id.replace(".", "_")
