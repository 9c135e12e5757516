"""The visitor's name, alone or in an introduction."""

import re

from frontdesk.enquiry import name_words as say
from frontdesk.enquiry.command import is_yes_or_no
from frontdesk.enquiry.reading import Parsed, Reading
from frontdesk.enquiry.text import fold, looks_like_words, tidy, trim, words

_MOST_WORDS = 6
_LONGEST = 100
_LONGEST_INITIALS = 12
_SELF = re.compile(rf"(?:^|(?<=[\s,.;!(-]))(?:(?P<named>{say.NAMED})|{say.SELF})\s+", re.IGNORECASE)
_END = re.compile(
    rf"\s*[,;.!?\n(](?!\w)|,|\s+(?:and|et|en|und|{say.FROM})\s+|\s+{say.SPELLING}\s+|\s+-\s+|\s+\S+@", re.IGNORECASE
)
_OF = re.compile(rf"^(\w\S*(?: (?:de|van|von))?(?: [A-ZÀ-Þ]\S*)+) {say.PARTICLE}[A-ZÀ-Þ]")
_FROM = re.compile(rf"\s+(?i:{say.FROM})\s+[A-ZÀ-Þ]")
_ABBREVIATION = re.compile(rf"\b(?:{say.TITLES}|[A-Z])\.", re.IGNORECASE)
_LEGAL_FORM = re.compile(rf"\b{say.LEGAL_FORM}$")
_FORBIDDEN = re.compile(r"[\d@/\\<>{}\[\]=#$%^*_|~?:]")
_CAPITALISED = re.compile(r"^(?:[A-ZÀ-Þ][\w'’.-]*|de|van|von|der|den|du|la|le|da|di|el|al|bin|ten|ter|dos)$")


def parse(text: str) -> Reading[str]:
    """Return the name in an answer; None where it is a sentence, a number or keys hit at random."""
    introduced = find(text)
    if introduced is not None:
        return introduced
    bare = _until_end(_SELF.sub("", tidy(text), count=1) if _SELF.match(tidy(text)) else tidy(text))
    return Parsed(bare, trim(text)[:_LONGEST]) if is_name(bare) and not is_yes_or_no(text) else None


def find(text: str) -> Parsed[str] | None:
    """Return the name after 'my name is' and the like: two words or more, or one after a plain introduction, each with a capital."""
    for match in _SELF.finditer(tidy(text)):
        candidate = _until_end(tidy(text)[match.end() :])
        of = _OF.match(candidate)
        candidate = of.group(1) if of else candidate
        single = match["named"] or _FROM.match(tidy(text), match.end() + len(candidate))
        if is_name(candidate) and _is_written_as_name(candidate, named=bool(single)):
            return Parsed(candidate, f"{match.group()}{candidate}")
    return None


def _is_written_as_name(candidate: str, *, named: bool) -> bool:
    written = candidate.split()
    if _LEGAL_FORM.search(candidate) or not all(_CAPITALISED.match(word) for word in written):
        return named and len(written) == 1
    return named or len(written) > 1


def _until_end(text: str) -> str:
    """Return the part before a comma, an 'and', a 'from'; the dot of 'Dr.' ends nothing."""
    protected = _ABBREVIATION.sub(lambda match: match.group().replace(".", "\0"), text)
    return trim(_END.split(protected, maxsplit=1)[0].replace("\0", "."))


def is_name(text: str) -> bool:
    """Tell whether a text may be somebody's name: a few words of letters, none of which belongs to a sentence."""
    if not text or len(text) > _LONGEST or _FORBIDDEN.search(text) or not 1 <= len(text.split()) <= _MOST_WORDS:
        return False
    return not {fold(word) for word in words(text)} & _folded_no_name() and (
        looks_like_words(text) or _is_initials(text)
    )


def _folded_no_name() -> set[str]:
    return {fold(word) for word in say.NO_NAME}


def _is_initials(text: str) -> bool:
    """'J. Ng' and 'JB' have no vowel and are names all the same."""
    return text[0].isupper() and any(char.isalpha() for char in text) and len(text) <= _LONGEST_INITIALS
