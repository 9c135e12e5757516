"""The form of a member of staff: who they are, what they may do, and which leads they are competent for."""

from typing import Annotated

from fastapi import Form
from pydantic import BaseModel

from frontdesk.enquiry import country
from frontdesk.enquiry.reading import Parsed
from frontdesk.enquiry.sector_words import Sector
from frontdesk.services.staff_ports import NewMember, StaffValue
from frontdesk.staff.email import is_address
from frontdesk.staff.member import Member
from frontdesk.staff.role import Role
from frontdesk.values import Language
from frontdesk.web.desk.texts import LANGUAGES

LONGEST_NAME = 200
LONGEST_EMAIL = 320
_LONGEST = 2000
_CODE_LENGTH = 2


class StaffForm(BaseModel):
    """What was written into the form, before anybody looked whether it fits."""

    name: str = Form("", max_length=_LONGEST)
    email: str = Form("", max_length=_LONGEST)
    role: str = Form(Role.OFFICER.value, max_length=_LONGEST)
    language: str = Form(Language.EN.value, max_length=_LONGEST)
    sectors: list[str] = Form([], max_length=100)
    countries: str = Form("", max_length=_LONGEST)
    spoken: list[str] = Form([], max_length=100)
    takes_leads: str = Form("", max_length=_LONGEST)

    @classmethod
    def of(cls, member: Member) -> "StaffForm":
        """Return the form as somebody's record fills it."""
        return cls(
            name=member.name,
            email=member.email,
            role=member.role.value,
            language=member.language.value,
            sectors=list(member.sectors),
            countries=", ".join(member.countries),
            spoken=list(member.spoken),
            takes_leads="on" if member.takes_leads else "",
        )

    def called(self) -> str:
        """Return the name with single spaces."""
        return " ".join(self.name.split())

    def country_codes(self) -> tuple[str, ...]:
        """Return the countries as ISO 3166-1 codes; names are understood too. Raises ValueError for what is none."""
        parts = [part.strip() for part in self.countries.replace(";", ",").split(",") if part.strip()]
        readings = [country.parse(part.upper() if len(part) == _CODE_LENGTH else part) for part in parts]
        found = [reading.value for reading in readings if isinstance(reading, Parsed)]
        if len(found) < len(parts):
            raise ValueError(self.countries)
        return tuple(dict.fromkeys(found))

    def wrong(self, *, is_new: bool) -> dict[str, str]:
        """Return the name of a text for each field that does not fit."""
        checks = {
            "name": 0 < len(self.called()) <= LONGEST_NAME,
            "email": not is_new or (is_address(self.email) and len(self.email) <= LONGEST_EMAIL),
            "role": self.role in set(Role),
            "language": self.language in set(LANGUAGES),
            "countries": self._has_countries(),
        }
        return {name: f"staff.error.{name}" for name, fits in checks.items() if not fits}

    def values(self) -> dict[str, StaffValue]:
        """Return what to change in somebody's record."""
        return {
            "name": self.called(),
            "role": Role(self.role),
            "language": Language(self.language),
            "sectors": tuple(code for code in Sector if code in self.sectors),
            "countries": self.country_codes(),
            "spoken": tuple(code.value for code in Language if code in self.spoken),
            "takes_leads": bool(self.takes_leads),
        }

    def new_member(self) -> NewMember:
        """Return somebody to be invited."""
        values = self.values()
        return NewMember(email=self.email.strip().lower(), **values)  # type: ignore[arg-type]  # as NewMember names them

    def _has_countries(self) -> bool:
        try:
            self.country_codes()
        except ValueError:
            return False
        return True


type Filled = Annotated[StaffForm, Form()]
