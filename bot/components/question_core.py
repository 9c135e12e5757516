"""The question within a message: what greets, introduces or begs leave around it blurs what is asked."""

import re
from typing import FrozenSet, Iterable, Optional, Pattern, Tuple

from bot.components.lead_in_words import ASKING, GREETINGS, OPENERS, PERSONAS, POLITE

LEAST_WORDS = 2
"""A core of fewer words asks nothing by itself: "tell me more" stays whole."""
MOST_LEAD_INS = 4
LONGEST_PERSONA = 160

_FLAGS = re.IGNORECASE
_GREETING = re.compile(rf"(?:{GREETINGS})\b(?P<stop>\s*[,!.:;–—-])?\s*", _FLAGS)
_LEAD_INS: Tuple[Pattern[str], ...] = (
    re.compile(rf"(?:{OPENERS})\b\s*[,:!;–—…-]+\s*", _FLAGS),
    re.compile(rf"(?:{'|'.join(POLITE)})\b[\s,:]+", _FLAGS),
)
_PERSONA = re.compile(rf"(?:{PERSONAS})[^?\n]{{2,{LONGEST_PERSONA}}}?(?:[,:;.!]|\s[–—-])\s+", _FLAGS)
_ASKS = re.compile(rf"(?:(?:{ASKING})\b|(?:{'|'.join(POLITE)})\b)", _FLAGS)

Span = Tuple[int, int]


def question_core(text: str, kept: Iterable[Span] = ()) -> str:
    """Return `text` from where it asks, the whole of it where that cannot be told."""
    start = core_start(text, kept)
    return text[start:].strip() if start else text


def core_start(text: str, kept: Iterable[Span] = ()) -> int:
    """Return where in `text` the question begins. Spans in `kept`, such as names, are never cut off."""
    spans = frozenset(kept)
    start = 0
    for _ in range(MOST_LEAD_INS):
        end = _end_of_lead_in(text, start)
        if end is None or _cuts(spans, start, end) or len(text[end:].split()) < LEAST_WORDS:
            break
        start = end
    return start


def _end_of_lead_in(text: str, start: int) -> Optional[int]:
    greeting = _GREETING.match(text, start)
    # "Hello everyone at the agency" greets and asks nothing.
    if greeting and (greeting["stop"] or _asks(text, greeting.end())):
        return greeting.end()
    for lead_in in _LEAD_INS:
        match = lead_in.match(text, start)
        if match:
            return match.end()
    persona = _PERSONA.match(text, start)
    # "We are Acme Bio, 40M, call me" introduces and asks nothing: it stays whole.
    return persona.end() if persona and _asks(text, persona.end()) else None


def _asks(text: str, start: int) -> bool:
    return text.rstrip().endswith("?") or _ASKS.match(text, start) is not None


def _cuts(spans: FrozenSet[Span], start: int, end: int) -> bool:
    return any(first < end and last > start for first, last in spans)
