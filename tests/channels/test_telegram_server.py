"""Telegram by a server of others: it delivers what people do there by its webhook, and takes what we send by its Bot API."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.channels.door import Heard
from tests.channels.telegram_door import SECRET
from tests.channels.telegram_server import TOKEN, TelegramServer, telegram_server
from tests.conversations.stack import wait_for
from tests.web.installation import installation
from tests.web.rasa_stand_in import Answer, RasaStandIn, said

pytestmark = pytest.mark.web


@dataclass(frozen=True)
class Chat:
    """People who write to our bot there."""

    telegram: TelegramServer
    rasa: RasaStandIn
    before: int

    def shown(self) -> list[Heard]:
        """What was shown since this test began."""
        return self.telegram.shown()[self.before :]

    def reads(self, fragment: str, *, peer: str = "ann") -> Heard:
        """Wait until somebody is shown something."""
        return self._found(lambda heard: heard.peer == peer and fragment in heard.text, fragment)

    def _found(self, fits: Callable[[Heard], bool], told: str) -> Heard:
        def look() -> Heard | None:
            return next((heard for heard in self.shown() if fits(heard)), None)

        wait_for(f"{told!r} is shown", look)
        found = look()
        assert found is not None
        return found


@pytest.fixture(scope="module")
def telegram() -> Iterator[TelegramServer]:
    with telegram_server() as running:
        yield running


@pytest.fixture
def chat(telegram: TelegramServer, tmp_path: Path, rasa: RasaStandIn) -> Iterator[Chat]:
    settings = {"telegram_token": TOKEN, "telegram_webhook_secret": SECRET, "telegram_api_url": telegram.url}
    with installation(tmp_path, rasa, **settings) as desk:
        telegram.deliver_to(f"{str(desk.http.base_url).rstrip('/')}/channels/telegram")
        yield Chat(telegram, rasa, len(telegram.shown()))


def test_whoever_presses_start_is_greeted_and_a_question_is_answered(chat: Chat) -> None:
    chat.telegram.say("/start")
    assert "automated" in chat.reads("/privacy").text
    chat.telegram.say("Où est-ce? <b>😀</b> & co")
    assert chat.reads("You said: Où est-ce? <b>😀</b> & co").buttons == ()
    assert [call["text"] for call in chat.rasa.messages] == ["Où est-ce? <b>😀</b> & co"]


def test_a_button_that_is_shown_there_can_be_pressed(chat: Chat) -> None:
    chat.rasa.script = offer
    chat.telegram.say("offer me something")
    ((title, data),) = chat.reads("chose offer me something").buttons
    assert title == "Yes"
    chat.telegram.press(data)
    chat.reads("chose /affirm")


def test_a_long_answer_is_shown_whole_and_in_order(chat: Chat) -> None:
    words = [f"word{number}" for number in range(2000)]
    chat.rasa.script = lambda _: said({"text": " ".join(words)})
    chat.telegram.say("at length", peer="bob")
    chat.reads(words[-1], peer="bob")
    assert " ".join(heard.text for heard in chat.shown()).endswith(" ".join(words))


def test_a_conversation_is_erased_by_a_command(chat: Chat) -> None:
    chat.telegram.say("remember me")
    chat.reads("You said: remember me")
    chat.telegram.say("/erase")
    chat.reads("erased")
    wait_for("the assistant has forgotten it", lambda: chat.rasa.forgotten)


def offer(call: dict[str, Any]) -> Answer:
    """Say what was chosen, and offer a choice."""
    chosen = call.get("payload") or call.get("text")
    return said({"text": f"chose {chosen}", "buttons": [{"title": "Yes", "payload": "/affirm"}]})
