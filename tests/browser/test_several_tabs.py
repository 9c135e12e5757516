"""Several tabs and pages of one site share one conversation: each message once everywhere, also through a cut, and one end for all."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.rasa_script import ScriptedRasa
from tests.browser.widget import Widget

pytestmark = pytest.mark.browser

type NewTab = Callable[[str], Widget]
STORED = "() => JSON.parse(sessionStorage.frontdesk)"


@pytest.fixture
def tab(context: BrowserContext, gateway: str) -> NewTab:
    """Open a path of the site in a new tab, with the chat still closed."""

    def open_tab(path: str = "/") -> Widget:
        page = context.new_page()
        page.set_default_timeout(8_000)
        return Widget(page).visit(gateway + path)

    return open_tab


def test_a_second_tab_joins_the_conversation_when_it_opens_the_chat(widget: Widget, tab: NewTab) -> None:
    widget.open().ask("How many companies?")
    other = tab("/privacy")
    assert other.page.evaluate("() => sessionStorage.length") == 0, "nothing before the visitor opens the chat here too"
    other.open()
    expect(other.messages("visitor")).to_have_count(1)
    assert other.page.evaluate(STORED)["id"] == widget.page.evaluate(STORED)["id"]


def test_what_is_said_in_one_tab_appears_once_in_both(widget: Widget, tab: NewTab, rasa: ScriptedRasa) -> None:
    widget.open()
    other = tab("/")
    other.open()
    before = len(rasa.heard)
    widget.ask("From the first tab")
    expect(other.messages("assistant")).to_have_count(2)
    other.ask("From the second tab")
    expect(widget.messages("assistant")).to_have_count(3)
    for one in (widget, other):
        expect(one.messages("visitor")).to_have_count(2)
    assert rasa.heard[before:] == ["From the first tab", "From the second tab"]


def test_tabs_that_open_at_the_same_moment_share_one_conversation(widget: Widget, tab: NewTab) -> None:
    other = tab("/")
    widget.launcher.click()
    other.launcher.click()
    for one in (widget, other):
        expect(one.messages("assistant")).to_have_count(1)
    assert other.page.evaluate(STORED)["id"] == widget.page.evaluate(STORED)["id"]


def test_a_page_in_another_language_joins_instead_of_ending_what_the_other_reads(widget: Widget, tab: NewTab) -> None:
    widget.open()
    tab("/fr").open()
    widget.page.wait_for_timeout(300)
    expect(widget.messages("assistant")).to_have_count(1)
    expect(widget.panel.get_by_text("has been erased")).to_be_hidden()


def test_a_cut_in_the_middle_shows_and_sends_each_message_once_in_both_tabs(
    widget: Widget, tab: NewTab, rasa: ScriptedRasa
) -> None:
    widget.open()
    other = tab("/")
    other.open()
    lost: list[str] = []

    def lose_the_answer(route: Route) -> None:
        """Let the server have the message and cut the line before its answer comes back."""
        if lost:
            return route.fallback()
        lost.append(route.request.post_data or "")
        route.fetch()
        return route.abort("connectionreset")

    widget.page.route("**/messages", lose_the_answer)
    before = len(rasa.heard)
    widget.say("Only once please")
    expect(widget.messages("assistant")).to_have_count(2)
    other.ask("And this one too")
    for one in (widget, other):
        expect(one.messages("assistant")).to_have_count(3)
        expect(one.messages("visitor")).to_have_count(2)
        expect(one.log.locator(".problem")).to_have_count(0)
    assert lost
    assert rasa.heard[before:] == ["Only once please", "And this one too"]


def test_both_tabs_catch_up_after_an_outage(widget: Widget, tab: NewTab, context: BrowserContext) -> None:
    widget.open()
    other = tab("/")
    other.open()
    context.set_offline(True)
    widget.say("Written on the train")
    other.say("And in the other tab")
    context.set_offline(False)
    for one in (widget, other):
        expect(one.messages("assistant")).to_have_count(3, timeout=20_000)
        expect(one.messages("visitor")).to_have_count(2)


def test_erasing_in_one_tab_ends_it_in_all(widget: Widget, tab: NewTab) -> None:
    widget.open().ask("How many companies?")
    other = tab("/")
    other.open()
    expect(other.messages("visitor")).to_have_count(1)
    _hide(other.page)
    widget.button("Options").click()
    widget.button("End and erase").click()
    widget.button("Erase").click()
    for one in (widget, other):
        expect(one.panel.get_by_text("Your conversation has been erased.")).to_be_visible()
        expect(one.messages("visitor")).to_have_count(0)
        assert one.page.evaluate("() => sessionStorage.length") == 0


def _hide(page: Page) -> None:
    """Put a tab in the background, where it no longer listens to the server."""
    page.evaluate(
        """() => {
            Object.defineProperty(document, "hidden", { get: () => true, configurable: true });
            document.dispatchEvent(new Event("visibilitychange"));
        }"""
    )
