"""Until a visitor opens the chat, the page is as if it were not there."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.widget import Widget

pytestmark = pytest.mark.browser
STORED = "() => Object.keys(localStorage).length + Object.keys(sessionStorage).length + document.cookie.length"


def test_nothing_is_asked_of_the_api_and_nothing_stored_before_opening(
    page: Page, context: BrowserContext, gateway: str
) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    Widget(page).visit(gateway)
    page.wait_for_timeout(300)
    assert [url for url in requests if "/api/" in url] == []
    assert [url for url in requests if not url.startswith(gateway)] == []
    assert page.evaluate(STORED) == 0
    assert context.cookies() == []


def test_opening_stores_only_an_id_a_token_and_the_language(widget: Widget) -> None:
    widget.open().ask("My name is Ann Canary")
    stored = widget.page.evaluate("() => JSON.parse(sessionStorage.frontdesk)")
    assert stored.keys() == {"base", "id", "token", "language", "open"}
    assert widget.page.evaluate("() => localStorage.length + document.cookie.length") == 0


def test_loading_opening_and_answering_shift_nothing_on_the_page(page: Page, gateway: str) -> None:
    page.add_init_script(
        "window.shift = 0;"
        "new PerformanceObserver(list => { for (const entry of list.getEntries()) window.shift += entry.value; })"
        ".observe({ type: 'layout-shift', buffered: true });"
    )
    Widget(page).visit(gateway).open().ask("How many companies?")
    page.wait_for_timeout(200)
    assert page.evaluate("window.shift") == 0


def test_notice_of_the_automated_assistant_and_privacy_link_stand_before_the_first_message(
    page: Page, gateway: str
) -> None:
    page.route("**/api/**", lambda route: route.abort())
    widget = Widget(page).visit(gateway)
    widget.launcher.click()
    expect(widget.panel).to_have_accessible_description(
        "You are talking to an automated assistant. It answers from sourced facts and can bring in a person. Privacy notice"
    )
    expect(widget.panel.get_by_role("link", name="Privacy notice")).to_have_attribute("href", f"{gateway}/privacy")
    expect(widget.panel.get_by_text("We cannot reach the assistant right now.")).to_be_visible()


def test_a_button_of_the_page_opens_the_chat_and_asks(page: Page, gateway: str) -> None:
    widget = Widget(page).visit(gateway)
    page.get_by_role("button", name="How many biotech companies are there in Wallonia?").click()
    expect(widget.messages("assistant")).to_have_count(2)
    expect(widget.messages("visitor")).to_contain_text("How many biotech companies")
    assert widget.messages("assistant").first.evaluate("node => node.previousElementSibling === null"), "greeting first"


def test_the_integrity_that_is_published_is_that_of_the_script(page: Page, gateway: str) -> None:
    published = page.request.get(f"{gateway}/widget.js.integrity").text().strip()
    assert published.startswith("sha384-"), "a value of another form would not be checked by the browser"
    page.route("**/pinned", lambda route: route.fulfill(content_type="text/html", body="<!doctype html><body></body>"))
    page.goto(f"{gateway}/pinned")
    add = """([src, integrity]) => new Promise(done => {
        const script = Object.assign(document.createElement("script"), { src, integrity, crossOrigin: "anonymous" });
        script.onload = () => done("loaded"); script.onerror = () => done("refused");
        document.head.append(script);
    })"""
    assert page.evaluate(add, [f"{gateway}/widget.js", published]) == "loaded"
    assert page.evaluate(add, [f"{gateway}/widget.js", "sha384-" + "A" * 64]) == "refused"
