"""Hosts choose colours and directions; nobody can choose a chat that cannot be read, and nothing overlaps in any direction."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.widget import Widget

pytestmark = pytest.mark.browser
OVERFLOWS = """widget => [...widget.shadowRoot.querySelectorAll("*")].filter(node => {
    const box = node.getBoundingClientRect();
    return box.width > 1 && !node.closest(".hidden, .author") && (box.right > innerWidth + 1 || box.left < -1);
}).map(node => node.className || node.tagName)"""
OVERLAPS = """widget => {
    const shown = [...widget.shadowRoot.querySelectorAll("button, a, summary, input, textarea")].filter(node => node.checkVisibility());
    const boxes = shown.map(node => [node, node.getBoundingClientRect()]);
    return boxes.flatMap(([one, a]) => boxes.filter(([other, b]) => one !== other && !one.contains(other) && !other.contains(one)
        && one.closest(".log") === other.closest(".log") && a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1
        && b.top < a.bottom - 1).map(([other]) => `${one.className} ${other.className}`));
}"""
BACKGROUND = "node => getComputedStyle(node).backgroundColor"


def coloured(page: Page, gateway: str, **colours: str) -> tuple[Widget, list[str]]:
    """Open the site with the custom properties of a host, and listen to what the console is told."""
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type == "warning" else None)
    rules = "".join(f"--frontdesk-{name.replace('_', '-')}:{value};" for name, value in colours.items())
    sheet = f"frontdesk-chat{{{rules}}}"

    def with_colours(route: object) -> None:
        response = route.fetch()  # type: ignore[attr-defined]
        route.fulfill(response=response, body=response.text() + sheet)  # type: ignore[attr-defined]

    page.route("**/site.css", with_colours)
    return Widget(page).visit(gateway), told


def test_colours_of_the_page_are_used_where_they_can_be_read(page: Page, gateway: str) -> None:
    widget, told = coloured(page, gateway, accent="#7a1050", on_accent="white")
    assert widget.launcher.evaluate(BACKGROUND) == "rgb(122, 16, 80)"
    assert told == []


@pytest.mark.parametrize(
    ("accent", "on_accent", "why"),
    [("#ffd54a", "#ffffff", "--frontdesk-on-accent"), ("#eeeeee", "#000000", "--frontdesk-accent on the panel")],
)
def test_colours_that_cannot_be_read_are_replaced_and_that_is_said(
    page: Page, gateway: str, accent: str, on_accent: str, why: str
) -> None:
    widget, told = coloured(page, gateway, accent=accent, on_accent=on_accent)
    expect(widget.launcher).to_have_css("background-color", "rgb(11, 93, 87)")
    assert any(why in words for words in told)


def test_colours_are_looked_at_again_when_the_theme_changes(page: Page, gateway: str) -> None:
    widget, told = coloured(page, gateway, accent="#7a1050", on_accent="#ffffff", accent_dark="#333333")
    page.emulate_media(color_scheme="dark")
    expect(widget.launcher).to_have_css("background-color", "rgb(116, 214, 198)")
    page.emulate_media(color_scheme="light")
    expect(widget.launcher).to_have_css("background-color", "rgb(122, 16, 80)")
    assert told


@pytest.mark.parametrize(("width", "height", "root"), [(1280, 800, "100%"), (320, 568, "100%"), (640, 800, "200%")])
def test_from_right_to_left_nothing_overlaps_or_leaves_the_page(
    page: Page, gateway: str, width: int, height: int, root: str
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(reduced_motion="reduce")
    widget = Widget(page).visit(gateway)
    page.evaluate("size => { document.dir = 'rtl'; document.documentElement.style.fontSize = size; }", root)
    box = widget.launcher.bounding_box()
    assert box
    assert box["x"] < width / 2, "the launcher stands where lines end"
    widget.open().ask("How many companies?").locator("summary").click()
    widget.ask("Tell me the history")
    assert widget.host.evaluate(OVERFLOWS) == []
    assert widget.host.evaluate(OVERLAPS) == []


def test_more_contrast_draws_every_line_and_hint_in_the_colour_of_text(browser: Browser, gateway: str) -> None:
    context = browser.new_context(contrast="more", locale="en-GB")
    widget = Widget(context.new_page()).visit(gateway).open()
    answer = widget.ask("How many companies?")
    text = answer.locator(".text").evaluate("node => getComputedStyle(node).color")
    for part, property_name in ((answer.locator("time"), "color"), (answer.locator(".bubble"), "borderTopColor")):
        assert part.evaluate(f"node => getComputedStyle(node).{property_name}") == text
    context.close()
