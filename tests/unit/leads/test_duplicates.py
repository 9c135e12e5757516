"""Leads that are one enquiry are found, and none that only looks like one: not a single wrong suggestion on a hostile set."""

from typing import Any

import pytest

from frontdesk.leads.duplicates import Likeness, Reason, likeness
from frontdesk.qualification.model import Enquiry
from tests.factories import make_enquiry

type Told = dict[str, Any]


def told(**given: Any) -> Enquiry:
    """An enquiry that shares nothing telling with another but what is given."""
    usual: Told = {"phone": None, "project": "", "organisation": "Nordvax", "email": "ann.peeters@nordvax.example"}
    return make_enquiry(**(usual | given))


def compared(one: Told, other: Told) -> Likeness:
    first, second = told(**one), told(**other)
    found = likeness(first, second)
    assert found.score == likeness(second, first).score, "the order must not matter"
    return found


FILL: Told = {"sector": "vaccines", "project": "A fill-and-finish plant near Charleroi for two vaccines"}
TRIALS: Told = {"sector": "clinical_trials", "project": "Running phase two trials with local hospitals"}

ONE_ENQUIRY: dict[str, tuple[Told, Told]] = {
    "sent twice": ({}, {}),
    "capitals in the address": ({"email": "Ann.Peeters@Nordvax.example"}, {}),
    "another day, from the private address": ({}, {"email": "ann.peeters@gmail.com"}),
    "a tag behind the plus": ({"email": "ann.peeters+biotech@nordvax.example"}, {}),
    "dots that Gmail ignores": ({"email": "ann.peeters@gmail.com"}, {"email": "annpeeters@gmail.com"}),
    "googlemail is Gmail": ({"email": "annpeeters@googlemail.com"}, {"email": "ann.peeters+x@gmail.com"}),
    "the last name first": ({"name": "Ann Peeters"}, {"name": "PEETERS Ann"}),
    "a title": ({"name": "Dr. Ann Peeters"}, {}),
    "accents": ({"name": "Zoé Lefèvre"}, {"name": "Zoe Lefevre"}),
    "an initial": ({"name": "A. Peeters"}, {"name": "Ann Peeters"}),
    "the first name alone": ({"name": "Ann"}, {"name": "Ann Peeters"}),
    "a slip in the name": ({"name": "Ann Peeters"}, {"name": "Ann Peetrs"}),
    "a legal form": ({"organisation": "Nordvax NV"}, {"organisation": "Nordvax"}),
    "a trading name": ({"organisation": "Nordvax Biologics"}, {}),
    "short for a long name": (
        {"organisation": "ULB", "email": "ann@ulb.example"},
        {"organisation": "Université libre de Bruxelles", "email": "ann@ulb.example"},
    ),
    "the organisation's own domain": (
        {"organisation": "GSK", "email": "ann@gsk.com"},
        {"organisation": "GlaxoSmithKline", "email": "ann@gsk.com"},
    ),
    "no organisation the second time": ({}, {"organisation": "private"}),
    "the same person through info@": ({"email": "info@nordvax.example"}, {"email": "info@nordvax.example"}),
    "first info@, then the own address": ({"email": "info@nordvax.example"}, {}),
    "another address, the same telephone": (
        {"email": "ann@gmail.com", "phone": "+3281123456", "organisation": "private"},
        {"email": "ann.p@outlook.com", "phone": "+3281123456", "organisation": "private"},
    ),
    "twice in one conversation": (
        {"conversation_id": "c-1", "email": "ann@gmail.com", "organisation": "private"},
        {"conversation_id": "c-1", "email": "anne@gmail.com", "organisation": "private"},
    ),
    "the project in other words": (FILL, FILL | {"project": "We want to fill and finish vaccines"}),
    "another sector picked, the project the same": (FILL, FILL | {"sector": "biomanufacturing"}),
    "a name in two scripts": ({"name": "王伟", "email": "wei@nordvax.example"}, {"name": "Wei Wang", "email": "wei@nordvax.example"}),
}  # fmt: skip

