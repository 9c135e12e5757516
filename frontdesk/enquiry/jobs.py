"""How many people a project would employ: a number or a range."""

import re

from frontdesk.enquiry.numerals import WORD_PATTERN, number
from frontdesk.enquiry.reading import Parsed, Reading
from frontdesk.enquiry.text import cut, fold
from frontdesk.values import Language

_MOST = 100_000
_COUNT = rf"(?:\d{{1,3}}(?:[.,' ]\d{{3}})+|\d+|{WORD_PATTERN})(?![.,]?\d)"
_TO = r"\s*(?:-|/|\bto\b|\ba\b|\bet\b|\band\b|\bbis\b|\btot\b|\ben\b|\bund\b|\bor\b|\bou\b|\bof\b|\boder\b)\s*"
_NOUN = (
    r"(?:jobs?|fte'?s?|etp|vte'?s?|vze|people|persons?|positions?|employees?|staff|hires?|workers?|scientists?|headcount|"
    r"emplois?|personnes?|postes?|salaries?|collaborateurs?|travailleurs?|"
    r"banen|mensen|medewerkers?|werknemers?|personeelsleden|voltijdse|arbeidsplaatsen|jobs|"
    r"stellen|arbeitsplatze|mitarbeiter\w*|beschaftigte|leute|personen|angestellte)\b"
)
_ALONE = rf"(?<![\w.,€$£])(?<!^-)(?:(?:an?|une?|een|eine?)\s(?={WORD_PATTERN}))?"
_RANGE = re.compile(rf"{_ALONE}(?P<low>{_COUNT})(?P<to>{_TO})(?P<high>{_COUNT})(?P<rest>.*)", re.DOTALL)
_SINGLE = re.compile(rf"{_ALONE}(?P<low>{_COUNT})(?P<rest>.*)", re.DOTALL)
_JOBS = r"(?:jobs?|fte'?s?|etp|vte'?s?|vze|positions?|hires?|emplois?|postes?|banen|arbeidsplaatsen|stellen|arbeitsplatze)\b"  # to be created, not had
_CREATING = re.compile(
    r"\b(?:hir(?:e|ing)|recruit\w*|creat\w*|employ(?:ing)?|embauch\w*|recrut\w*|creer|creons|employer|engager|aanwerven|aan te werven|creeren|"
    r"tewerkstell\w*|einstell\w*|schaffen|beschaftigen)\b"
)
_BEFORE_NOUN = re.compile(rf"^\+?\s*(?:of\s|d'|de\s)?(?:(?:\w+(?:-\w+)?)\s){{0,2}}?{_NOUN}")
_OTHER_UNIT = re.compile(
    r"^\s*(?:%|m\b|mm\b|m2|m²|million|mio|mln|k\b|bn|milliard|miljard|miljoen|eur|€|\$|£|usd|years?|ans?\b|jahre|jaar|months?|mois|monate|maanden|"
    r"doses|sqm|square|hectares?|ha\b|litres?|liters?)"
)


def parse(text: str, language: Language) -> Reading[str]:
    """Return "50" or "50-60": the first count in the text, unless another unit follows it."""
    return _first(text, language, with_noun=False)


def find(text: str, language: Language) -> Reading[str]:
    """Return the first count of jobs to be created; '200 employees' is what a company has, unless it speaks of hiring."""
    found = _first(text, language, with_noun=True)
    creates = found is not None and (re.search(_JOBS, fold(found.words)) or _CREATING.search(fold(text)))
    return found if creates else None


def _first(text: str, language: Language, *, with_noun: bool) -> Reading[str]:
    folded = fold(text)
    for pattern in (_RANGE, _SINGLE):
        start = 0
        while (match := pattern.search(folded, start)) is not None:
            reading = _read(match, text, language, with_noun=with_noun)
            if reading is not None:
                return reading
            start = match.end("low")
    return None


def _read(match: re.Match[str], text: str, language: Language, *, with_noun: bool) -> Reading[str]:
    noun = _BEFORE_NOUN.match(match["rest"])
    if _OTHER_UNIT.match(match["rest"]) or (with_noun and noun is None):
        return None
    counts = sorted({_count(match[end], language) for end in ("low", "high") if end in match.groupdict()})
    if _is_compound(match):
        counts = [sum(counts)]
    if not all(0 < count <= _MOST for count in counts):
        return None
    end = match.start("rest") + (noun.end() if noun else 0)
    return Parsed("-".join(map(str, counts)), cut(text, match.start(), end))


def _is_compound(match: re.Match[str]) -> bool:
    """Tell 'twenty-five' from '20-25'."""
    return match.groupdict().get("to") == "-" and match["low"].isalpha() and match["high"].isalpha()


def _count(written: str, language: Language) -> int:
    value = number(written, language)
    return int(value) if value is not None and value == int(value) else 0
