"""A Chromium, and the real gateway on a real socket behind it; only what Rasa says is scripted."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from frontdesk.settings import Settings
from frontdesk.web.gateway.app import create_app
from frontdesk.wiring.stores import ready_stores
from tests.browser.facts import keep_facts
from tests.browser.host_page import host_site
from tests.browser.rasa_script import ScriptedRasa
from tests.browser.serving import serving
from tests.browser.widget import Widget

CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()
    asyncio.set_event_loop_policy(None)


@pytest.fixture(scope="session")
def rasa() -> ScriptedRasa:
    return ScriptedRasa()


@pytest.fixture(scope="session")
def rasa_url(rasa: ScriptedRasa) -> Iterator[str]:
    with serving(rasa.application()) as url:
        yield url


@pytest.fixture(scope="session")
def host_origin() -> Iterator[str]:
    """Another website, which embeds the widget under a strict policy of its own."""
    with serving(host_site()) as url:
        yield url


@pytest.fixture(scope="session")
def stranger_origin() -> Iterator[str]:
    """A website that may not embed the widget."""
    with serving(host_site()) as url:
        yield url


@pytest.fixture(scope="session")
def gateway(tmp_path_factory: pytest.TempPathFactory, rasa_url: str, host_origin: str) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("widget")
    settings = Settings(data_dir=folder, rasa_url=rasa_url, rate_limits=False, allowed_origins=(host_origin,))
    with ready_stores(settings) as stores:
        keep_facts(stores)
        with serving(create_app(settings)) as url:
            yield url


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, locale="en-GB", timezone_id="Europe/Brussels"
    )
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    page = context.new_page()
    page.set_default_timeout(8_000)
    return page


@pytest.fixture
def widget(page: Page, gateway: str) -> Widget:
    """The demonstration page, loaded, with the chat still closed."""
    return Widget(page).visit(gateway)
