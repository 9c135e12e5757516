"""Salesforce Web-to-Lead: a lead as a form; 500 a day, which the courier keeps to."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from frontdesk.delivery.lead_fields import mapped, values_of
from frontdesk.delivery.outbound import Answer, Outbound, check_status
from frontdesk.services.delivery import Destination, FailureReason, Parcel, Prospect, SendFailed

_HOST = "https://webto.salesforce.com"
_PATH = "servlet/servlet.WebToLead?encoding=UTF-8"
_LENGTHS = {"first_name": 40, "last_name": 80, "company": 255, "email": 80, "phone": 40}  # longer ones are refused
_USUAL = {
    "first_name": "first_name",
    "last_name": "last_name",
    "organisation": "company",
    "email": "email",
    "phone": "phone",
    "country": "country_code",
}
_TOLD = ("reference", "project", "sector", "investment_original", "jobs", "timeline", "outcome")


@dataclass(frozen=True, slots=True)
class SalesforceCarrier:
    """Fills the port Carrier."""

    outbound: Outbound

    async def carry(self, parcel: Parcel, destination: Destination, *, at: datetime) -> None:
        """Post the form. Salesforce answers 200 also to what it throws away, and says so in a header. Raises SendFailed."""
        if not destination.options.get("oid"):
            raise SendFailed(FailureReason.SETUP_INCOMPLETE, "oid")
        body = urlencode(lead_form(parcel, destination)).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded; charset=UTF-8"}
        answer = await self.outbound.post(f"{destination.options.get('url') or _HOST}/{_PATH}", body, headers)
        check_status(answer, at=at)
        _check_processed(answer)


def lead_form(parcel: Parcel, destination: Destination) -> dict[str, str]:
    """Return the fields of the form; the reference in the description tells a doubled lead from two."""
    values = values_of(parcel)
    fields = mapped(values, _USUAL, destination.options.get("fields", ""))
    fields = {name: value[: _LENGTHS.get(name, len(value))] for name, value in fields.items()}
    told = "\n".join(f"{name}: {values[name]}" for name in _TOLD if name in values)
    source = destination.options.get("lead_source") or "Frontdesk"
    return {"oid": destination.options["oid"], **fields, "lead_source": source, "description": told}


def _check_processed(answer: Answer) -> None:
    if "exception" in answer.headers.get("is-processed", "").lower():
        raise SendFailed(FailureReason.REFUSED, "is-processed", prospect=Prospect.DOUBTFUL)
