"""An officer who never saw the desk, and has no mouse: signs in, finds today's lead, takes it, answers live, sets a follow-up, exports."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from io import BytesIO
from pathlib import Path

import httpx
import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from frontdesk.qualification.model import Lead
from frontdesk.services.staff_ports import NewMember
from frontdesk.settings import Settings
from frontdesk.staff.member import SYSTEM
from frontdesk.staff.role import Role
from frontdesk.values import Language
from frontdesk.web.gateway.app import create_app
from frontdesk.wiring.accounts import open_accounts, open_sessions
from frontdesk.wiring.clock import SystemClock
from frontdesk.wiring.stores import Stores, ready_stores
from tests.browser.serving import serving
from tests.desk.furnished import furnish
from tests.factories import make_enquiry, make_lead

pytestmark = pytest.mark.browser
PASSWORD = "sept oranges bleues au grenier"
_FOCUSED = """() => {
    const on = document.activeElement;
    return [on.getAttribute("aria-label"), on.labels?.[0]?.textContent, on.textContent, on.name].filter(Boolean).join(" ").trim();
}"""
_MOST_TABS = 120


@dataclass
class Visit:
    """A visitor who has left an enquiry and is still there."""

    http: httpx.Client
    path: str
    token: str
    lead: Lead

    def transcript(self) -> str:
        answer = self.http.get(f"{self.path}/messages", headers={"Authorization": f"Bearer {self.token}"})
        return " | ".join(f"{message['author']}: {message['text']}" for message in answer.json()["messages"])


@pytest.fixture
def desk(tmp_path: Path, rasa_url: str) -> Iterator[tuple[str, Stores]]:
    """A furnished desk; Nora has been invited and has chosen her password."""
    settings = Settings(
        data_dir=tmp_path, rasa_url=rasa_url, rate_limits=False, office_opens=time(0), office_closes=time(23, 59)
    )
    with ready_stores(settings) as stores, serving(create_app(settings)) as url:
        furnish(stores, datetime.now(UTC) - timedelta(days=1), leads=12)
        clock = SystemClock()
        accounts = open_accounts(settings, stores, open_sessions(settings, stores, clock), clock)
        nora = NewMember("nora@agency.example", "Nora Claes", Role.OFFICER, Language.EN, takes_leads=False)
        accounts.invitations.accept(accounts.invitations.invite(nora, by=SYSTEM)[1], PASSWORD)
        yield url, stores


@pytest.fixture
def visit(desk: tuple[str, Stores]) -> Iterator[Visit]:
    url, stores = desk
    with httpx.Client(base_url=url) as http:
        opened = http.post("/api/v1/conversations", json={"language": "en"}).json()
        enquiry = make_enquiry(conversation_id=opened["id"], organisation="Aurora Vectors", channel="website")
        now = datetime.now(UTC)
        lead = make_lead(reference="WAL-26-WALK-0001", enquiry=enquiry, created_at=now, due_at=now + timedelta(days=1))
        stores.leads.record_lead(lead, [])
        yield Visit(http, f"/api/v1/conversations/{opened['id']}", opened["token"], lead)


@pytest.fixture
def page(browser: Browser, desk: tuple[str, Stores]) -> Iterator[Page]:
    context = browser.new_context(base_url=desk[0], locale="en-GB", timezone_id="Europe/Brussels")
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()


def tab_to(page: Page, words: str) -> None:
    """Press Tab until what has the focus is called so."""
    seen = []
    for _ in range(_MOST_TABS):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(_FOCUSED))
        if words in seen[-1]:
            return
    raise AssertionError(f"no {words!r} by Tab: {seen}")


def test_an_officer_gets_through_the_day_without_a_mouse_and_without_help(page: Page, visit: Visit) -> None:
    sign_in(page)
    find_and_take(page)
    answer_live(page, visit)
    set_a_follow_up(page)
    export_the_week(page)


def sign_in(page: Page) -> None:
    page.goto("/desk")
    tab_to(page, "email")
    page.keyboard.type("nora@agency.example")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Leads", exact=True)).to_be_visible()


def find_and_take(page: Page) -> None:
    tab_to(page, "Qualified, received today")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Aurora Vectors")).to_be_visible()
    expect(page.get_by_text("1 lead", exact=True)).to_be_visible()
    page.wait_for_load_state("load")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Aurora Vectors")).to_be_visible()
    page.once(
        "dialog", lambda question: question.accept()
    )  # it is a colleague's by routing: Enter answers the question
    page.keyboard.press("t")
    expect(page.get_by_role("definition").filter(has_text="Nora Claes")).to_be_visible()


def answer_live(page: Page, visit: Visit) -> None:
    tab_to(page, "Join the conversation")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Conversation", exact=True)).to_be_visible()
    tab_to(page, "Take over")
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Your answer")).to_be_visible()
    if not page.get_by_role("textbox", name="Your answer").evaluate("box => box === document.activeElement"):
        tab_to(page, "Your answer")
    page.keyboard.type("Good day, this is Nora. Which building size do you need?")
    page.keyboard.press("Enter")
    expect(page.get_by_role("log")).to_contain_text("Which building size do you need?")
    assert "staff: Good day, this is Nora. Which building size do you need?" in visit.transcript()
    page.keyboard.press("Escape")
    tab_to(page, "Hand back")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Take over")).to_be_visible()
    tab_to(page, "Enquiry WAL-26-WALK-0001")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Aurora Vectors")).to_be_visible()


def set_a_follow_up(page: Page) -> None:
    tab_to(page, "Add a task")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Send the list of buildings")
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Tasks")).to_contain_text("Send the list of buildings")


def export_the_week(page: Page) -> None:
    page.locator("body").press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.wait_for_load_state("load")
    page.keyboard.press("g")
    page.keyboard.press("i")
    expect(page.get_by_role("heading", name="Leads", exact=True)).to_be_visible()
    tab_to(page, "Export this week")
    with page.expect_download() as begun:
        page.keyboard.press("Enter")
    sheet = openpyxl.load_workbook(BytesIO(begun.value.path().read_bytes())).active
    assert sheet is not None
    cells = {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row}
    assert "WAL-26-WALK-0001" in cells
