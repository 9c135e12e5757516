"""Where in the conversation a criterion's evidence was said: the visitor's message, and the sentence around the words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from frontdesk.qualification.model import Criterion, Qualification
from frontdesk.qualification.rules import MOST_POINTS, RULES_VERSION
from frontdesk.services.transcript import Author, Message
from frontdesk.values import Language

_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+(?=\s|$)|\n|$)|[^\n]+")
_LONGEST_SHOWN = 240


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of the visitor, cut in three around the words that count. ``message_id`` is where it was said."""

    before: str
    words: str
    after: str
    language: Language
    message_id: int


@dataclass(frozen=True, slots=True)
class Judged:
    """A criterion as the page shows it. ``most`` is none where the points come from other rules than today's."""

    name: str
    points: int
    most: int | None
    evidence: str
    quotes: tuple[Quote, ...]


def judged(qualification: Qualification, messages: Sequence[Message]) -> tuple[Judged, ...]:
    """Return each criterion with the sentences it rests on."""
    todays = qualification.rules_version == RULES_VERSION
    said = [message for message in messages if message.content.author is Author.VISITOR]
    return tuple(
        Judged(
            criterion.name,
            criterion.points,
            MOST_POINTS.get(criterion.name) if todays else None,
            criterion.evidence,
            tuple(_quotes(criterion, said)),
        )
        for criterion in qualification.criteria
    )


def _quotes(criterion: Criterion, said: Sequence[Message]) -> Iterable[Quote]:
    """Look for the evidence as a whole; two values that were joined with a comma are looked for one by one."""
    whole = _found(criterion.evidence, said)
    if whole is not None:
        yield whole
        return
    for part in criterion.evidence.split(", "):
        found = _found(part, said)
        if found is not None:
            yield found


def _found(words: str, said: Sequence[Message]) -> Quote | None:
    wanted = words.strip()
    if not wanted:
        return None
    pattern = re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)", re.IGNORECASE)
    for message in reversed(said):  # what was said last counted
        match = pattern.search(message.content.text)
        if match:
            return _quote(message, match.start(), match.end())
    return None


def _quote(message: Message, start: int, end: int) -> Quote:
    text = message.content.text
    around = next((one for one in _SENTENCE.finditer(text) if one.start() <= start < one.end()), None)
    first, last = (around.start(), max(around.end(), end)) if around else (start, end)
    if last - first > _LONGEST_SHOWN:
        first, last = max(first, start - _LONGEST_SHOWN // 2), min(last, end + _LONGEST_SHOWN // 2)
    before, after = text[first:start].lstrip(), text[end:last].rstrip()
    return Quote(before, text[start:end], after, message.content.language, message.id)
