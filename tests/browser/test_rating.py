"""Thumbs under an answer: who gets them, what a press does, and that nobody is disturbed by them."""

import re

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.browser.widget import Widget

pytestmark = pytest.mark.browser


def thumb(answer: Locator, name: str) -> Locator:
    return answer.get_by_role("button", name=name, exact=True)


def pressed(button: Locator) -> str | None:
    return button.get_attribute("aria-pressed")


def test_answers_with_sources_and_refusals_can_be_rated_and_nothing_else(widget: Widget) -> None:
    widget.open()
    answer = widget.ask("How many companies?")
    expect(thumb(answer, "Helpful answer")).to_be_visible()
    expect(thumb(answer, "Unhelpful answer")).to_be_visible()
    expect(answer.get_by_role("group", name="Was this answer helpful?")).to_be_visible()
    refusal = widget.ask("please refuse this")
    expect(thumb(refusal, "Unhelpful answer")).to_be_visible()
    greeting = widget.messages("assistant").first
    question = widget.messages("visitor").first
    consent = widget.ask("leave an enquiry")
    for other in (greeting, question, consent):
        expect(other.get_by_role("button", name=re.compile("elpful"))).to_have_count(0)


def test_a_press_shows_at_once_is_kept_and_can_be_changed(widget: Widget) -> None:
    widget.open()
    answer = widget.ask("How many companies?")
    with widget.page.expect_response(lambda response: response.url.endswith("/rating")) as kept:
        thumb(answer, "Unhelpful answer").click()
    assert kept.value.status == 204
    assert pressed(thumb(answer, "Unhelpful answer")) == "true"
    expect(answer.get_by_text("Thank you for your feedback.")).to_be_visible()
    thumb(answer, "Helpful answer").click()
    expect(thumb(answer, "Unhelpful answer")).to_have_attribute("aria-pressed", "false")
    widget.page.reload()
    again = widget.messages("assistant").nth(1)
    expect(thumb(again, "Helpful answer")).to_have_attribute("aria-pressed", "true")
    expect(thumb(again, "Unhelpful answer")).to_have_attribute("aria-pressed", "false")


def test_a_second_press_on_the_same_thumb_asks_nothing_of_the_server(widget: Widget) -> None:
    widget.open()
    answer = widget.ask("How many companies?")
    thumb(answer, "Helpful answer").click()
    expect(answer.get_by_text("Thank you")).to_be_visible()
    asked: list[str] = []
    widget.page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/rating") else None)
    thumb(answer, "Helpful answer").click()
    thumb(answer, "Unhelpful answer").click()
    expect(thumb(answer, "Unhelpful answer")).to_have_attribute("aria-pressed", "true")
    assert len(asked) == 1


def test_a_rating_that_is_not_kept_is_taken_back_and_said(widget: Widget) -> None:
    widget.open()
    answer = widget.ask("How many companies?")

    def fail(route: Route) -> None:
        route.fulfill(status=503, body="{}")

    widget.page.route("**/rating", fail)
    thumb(answer, "Helpful answer").click()
    expect(answer.get_by_text("Your feedback could not be kept.")).to_be_visible()
    assert pressed(thumb(answer, "Helpful answer")) == "false"
    widget.page.unroute("**/rating", fail)
    thumb(answer, "Helpful answer").click()
    expect(answer.get_by_text("Thank you for your feedback.")).to_be_visible()


def test_thumbs_are_large_enough_work_by_keyboard_and_keep_the_focus(widget: Widget) -> None:
    widget.open()
    answer = widget.ask("How many companies?")
    assert widget.has_focus(widget.field)
    for name in ("Helpful answer", "Unhelpful answer"):
        box = thumb(answer, name).bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24
    down = thumb(answer, "Unhelpful answer")
    down.focus()
    widget.page.keyboard.press("Enter")
    expect(down).to_have_attribute("aria-pressed", "true")
    expect(widget.host.get_by_role("status").filter(has_text="Thank you")).to_have_count(1)
    assert widget.has_focus(down)


def test_thumbs_are_not_read_with_every_answer(widget: Widget) -> None:
    widget.open()
    answer = widget.ask("How many companies?")
    expect(answer.get_by_role("group", name="Was this answer helpful?")).to_have_attribute("aria-live", "off")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ("Réponse utile", "Réponse inutile", "Merci pour votre avis.")),
        ("nl", ("Nuttig antwoord", "Geen nuttig antwoord", "Bedankt voor uw reactie.")),
        ("de", ("Hilfreiche Antwort", "Keine hilfreiche Antwort", "Danke für Ihre Rückmeldung.")),
    ],
)
def test_thumbs_speak_the_language_of_the_page(
    widget: Widget, gateway: str, language: str, words: tuple[str, str, str]
) -> None:
    up, down, thanks = words
    widget.visit(f"{gateway}/{language}").open()
    answer = widget.ask("?")
    expect(thumb(answer, up)).to_be_visible()
    thumb(answer, down).click()
    expect(answer.get_by_text(thanks)).to_be_visible()
