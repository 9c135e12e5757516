"""A lead as the JSON of one spool file, and back."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any

from frontdesk.qualification.model import (
    Consent,
    ConsentPurpose,
    Criterion,
    Enquiry,
    Lead,
    LeadStatus,
    OutboxEntry,
    Outcome,
    Qualification,
)
from frontdesk.values import Language

type Waiting = tuple[Lead, Sequence[OutboxEntry]]


def written(lead: Lead, outbox: Sequence[OutboxEntry]) -> str:
    """Return the text of a spool file."""
    return json.dumps(
        {"lead": asdict(lead), "outbox": [asdict(entry) for entry in outbox]}, default=str, ensure_ascii=False
    )


def read(text: str) -> Waiting:
    """Read a spool file. Raises ValueError, KeyError or TypeError where it is none."""
    content = json.loads(text)
    lead = content["lead"]
    return (
        Lead(
            reference=lead["reference"],
            enquiry=_enquiry(lead["enquiry"]),
            consent=_consent(lead["consent"]),
            qualification=_qualification(lead["qualification"]),
            created_at=datetime.fromisoformat(lead["created_at"]),
            due_at=datetime.fromisoformat(lead["due_at"]),
            status=LeadStatus(lead["status"]),
            owner=lead["owner"],
        ),
        tuple(
            OutboxEntry(**(entry | {"created_at": datetime.fromisoformat(entry["created_at"])}))
            for entry in content["outbox"]
        ),
    )


def _enquiry(fields: dict[str, Any]) -> Enquiry:
    euros = fields["investment_eur"]
    return Enquiry(
        **(
            fields
            | {"language": Language(fields["language"]), "investment_eur": None if euros is None else Decimal(euros)}
        )
    )


def _consent(fields: dict[str, Any]) -> Consent:
    return Consent(
        **(
            fields
            | {
                "language": Language(fields["language"]),
                "given_at": datetime.fromisoformat(fields["given_at"]),
                "purpose": ConsentPurpose(fields["purpose"]),
            }
        )
    )


def _qualification(fields: dict[str, Any]) -> Qualification:
    criteria = tuple(Criterion(**criterion) for criterion in fields["criteria"])
    return Qualification(**(fields | {"outcome": Outcome(fields["outcome"]), "criteria": criteria}))
