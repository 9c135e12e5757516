"""Answering, rules, absences and the dashboard in a real browser: by keyboard, on phones, in the dark, and with nothing for axe to find."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from frontdesk.leads.routing import RoutingRule
from frontdesk.services.staff_sessions import StaffSessions
from frontdesk.settings import Settings
from frontdesk.staff.member import SYSTEM, Absence
from frontdesk.store.absence_store import SqlAbsences
from frontdesk.store.routing_store import SqlRouting
from frontdesk.web.desk.access import COOKIE
from frontdesk.web.gateway.app import create_app
from frontdesk.wiring.clock import SystemClock
from frontdesk.wiring.stores import Stores, ready_stores
from tests.browser.serving import serving
from tests.desk.furnished import Furnished, furnish

pytestmark = pytest.mark.browser
SIZES = {"phone": {"width": 360, "height": 780}, "desk": {"width": 1360, "height": 900}}


class Office:
    """A furnished desk that is served, and pages of it for who works there."""

    def __init__(self, url: str, stores: Stores, made: Furnished, browser: Browser) -> None:
        self.url, self.stores, self.made, self._browser = url, stores, made, browser

    def page(self, who: str, *, size: str = "desk", scheme: str = "light", scripts: bool = True) -> Page:
        sessions = StaffSessions(self.stores.sessions, SystemClock())
        token = sessions.open(self.made.members[who].id, confirmed=True, browser="a test")
        context = self._browser.new_context(
            viewport=SIZES[size],  # type: ignore[arg-type]
            color_scheme=scheme,  # type: ignore[arg-type]
            base_url=self.url,
            java_script_enabled=scripts,
        )
        secure = self.url.replace("http:", "https:")
        context.add_cookies([{"name": COOKIE, "value": token, "url": secure, "secure": True}])
        page = context.new_page()
        page.set_default_timeout(8_000)
        return page


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, rasa_url: str, browser: Browser) -> Iterator[Office]:
    folder: Path = tmp_path_factory.mktemp("promises")
    settings = Settings(data_dir=folder, rasa_url=rasa_url, rate_limits=False)
    with ready_stores(settings) as stores, serving(create_app(settings)) as url:
        now = SystemClock().now()
        made = furnish(stores, now, leads=12)
        people = made.members
        routing = SqlRouting(stores.database)
        for rule in (
            RoutingRule("Cell therapy from North America", ("cell_gene_therapy",), ("US", "CA"), ("en",), 10_000_000),
            RoutingRule("Dutch and German", languages=("nl", "de"), staff_ids=(people["Tom Janssens"].id,)),
            RoutingRule("Small projects", min_jobs=5, is_active=False),
        ):
            routing.add(rule, by=SYSTEM, at=now)
        absence = Absence(people["Sofia Marchetti"].id, now.date(), now.date(), people["Tom Janssens"].id)
        SqlAbsences(stores.database).add(absence, by=SYSTEM, at=now)
        yield Office(url, stores, made, browser)


def axe(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {[node['target'] for node in one['nodes']]}" for one in found]


def is_wider_than_the_window(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "path",
    [
        "/desk/clock",
        "/desk/routing?sector=pharma&country=Japan&language=en",
        "/desk/routing/new",
        "/desk/absences",
        "/desk/leads/WAL-26-0000-DEMO/answer",
    ],
)
def test_axe_finds_nothing_and_nothing_is_cut_off(office: Office, path: str, size: str, scheme: str) -> None:
    page = office.page("Marc Renard", size=size, scheme=scheme)
    page.goto(path)
    assert axe(page) == []
    assert not is_wider_than_the_window(page)
    page.context.close()


def test_form_with_errors_passes_axe(office: Office) -> None:
    page = office.page("Marc Renard")
    page.goto("/desk/routing/new")
    page.get_by_label("Name").fill("Large")
    page.get_by_label("Countries").fill("Atlantis")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Countries")).to_have_attribute("aria-invalid", "true")
    assert axe(page) == []
    page.context.close()


def test_officer_answers_by_keyboard_from_the_leads_page(office: Office) -> None:
    page = office.page("Tom Janssens")
    page.goto("/desk/leads/WAL-26-0001-DEMO")
    page.keyboard.press("r")
    text = page.get_by_label("Your answer")
    expect(text).to_be_focused()
    template = page.get_by_role("button", name="First answer")
    template.focus()
    page.keyboard.press("Enter")
    expect(text).to_have_value(re.compile("^Bonjour .*WAL-26-0001-DEMO", re.DOTALL))
    expect(text).to_be_focused()
    expect(page.get_by_role("status").filter(has_text="The text was put into your answer.")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="Send the answer").press("Enter")
    expect(page.get_by_text("Something in ‹these marks› is left")).to_be_visible()
    text.fill("Bonjour,\n\nMerci de votre demande.\n\nBien cordialement")
    page.get_by_label("Follow up after").select_option("2")
    page.get_by_role("button", name="Send the answer").press("Enter")
    expect(page.get_by_text("Your answer is on its way.")).to_be_visible()
    expect(page.locator("#timeline")).to_contain_text("Merci de votre demande.")
    expect(page.locator("#tasks")).to_contain_text("Follow up the answer")
    page.context.close()


def test_officer_answers_without_scripts(office: Office) -> None:
    page = office.page("Claire Dumont", scripts=False)
    page.goto("/desk/leads/WAL-26-0002-DEMO/answer")
    page.get_by_role("button", name="Proposer un appel").click()
    text = page.get_by_label("Votre réponse")
    expect(text).to_have_value(re.compile("Beste .*WAL-26-0002-DEMO", re.DOTALL))
    text.fill("Beste,\n\ndank u.")
    page.get_by_role("button", name="Envoyer la réponse").click()
    expect(page.get_by_text("Votre réponse est partie.")).to_be_visible()
    page.context.close()
