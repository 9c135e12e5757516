"""Reads what a message does to the form: a command, a question, a correction and of which field."""

import re

from frontdesk.enquiry.command_words import (
    COMPLAINT,
    CONTRADICTION,
    CORRECTING,
    DESCRIBING,
    FIELD_WORDS,
    INTERROGATIVE,
    OPENING_NO,
    PHRASES,
    POLITE,
    SHORTEST_YES,
    UNDECIDED,
    Command,
)
from frontdesk.enquiry.field import Field
from frontdesk.enquiry.text import fold, words

_POLITE = re.compile(POLITE)
_JOINT = re.compile(r",|\b(?:and|et|en|und)\b")
_CLAUSE_END = re.compile(r"[,;:!]|\.(?=\s)")
_OUTER = " \t,;:.!\"'()[]<>…*_|"
_LEAST_WORDS_OF_A_QUESTION = 3
_INTERROGATIVE = re.compile(INTERROGATIVE)
_CORRECTING = re.compile(CORRECTING)
_YES = re.compile(SHORTEST_YES)
_COMPLAINT = re.compile(COMPLAINT)
_UNDECIDED = re.compile(UNDECIDED)
_OPENING_NO = re.compile(OPENING_NO)
_DESCRIBING = re.compile(DESCRIBING)
_CONTRADICTION = re.compile(CONTRADICTION)
_SAID_OF_FIELD = {
    Field(name): re.compile(rf"(?<![\w@.-])(?:{pattern})(?![\w@]|-\w)") for name, pattern in FIELD_WORDS.items()
}


def command(text: str) -> Command | None:
    """Return the command a whole message is, also said twice ('looks good, send it'); None for anything longer."""
    plain = fold(text).strip(_OUTER) or fold(text)
    for candidate in (plain, _POLITE.sub("", plain).strip(_OUTER), plain.replace(",", "")):
        meaning = _meaning(candidate)
        if meaning is not None:
            return meaning
    said = {_meaning(part.strip(_OUTER)) for part in _JOINT.split(plain)}
    if len(said) == 1 and None not in said:
        return said.pop()
    return Command.REPEAT if plain.rstrip("? ") in PHRASES[Command.REPEAT] else None


def _meaning(phrase: str) -> Command | None:
    return next((meaning for meaning, phrases in PHRASES.items() if phrase in phrases), None)


def is_yes_or_no(text: str) -> bool:
    """Tell whether the text, or what stands before its first comma, is a mere yes or no ('klopt niet, het zijn 70 mensen')."""
    clause = _CLAUSE_END.split(fold(text).strip(_OUTER), maxsplit=1)[0]
    return {command(text), command(clause)} & {Command.AFFIRM, Command.DENY} != set()


def begins_with_yes(text: str) -> bool:
    """Tell whether somebody agrees and goes on: 'yes, my name is …', but not 'yes but …'."""
    return bool(_YES.match(fold(text))) and not hesitates(text)


def begins_with_no(text: str) -> bool:
    """Tell whether somebody disagrees and goes on: 'no, my name is …', but asks nothing."""
    return bool(_OPENING_NO.match(fold(text))) and not is_question(text)


def hesitates(text: str) -> bool:
    """Tell whether there is a 'but', a 'not' or a question in it: then no yes is clear enough for a consent."""
    return bool(_CONTRADICTION.search(fold(text))) or is_question(text)


def is_question(text: str) -> bool:
    """Tell whether the text asks: a question mark at its end or after words, or three words that begin as a question does."""
    folded = fold(text)
    if "?" in folded:
        return bool(words(folded))
    return bool(_INTERROGATIVE.match(folded)) and len(words(folded)) >= _LEAST_WORDS_OF_A_QUESTION


def corrects(text: str) -> bool:
    """Tell whether the text takes something back."""
    return bool(_CORRECTING.search(fold(text)))


def is_mere_complaint(text: str) -> bool:
    """Tell whether 'the name is …' goes on with 'wrong' and not with a name."""
    return bool(_COMPLAINT.match(fold(text).strip(_OUTER)))


def is_undecided(text: str) -> bool:
    """Tell whether somebody says not to know (yet), without asking anything."""
    return bool(_UNDECIDED.search(fold(text))) and not is_question(text)


def describes(text: str) -> bool:
    """Tell whether the text begins as a thing is described ('a site with …'), so that it is no question without a question mark."""
    return bool(_DESCRIBING.match(fold(text)))


def field_spoken_of(text: str) -> Field | None:
    """Return the first field the text names."""
    folded = fold(text)
    found = [(match.start(), field) for field, pattern in _SAID_OF_FIELD.items() if (match := pattern.search(folded))]
    return min(found)[1] if found else None
