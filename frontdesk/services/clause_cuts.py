"""Where one question of a sentence ends and the next begins, with a word between them, a comma or nothing."""

import re

from frontdesk.services.message_words import (
    AFTER_LAST_WORD,
    AND,
    ANY_AND_ASKING,
    ANY_ASKING,
    ASKING,
    BEFORE_RUN_ON,
    CLAUSE,
    LEADING,
    RUN_ON,
    TOPIC_FIRST,
    VERB,
    WHAT_I,
)
from frontdesk.values import Language

_LONGEST_RUN = 22  # words of a sentence that asks twice without beginning with a question; who says more falters
_LEAST_WORDS = 3  # of a question that another follows without a comma

_AND_ASKING = re.compile(ANY_AND_ASKING)
_AFTER_LAST_WORD = {tag: re.compile(AFTER_LAST_WORD[tag]) for tag in AFTER_LAST_WORD}
_PLUS = {tag: rf"\s*\+\s*(?:{AND[tag]} )?(?={ASKING[tag]}|{VERB[tag]})" for tag in CLAUSE}
_NEXT_CLAUSE = {tag: re.compile(rf"(?:\s*[,:]|\s-)\s+(?={CLAUSE[tag]})|{_PLUS[tag]}") for tag in CLAUSE}
_RUN_ON = {tag: re.compile(rf"(?<=\w) (?=(?:{RUN_ON[tag]})\b)") for tag in RUN_ON}
_BEFORE_RUN_ON = re.compile(rf"(?:\b{BEFORE_RUN_ON}|\W)$")
_AND_ASKED = {tag: re.compile(rf"[\s,]{AND[tag]},? (?={ASKING[tag]})") for tag in ASKING}
_ASKED = re.compile(rf"(?:^\W*|[,:-] )(?!{WHAT_I}){ANY_ASKING}")
_TOPIC_FIRST = re.compile(rf"^\W*(?:{LEADING} )?{TOPIC_FIRST}")


def joins_a_question(plain: str, language: Language) -> bool:
    """Tell whether a sentence that does not begin with a question comes to one: "the company, what does it make and how many staff"."""
    tag = language.value
    if len(plain.split()) > _LONGEST_RUN:
        return False
    return _NEXT_CLAUSE[tag].search(plain) is not None or _AND_ASKED[tag].search(plain) is not None


def clause_cuts(plain: str, language: Language, *, begins: bool) -> list[tuple[int, int]]:
    """Return the spans between the questions of a sentence, folded; ``begins`` says that it begins with a question."""
    tag = language.value
    cuts = {match.span() for match in _AND_ASKING.finditer(plain)}
    if not _TOPIC_FIRST.search(plain) and (begins or len(plain.split()) <= _LONGEST_RUN):
        after = (
            *_NEXT_CLAUSE[tag].finditer(plain),
            *(one for one in _RUN_ON[tag].finditer(plain) if _runs_on(plain, one)),
        )
        cuts |= {match.span() for match in after if begins or _ASKED.search(plain[: match.start()])}
        cuts |= {match.span(1) for match in _AFTER_LAST_WORD[tag].finditer(plain)}
    return sorted(cuts)


def _runs_on(plain: str, match: re.Match[str]) -> bool:
    """Tell whether a question can begin here although nothing parts it from the one before: "how big is it who founded it"."""
    before = plain[: match.start()]
    return _BEFORE_RUN_ON.search(before) is None and len(before.split()) >= _LEAST_WORDS
