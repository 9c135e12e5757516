"""What no browser sends: numbers, days and addresses beyond reason are told apart politely, and never break a page."""

import pytest

from frontdesk.staff.role import Role
from frontdesk.web.desk.browser import HOME, onward
from tests.desk.desk_routes import every_route
from tests.desk.office import Office

pytestmark = pytest.mark.web

HUGE = "9" * 30
LEAVING = ("/sign-out", "/end-others")


def test_no_route_breaks_over_a_number_too_large_for_any_database(office: Office) -> None:
    administrator = office.signed_in(Role.ADMINISTRATOR)
    for route in every_route():
        url = route.url.replace("999999", HUGE)
        if HUGE not in url or url.endswith(LEAVING):
            continue
        answer = administrator.get(url) if route.method == "GET" else administrator.post(url)
        assert answer.status_code < 500, f"{route.name}: {answer.text}"


@pytest.mark.parametrize("number", [HUGE, "9" * 5000, "٣", "-1"])
@pytest.mark.parametrize(("url", "field"), [("/desk/tasks/1/assign", "to"), ("/desk/leads/bulk", "to")])
def test_a_colleague_of_no_number_is_refused(office: Office, url: str, field: str, number: str) -> None:
    form = {field: number, "do": "assign", "lead": "WAL-26-0000-DEMO"}
    assert office.signed_in().post(url, form).status_code in {404, 409, 422}


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2026-02-29", "9" * 200])
@pytest.mark.parametrize("url", ["/desk/audit", "/desk/audit.csv", "/desk/leads", "/desk/insight"])
@pytest.mark.parametrize("field", ["first", "last", "since", "until"])
def test_a_day_beyond_all_calendars_asks_for_nothing(office: Office, url: str, field: str, day: str) -> None:
    answer = office.signed_in(Role.ADMINISTRATOR).get(url, params={field: day})
    assert answer.status_code in {200, 422}, answer.text


@pytest.mark.parametrize(
    "wanted",
    [
        *("//evil.example", "https://evil.example", "https:evil.example", "javascript:alert(1)", "/\\evil.example"),
        *("/desk/..//evil.example", "/desk/../api/v1", "/desk/%2e%2e/api", "/desk/.%2E//x", "/desk/\tx", "/desk/\n//x"),
        *("/desk/sign-out", "/deskevil", "http://[", ""),
    ],
)
def test_nobody_is_sent_out_of_the_desk(wanted: str) -> None:
    assert onward(wanted) == HOME


@pytest.mark.parametrize(
    "wanted", ["/desk/leads/WAL-26-0001-AAAA", "/desk/leads?view=mine&after=3~2026-11-23", "/desk/live"]
)
def test_a_page_of_the_desk_is_gone_on_to(wanted: str) -> None:
    assert onward(wanted) == wanted
