"""Telegram as others rebuilt it: telegram-test-api from npm, which keeps webhooks, delivers updates and takes the bot's messages."""

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import httpx
import pytest

from tests.channels.door import Heard
from tests.channels.telegram_door import CHATS, SECRET
from tests.receivers import free_port

TOKEN = "42:TEST"
_FOLDER = Path(__file__).parent / "peers"
_NAMES = {number: name for name, number in CHATS.items()}


@dataclass(frozen=True)
class TelegramServer:
    """The server, and people who write to the bot there."""

    url: str
    commands: IO[str]

    def deliver_to(self, url: str) -> None:
        """Set the webhook as our documentation has administrators do."""
        form = {"url": url, "secret_token": SECRET, "allowed_updates": '["message","edited_message","callback_query"]'}
        httpx.post(f"{self.url}/bot{TOKEN}/setWebhook", data=form).raise_for_status()

    def say(self, text: str, *, peer: str = "ann") -> None:
        self._do({"chat": CHATS[peer], "say": text})

    def press(self, data: str, *, peer: str = "ann") -> None:
        self._do({"chat": CHATS[peer], "press": data})

    def _do(self, told: dict[str, int | str]) -> None:
        self.commands.write(f"{json.dumps(told)}\n")
        self.commands.flush()

    def shown(self) -> list[Heard]:
        """What the bot said, oldest first."""
        kept = httpx.post(f"{self.url}/getUpdatesHistory", json={"token": TOKEN}).json()["result"]
        return [_heard(one["message"]) for one in sorted(kept, key=lambda one: int(one["messageId"]))]


def has_npm() -> bool:
    """Whether node's packages can be installed here. CI must have them."""
    found = shutil.which("npm") is not None and shutil.which("node") is not None
    assert found or "CI" not in os.environ, "CI has no node and npm, which the tests of Telegram need"
    return found


@contextmanager
def telegram_server() -> Iterator[TelegramServer]:
    """Run it until the block ends; skip where there is no npm to install it with."""
    if not has_npm():
        pytest.skip("needs node and npm (on Debian: apt-get install nodejs npm)")
    _install()
    port = free_port()
    command = ["node", "telegram.js", str(port), TOKEN]
    with subprocess.Popen(command, cwd=_FOLDER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == "listening\n", "telegram-test-api did not start"
        try:
            yield TelegramServer(f"http://127.0.0.1:{port}", process.stdin)
            assert process.poll() is None, "telegram-test-api ended: a delivery was refused"
        finally:
            process.stdin.close()
            process.wait(20)


def _install() -> None:
    """Make the packages those of the lock."""
    stamp = _FOLDER / "node_modules" / ".installed"
    lock = hashlib.sha256((_FOLDER / "package-lock.json").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == lock:
        return
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(["npm", "ci", *quiet], cwd=_FOLDER, check=True, timeout=300)
    stamp.write_text(lock)


def _heard(message: dict[str, object]) -> Heard:
    markup = message.get("reply_markup") or {}
    assert isinstance(markup, dict)
    keys = [key for row in markup.get("inline_keyboard", ()) for key in row]
    buttons = tuple((key["text"], key["callback_data"]) for key in keys)
    return Heard(_NAMES[int(str(message["chat_id"]))], str(message["text"]), buttons)