TWO_ENQUIRIES: dict[str, tuple[Told, Told]] = {
    "colleagues": ({}, {"name": "Bob Maes", "email": "bob.maes@nordvax.example"}),
    "colleagues with one switchboard": (
        {"phone": "+3221234567"},
        {"name": "Bob Maes", "email": "bob.maes@nordvax.example", "phone": "+3221234567"},
    ),
    "two people behind info@": ({"email": "info@nordvax.example"}, {"name": "Bob Maes", "email": "info@nordvax.example"}),
    "two people behind info@ and one telephone": (
        {"email": "info@nordvax.example", "phone": "+3221234567"},
        {"name": "Bob Maes", "email": "info@nordvax.example", "phone": "+3221234567"},
    ),
    "a lone first name behind sales@": (
        {"email": "sales@nordvax.example", "name": "Ann"},
        {"email": "sales@nordvax.example", "name": "Ann Peeters"},
    ),
    "an initial behind business.development@": (
        {"email": "business.development@nordvax.example", "name": "A. Peeters"},
        {"email": "business.development@nordvax.example"},
    ),
    "info@ of a host of many firms": (
        {"email": "info@incubator.example", "organisation": "Cellia"},
        {"email": "info@incubator.example", "organisation": "Vaxta"},
    ),
    "plus tags that are people": (
        {"email": "nordvax+ann@gmail.com", "name": "Ann Maes"},
        {"email": "nordvax+bob@gmail.com", "name": "Bob Maes"},
    ),
    "plus tags that are people of one first name": (
        {"email": "team+peeters@nordvax.example", "name": "A. Peeters"},
        {"email": "team+ann@nordvax.example", "name": "Ann"},
    ),
    "plus tags on info@": (
        {"email": "info+ann@nordvax.example", "name": "Ann Maes"},
        {"email": "info+bob@nordvax.example", "name": "Bob Peeters"},
    ),
    "dots that count elsewhere": (
        {"email": "a.peeters@nordvax.example", "name": "Axel Peeters"},
        {"email": "apeeters@nordvax.example", "name": "Ann Peeters"},
    ),
    "strangers with one free provider": (
        {"email": "ann@gmail.com", "organisation": "private"},
        {"name": "Bob Maes", "email": "bob@gmail.com", "organisation": "private"},
    ),
    "namesakes with free addresses": (
        {"name": "Jan Janssens", "email": "jan1@telenet.be", "organisation": "private"},
        {"name": "Jan Janssens", "email": "jjanssens@gmail.com", "organisation": "private"},
    ),
    "namesakes told apart by a number": (
        {"name": "John Smith", "email": "john.smith@bigpharma.example", "organisation": "Big Pharma"},
        {"name": "John Smith", "email": "john.smith2@bigpharma.example", "organisation": "Big Pharma"},
    ),
    "namesakes of one firm and switchboard, told apart by a number": (
        {"name": "John Smith", "email": "john.smith@bigpharma.example", "phone": "+3221234567"},
        {"name": "John Smith", "email": "john.smith2@bigpharma.example", "phone": "+3221234567"},
    ),
    "namesakes of one firm": (
        {"name": "Wei Zhang", "email": "wei.zhang@bigpharma.example", "organisation": "Big Pharma"},
        {"name": "Wei Zhang", "email": "w.zhang.sh@bigpharma.example", "organisation": "Big Pharma"},
    ),
    "namesakes of one group in two countries": (
        {"name": "Maria Garcia", "email": "mg@pharma-es.example", "organisation": "Pharmagrup", "country": "ES"},
        {"name": "Maria Garcia", "email": "mg@pharma-mx.example", "organisation": "Pharmagrup", "country": "MX"},
    ),
    "namesakes of sister companies": (
        {"name": "Maria Garcia", "email": "mg@roche.example", "organisation": "Roche"},
        {"name": "Maria Garcia", "email": "mg@roche-diagnostics.example", "organisation": "Roche Diagnostics"},
    ),
    "father and son": (
        {"name": "Luc Dubois sr", "email": "luc@dubois.example", "phone": "+3281123456", "organisation": "Dubois"},
        {"name": "Luc Dubois jr", "email": "luc@dubois.example", "phone": "+3281123456", "organisation": "Dubois"},
    ),
    "a couple with one address": (
        {"name": "Luc Dubois", "email": "dubois.family@gmail.com", "phone": "+3281123456", "organisation": "private"},
        {"name": "Marie Dubois", "email": "dubois.family@gmail.com", "phone": "+3281123456", "organisation": "private"},
    ),
    "sisters in one firm": (
        {"name": "Ann Peeters", "email": "a.peeters@nordvax.example"},
        {"name": "Els Peeters", "email": "e.peeters@nordvax.example"},
    ),
    "names one letter apart in one firm": (
        {"name": "Jan Peeters", "email": "jan.peeters@nordvax.example"},
        {"name": "Jan Peters", "email": "jan.peters@nordvax.example"},
    ),
    "short names one letter apart": (
        {"name": "Li Wu", "email": "lw@nordvax.example"},
        {"name": "Li Xu", "email": "lw@nordvax.example"},
    ),
    "a consultant for two clients": (
        {"email": "jo@advice.example", "name": "Jo Claes", "organisation": "Cellia"},
        {"email": "jo@advice.example", "name": "Jo Claes", "organisation": "Vaxta"},
    ),
    "a consultant with one telephone for two clients": (
        {"email": "jo@gmail.com", "name": "Jo Claes", "organisation": "Cellia", "phone": "+3281123456"},
        {"email": "jo@gmail.com", "name": "Jo Claes", "organisation": "Vaxta", "phone": "+3281123456"},
    ),
    "alike in their trade only": (
        {"organisation": "Alpha Therapeutics", "email": "ann@alpha.example"},
        {"organisation": "Beta Therapeutics", "email": "ann@beta.example"},
    ),
    "one person with two projects": (FILL, TRIALS),
    "one person with two projects in one conversation": (
        FILL | {"conversation_id": "c-1"},
        TRIALS | {"conversation_id": "c-1"},
    ),
    "two people at one kiosk": (
        {"conversation_id": "c-1"},
        {"conversation_id": "c-1", "name": "Bob Maes", "email": "bob@gmail.com", "organisation": "Vaxta"},
    ),
    "two colleagues in one conversation": (
        {"conversation_id": "c-1"},
        {"conversation_id": "c-1", "name": "Bob Maes", "email": "bob.maes@nordvax.example"},
    ),
    "students of one university": (
        {"name": "Ann Peeters", "email": "apeeters@student.uni.example", "organisation": "University of Liège"},
        {"name": "Bob Maes", "email": "bmaes@student.uni.example", "organisation": "University of Liège"},
    ),
    "two universities": (
        {"name": "Ann Peeters", "email": "ann@uliege.example", "organisation": "University of Liège"},
        {"name": "Ann Peeters", "email": "ann@uantwerp.example", "organisation": "University of Antwerp"},
    ),
    "people without an organisation": (
        {"name": "Ann Peeters", "email": "ann@gmail.com", "organisation": "none"},
        {"name": "Ann Peeters", "email": "peeters.a@yahoo.com", "organisation": "none"},
    ),
    "both called startup": (
        {"name": "Ann Peeters", "email": "ann@gmail.com", "organisation": "startup"},
        {"name": "Ann Peeters", "email": "peeters.a@yahoo.com", "organisation": "Startup"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", ONE_ENQUIRY)
def test_one_enquiry_told_twice_is_suggested(case: str) -> None:
    assert compared(*ONE_ENQUIRY[case]).is_likely


@pytest.mark.parametrize("case", TWO_ENQUIRIES)
def test_two_enquiries_are_never_suggested(case: str) -> None:
    found = compared(*TWO_ENQUIRIES[case])
    assert not found.is_likely, found


def test_a_shared_mailbox_alone_is_next_to_nothing() -> None:
    found = compared(
        {"email": "info@nordvax.example", "name": "王伟"}, {"email": "info@nordvax.example", "name": "Bob Maes"}
    )
    assert Reason.SAME_MAILBOX in found.reasons
    assert Reason.SAME_EMAIL not in found.reasons
    assert not found.is_likely


def test_the_reasons_are_told() -> None:
    found = compared({"phone": "+3281123456"}, {"phone": "+3281123456", "country": "CA"})
    assert set(found.reasons) == {
        Reason.SAME_EMAIL,
        Reason.SAME_PHONE,
        Reason.SAME_NAME,
        Reason.SAME_ORGANISATION,
        Reason.OTHER_COUNTRY,
    }


def test_a_score_stays_between_nothing_and_certainty() -> None:
    everything = compared(
        {"phone": "+3281123456", "conversation_id": "c"}, {"phone": "+3281123456", "conversation_id": "c"}
    )
    nothing = compared({"email": "a@x.example", "name": "王伟", "organisation": ""}, {"country": "CA"})
    assert (everything.score, nothing.score) == (100, 0)
