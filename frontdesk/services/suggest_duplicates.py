"""Leads that may be the same enquiry as another: found by what they share, judged by how likely it is."""

from dataclasses import dataclass
from typing import Protocol

from frontdesk.leads.duplicates import Likeness, likeness
from frontdesk.leads.merging import consent_state
from frontdesk.qualification.model import Consent, Lead

MOST_SUGGESTED = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A lead that shares an address, a number, a conversation or a name with another."""

    lead: Lead
    consents: tuple[Consent, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A lead that is likely to be the same enquiry. Where the consent differs it is shown, but cannot be merged."""

    lead: Lead
    likeness: Likeness
    may_merge: bool


class CandidateStore(Protocol):
    """Where leads are looked for. Raises StoreUnavailable."""

    def candidates(self, reference: str) -> tuple[Candidate, ...]:
        """Return what shares something with a lead, itself first; without those merged, or found to be different enquiries."""


def suggest_duplicates(store: CandidateStore, reference: str) -> tuple[Suggestion, ...]:
    """Return what is likely to be the same enquiry, the likeliest first. Raises StoreUnavailable."""
    asked, *others = store.candidates(reference) or (None,)
    if asked is None:
        return ()
    state = consent_state(asked.consents)
    found = [
        Suggestion(other.lead, likeness(asked.lead.enquiry, other.lead.enquiry), consent_state(other.consents) == state)
        for other in others
    ]
    likely = sorted((one for one in found if one.likeness.is_likely), key=lambda one: -one.likeness.score)
    return tuple(likely[:MOST_SUGGESTED])
