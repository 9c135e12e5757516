"""HubSpot: a lead as an authenticated submission of one of its forms, with the consent that was given."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from frontdesk.delivery.lead_fields import mapped, values_of
from frontdesk.delivery.outbound import Outbound, check_status
from frontdesk.services.delivery import Destination, FailureReason, Parcel, SendFailed

_HOST = "https://api.hsforms.com"
_PATH = "submissions/v3/integration/secure/submit"
_CONTACT = "0-1"  # HubSpot's number for contacts; a field of another object is written as 0-2/name
_OLDEST = timedelta(days=28)  # HubSpot refuses submissions dated more than a month back
_USUAL = {
    "email": "email",
    "first_name": "firstname",
    "last_name": "lastname",
    "organisation": "company",
    "phone": "phone",
    "country": "country",
    "project": "message",
}


@dataclass(frozen=True, slots=True)
class HubspotCarrier:
    """Fills the port Carrier. The secret of the destination is the access token of a private app with the scope ``forms``."""

    outbound: Outbound

    async def carry(self, parcel: Parcel, destination: Destination, *, at: datetime) -> None:
        """Submit the form. Raises SendFailed."""
        if not destination.secret:
            raise SendFailed(FailureReason.SETUP_INCOMPLETE, "secret")
        body = json.dumps(submission(parcel, destination, at=at), ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {destination.secret}"}
        check_status(await self.outbound.post(submit_url(destination), body, headers), at=at)


def submit_url(destination: Destination) -> str:
    """Return where the form is submitted."""
    told = destination.options
    return f"{told.get('url') or _HOST}/{_PATH}/{told.get('portal', '')}/{told.get('form', '')}"


def submission(parcel: Parcel, destination: Destination, *, at: datetime) -> dict[str, object]:
    """Return the body of a submission. It never asks for marketing: nobody agreed to that."""
    values = mapped(values_of(parcel), _USUAL, destination.options.get("fields", ""))
    body: dict[str, object] = {
        "fields": [_field(name, value) for name, value in values.items()],
        "context": {"pageName": f"Frontdesk {parcel.payload['reference']}"},
        "legalConsentOptions": {
            "consent": {
                "consentToProcess": True,
                "text": destination.options.get("consent_text", ""),
                "communications": [],
            }
        },
    }
    if at - parcel.created_at < _OLDEST:
        body["submittedAt"] = str(int(parcel.created_at.timestamp() * 1000))
    return body


def _field(name: str, value: str) -> dict[str, str]:
    kind, slash, inner = name.partition("/")
    return {"objectTypeId": kind if slash else _CONTACT, "name": inner if slash else name, "value": value}
