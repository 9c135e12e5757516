"""A visitor talks: answers with sources, replies to press, fields that fit the question, the same chat on the next page."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.rasa_script import AGENCY, ScriptedRasa
from tests.browser.widget import Widget

pytestmark = pytest.mark.browser


def test_an_answer_shows_its_source_date_and_scope(widget: Widget) -> None:
    answer = widget.open().ask("How many companies are there?")
    expect(answer.locator("summary")).to_have_text(re.compile("Source.*as of 23 Nov 2026.*Wallonia"))
    answer.locator("summary").click()
    link = answer.get_by_role("link", name=re.compile("kickstartbiomanufacturing.be"))
    expect(link).to_have_attribute("href", AGENCY["url"])
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(answer.locator(".source-title")).to_have_text(AGENCY["title"])


def test_several_sources_fold_into_one_line(widget: Widget) -> None:
    answer = widget.open().ask("Tell me the history")
    expect(answer.locator("summary")).to_have_text("3 sources")
    expect(answer.locator(".text li")).to_have_count(3)


def test_a_long_answer_is_read_from_its_beginning_and_says_that_there_is_more(widget: Widget) -> None:
    answer = widget.open().ask("A long answer please")
    expect(answer.get_by_text("Paragraph 0.")).to_be_in_viewport(ratio=0.9)
    widget.button("More below").click()
    expect(answer.get_by_text("Paragraph 7.")).to_be_in_viewport(ratio=0.9)
    expect(widget.button("More below")).to_be_hidden()


def test_a_quick_reply_is_sent_once_and_its_buttons_go(widget: Widget, rasa: ScriptedRasa) -> None:
    widget.open()
    expect(widget.replies.get_by_role("button")).to_have_count(3)
    before = rasa.heard.count("/inform")
    widget.button("Key figures").click()
    assert widget.has_focus(widget.field)
    expect(widget.messages("assistant")).to_have_count(2)
    expect(widget.messages("visitor")).to_have_text(re.compile("Key figures"))
    expect(widget.messages("visitor")).to_have_count(1)
    assert rasa.heard.count("/inform") == before + 1


def test_pressing_a_quick_reply_twice_sends_it_once(widget: Widget) -> None:
    widget.open().button("Key figures").dblclick()
    expect(widget.messages("assistant")).to_have_count(2)
    expect(widget.messages("visitor")).to_have_count(1)


def test_server_text_is_text_and_a_source_that_is_no_web_page_is_no_link(widget: Widget) -> None:
    answer = widget.open().ask("be evil")
    expect(answer).to_contain_text("<img src=x onerror=")
    answer.locator("summary").click()
    expect(answer.locator(".source-title")).to_have_text("<b>Bold</b>")
    assert answer.locator("img, b, a").count() == 0
    assert widget.page.title() != "taken"


def test_the_field_follows_what_is_asked(widget: Widget) -> None:
    widget.open().ask("I want to leave an enquiry")
    widget.button("Yes").click()
    expected = [
        ("Your name", "text", "name", "Ann"),
        ("Your organisation", "text", "organization", "Acme"),
        ("Your e-mail address", "email", "email", "ann@acme.example"),
        ("Your telephone number", "tel", "tel", "+32 4 000 00 00"),
        ("Your country", "text", "country-name", "Belgium"),
    ]
    for label, kind, autocomplete, typed in expected:
        field = widget.host.get_by_label(label)
        expect(field).to_have_attribute("type", kind)
        expect(field).to_have_attribute("autocomplete", autocomplete)
        widget.ask(typed)
    expect(widget.host.get_by_label("Your message")).to_be_visible()


def test_countries_are_offered_by_name_in_the_language_of_the_chat(page: Page, gateway: str) -> None:
    widget = Widget(page).visit(f"{gateway}/fr").open()
    widget.ask("enquiry")
    widget.button("Yes").click()
    for typed in ("Ann", "Acme", "ann@acme.example", "0"):
        widget.ask(typed)
    expect(widget.host.get_by_label("Votre pays")).to_be_visible()
    assert widget.host.locator("datalist option[value=Allemagne]").count() == 1


def test_a_visitor_can_write_something_else_than_what_is_asked(widget: Widget) -> None:
    widget.open().ask("enquiry")
    widget.button("Yes").click()
    expect(widget.host.get_by_label("Your name")).to_be_visible()
    widget.button("Write something else").click()
    expect(widget.host.get_by_label("Your message")).to_be_focused()


def test_enter_sends_and_shift_enter_begins_a_line(widget: Widget) -> None:
    widget.open()
    widget.field.press_sequentially("one")
    widget.field.press("Shift+Enter")
    widget.field.press_sequentially("two")
    assert widget.field.input_value() == "one\ntwo"
    widget.field.press("Enter")
    expect(widget.messages("visitor").locator(".text")).to_have_text("one\ntwo")
    expect(widget.field).to_have_value("")


def test_the_limit_is_counted_near_its_end_and_never_cuts(widget: Widget, rasa: ScriptedRasa) -> None:
    widget.open()
    hint = widget.host.locator("#hint")
    widget.field.fill("x" * 1799)
    expect(hint).to_be_empty()
    widget.field.fill("x" * 1990)
    expect(hint).to_have_text("Characters left: 10")
    widget.field.fill("🧬" * 2001)
    expect(hint).to_have_text("Too long: please remove 1 characters.")
    expect(widget.field).to_have_attribute("aria-invalid", "true")
    heard = len(rasa.heard)
    widget.field.press("Enter")
    assert len(widget.field.input_value()) == 2001
    assert len(rasa.heard) == heard
    widget.ask("🧬" * 2000)


def test_the_chat_follows_the_language_of_the_answer(widget: Widget) -> None:
    answer = widget.open().ask("Bitte auf Deutsch")
    expect(answer.locator(".text")).to_have_attribute("lang", "de")
    expect(widget.panel).to_have_attribute("lang", "de")
    expect(widget.panel).to_have_accessible_name("Investorenservice")
    expect(widget.field).to_have_attribute("placeholder", "Nachricht schreiben…")


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/", "Investment desk"),
        ("/fr", "Guichet investisseurs"),
        ("/nl", "Investeringsloket"),
        ("/de", "Investorenservice"),
    ],
)
def test_the_chat_greets_in_the_language_of_the_page(page: Page, gateway: str, path: str, title: str) -> None:
    widget = Widget(page).visit(gateway + path).open()
    expect(widget.panel).to_have_accessible_name(title)
    expect(widget.messages("assistant").first.locator(".text")).to_have_attribute("lang", path.strip("/") or "en")


def test_the_conversation_survives_a_reload_and_the_next_page(widget: Widget, gateway: str) -> None:
    widget.open().ask("How many companies?")
    widget.page.reload()
    expect(widget.messages("assistant")).to_have_count(2)
    assert not widget.has_focus(widget.panel), "a page that loads does not pull the focus"
    widget.page.goto(f"{gateway}/privacy")
    expect(widget.messages("visitor")).to_have_count(1)
    widget.button("Close the chat").click()
    widget.page.reload()
    expect(widget.launcher).to_be_visible()
    expect(widget.panel).to_be_hidden()


def test_the_greeting_links_the_privacy_notice_in_the_language_of_the_page(page: Page, gateway: str) -> None:
    widget = Widget(page).visit(f"{gateway}/fr").open()
    link = widget.messages("assistant").get_by_role("link", name="Vie privée")
    expect(link).to_have_attribute("href", f"{gateway}/fr/privacy")
    consent = widget.ask("enquiry")
    expect(consent.locator(".text")).to_have_text(
        "May I keep your details to answer your enquiry? Our notice: Vie privée."
    )
    expect(consent.get_by_role("link")).to_have_count(1)


def test_a_page_in_another_language_greets_anew_while_nothing_was_said(widget: Widget, gateway: str) -> None:
    widget.open()
    widget.page.goto(f"{gateway}/fr")
    expect(widget.messages("assistant")).to_have_count(1)
    expect(widget.messages("assistant")).to_contain_text("Bonjour")


def test_erasing_asks_first_and_leaves_nothing(widget: Widget) -> None:
    widget.open().ask("How many companies?")
    stored = widget.page.evaluate("() => JSON.parse(sessionStorage.frontdesk)")
    widget.button("Options").click()
    widget.button("End and erase").click()
    expect(widget.host.get_by_role("alertdialog")).to_have_accessible_name("Erase this conversation?")
    assert widget.has_focus(widget.button("Keep it"))
    widget.button("Erase").click()
    expect(widget.panel.get_by_text("Your conversation has been erased.")).to_be_visible()
    expect(widget.messages("visitor")).to_have_count(0)
    assert widget.page.evaluate("() => sessionStorage.length") == 0
    read = widget.page.request.get(
        f"{stored['base']}api/v1/conversations/{stored['id']}/messages",
        headers={"Authorization": f"Bearer {stored['token']}"},
    )
    assert read.status == 404
    widget.button("Start a new conversation").click()
    expect(widget.messages("assistant")).to_have_count(1)
