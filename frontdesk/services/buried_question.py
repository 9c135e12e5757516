"""The question buried in a long message: people who speak or explain say much more than they ask."""

import re

from frontdesk.facts.text_shape import folded
from frontdesk.services.message_words import ASKING, VERB
from frontdesk.values import Language

LONG = 13
"""Words from which on a message may bury its question."""
MOST_READ = 3
LEAST_WORDS = 3

_BEGINS = {
    tag: re.compile(rf"(?<![\w'])(?:{ASKING[tag]}|(?<=[,;:.!] ){VERB[tag]}|(?:whether|si|of|ob)\b)") for tag in ASKING
}
_REASON = re.compile(
    r"[,;–—(]?\s+(?:because|since my|as my|parce que?|car|puisque|omdat|want|aangezien|weil|da ich|da wir|denn)\b"
    r"|\s[–—]\s|[;(…]"
)


def buried_questions(text: str, language: Language) -> tuple[str, ...]:
    """Return where a long message may begin to ask, each up to where it goes on to explain; nothing for a short one."""
    if len(text.split()) < LONG:
        return ()
    plain = folded(text)
    begins = [match.start() for match in _BEGINS[language.value].finditer(plain) if match.start() > 0]
    found = (_up_to_reason(text[begin:], plain[begin:]) for begin in begins)
    return tuple(dict.fromkeys(piece for piece in found if len(piece.split()) >= LEAST_WORDS))[:MOST_READ]


def _up_to_reason(text: str, plain: str) -> str:
    reason = _REASON.search(plain)
    return text[: reason.start() if reason else len(text)].strip()
