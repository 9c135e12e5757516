"""Qualifies an enquiry from its stored fields alone, so that it can be done again at any time with the same result."""

from datetime import date

from frontdesk.enquiry import investment, organisation, project
from frontdesk.enquiry.period import ASAP, Period
from frontdesk.enquiry.reading import Parsed
from frontdesk.enquiry.sector_words import Sector
from frontdesk.qualification.model import Enquiry, Qualification
from frontdesk.qualification.rules import Signs, qualify
from frontdesk.values import Language, Money


def qualify_enquiry(enquiry: Enquiry, *, on: date) -> Qualification:
    """Apply the current rules. ``on`` is the day the lead was created: how soon a project starts is counted from there."""
    return qualify(
        enquiry,
        Signs(
            speaks_for_nobody=enquiry.organisation == organisation.PRIVATE,
            sector_fits=enquiry.sector in set(Sector),
            project_kinds=project.kinds(enquiry.project),
            investment=_amount(enquiry.investment_original, enquiry.language),
            jobs=int((enquiry.jobs or "0").rpartition("-")[2]),
            months_ahead=_months_ahead(enquiry.timeline, on),
        ),
    )


def _amount(original: str | None, language: Language) -> Money | None:
    reading = investment.parse(original, language) if original else None
    return reading.value if isinstance(reading, Parsed) else None


def _months_ahead(timeline: str | None, on: date) -> int | None:
    if timeline is None:
        return None
    return 0 if timeline == ASAP else Period.parse(timeline).months_ahead(on)
