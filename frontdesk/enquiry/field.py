"""The fields of the enquiry form, in the order they are asked."""

from enum import StrEnum


class Field(StrEnum):
    """What the form asks; the order of definition is the order of asking."""

    CONSENT = "consent"
    NAME = "name"
    ORGANISATION = "organisation"
    EMAIL = "email"
    PHONE = "phone"
    COUNTRY = "country"
    SECTOR = "sector"
    PROJECT = "project"
    INVESTMENT = "investment"
    JOBS = "jobs"
    TIMELINE = "timeline"
    CONFIRM = "confirm"

    @property
    def is_optional(self) -> bool:
        """Tell whether the visitor may leave it out."""
        return self in OPTIONAL


OPTIONAL = frozenset({Field.PHONE, Field.INVESTMENT, Field.JOBS, Field.TIMELINE})
DATA = tuple(field for field in Field if field not in {Field.CONSENT, Field.CONFIRM})
