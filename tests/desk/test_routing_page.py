"""Rules at the desk: administrators keep them, everybody reads them and tries them out."""

import re

import httpx
import pytest

from frontdesk.leads.routing import RoutingRule
from frontdesk.staff.member import acting
from frontdesk.staff.role import Role
from frontdesk.store.routing_store import SqlRouting
from tests.desk.office import Colleague, Office, text_of
from tests.desk.promised import enquired, owner_of, taking_leads

pytestmark = pytest.mark.store
RULE = {"name": "Vaccines from Asia", "sectors": ["vaccines"], "countries": "Japan, KR", "languages": ["en"]}
HERE = "/desk/routing"


@pytest.fixture
def chief(office: Office) -> Colleague:
    return taking_leads(office, Role.ADMINISTRATOR, name="Marc Renard", takes_leads=False)


@pytest.fixture
def officer(office: Office) -> Colleague:
    return taking_leads(office, name="Claire Dubois")


def rules(colleague: Colleague) -> list[str]:

    return re.findall(r'<th scope="row">\d+\. (.*?)</th>', colleague.get(HERE).text)


def kept(office: Office) -> tuple[RoutingRule, ...]:
    return SqlRouting(office.installation.stores.database).rules()


def test_rule_is_added_shown_in_words_and_followed(office: Office, chief: Colleague, officer: Colleague) -> None:
    other = taking_leads(office)
    response = chief.post(
        f"{HERE}/new",
        RULE | {"staff": [str(officer.member.id)], "min_investment": "5,000,000", "min_jobs": "20", "is_active": "on"},
    )
    assert response.headers["location"] == f"{HERE}?said=routing.added"
    page = chief.read(HERE)
    for words in (
        "Vaccines from Asia",
        "Vaccines",
        "Japan",
        "South Korea",
        "English",
        "from €5,000,000",
        "from 20 jobs",
    ):
        assert words in page
    for _ in range(2):
        lead = enquired(office, sector="vaccines", country="KR")
        assert owner_of(office, lead) == officer.member.email
    assert owner_of(office, enquired(office, sector="pharma", country="KR")) == other.member.email


def test_rules_are_put_in_order_switched_off_edited_and_removed(office: Office, chief: Colleague) -> None:
    for name in ("a", "b", "c"):
        chief.post(f"{HERE}/new", {"name": name, "is_active": "on"})
    first, second, last = (rule.id for rule in kept(office))
    chief.post(f"{HERE}/{last}/move", {"to": "up"})
    chief.post(f"{HERE}/{first}/move", {"to": "down"})
    assert rules(chief) == ["c", "a", "b"]
    chief.post(f"{HERE}/{second}/switch", {"on": ""})
    assert [rule.is_active for rule in kept(office)] == [True, True, False]
    chief.post(f"{HERE}/{second}/switch", {"on": "1"})
    assert all(rule.is_active for rule in kept(office))
    form = chief.get(f"{HERE}/{second}").text
    assert 'value="b"' in form
    assert "checked" in form
    chief.post(f"{HERE}/{second}", RULE)
    assert [rule.name for rule in kept(office)] == ["c", "a", "Vaccines from Asia"]
    assert not kept(office)[2].is_active
    chief.post(f"{HERE}/{first}/remove")
    assert rules(chief) == ["c", "Vaccines from Asia"]


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("name", "  ", "Give the rule a name"),
        ("name", "x" * 201, "Give the rule a name"),
        ("countries", "Japan, Atlantis", "no country we know"),
        ("min_investment", "a lot", "Write an amount in figures"),
        ("min_jobs", "-4", "Write a number in figures"),
        ("min_jobs", "99999999999", "Write a number in figures"),
        ("staff", "99", "is not there any more"),
        ("staff", "x", "is not there any more"),
    ],
)
def test_rule_that_does_not_fit_is_shown_again(
    office: Office, chief: Colleague, field: str, value: str, told: str
) -> None:
    response = chief.post(f"{HERE}/new", RULE | {field: value})
    assert response.status_code == 422
    assert told in text_of(response.text)
    assert field == "countries" or 'value="Japan, KR"' in response.text
    assert not kept(office)


def test_trial_names_who_would_get_a_lead_and_why_and_gives_it_to_nobody(
    office: Office, chief: Colleague, officer: Colleague
) -> None:
    chief.post(f"{HERE}/new", RULE | {"staff": [str(officer.member.id)], "is_active": "on"})
    other = taking_leads(office, name="Tom Janssens", spoken=("nl",))
    asked = {"sector": "vaccines", "country": "Japan", "language": "en", "investment": "1000000", "jobs": "x"}
    told = text_of(officer.get(HERE, params=asked).text)
    assert "Claire Dubois would get it. By the rule “Vaccines from Asia”." in told
    told = text_of(officer.get(HERE, params=asked | {"country": "US"}).text)
    assert "No rule fits; it is a turn of everybody who takes leads." in told
    office.installation.stores.staff.change(
        officer.member.id, {"takes_leads": False}, by=acting(chief.member), at=other.member.created_at
    )
    told = text_of(chief.get(HERE, params=asked).text)
    assert "Nobody would get it" in told
    told = text_of(chief.get(HERE, params=asked | {"language": "nl"}).text)
    assert "Tom Janssens would get it." in told
    assert all(one.last_assigned_at is None for one in office.installation.stores.staff.list())


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OFFICER, Role.EDITOR])
def test_g2_all_staff_read_the_rules_and_only_administrators_change_them(
    office: Office, chief: Colleague, role: Role
) -> None:
    chief.post(f"{HERE}/new", {"name": "a", "is_active": "on"})
    (rule,) = kept(office)
    reader = office.signed_in(role)
    page = reader.get(HERE)
    assert "1. a" in page.text
    assert "/desk/routing/new" not in page.text
    refused: list[httpx.Response] = [reader.get(f"{HERE}/new"), reader.get(f"{HERE}/{rule.id}")]
    refused += [reader.post(f"{HERE}/{place}", {"name": "b", "to": "up"}) for place in ("new", rule.id)]
    refused += [reader.post(f"{HERE}/{rule.id}/{what}", {"to": "up"}) for what in ("move", "switch", "remove")]
    assert {response.status_code for response in refused} == {403}
    assert kept(office) == (rule,)


def test_rule_that_is_gone_is_not_found(chief: Colleague) -> None:
    assert chief.get(f"{HERE}/99").status_code == 404
    for place in ("99", "99/move", "99/switch", "99/remove"):
        assert chief.post(f"{HERE}/{place}", {"name": "a", "to": "up"}).status_code == 404
