"""Figures and timelines to look at, answers to copy, conversations to keep, and a person always within reach."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.rasa_script import AGENCY, ScriptedRasa
from tests.browser.widget import Widget

pytestmark = pytest.mark.browser


FIGURES = {
    "/": ("more than 350", "biotech companies", "Wallonia"),
    "/fr": ("plus de 350", "entreprises de biotechnologie", "Wallonie"),
    "/nl": ("meer dan 350", "biotechbedrijven", "Wallonië"),
    "/de": ("mehr als 350", "Biotech-Unternehmen", "Wallonien"),
}


@pytest.mark.parametrize("path", FIGURES)
def test_a_statistic_shows_its_figure_with_scope_and_date(page: Page, gateway: str, path: str) -> None:
    value, label, scope = FIGURES[path]
    answer = Widget(page).visit(gateway + path).open().ask("How many?")
    figure = answer.locator(".figure")
    expect(figure.locator("b")).to_have_text(value)
    for words in (label, scope, "2026"):
        expect(figure).to_contain_text(words)


def test_the_figure_is_for_the_eye_and_the_text_says_it_to_everybody(widget: Widget) -> None:
    answer = widget.open().ask("How many?")
    expect(answer.locator(".figures")).to_have_attribute("aria-hidden", "true")
    expect(answer.locator(".text")).to_contain_text("more than 350 biotech companies")


def test_a_history_is_a_timeline_of_the_answers_own_lines(widget: Widget) -> None:
    answer = widget.open().ask("Tell me the history")
    expect(answer.locator("ol.timeline > li")).to_have_count(3)
    expect(answer.locator(".year")).to_have_text(["1928", "1956", "1985"])
    expect(answer.locator(".timeline li").last).to_contain_text("Joseph Martial creates Eurogentec")


def test_figures_and_timelines_are_there_again_after_a_reload(widget: Widget) -> None:
    widget.open().ask("Tell me the history")
    widget.ask("How many?")
    widget.page.reload()
    expect(widget.log.locator(".year")).to_have_count(3)
    expect(widget.log.locator(".figure")).to_have_count(1)


def test_an_answer_is_copied_with_its_sources_and_that_is_said(widget: Widget) -> None:
    widget.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    answer = widget.open().ask("How many?")
    answer.get_by_role("button", name="Copy this answer with its sources").press("Enter")
    expect(widget.host.get_by_role("status").filter(has_text="Copied, with its sources.")).to_be_attached()
    expect(answer.locator(".tools")).to_contain_text("Copied")
    copied = widget.page.evaluate("() => navigator.clipboard.readText()")
    assert "more than 350 biotech companies" in copied
    assert f"Source: {AGENCY['title']}, as of 23 Nov 2026, Wallonia\n{AGENCY['url']}" in copied


def test_the_conversation_is_saved_as_text_with_its_sources_and_what_the_assistant_is(widget: Widget) -> None:
    widget.open().ask("How many companies?")
    widget.button("Options").click()
    with widget.page.expect_download() as download:
        widget.button("Save as text").click()
    saved = download.value.path().read_text()
    assert download.value.suggested_filename == "conversation.txt"
    assert "How many companies?" in saved
    assert AGENCY["url"] in saved
    assert saved.startswith("You are talking to an automated assistant.")


def test_the_conversation_is_saved_as_pdf_and_the_token_is_in_no_address(widget: Widget) -> None:
    asked: list[str] = []
    widget.page.on("request", lambda request: asked.append(request.url))
    widget.open().ask("How many companies?")
    widget.button("Options").click()
    with widget.page.expect_download() as download:
        widget.button("Save as PDF").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    token = widget.page.evaluate("() => JSON.parse(sessionStorage.frontdesk).token")
    assert not [address for address in asked if token in address]


def test_a_pdf_that_cannot_be_had_is_said_where_it_was_asked_for(widget: Widget) -> None:
    widget.open()
    widget.page.route("**/transcript.pdf", lambda route: route.abort())
    widget.button("Options").click()
    widget.button("Save as PDF").click()
    expect(widget.panel.get_by_text("It could not be saved just now.")).to_be_visible()


def test_a_person_can_be_asked_for_at_any_time(widget: Widget, rasa: ScriptedRasa) -> None:
    widget.open().button("Talk to a person").first.click()
    expect(widget.messages("visitor")).to_have_text(re.compile("Talk to a person"))
    expect(widget.messages("assistant")).to_have_count(2)
    assert rasa.heard[-1] == "Talk to a person"


OFFICE = {
    "en": ("/", ("A person is at the desk.", "The office is open.", "The office opens on Tue")),
    "fr": ("/fr", ("Une personne est au guichet.", "Le bureau est ouvert.", "Le bureau ouvre le mar")),
    "nl": ("/nl", ("Er is iemand aan het loket.", "Het kantoor is open.", "Het kantoor gaat open op di")),
    "de": ("/de", ("Es ist jemand am Schalter.", "Das Büro ist geöffnet.", "Das Büro öffnet am Di")),
}
STATES = (
    {"open": True, "staffed": True, "opens_at": None},
    {"open": True, "staffed": False, "opens_at": None},
    {"open": False, "staffed": False, "opens_at": "2026-11-24T08:00:00Z"},
)


@pytest.mark.parametrize("language", OFFICE)
def test_the_chat_says_whether_people_are_there_or_when_they_come(page: Page, gateway: str, language: str) -> None:
    path, sentences = OFFICE[language]
    told: list[object] = []
    page.route("**/api/v1/office", lambda route: route.fulfill(json=told[-1]))
    widget = Widget(page)
    for state, sentence in zip(STATES, sentences, strict=True):
        told.append(state)
        page.goto(gateway + path)
        if len(told) == 1:
            widget.open()
        expect(widget.panel.locator(".office")).to_contain_text(sentence)


def test_the_chat_works_where_the_office_cannot_be_asked(widget: Widget) -> None:
    widget.page.route("**/api/v1/office", lambda route: route.abort())
    widget.open().ask("How many?")
    expect(widget.panel.locator(".office")).to_be_hidden()
