"""Slack by its own framework for apps: Bolt reads our deliveries as our door does, and refuses what our door refuses."""

import re
from collections.abc import Sequence
from typing import Any

import pytest
from slack_bolt import App, BoltRequest
from slack_bolt.authorization import AuthorizeResult

from tests.channels.conftest import Messenger
from tests.channels.door import Door, Posted
from tests.channels.slack_door import ROOMS, SECRET, SlackDoor

pytestmark = pytest.mark.web


class BoltApp:
    """An app as Slack's documentation writes it, with what it was told."""

    def __init__(self) -> None:
        bot = AuthorizeResult(enterprise_id=None, team_id="T1", bot_id="B1", bot_user_id="UBOT", bot_token="xoxb-1")
        self._app = App(signing_secret=SECRET, process_before_response=True, authorize=lambda **_: bot)
        self.messages: list[dict[str, Any]] = []
        self.presses: list[tuple[str, str]] = []
        self._app.event("message")(self._message)
        self._app.action(re.compile(".*"))(self._press)

    def _message(self, event: dict[str, Any]) -> None:
        self.messages.append(event)

    def _press(self, ack: Any, action: dict[str, Any], body: dict[str, Any]) -> None:
        ack()
        self.presses.append((body["channel"]["id"], action["value"]))

    def takes(self, posted: Posted) -> bool:
        headers: dict[str, str | Sequence[str]] = {name.lower(): value for name, value in posted.headers.items()}
        return bool(self._app.dispatch(BoltRequest(body=posted.body.decode(), headers=headers)).status == 200)


@pytest.fixture
def door() -> Door:
    return SlackDoor()


@pytest.fixture
def bolt() -> BoltApp:
    return BoltApp()


def test_what_is_said_and_pressed_at_our_door_bolt_reads_too(door: Door, bolt: BoltApp) -> None:
    assert bolt.takes(door.said("who founded <UCB> & co?", 1))
    assert bolt.takes(door.something_else(2))
    assert bolt.takes(door.pressed("7-abc", 3))
    assert [(one["channel"], one["text"]) for one in bolt.messages] == [
        (ROOMS["ann"], "who founded <UCB> & co?"),
        (ROOMS["ann"], ""),
    ]
    assert bolt.presses == [(ROOMS["ann"], "7-abc")]


def test_what_bolt_refuses_our_door_refuses(messenger: Messenger, bolt: BoltApp) -> None:
    said = messenger.door.said("let me in", 1)
    refused = [*messenger.door.forged(said), messenger.door.said("old", 2, age=3600), Posted(said.body, {})]
    for posted in refused:
        assert not bolt.takes(posted)
        assert messenger.deliver(posted).status_code in {400, 401, 403}
    assert bolt.messages == []
