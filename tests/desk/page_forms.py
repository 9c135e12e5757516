"""The fields of a page as a browser would send them."""

from html.parser import HTMLParser
from typing import Any

type Form = dict[str, Any]


def form_of(page: str) -> Form:
    """Return every field of a page with the value it shows; of lists the chosen one, of boxes those that are ticked."""
    reader = _Fields()
    reader.feed(page)
    return reader.found


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: Form = {}
        self._area: str | None = None
        self._list: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "input" and name and (given.get("type") != "checkbox" or "checked" in given):
            self.found[name] = given.get("value", "")
        elif tag == "textarea":
            self._area, self.found[name] = name, ""
        elif tag == "select":
            self._list = name
        elif tag == "option" and self._list:
            self._choose(self._list, given)

    def _choose(self, name: str, given: dict[str, str]) -> None:
        if "selected" in given or name not in self.found:
            self.found[name] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        self._area = None if tag == "textarea" else self._area
        self._list = None if tag == "select" else self._list

    def handle_data(self, data: str) -> None:
        if self._area:
            self.found[self._area] += data
