"""The form of a rule: read, checked and shown again."""

from dataclasses import dataclass, field
from typing import Annotated, Self

from fastapi import Form

from frontdesk.enquiry import country
from frontdesk.enquiry.reading import Parsed
from frontdesk.enquiry.sector_words import Sector
from frontdesk.leads.routing import RoutingRule
from frontdesk.values import Language

LONGEST_NAME = 200
_MOST = 2**31 - 1  # what the database's whole numbers hold

type Text = Annotated[str, Form(max_length=2_000)]
type Texts = Annotated[list[str], Form(max_length=300)]


@dataclass(frozen=True, slots=True)
class RuleForm:
    """A rule as it is written in the form; ``wrong`` names, by field, the text that says what does not fit."""

    name: str = ""
    sectors: tuple[str, ...] = ()
    countries: str = ""
    languages: tuple[str, ...] = ()
    min_investment: str = ""
    min_jobs: str = ""
    staff: tuple[str, ...] = ()
    is_active: bool = True
    wrong: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, rule: RoutingRule) -> Self:
        """Return the form of a rule."""
        return cls(
            name=rule.name,
            sectors=rule.sectors,
            countries=", ".join(rule.countries),
            languages=rule.languages,
            min_investment=str(rule.min_investment_eur or ""),
            min_jobs=str(rule.min_jobs or ""),
            staff=tuple(map(str, rule.staff_ids)),
            is_active=rule.is_active,
        )

    def problems(self, staff_ids: frozenset[int]) -> dict[str, str]:
        """Return, by field, the texts that say what does not fit."""
        found = {
            "name": not self.name.strip() or len(self.name) > LONGEST_NAME,
            "countries": None in codes(self.countries),
            "min_investment": not _is_number(self.min_investment),
            "min_jobs": not _is_number(self.min_jobs),
            "staff": not {*map(str, staff_ids)}.issuperset(self.staff),
        }
        return {name: f"routing.wrong.{name}" for name, is_wrong in found.items() if is_wrong}

    def rule(self, rule_id: int) -> RoutingRule:
        """Return the rule of a form that fits."""
        return RoutingRule(
            name=" ".join(self.name.split()),
            sectors=self.sectors,
            countries=tuple(code for code in codes(self.countries) if code),
            languages=self.languages,
            min_investment_eur=number(self.min_investment),
            min_jobs=number(self.min_jobs),
            staff_ids=tuple(map(int, self.staff)),
            is_active=self.is_active,
            id=rule_id,
        )


def rule_form(  # noqa: PLR0913 - one for each field
    *,
    name: Text = "",
    sectors: Texts = [],  # noqa: B006 - FastAPI copies it
    countries: Text = "",
    languages: Texts = [],  # noqa: B006
    min_investment: Text = "",
    min_jobs: Text = "",
    staff: Texts = [],  # noqa: B006
    is_active: Text = "",
) -> RuleForm:
    """Return what was written into the form; boxes that the page does not have are left out."""
    return RuleForm(
        name=name,
        sectors=tuple(one for one in sectors if one in set(Sector)),
        countries=countries,
        languages=tuple(one for one in languages if one in set(Language)),
        min_investment=min_investment,
        min_jobs=min_jobs,
        staff=tuple(dict.fromkeys(staff)),
        is_active=bool(is_active),
    )


def codes(countries: str) -> list[str | None]:
    """Return the codes of countries that are named, or written as codes, between commas; none for one nobody knows."""
    return [_code(part.strip()) for part in countries.replace(";", ",").replace("\n", ",").split(",") if part.strip()]


def number(written: str) -> int | None:
    """Return a number however its thousands are parted; none for nothing."""
    digits = "".join(written.replace(".", "").replace(",", "").split())
    return int(digits) if digits else None


def _is_number(written: str) -> bool:
    digits = "".join(written.replace(".", "").replace(",", "").split())
    return not digits or (digits.isascii() and digits.isdecimal() and int(digits) <= _MOST)


def _code(named: str) -> str | None:
    reading = country.parse(named.upper() if len(named) == len("BE") else named)
    return reading.value if isinstance(reading, Parsed) else None
