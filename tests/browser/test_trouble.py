"""Networks that break, servers that fail: the visitor is told, and each message arrives exactly once."""

import json
from itertools import count

import pytest
from playwright.sync_api import BrowserContext, Page, Request, Route, expect

from tests.browser.rasa_script import ScriptedRasa
from tests.browser.widget import Widget

pytestmark = pytest.mark.browser
POSTED = "**/api/v1/conversations/*/messages"


def own_id(request: Request) -> str:
    """Return the visitor's own id of a message that is being sent."""
    return str(json.loads(request.post_data or "")["client_message_id"])


def test_a_network_cut_after_the_server_heard_delivers_once(widget: Widget, rasa: ScriptedRasa) -> None:
    widget.open()
    attempts = count()

    def cut_the_first_answer(route: Route) -> None:
        if route.request.method == "POST" and next(attempts) == 0:
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()

    widget.page.route(POSTED, cut_the_first_answer)
    widget.ask("Was I cut off?")
    expect(widget.messages("visitor").and_(widget.log.locator("[data-delivery=sent]"))).to_have_count(1)
    expect(widget.messages("assistant")).to_have_count(2)
    expect(widget.messages("visitor")).to_have_count(1)
    assert rasa.heard.count("Was I cut off?") == 1
    assert next(attempts) == 2


def test_what_is_written_offline_goes_out_once_and_in_order_on_return(
    widget: Widget, context: BrowserContext, rasa: ScriptedRasa
) -> None:
    widget.open()
    context.set_offline(offline=True)
    expect(widget.panel.get_by_text("You are offline.")).to_be_visible()
    widget.say("offline one").say("offline two")
    expect(widget.log.get_by_text("Not sent yet: no connection.")).to_have_count(1)
    context.set_offline(offline=False)
    expect(widget.messages("assistant")).to_have_count(3)
    expect(widget.panel.get_by_text("You are offline.")).to_have_count(0)
    assert [said for said in rasa.heard if said.startswith("offline")] == ["offline one", "offline two"]


def test_a_failing_server_is_admitted_and_asked_again_under_the_same_id(widget: Widget, rasa: ScriptedRasa) -> None:
    widget.open()
    ids: list[str] = []

    def fail(route: Route) -> None:
        ids.append(own_id(route.request))
        route.fulfill(status=503, body="{}")

    widget.page.route(POSTED, fail)
    widget.say("Are you well?")
    expect(widget.log.get_by_text("Something went wrong on our side.")).to_be_visible()
    widget.page.unroute(POSTED)
    with widget.page.expect_request(POSTED) as sent:
        widget.button("Try again").click()
    expect(widget.messages("assistant")).to_have_count(2)
    assert {*ids, own_id(sent.value)} == {ids[0]}
    assert rasa.heard.count("Are you well?") == 1


def test_one_message_that_fails_does_not_hold_up_the_next(widget: Widget) -> None:
    widget.open()
    widget.page.route(POSTED, lambda route: route.fulfill(status=500, body="{}"), times=3)
    widget.say("first")
    expect(widget.log.get_by_text("Something went wrong on our side.")).to_be_visible()
    widget.ask("second")
    expect(widget.messages("visitor")).to_have_count(2)


def test_too_many_requests_wait_as_long_as_the_server_says_and_go_on_by_themselves(widget: Widget) -> None:
    widget.open()
    busy = {"Retry-After": "1", "Access-Control-Expose-Headers": "Retry-After"}
    widget.page.route(POSTED, lambda route: route.fulfill(status=429, headers=busy, body="{}"), times=1)
    widget.say("Quick, quick")
    expect(widget.log.get_by_text("That was a lot at once. Trying again in 1 s.")).to_be_visible()
    expect(widget.messages("assistant")).to_have_count(2)
    expect(widget.log.get_by_text("That was a lot at once.")).to_have_count(0)


def test_a_conversation_the_server_no_longer_knows_begins_anew_with_the_message(widget: Widget) -> None:
    widget.page.route("**/events", lambda route: route.abort())  # or the page would learn of the end before it is left
    widget.open()
    stored = widget.page.evaluate("() => JSON.parse(sessionStorage.frontdesk)")
    widget.page.request.delete(
        f"{stored['base']}api/v1/conversations/{stored['id']}", headers={"Authorization": f"Bearer {stored['token']}"}
    )
    widget.page.evaluate("record => sessionStorage.setItem('frontdesk', JSON.stringify(record))", stored)
    widget.page.reload()
    expect(widget.panel.get_by_text("Your earlier conversation had ended")).to_be_visible()
    expect(widget.messages("assistant")).to_have_count(1)
    widget.ask("Still there?")
    assert widget.page.evaluate("() => JSON.parse(sessionStorage.frontdesk).id") != stored["id"]


def test_a_conversation_that_ends_under_a_message_takes_the_message_along(widget: Widget, rasa: ScriptedRasa) -> None:
    widget.open()
    widget.page.route(POSTED, lambda route: route.fulfill(status=404, body="{}"), times=1)
    widget.say("Take me along")
    expect(widget.messages("assistant")).to_have_count(2)
    expect(widget.messages("visitor")).to_have_count(1)
    assert rasa.heard.count("Take me along") == 1


def test_erasing_in_one_tab_ends_the_chat_in_the_other(widget: Widget) -> None:
    widget.open().ask("How many companies?")
    stored = widget.page.evaluate("() => JSON.parse(sessionStorage.frontdesk)")
    widget.page.wait_for_timeout(300)
    widget.page.request.delete(
        f"{stored['base']}api/v1/conversations/{stored['id']}", headers={"Authorization": f"Bearer {stored['token']}"}
    )
    expect(widget.panel.get_by_text("Your conversation has been erased.")).to_be_visible()


def test_without_event_streams_messages_come_by_polling(page: Page, context: BrowserContext, gateway: str) -> None:
    page.route("**/events", lambda route: route.fulfill(status=200, content_type="text/html", body="<p>proxy</p>"))
    widget = Widget(page).visit(gateway).open()
    stored = page.evaluate("() => JSON.parse(sessionStorage.frontdesk)")
    context.request.post(
        f"{stored['base']}api/v1/conversations/{stored['id']}/messages",
        headers={"Authorization": f"Bearer {stored['token']}"},
        data={"text": "Said elsewhere"},
    )
    expect(widget.messages("assistant")).to_have_count(2, timeout=20_000)
    expect(widget.messages("visitor")).to_contain_text("Said elsewhere")


def test_an_unreachable_service_can_be_tried_again(page: Page, gateway: str) -> None:
    page.route("**/api/**", lambda route: route.abort(), times=1)
    widget = Widget(page).visit(gateway)
    widget.launcher.click()
    widget.button("Try again").click()
    expect(widget.messages("assistant")).to_have_count(1)


def test_who_is_writing_is_shown_and_announced_while_an_answer_takes_long(widget: Widget) -> None:
    widget.open()
    widget.say("Answer slowly please")
    expect(widget.host.locator(".typing")).to_be_visible()
    expect(widget.host.get_by_role("status").filter(has_text="The assistant is writing…")).to_have_count(1)
    expect(widget.messages("assistant")).to_have_count(2)
    expect(widget.host.locator(".typing")).to_be_hidden()
