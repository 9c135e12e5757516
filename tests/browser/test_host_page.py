"""The widget on somebody else's website: one tag, another origin, a strict policy, foreign styles."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.widget import Widget

pytestmark = pytest.mark.browser


def test_one_tag_on_a_strict_host_carries_a_conversation(page: Page, gateway: str, host_origin: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda problem: complaints.append(str(problem)))
    widget = Widget(page).visit(f"{host_origin}/?chat={gateway}").open()
    expect(widget.panel).to_have_accessible_name("Ons loket")
    answer = widget.ask("How many companies?")
    expect(answer.locator("summary")).to_have_text(re.compile("Bron"))
    assert widget.field.evaluate("field => parseFloat(getComputedStyle(field).fontSize)") >= 16
    assert [text for text in complaints if "favicon" not in text] == []


def test_nothing_of_the_widget_leaks_into_the_page(page: Page, gateway: str, host_origin: str) -> None:
    page.goto(f"{host_origin}/?chat=about:blank")
    names = "() => Object.getOwnPropertyNames(window).sort()"
    before = page.evaluate(names)
    Widget(page).visit(f"{host_origin}/?chat={gateway}").open()
    assert set(page.evaluate(names)) - set(before) == set()


def test_a_site_that_is_not_allowed_is_told_so_kindly(page: Page, gateway: str, stranger_origin: str) -> None:
    widget = Widget(page).visit(f"{stranger_origin}/?chat={gateway}")
    widget.launcher.click()
    expect(widget.panel.get_by_text("De assistent is nu niet bereikbaar.")).to_be_visible()
