"""Figures, the audit log and erasure in a real browser: on phones, in the dark, by keyboard, and with nothing for axe to find."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from frontdesk.services.staff_sessions import StaffSessions
from frontdesk.settings import Settings
from frontdesk.store.audit_store import SqlAuditLog
from frontdesk.web.desk.access import COOKIE
from frontdesk.web.gateway.app import create_app
from frontdesk.wiring.clock import SystemClock
from frontdesk.wiring.stores import Stores, ready_stores
from tests.browser.serving import serving
from tests.desk.busy import visit_often
from tests.desk.furnished import Furnished, furnish
from tests.factories import make_audit_entry

pytestmark = pytest.mark.browser
SIZES = {"phone": {"width": 360, "height": 780}, "desk": {"width": 1440, "height": 900}}


class Office:
    """A busy desk that is served, and pages of it for who works there."""

    def __init__(self, url: str, stores: Stores, made: Furnished, browser: Browser) -> None:
        self._url, self._stores, self._made, self._browser = url, stores, made, browser

    def page(self, who: str = "Marc Renard", *, size: str = "desk", scheme: str = "light") -> Page:
        token = StaffSessions(self._stores.sessions, SystemClock()).open(
            self._made.members[who].id, confirmed=True, browser="a test"
        )
        context = self._browser.new_context(
            viewport=SIZES[size],  # type: ignore[arg-type]
            color_scheme=scheme,  # type: ignore[arg-type]
            base_url=self._url,
        )
        secure = self._url.replace("http:", "https:")
        context.add_cookies([{"name": COOKIE, "value": token, "url": secure, "secure": True}])
        return context.new_page()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, rasa_url: str, browser: Browser) -> Iterator[Office]:
    folder: Path = tmp_path_factory.mktemp("figures")
    settings = Settings(data_dir=folder, rasa_url=rasa_url, rate_limits=False)
    with ready_stores(settings) as stores:
        now = SystemClock().now()
        made = furnish(stores, now, leads=25)
        visit_often(stores, now)
        SqlAuditLog(stores.database).note([make_audit_entry(at=now) for _ in range(60)])
        with serving(create_app(settings)) as url:
            yield Office(url, stores, made, browser)


def axe(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {[node['target'] for node in one['nodes']]}" for one in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "path",
    [
        "/desk/insight?span=four_weeks",
        "/desk/insight?span=year",
        "/desk/insight?span=days&first=2020-01-01&last=2020-01-07",
        "/desk/audit",
        "/desk/audit?actor=nobody",
        "/desk/audit/check",
        "/desk/leads/WAL-26-0000-DEMO/erase",
    ],
)
def test_axe_finds_nothing_and_nothing_sticks_out(office: Office, path: str, size: str, scheme: str) -> None:
    page = office.page(size=size, scheme=scheme)
    page.goto(path)
    assert axe(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    page.context.close()


def test_nothing_is_refused_by_the_policy_of_the_pages(office: Office) -> None:
    page, complaints = office.page(), list[str]()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    for path in ("/desk/insight", "/desk/audit", "/desk/audit/check"):
        page.goto(path)
    assert complaints == []


def test_a_period_is_chosen_and_a_table_opened_by_keyboard(office: Office) -> None:
    page = office.page("Claire Dumont")  # in French
    page.goto("/desk/insight")
    page.get_by_label("Période", exact=True).focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Afficher").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**span=quarter**")
    summary = page.locator("summary", has_text="Conversations au fil du temps")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("rowheader").filter(has_text="202").first).to_be_visible()


def test_a_chart_is_told_to_who_cannot_see_it(office: Office) -> None:
    page = office.page()
    page.goto("/desk/insight")
    expect(page.get_by_role("img", name="Conversations over time")).to_be_visible()
    expect(page.get_by_role("table", name="From visit to qualified lead")).to_be_visible()
    expect(page.get_by_role("img", name="All: Answered")).to_be_visible()


def test_the_check_is_run_by_keyboard_and_its_finding_announced(office: Office) -> None:
    page = office.page()
    page.goto("/desk/audit/check")
    page.get_by_role("button", name="Check now").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="The log is whole")).to_be_visible()
    assert axe(page) == []


def test_whoever_types_another_reference_is_told_so_at_the_field(office: Office) -> None:
    page = office.page()
    page.goto("/desk/leads/WAL-26-0001-DEMO/erase")
    page.get_by_label("Type WAL-26-0001-DEMO to confirm").fill("WAL-26-0002-DEMO")
    page.get_by_role("button", name="Erase for good").click()
    expect(page.get_by_text("Type the reference as it is shown")).to_be_visible()
    assert axe(page) == []
