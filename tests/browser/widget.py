"""The widget as a visitor handles it: found by role and name, never by class."""

import re
from typing import Self

from playwright.sync_api import Locator, Page, expect


class Widget:
    """The chat on a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.host = page.locator("frontdesk-chat")
        self.panel = self.host.get_by_role("dialog")
        self.log = self.host.get_by_role("log")
        self.field = self.host.locator("#entry")
        self.send_button = self.host.locator("button[type=submit]")
        self.replies = self.log.locator("> [role=group]")  # beside the messages; those that rate are inside them
        self.launcher = self.host.locator("> button, :scope button[aria-expanded]").first

    def visit(self, address: str) -> Self:
        """Load a page that has the chat."""
        self.page.goto(address)
        expect(self.launcher).to_be_visible()
        return self

    def open(self) -> Self:
        """Open the chat and wait for the greeting."""
        self.launcher.click()
        expect(self.messages("assistant").first).to_be_visible()
        return self

    def say(self, text: str) -> Self:
        """Type a message and press Enter."""
        self.field.fill(text)
        self.field.press("Enter")
        return self

    def ask(self, text: str) -> Locator:
        """Say something and return the answer to it."""
        before = self.messages("assistant").count()
        self.say(text)
        answer = self.messages("assistant").nth(before)
        expect(answer).to_be_visible()
        return answer

    def messages(self, author: str) -> Locator:
        """Return the messages of assistant, staff, visitor or notice."""
        return self.log.locator(f".message.{author}")

    def button(self, name: str) -> Locator:
        """Return a button of the chat by its name."""
        return self.host.get_by_role("button", name=re.compile(f"^{re.escape(name)}"))

    def has_focus(self, part: Locator) -> bool:
        """Tell whether the focus is on a part of the chat, or inside it."""
        return bool(
            part.evaluate(
                "node => node === node.getRootNode().activeElement || node.contains(node.getRootNode().activeElement)"
            )
        )
