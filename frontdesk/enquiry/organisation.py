"""Whom the visitor speaks for: an organisation, or nobody but themselves."""

import re

from frontdesk.enquiry import name_words as say
from frontdesk.enquiry.command import is_yes_or_no
from frontdesk.enquiry.country import parse as parse_country
from frontdesk.enquiry.jobs_words import NOUN
from frontdesk.enquiry.reading import Parsed, Reading
from frontdesk.enquiry.text import fold, looks_like_words, tidy, trim

PRIVATE = "private"  # stored where the visitor speaks for nobody else
_LONGEST = 150
_MOST_WORDS = 10
_NAME = r"(?P<name>(?:[A-ZÀ-Þ0-9][\w&'’.+-]*)(?:[ ](?:[A-ZÀ-Þ0-9][\w&'’.+/-]*|&|and|of|de|du|des|et|en|und|for|für))*)"
_END = re.compile(
    r"\s*[,;!?\n(]|\.(?=\s|$)|\s+-\s+|\s+(?:and|et|en|und|based|in|from|which|who|we|is|est|ist|een|eine?|une?|located|with)\s+",
    re.IGNORECASE,
)
_EMPLOYER = re.compile(rf"\b(?:{say.EMPLOYER})\s+(?P<name>.+)", re.IGNORECASE | re.DOTALL)
_WE = re.compile(rf"\b(?i:{say.WE})\s+{_NAME}")
_PERSON = r"(?:[A-ZÀ-Þ][\w'.-]*\s+(?:(?:de|van|von|der|den|du|la)\s+)*)"
_OF = re.compile(rf"(?:^|\b(?i:{say.NAMED}|{say.SELF})\s+){_PERSON}{{0,4}}(?i:{say.FROM})\s+{_NAME}")
# Two names before the particle: 'Jan de Vries' is one person and no organisation.
_VAN = re.compile(rf"\b(?i:{say.NAMED}|{say.SELF})\s+{_PERSON}{{2,4}}?{say.PARTICLE}{_NAME}")
_CONNECTOR = re.compile(r"(?: (?:&|and|of|de|du|des|et|en|und|for|für))+$")
_LEGAL = re.compile(rf"\b(?P<name>[A-ZÀ-Þ0-9][\w&'’+-]*(?: [A-ZÀ-Þ0-9&][\w&'’+-]*){{0,4}} {say.LEGAL_FORM})\b")
_LEADING = re.compile(
    rf"^(?:{say.EMPLOYER}|{say.WE}|i am (?:with|at|from)|i'm (?:with|at|from)|{say.FROM}|de|van|von|the company|it's|c'est|it is)\s+",
    re.IGNORECASE,
)
_FORBIDDEN = re.compile(r"[@<>{}\[\]=\\|~?]")
_WHOLE = re.compile(_NAME)
_PEOPLE = re.compile(rf"\b\d+ {NOUN}")
_SORT = re.compile(r"^(?:firma|société|societe|company|bedrijf|entreprise|unternehmen)\s+", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:a|an|the|une?|la|le|les|l'|een|de|het|eine?|der|die|das)\s+", re.IGNORECASE)


def parse(text: str) -> Reading[str]:
    """Return the organisation in an answer, 'private' where the visitor has none; None for keys hit at random."""
    plain = fold(trim(text))
    if plain in say.PRIVATE or _LEADING.sub("", plain) in say.PRIVATE:
        return Parsed(PRIVATE, trim(text))
    named = find(text)
    if named is None and (is_yes_or_no(text) or _counts_people(plain)):
        return None
    if _WHOLE.fullmatch(trim(text)) and not _LEADING.match(text) and _is_organisation(trim(text)):
        return Parsed(trim(text), trim(text))
    if named is not None:
        return named
    bare = trim(_END.split(_LEADING.sub("", tidy(text), count=1), maxsplit=1)[0])
    described = _ARTICLE.match(bare) and bare.islower()  # 'a biotech company' describes and does not name
    return Parsed(bare, trim(text)[:_LONGEST]) if _is_organisation(bare) and not described else None


def _counts_people(folded: str) -> bool:
    """Tell 'it's 70 people' from the name of an organisation."""
    return bool(_PEOPLE.search(folded))


def find(text: str) -> Parsed[str] | None:
    """Return the organisation somebody says to speak for, or the first name with a legal form."""
    prepared = tidy(text)
    for pattern in (_EMPLOYER, _LEGAL, _OF, _VAN, _WE):
        for match in pattern.finditer(prepared):
            name = _CONNECTOR.sub("", _SORT.sub("", trim(_END.split(match["name"], maxsplit=1)[0])))
            if _is_organisation(name) and _is_named(name):
                return Parsed(name, trim(prepared[match.start() : match.end("name")]))
    return None


def _is_named(name: str) -> bool:
    """Tell a name from 'a biotech company' and from the country behind 'from'."""
    return (
        not _ARTICLE.match(name)
        and any(char.isupper() for char in name)
        and not isinstance(parse_country(name), Parsed)
    )


def _is_organisation(name: str) -> bool:
    if not name or len(name) > _LONGEST or len(name.split()) > _MOST_WORDS or _FORBIDDEN.search(name):
        return False
    short_form = name.upper() == name and 2 <= len(name) <= 6 and any(char.isalpha() for char in name)  # noqa: PLR2004 - UCB, GSK, 3M
    return short_form or looks_like_words(name)
