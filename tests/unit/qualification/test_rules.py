"""The rules that sort leads, criterion by criterion, and what never counts."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from frontdesk.qualification.model import Enquiry, Outcome, Qualification
from frontdesk.qualification.rules import RULES_VERSION
from frontdesk.services.qualify_enquiry import qualify_enquiry
from frontdesk.values import Language
from tests.factories import make_enquiry

DAY = date(2026, 11, 23)


def strong(**given: object) -> Enquiry:
    usual = {
        "project": "a fill-finish plant for our new vaccine",
        "investment_original": "40M (EUR)",
        "words": {
            "project": "a fill-finish plant for our new vaccine",
            "investment": "40M",
            "jobs": "about 60",
            "timeline": "Q3 2027",
        },
    }
    return make_enquiry(**(usual | given))


def points(qualification: Qualification) -> dict[str, int]:
    return {criterion.name: criterion.points for criterion in qualification.criteria}


def test_full_enquiry_reaches_every_point() -> None:
    found = qualify_enquiry(strong(), on=DAY)
    assert (found.score, found.outcome, found.rules_version) == (100, Outcome.QUALIFIED, RULES_VERSION)
    assert list(points(found)) == ["reachable", "organisation", "sector_fit", "concrete_project", "size", "timing"]


def test_evidence_is_what_the_visitor_said() -> None:
    evidence = {criterion.name: criterion.evidence for criterion in qualify_enquiry(strong(), on=DAY).criteria}
    assert evidence["size"] == "40M, about 60"
    assert evidence["timing"] == "Q3 2027"
    assert evidence["organisation"] == "Acme Bio"


@pytest.mark.parametrize(
    ("criterion", "given", "expected"),
    [
        ("reachable", {"phone": None}, 15),
        ("organisation", {"organisation": "private"}, 0),
        ("sector_fit", {"sector": "space mining"}, 5),
        ("concrete_project", {"project": "a plant"}, 12),
        ("concrete_project", {"project": "we would like to know you better"}, 6),
        ("concrete_project", {"project": "hello there"}, 0),
        ("size", {"investment_original": "2 million euro", "jobs": None}, 10),
        ("size", {"investment_original": "50k euro", "jobs": None}, 5),
        ("size", {"investment_original": "900 million yen", "jobs": None}, 5),
        ("size", {"investment_original": "8 million dollars", "jobs": None}, 15),
        ("size", {"investment_original": None, "jobs": "12"}, 10),
        ("size", {"investment_original": None, "jobs": "3"}, 5),
        ("size", {"investment_original": "plenty", "jobs": "40-60"}, 15),
        ("size", {"investment_original": None, "jobs": None}, 0),
        ("timing", {"timeline": None}, 0),
        ("timing", {"timeline": "asap"}, 10),
        ("timing", {"timeline": "2029-12"}, 6),
        ("timing", {"timeline": "2035"}, 3),
    ],
)
def test_criterion_gives_its_points(criterion: str, given: dict[str, object], expected: int) -> None:
    assert points(qualify_enquiry(strong(**given), on=DAY))[criterion] == expected


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        ({"phone": None, "investment_original": None, "jobs": None, "timeline": None}, Outcome.QUALIFIED),
        (
            {
                "organisation": "private",
                "investment_original": None,
                "jobs": None,
                "timeline": None,
                "project": "a plant",
            },
            Outcome.UNDECIDED,
        ),
        (
            {
                "organisation": "private",
                "sector": "catering",
                "project": "hello there",
                "investment_original": None,
                "jobs": None,
                "timeline": None,
            },
            Outcome.NOT_QUALIFIED,
        ),
    ],
)
def test_score_sorts_into_three(given: dict[str, object], outcome: Outcome) -> None:
    assert qualify_enquiry(strong(**given), on=DAY).outcome is outcome


@pytest.mark.parametrize(
    "change", [{"country": "NG"}, {"name": "Fatima Zahra"}, {"language": Language.NL}, {"conversation_id": "c"}]
)
def test_who_somebody_is_and_where_from_changes_nothing(change: dict[str, object]) -> None:
    enquiry = strong()
    changed = replace(enquiry, **change)  # type: ignore[arg-type]  # one field of any type
    assert qualify_enquiry(changed, on=DAY) == qualify_enquiry(enquiry, on=DAY)


def test_same_enquiry_gives_the_same_result_later() -> None:
    enquiry = strong(investment_eur=Decimal(40_000_000))
    assert qualify_enquiry(enquiry, on=DAY) == qualify_enquiry(enquiry, on=DAY)
