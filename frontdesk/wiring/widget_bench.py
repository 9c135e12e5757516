"""Measures what a page that embeds the widget loads: in Chromium, on a page with nothing but the script tag."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from frontdesk.wiring.bench_stack import running_gateway

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request

CHROMIUM = Path("/usr/bin/chromium")
BUDGET = 30 * 1024
_FILES = {"script", "stylesheet", "image", "font", "media", "document"}
_QUIET_MS = 1_000
_HOST_PAGE = '<!doctype html><html lang="en"><title>Host</title><body><script src="/widget.js" async></script></body>'


@dataclass(frozen=True, slots=True)
class Loaded:
    """One request of the page: a file with its bytes, plain and as they were sent, or a call of the chat API."""

    path: str
    opened: bool
    is_file: bool
    raw: int = 0
    sent: int = 0


@dataclass(frozen=True, slots=True)
class PageWeight:
    """What a page loaded for the widget, before and after the chat was opened. ``counted`` tells whether a browser did it."""

    loads: tuple[Loaded, ...]
    counted: bool

    def files(self, *, opened: bool) -> tuple[Loaded, ...]:
        """Return the files that were loaded before the opening, or through it."""
        return tuple(load for load in self.loads if load.is_file and load.opened is opened)

    def calls(self, *, opened: bool) -> int:
        """Return how often the chat API was called."""
        return sum(not load.is_file and load.opened is opened for load in self.loads)

    @property
    def raw(self) -> int:
        """Return the bytes of all files, unpacked."""
        return sum(load.raw for load in self.loads)

    @property
    def sent(self) -> int:
        """Return the bytes of all files as they went over the wire."""
        return sum(load.sent for load in self.loads)

    @property
    def within_budget(self) -> bool:
        """Tell whether the files fit into the budget, and the API is left alone before the opening."""
        return self.sent <= BUDGET and not self.calls(opened=False)


def weigh_widget(url: str | None) -> PageWeight:
    """Weigh the widget of a running gateway, or of one that is started for it. Raises StartProblem."""
    weigh = _in_chromium if _has_chromium() else _by_fetching
    if url is not None:
        return weigh(url.rstrip("/"))
    with running_gateway() as own:
        return weigh(own)


def _has_chromium() -> bool:
    try:
        import playwright.sync_api  # noqa: F401, PLC0415 - a tool of the development environment
    except ImportError:
        return False
    return CHROMIUM.exists()


def _by_fetching(url: str) -> PageWeight:
    """Weigh the script alone: how many requests a page makes only a browser can tell."""
    with httpx.stream("GET", f"{url}/widget.js", headers={"accept-encoding": "gzip"}, trust_env=False) as response:
        sent = sum(map(len, response.iter_raw()))
    raw = httpx.get(f"{url}/widget.js", headers={"accept-encoding": "identity"}, trust_env=False).content
    return PageWeight((Loaded("/widget.js", opened=False, is_file=True, raw=len(raw), sent=sent),), counted=False)


def _in_chromium(url: str) -> PageWeight:
    address = f"{url}/a-page-with-the-tag"
    with _page() as page:
        page.route(address, lambda route: route.fulfill(content_type="text/html", body=_HOST_PAGE))
        made: list[Request] = []
        page.on("request", lambda request: made.append(request) if request.url != address else None)
        page.goto(address)
        chat = page.locator("frontdesk-chat")
        launcher = chat.locator("button[aria-expanded]").first
        before = _settled(page, made, launcher.wait_for)
        launcher.click()
        after = _settled(page, made, chat.get_by_role("log").locator(".message").first.wait_for)[len(before) :]
        loads = [*(_load(one, url, opened=False) for one in before), *(_load(one, url, opened=True) for one in after)]
    return PageWeight(tuple(loads), counted=True)


def _settled(page: "Page", made: "list[Request]", wait: Callable[[], None]) -> "list[Request]":
    """Wait for what must be seen, and then for what the page might still ask for."""
    wait()
    page.wait_for_timeout(_QUIET_MS)
    return list(made)


def _load(request: "Request", url: str, *, opened: bool) -> Loaded:
    path, is_file = request.url.removeprefix(url), request.resource_type in _FILES
    response = request.response() if is_file else None
    if response is None:
        return Loaded(path, opened, is_file)
    return Loaded(path, opened, is_file, raw=len(response.body()), sent=request.sizes()["responseBodySize"])


@contextmanager
def _page() -> "Iterator[Page]":
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - a tool of the development environment

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            yield browser.new_page()
        finally:
            browser.close()
