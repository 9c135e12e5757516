"""axe finds nothing in any state, theme and language; and everything works by keyboard, large, narrow and still."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.widget import Widget

pytestmark = pytest.mark.browser
THEMES = [
    {"color_scheme": "light"},
    {"color_scheme": "dark"},
    {"color_scheme": "dark", "forced_colors": "active"},
    {"color_scheme": "light", "contrast": "more"},
    {"color_scheme": "dark", "contrast": "more"},
]
OVERFLOWS = """widget => [...widget.shadowRoot.querySelectorAll("*")].filter(node => {
    const box = node.getBoundingClientRect();
    return box.width > 1 && !node.closest(".hidden, .author") && (box.right > innerWidth + 1 || box.left < -1);
}).map(node => node.className || node.tagName)"""
FOCUSED = """host => {
    const on = host.shadowRoot.activeElement;
    return on && (on.getAttribute("aria-label") || on.textContent);
}"""
TARGETS = """widget => [...widget.shadowRoot.querySelectorAll("button, a, input, textarea, summary")].filter(node => {
    const box = node.getBoundingClientRect();
    return box.width && (box.width < 24 || box.height < 24);
}).map(node => node.outerHTML)"""


def states(widget: Widget) -> Iterator[str]:
    """Walk the chat through every state it shows."""
    yield "closed"
    widget.open()
    yield "greeting"
    yield from states_of_answers(widget)
    yield from states_of_the_form(widget)
    yield from states_of_trouble(widget)
    yield from states_of_erasing(widget)


def states_of_answers(widget: Widget) -> Iterator[str]:
    widget.ask("How many companies?").locator("summary").click()
    yield "answer with its source open"
    widget.ask("Tell me the history")
    yield "list and quick reply"
    widget.field.fill("x" * 2001)
    yield "too long"
    widget.field.fill("")


def states_of_the_form(widget: Widget) -> Iterator[str]:
    widget.ask("enquiry")
    yield "consent"
    widget.replies.get_by_role("button").first.click()
    expect(widget.host.locator("input#entry")).to_be_visible()
    for typed in ("Ann", "Acme"):
        widget.ask(typed)
    yield "form question"


def states_of_trouble(widget: Widget) -> Iterator[str]:
    widget.page.route("**/messages", lambda route: route.fulfill(status=422, body="{}"), times=1)
    widget.say("refused")
    expect(widget.host.locator(".problem").first).to_be_visible()
    yield "refused message"
    widget.page.context.set_offline(offline=True)
    yield "offline"
    widget.page.context.set_offline(offline=False)


def states_of_erasing(widget: Widget) -> Iterator[str]:
    widget.host.locator("[aria-controls=options]").click()
    yield "options"
    widget.host.locator("#options button").last.click()
    yield "question before erasing"
    widget.host.get_by_role("alertdialog").get_by_role("button").last.click()
    expect(widget.field).to_be_hidden()
    yield "erased"


@pytest.mark.parametrize("path", ["/", "/fr", "/nl", "/de"])
@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark", "forced", "light-contrast", "dark-contrast"])
def test_axe_finds_nothing_in_any_state(browser: Browser, gateway: str, theme: dict[str, str], path: str) -> None:
    context = browser.new_context(reduced_motion="reduce", viewport={"width": 1280, "height": 800}, **theme)  # type: ignore[arg-type]  # enumerated above
    page = context.new_page()
    # In forced colours the visitor's own palette is shown, and axe reads the one it replaces.
    options = {"rules": {"color-contrast": {"enabled": "forced_colors" not in theme}}}
    found: list[str] = []
    for state in states(Widget(page).visit(gateway + path)):
        part = None if state == "closed" else "frontdesk-chat"
        for violation in Axe().run(page, context=part, options=options).response["violations"]:
            found.extend(
                f"{state}: {violation['id']}: {node['html'][:160]} {node['failureSummary']}"
                for node in violation["nodes"]
            )
    context.close()
    assert found == []


def test_axe_finds_nothing_on_the_privacy_page(page: Page, gateway: str) -> None:
    page.goto(f"{gateway}/de/privacy")
    assert Axe().run(page).response["violations"] == []


def test_everything_is_reached_by_keyboard_and_tab_leaves_the_panel(widget: Widget) -> None:
    page = widget.page
    widget.launcher.focus()
    page.keyboard.press("Enter")
    expect(widget.messages("assistant")).to_have_count(1)
    assert widget.has_focus(widget.field)
    reached = []
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        inside = widget.host.evaluate(FOCUSED)
        if inside is None:
            break
        reached.append(inside)
    replies = ["Leave an enquiry", "Key figures", "Why Wallonia?"]
    top = ["Talk to a person", "Privacy notice", "Close the chat", "Options"]
    assert reached == [*replies, "Privacy notice", "Conversation", *top]
    assert inside is None, "Tab leaves the panel"
    expect(widget.panel).to_be_visible()


def test_escape_closes_the_innermost_and_the_focus_returns_to_the_opener(widget: Widget) -> None:
    page = widget.page
    opener = page.get_by_role("button", name="Ask a question")
    opener.focus()
    page.keyboard.press("Enter")
    expect(widget.messages("assistant")).to_have_count(1)
    widget.button("Options").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(widget.host.locator("#options")).to_be_hidden()
    assert widget.has_focus(widget.button("Options"))
    page.keyboard.press("Escape")
    expect(widget.panel).to_be_hidden()
    expect(opener).to_be_focused()


def test_escape_in_the_erase_question_keeps_the_conversation(widget: Widget) -> None:
    widget.open()
    widget.button("Options").click()
    widget.button("End and erase").click()
    widget.page.keyboard.press("Escape")
    expect(widget.host.get_by_role("alertdialog")).to_be_hidden()
    expect(widget.messages("assistant")).to_have_count(1)
    assert widget.has_focus(widget.button("Options"))


def test_new_messages_are_announced_and_old_ones_are_not(widget: Widget) -> None:
    widget.open().ask("How many companies?")
    expect(widget.log).to_have_attribute("aria-live", "polite")
    widget.page.reload()
    expect(widget.messages("assistant")).to_have_count(2)
    expect(widget.log).to_have_attribute("aria-live", "off")
    widget.ask("And now?")
    expect(widget.log).to_have_attribute("aria-live", "polite")


@pytest.mark.parametrize(
    ("width", "height", "root"),
    [(320, 568, "100%"), (390, 844, "100%"), (640, 800, "200%"), (320, 568, "200%"), (844, 390, "100%")],
)
def test_nothing_is_cut_off_on_narrow_pages_and_with_large_text(
    page: Page, gateway: str, width: int, height: int, root: str
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(reduced_motion="reduce")
    widget = Widget(page).visit(gateway)
    page.evaluate("size => document.documentElement.style.fontSize = size", root)
    widget.open().ask("How many companies?").locator("summary").click()
    assert widget.host.evaluate(OVERFLOWS) == []
    assert widget.host.evaluate(TARGETS) == []
    for part in (widget.field, widget.send_button, widget.button("Close the chat")):
        part.scroll_into_view_if_needed()
        expect(part).to_be_in_viewport(ratio=0.9)


def test_nothing_moves_where_motion_is_unwanted(browser: Browser, gateway: str) -> None:
    context: BrowserContext = browser.new_context(reduced_motion="reduce")
    widget = Widget(context.new_page()).visit(gateway).open()
    widget.say("Answer slowly")
    expect(widget.host.locator(".typing")).to_be_visible()
    assert widget.host.evaluate("host => host.shadowRoot.getAnimations().length") == 0
    context.close()
