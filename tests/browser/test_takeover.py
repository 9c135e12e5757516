"""A visitor in the widget and an officer at the desk, in two windows: called, taken over, talked to, handed back."""

import re
from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from frontdesk.services.staff_ports import NewMember
from frontdesk.services.staff_sessions import StaffSessions
from frontdesk.settings import Settings
from frontdesk.staff.member import SYSTEM
from frontdesk.staff.role import Role
from frontdesk.values import Language
from frontdesk.web.desk.access import COOKIE
from frontdesk.web.gateway.app import create_app
from frontdesk.wiring.clock import SystemClock
from frontdesk.wiring.stores import Stores, ready_stores
from tests.browser.serving import serving
from tests.browser.widget import Widget

pytestmark = pytest.mark.browser
WIDE = ViewportSize(width=1280, height=900)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, rasa_url: str) -> Iterator[tuple[str, Stores]]:
    folder: Path = tmp_path_factory.mktemp("desk")
    settings = Settings(
        data_dir=folder, rasa_url=rasa_url, rate_limits=False, office_opens=time(0), office_closes=time(23, 59)
    )
    with ready_stores(settings) as stores, serving(create_app(settings)) as url:
        yield url, stores


@pytest.fixture
def visitor(desk: tuple[str, Stores], browser: Browser) -> Iterator[Widget]:
    context = browser.new_context(viewport=WIDE, locale="en-GB", timezone_id="Europe/Brussels")
    yield Widget(context.new_page()).visit(desk[0]).open()
    context.close()


@pytest.fixture
def officer(desk: tuple[str, Stores], browser: Browser) -> Iterator[Page]:
    url, stores = desk
    member = stores.staff.by_email("marie@agency.example") or stores.staff.add(
        NewMember("marie@agency.example", "Marie Dupont", Role.OFFICER, Language.EN), by=SYSTEM, at=SystemClock().now()
    )
    token = StaffSessions(stores.sessions, SystemClock()).open(member.id, confirmed=True, browser="a test")
    context = browser.new_context(viewport=WIDE, locale="en-GB", timezone_id="Europe/Brussels", base_url=url)
    context.add_cookies([{"name": COOKIE, "value": token, "url": url.replace("http:", "https:"), "secure": True}])
    page = context.new_page()
    page.set_default_timeout(8_000)
    yield page
    context.close()


def axe(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {[node['target'] for node in one['nodes']]}" for one in found]


def test_a_visitor_is_answered_by_a_person_and_then_by_the_assistant_again(  # noqa: PLR0915  # one walk from end to end
    visitor: Widget, officer: Page
) -> None:
    visitor.ask("How many companies are there?")
    officer.goto("/desk/live")
    officer.get_by_role("row", name=re.compile("more than 350")).get_by_role("link").first.click()
    transcript = officer.get_by_role("log")
    expect(transcript).to_contain_text("How many companies are there?")
    expect(transcript).to_contain_text("more than 350")
    assert axe(officer) == []

    officer.keyboard.press("o")  # the key of the button that takes over
    field = officer.get_by_label(re.compile("Your answer, in English"))
    expect(field).to_be_visible()
    expect(visitor.messages("notice")).to_contain_text("Marie Dupont from the agency has joined")
    expect(visitor.host.get_by_text("A person from our team is answering you.")).to_be_visible()
    expect(visitor.host.get_by_text("Automated assistant", exact=True)).to_have_count(0)
    expect(visitor.replies).to_be_hidden()

    visitor.field.press_sequentially("Is anyo")
    expect(officer.get_by_text("The visitor is writing…")).to_be_visible()
    visitor.say("Is anybody there?")
    expect(transcript).to_contain_text("Is anybody there?")

    field.press_sequentially("Hello, Marie h")
    expect(visitor.host.get_by_text("A team member is writing…")).to_be_attached()
    field.fill("Hello, Marie here. We can call you today.")
    field.press("Enter")
    said = visitor.messages("staff")
    expect(said).to_contain_text("Hello, Marie here. We can call you today.")
    expect(said.locator(".author")).to_contain_text(re.compile("Marie Dupont.*Team member"))
    expect(field).to_have_value("")
    expect(transcript).to_contain_text("Hello, Marie here.")
    assert axe(officer) == []
    assert axe(visitor.page) == []

    officer.get_by_role("button", name="Hand back to the assistant").click()
    expect(visitor.messages("notice").last).to_contain_text("The automated assistant answers again")
    expect(visitor.host.get_by_text("Automated assistant", exact=True)).to_be_visible()
    answer = visitor.ask("How many companies are there?")
    expect(answer).to_contain_text("more than 350")
    expect(visitor.messages("assistant")).to_have_count(3)


def test_the_list_and_the_badge_keep_up_and_openings_and_facts_go_into_the_answer(
    visitor: Widget, officer: Page
) -> None:
    officer.goto("/desk/live")
    visitor.ask("history please")
    row = officer.get_by_role("row", name=re.compile("Emmanuel Janssen|history please"))
    expect(row.first).to_be_visible()
    row.first.get_by_role("link").first.click()
    officer.get_by_role("button", name="Take over").click()
    field = officer.get_by_label(re.compile("Your answer"))
    officer.get_by_role("button", name=re.compile("Hello, this is Marie Dupont")).click()
    expect(field).to_have_value(re.compile("Hello, this is Marie Dupont"))
    expect(field).to_be_focused()
    officer.get_by_label("Search the published facts").fill("nothing like this is held")
    expect(officer.get_by_text("No published fact fits.")).to_be_visible()
    assert axe(officer) == []


@pytest.mark.parametrize("width", [360, 1600])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_pages_fit_phones_and_wide_screens_in_both_themes(
    visitor: Widget, officer: Page, width: int, theme: str
) -> None:
    visitor.ask("A long answer please")
    officer.set_viewport_size({"width": width, "height": 800})
    officer.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    officer.goto("/desk/live")
    assert axe(officer) == []
    officer.get_by_role("row").nth(1).get_by_role("link").first.click()
    expect(officer.get_by_role("log")).to_be_visible()
    assert axe(officer) == []
    assert officer.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
