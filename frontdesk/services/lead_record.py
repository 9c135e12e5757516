"""A lead under the names that exports, receivers and tests rely on."""

from decimal import Decimal

from frontdesk.qualification.model import Consent, Lead, Qualification

type Record = dict[str, object]


def lead_record(lead: Lead) -> Record:
    """Return a lead as JSON-ready names and values. Times are ISO 8601 in UTC; an amount is a number, never rounded."""
    enquiry = lead.enquiry
    return {
        "reference": lead.reference,
        "name": enquiry.name,
        "organisation": enquiry.organisation,
        "email": enquiry.email,
        "phone": enquiry.phone,
        "country": enquiry.country,
        "sector": enquiry.sector,
        "project": enquiry.project,
        "investment_eur": _number(enquiry.investment_eur),
        "investment_original": enquiry.investment_original,
        "jobs": enquiry.jobs,
        "timeline": enquiry.timeline,
        "language": enquiry.language.value,
        "channel": enquiry.channel,
        "consent": _consent(lead.consent),
        "qualification": _qualification(lead.qualification),
        "status": lead.status.value,
        "owner": lead.owner,
        "due_at": lead.due_at.isoformat(),
        "created_at": lead.created_at.isoformat(),
        "conversation_id": enquiry.conversation_id,
    }


def _number(amount: Decimal | None) -> int | float | None:
    """A whole amount stays an integer; a float prints the same two decimals for every amount below 10^13."""
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def _consent(consent: Consent) -> Record:
    return {
        "text_version": consent.text_version,
        "text_sha256": consent.text_sha256,
        "language": consent.language.value,
        "given_at": consent.given_at.isoformat(),
        "channel": consent.channel,
        "purpose": consent.purpose.value,
    }


def _qualification(qualification: Qualification) -> Record:
    return {
        "outcome": qualification.outcome.value,
        "score": qualification.score,
        "criteria": [
            {"name": criterion.name, "points": criterion.points, "evidence": criterion.evidence}
            for criterion in qualification.criteria
        ],
        "rules_version": qualification.rules_version,
    }
