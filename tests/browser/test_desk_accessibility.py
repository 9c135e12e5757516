"""Every page of the desk: nothing for axe to find, nothing cut off, nothing too small to press, and little to load."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from frontdesk.services.staff_sessions import StaffSessions
from frontdesk.settings import Settings
from frontdesk.values import Language
from frontdesk.web.desk.access import COOKIE
from frontdesk.web.gateway.app import create_app
from frontdesk.wiring.clock import SystemClock
from frontdesk.wiring.stores import Stores, ready_stores
from tests.browser.serving import serving
from tests.desk.furnished import Furnished, furnish

pytestmark = pytest.mark.browser
PAGES = (
    "leads?view=all",
    "leads?view=mine",
    "leads/{lead}",
    "leads/{lead}/answer",
    "tasks",
    "live",
    "live/{conversation}",
    "clock",
    "insight",
    "knowledge",
    "knowledge/new",
    "knowledge/preview",
    "review",
    "staff",
    "routing",
    "absences",
    "deliveries",
    "destinations",
    "audit",
    "account",
    "no-such-page",
)
SIZES = {"phone": ViewportSize(width=360, height=800), "desk": ViewportSize(width=1360, height=900)}
_SMALL = """() => [...document.querySelectorAll("a, button, input, select, textarea, summary")].filter(one => {
    const box = one.getBoundingClientRect();
    if (!box.width || one.closest(".visually-hidden, .skip") || getComputedStyle(one).display === "inline") return false;
    return box.height < 23.5 || box.width < 23.5;
}).map(one => one.outerHTML.slice(0, 160))"""
_LOADED = """() => performance.getEntriesByType("resource").map(one => [one.name, one.encodedBodySize])"""
_MOST_BYTES, _MOST_FILES, _MOST_NODES = 120_000, 14, 3000


@dataclass
class Desk:
    """A furnished desk and the contexts in which its administrator is signed in."""

    url: str
    stores: Stores
    furnished: Furnished
    browser: Browser

    def context(self, size: str, scheme: str, name: str = "Marc Renard") -> BrowserContext:
        member = self.furnished.members[name]
        token = StaffSessions(self.stores.sessions, SystemClock()).open(member.id, confirmed=True, browser="a test")
        context = self.browser.new_context(
            viewport=SIZES[size],
            color_scheme="light" if scheme == "light" else "dark",
            base_url=self.url,
            locale="en-GB",
        )
        safe = self.url.replace("http:", "https:")
        context.add_cookies([{"name": COOKIE, "value": token, "url": safe, "secure": True}])
        return context

    def path(self, page: str) -> str:
        lead = self.furnished.leads[0]
        return "/desk/" + page.format(lead=lead.reference, conversation=lead.enquiry.conversation_id)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, rasa_url: str, browser: Browser) -> Iterator[Desk]:
    folder: Path = tmp_path_factory.mktemp("desk")
    settings = Settings(data_dir=folder, rasa_url=rasa_url, rate_limits=False)
    with ready_stores(settings) as stores, serving(create_app(settings)) as url:
        yield Desk(url, stores, furnish(stores, datetime.now(UTC)), browser)


def opened(context: BrowserContext, path: str) -> tuple[Page, list[str]]:
    """The page, and what its console complains of."""
    page = context.new_page()
    page.set_default_timeout(10_000)
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type in {"error", "warning"} else None)
    page.on("pageerror", lambda problem: said.append(str(problem)))
    page.goto(path)
    return page, said


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_on_any_page(desk: Desk, size: str, scheme: str) -> None:
    context = desk.context(size, scheme)
    found: list[str] = []
    for name in PAGES:
        page, said = opened(context, desk.path(name))
        violations = Axe().run(page).response["violations"]
        found += [f"{name}: {one['id']} {[node['target'] for node in one['nodes']][:3]}" for one in violations]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
            found.append(f"{name}: wider than the window")
        found += [f"{name}: too small: {one}" for one in page.evaluate(_SMALL)]
        found += [f"{name}: {one}" for one in said if name != "no-such-page"]
        page.close()
    context.close()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_has_one_heading_a_title_and_the_reader_s_language(desk: Desk, name: str) -> None:
    context = desk.context("desk", "light", "Claire Dumont")  # who reads French
    page, _ = opened(context, desk.path(name))
    assert page.locator("html").get_attribute("lang") == Language.FR.value
    assert page.locator("h1").count() == 1
    assert page.title().strip(" –")
    context.close()


def test_the_inbox_is_light(desk: Desk) -> None:
    """An equivalent of a Lighthouse budget: bytes and files to load, size of the page, no jump while it loads."""
    context = desk.context("desk", "light")
    page, _ = opened(context, desk.path("leads?view=all"))
    page.wait_for_load_state("load")
    loaded = page.evaluate(_LOADED)
    assert all(name.startswith(desk.url) for name, _ in loaded), "something came from elsewhere"
    assert sum(size for _, size in loaded) <= _MOST_BYTES, loaded
    assert len(loaded) <= _MOST_FILES, loaded
    assert page.evaluate("document.querySelectorAll('*').length") <= _MOST_NODES
    shift = page.evaluate("""() => new Promise(done => {
        let sum = 0;
        new PerformanceObserver(list => { for (const entry of list.getEntries()) sum += entry.value; })
            .observe({type: "layout-shift", buffered: true});
        setTimeout(() => done(sum), 500);
    })""")
    assert shift <= 0.1
    context.close()
