"""Leads, consents and outbox entries as rows and back."""

from dataclasses import asdict
from typing import Any

from frontdesk.leads.identity import mailbox, name_key
from frontdesk.qualification.model import (
    Consent,
    ConsentPurpose,
    Criterion,
    Enquiry,
    Lead,
    LeadStatus,
    Outcome,
    Qualification,
)
from frontdesk.store.lead_keys import jobs_from, organisation_key
from frontdesk.store.lead_tables import ConsentRow, LeadRow
from frontdesk.store.search_text import search_text
from frontdesk.values import Language

ENQUIRY_COLUMNS = (
    "enquiry_id",
    "conversation_id",
    "channel",
    "name",
    "organisation",
    "email",
    "phone",
    "country",
    "sector",
    "project",
    "investment_eur",
    "investment_original",
    "jobs",
    "timeline",
)


def lead_row(lead: Lead) -> LeadRow:
    """Return the row of a lead with its consent."""
    enquiry, qualification = lead.enquiry, lead.qualification
    return LeadRow(
        **{name: getattr(enquiry, name) for name in ENQUIRY_COLUMNS},
        reference=lead.reference,
        language=enquiry.language.value,
        words=dict(enquiry.words),
        outcome=qualification.outcome.value,
        score=qualification.score,
        criteria=[asdict(criterion) for criterion in qualification.criteria],
        rules_version=qualification.rules_version,
        status=lead.status.value,
        due_at=lead.due_at,
        search_text=searched(lead),
        email_key=mailbox(enquiry.email).key,
        name_key=name_key(enquiry.name),
        organisation_key=organisation_key(enquiry.organisation),
        jobs_from=jobs_from(enquiry.jobs),
        created_at=lead.created_at,
        consent=_consent_row(lead.consent),
    )


def searched(lead: Lead) -> str:
    """Return what the search looks through."""
    told = lead.enquiry
    return search_text(lead.reference, told.name, told.organisation, told.email, told.phone, told.project, told.sector)


def lead_from(row: LeadRow) -> Lead:
    """Return the lead of a row whose consent and owner are loaded."""
    return Lead(
        reference=row.reference,
        enquiry=_enquiry(row),
        consent=consent_from(row.consent),
        qualification=_qualification(row),
        created_at=row.created_at,
        due_at=row.due_at,
        status=LeadStatus(row.status),
        owner=row.owner.email if row.owner else None,
    )


def _enquiry(row: LeadRow) -> Enquiry:
    columns: dict[str, Any] = {name: getattr(row, name) for name in ENQUIRY_COLUMNS}
    return Enquiry(**columns, language=Language(row.language), words=row.words)


def _qualification(row: LeadRow) -> Qualification:
    criteria = tuple(Criterion(**criterion) for criterion in row.criteria)
    return Qualification(Outcome(row.outcome), row.score, criteria, row.rules_version)


def _consent_row(consent: Consent) -> ConsentRow:
    return ConsentRow(
        text_version=consent.text_version,
        text_sha256=consent.text_sha256,
        language=consent.language.value,
        given_at=consent.given_at,
        channel=consent.channel,
        purpose=consent.purpose.value,
    )


def consent_from(row: ConsentRow) -> Consent:
    """Return the consent of a row."""
    return Consent(
        text_version=row.text_version,
        text_sha256=row.text_sha256,
        language=Language(row.language),
        given_at=row.given_at,
        channel=row.channel,
        purpose=ConsentPurpose(row.purpose),
    )
