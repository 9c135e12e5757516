"""A message as text and buttons for a messenger: sources beneath, a person's name before, in parts where a part is bounded."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from frontdesk.services.channel import NotSent
from frontdesk.services.dialogue import NoticeKind, Notices
from frontdesk.services.transcript import Author, Message, QuickReply

_SHORTENED = "…"


@dataclass(frozen=True, slots=True)
class Shown:
    """What is sent: one text or more, and the buttons that belong beneath the last."""

    texts: tuple[str, ...]
    buttons: tuple[QuickReply, ...]

    async def send(self, done: int, post: Callable[[str, tuple[QuickReply, ...]], Awaitable[None]]) -> None:
        """Post the parts after the first ``done`` ones, so that none arrives twice. Raises NotSent, which says how many have arrived."""
        for number, text in enumerate(self.texts[done:], start=done + 1):
            try:
                await post(text, self.buttons if number == len(self.texts) else ())
            except NotSent as problem:
                problem.parts = number - 1
                raise


def shown(
    message: Message, notices: Notices, *, limit: int, measured: Callable[[str], int] = len, buttons: bool = True
) -> Shown:
    """Return a message in parts of at most ``limit`` as ``measured``. Without ``buttons`` choices are listed as words to answer with."""
    said = message.content
    told = said.text
    if said.author is Author.STAFF and said.staff_name:
        told = f"{said.staff_name}: {told}"
    for cited in said.citations:
        source = notices.text(NoticeKind.SOURCE, said.language, title=cited.title, as_of=cited.as_of)
        told += f"\n\n{source}\n{cited.url}"
    if not buttons and said.quick_replies:
        told += "\n\n" + "\n".join(f"– {reply.title}" for reply in said.quick_replies)
    return Shown(parts(told, limit, measured), said.quick_replies if buttons else ())


def parts(text: str, limit: int, measured: Callable[[str], int] = len) -> tuple[str, ...]:
    """Cut a text into parts, at the end of a paragraph, line or word where there is one in the last half of a part."""
    found = []
    rest = text.strip()
    while measured(rest) > limit:
        cut = _cut(rest, limit, measured)
        found.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return (*found, rest) if rest else tuple(found)


def shortened(title: str, limit: int) -> str:
    """Return a button's title, cut where it is longer than the messenger shows."""
    return title if len(title) <= limit else title[: limit - len(_SHORTENED)].rstrip() + _SHORTENED


def _cut(text: str, limit: int, measured: Callable[[str], int]) -> int:
    most = min(limit, len(text))
    while measured(text[:most]) > limit:
        most -= 1
    for boundary in ("\n\n", "\n", " "):
        found = text.rfind(boundary, most // 2, most)
        if found > 0:
            return found
    return most
