"""One visitor, one browser, every real process: from the first question to the reference of the stored lead."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.widget import Widget
from tests.conversations.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.conversation, pytest.mark.slow]
ANSWERS = {
    "name": "Ann Peeters",
    "organisation": "Acme Bio",
    "email": "ann.peeters@example.com",
    "phone": "+32 470 12 34 56",
    "country": "Belgium",
    "sector": "vaccines",
    "project": "a fill and finish plant for vaccines",
    "investment": "40 million euros",
    "jobs": "50",
    "timeline": "early 2027",
}
LABELS = {"name": "Your name", "organisation": "Your organisation", "email": "Your e-mail address"}
LONGEST_FORM = 20


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    running = Stack(tmp_path_factory.mktemp("installation"))
    running.start()
    yield running
    assert running.stop() == 0


def asked(page: Page) -> str | None:
    """Return what the assistant asks for now, as the API says it."""
    asks = page.evaluate(
        """async () => {
            const { base, id, token } = JSON.parse(sessionStorage.frontdesk);
            const headers = { Authorization: `Bearer ${token}` };
            const answer = await fetch(`${base}api/v1/conversations/${id}/messages`, { headers });
            return (await answer.json()).messages.at(-1).asks;
        }"""
    )
    return None if asks is None else str(asks)


def fill_in(widget: Widget) -> None:
    """Answer whatever is asked until the summary was confirmed."""
    for _ in range(LONGEST_FORM):
        asks = asked(widget.page)
        if asks is None:
            return
        if asks in LABELS:
            expect(widget.host.get_by_label(LABELS[asks])).to_be_visible()
        if asks in ANSWERS:
            widget.ask(ANSWERS[asks])
            continue
        before = widget.messages("assistant").count()
        widget.replies.get_by_role("button").first.click()
        expect(widget.messages("assistant").nth(before)).to_be_visible()
    pytest.fail("the form has no end")


def test_a_visitor_gets_a_sourced_answer_and_leaves_a_lead(page: Page, stack: Stack) -> None:
    expect.set_options(timeout=20_000)
    widget = Widget(page).visit(stack.url).open()
    answer = widget.ask("Who founded UCB?")
    expect(answer).to_contain_text("Emmanuel Janssen")
    expect(answer.locator("summary")).to_have_text(re.compile("Source"))
    widget.ask("I would like to leave an enquiry")
    fill_in(widget)
    conversation = page.evaluate("() => JSON.parse(sessionStorage.frontdesk).id")
    (lead,) = stack.leads_of(conversation)
    assert lead["email"] == ANSWERS["email"]
    assert lead["organisation"] == ANSWERS["organisation"]
    expect(widget.messages("assistant").last).to_contain_text(lead["reference"])
    expect.set_options(timeout=5_000)
