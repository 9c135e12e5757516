"""Amounts of money, numbers of jobs, e-mail addresses and telephone numbers as people type them in four languages."""

import re
from typing import Iterator, List, NamedTuple, Pattern, Tuple


class Span(NamedTuple):
    """A stretch of text with the name of the entity it is."""

    entity: str
    start: int
    end: int


_NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty seventy eighty "
    "ninety hundred half several "
    "un une deux trois quatre cinq sept huit neuf dix onze douze quinze vingt trente quarante cinquante soixante cent "
    "demi vingtaine trentaine quarantaine cinquantaine centaine dizaine quinzaine douzaine "
    "een twee drie vier vijf zes zeven acht negen tien elf twaalf vijftien twintig dertig veertig vijftig zestig zeventig "
    "tachtig negentig honderd half halve tiental twintigtal dertigtal vijftigtal honderdtal "
    "ein eine einen zwei drei vier fünf sechs sieben acht neun zehn elf zwölf fünfzehn zwanzig dreißig vierzig fünfzig "
    "sechzig siebzig achtzig neunzig hundert halbe dutzend"
).split()
_WORDS = "|".join(sorted(set(_NUMBER_WORDS), key=len, reverse=True))
_DIGITS = r"\d{1,3}(?:[ .,'’\u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?"
_NUMBER = rf"(?:{_DIGITS}|\b(?:{_WORDS})(?:[ -](?:a|et|en|und|of|de|{_WORDS}))*\b)"
_RANGE = r"\s?(?:-|–|—|to|à|a|bis|tot|et|and|und|en)\s?"

_SIGN = r"(?:€|\$|£|¥|US\$|USD|EUR|GBP|CHF|JPY|CNY|SEK|NOK|DKK|INR)"
_CURRENCY = (
    rf"(?:{_SIGN}|(?:US[ -]?)?dollars?(?: américains)?|euros?|pounds?(?: sterling)?|livres?(?: sterling)?|pond(?:en)?|pfund|"
    r"swiss francs?|francs?(?: suisses)?|schweizer franken|zwitserse frank|yen|rupees?|crores?)"
)
_ATTACHED = r"(?:k|m|mn|mln|mio|bn|b|mrd|md)"
_MAGNITUDE = (
    r"(?:million(?:s|en|ä?re)?|mil(?:joen|jard|liard(?:s|en)?)|billions?|thousand|mille|milliers?|duizend|tausend|"
    r"mio\.?|mln\.?|mn|mrd\.?|mds?|m|k|bn|crores?|lakhs?|M€|k€)"
)
_SCALE = rf"(?:{_ATTACHED}\b|\s(?:{_MAGNITUDE})(?![\w²³])|(?:{_MAGNITUDE})(?![\w²³]))"
_OF = r"(?:\s?(?:of|de|d'|d’|an|von)?\s?)"
_AMOUNT = re.compile(
    rf"(?<![\w.,@+])(?:{_SIGN}\s?{_NUMBER}(?:{_SCALE})?(?:{_RANGE}{_SIGN}?\s?{_NUMBER}(?:{_SCALE})?)?(?:\s?{_CURRENCY}\b)?"
    rf"|{_NUMBER}(?:{_SCALE})?(?:{_RANGE}{_NUMBER})?(?:{_SCALE}(?:{_OF}{_CURRENCY}(?!\w))?|{_OF}{_CURRENCY}(?!\w)))"
    r"(?!\s?(?:m²|m2|m³|sqm|sq|square|mètres|meter|km|%))(?![\w@²³])",
    re.IGNORECASE,
)

_PEOPLE = (
    r"(?:FTEs?|ETP|VTE'?s?|VZÄ|jobs?|people|persons?|employees?|staff|hires?|workers?|positions?|headcount|scientists?|"
    r"emplois?|personnes?|salariés?|collaborateurs?|postes?|embauches?|recrutements?|travailleurs?|"
    r"banen|arbeidsplaatsen|medewerkers?|mensen|personen|werknemers?|jobs|voltijdse|aanwervingen|"
    r"Arbeitsplätze|Mitarbeiter(?:innen|:innen|\*innen)?n?|Beschäftigten?|Stellen|Leuten?|Personen|Jobs|Angestellten?)"
)
_BETWEEN = (
    r"(?:\s?(?:new|full[- ]time|skilled|additional|extra|nouveaux|nouvelles|nieuwe|neue|neuen|qualified|d'|de)\s?){0,2}"
)
_JOBS = re.compile(rf"(?<![\w.,@]){_NUMBER}(?:{_RANGE}{_NUMBER})?\s?{_BETWEEN}{_PEOPLE}\b", re.IGNORECASE)

_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+", re.UNICODE)
_PHONE = re.compile(
    r"(?<![\w@.])(?:\+|00)\d(?:[\s().\-/]{0,2}\d){6,14}(?!\d)|(?<![\w@.,])\(?0\d\)?(?:[\s./-]?\d){7,9}(?!\d)"
)
_PHONE_AFTER_WORD = re.compile(
    r"(?:phone|tel|telephone|téléphone|telefoon(?:nummer)?|telefon(?:nummer)?|gsm|mobile|portable|mobiel|handy|number|"
    r"numéro|nummer|call(?: me)?(?: on| at)?)\b[^\d+]{0,12}(\d(?:[\s().\-/]{0,2}\d){5,14})(?!\d)",
    re.IGNORECASE,
)


def quantity_spans(text: str) -> List[Span]:
    """Return addresses, telephone numbers, jobs and amounts in `text`; none overlaps another, the surer kind wins."""
    spans: List[Span] = []
    for entity, start, end in _candidates(text):
        if all(end <= other.start or start >= other.end for other in spans):
            spans.append(Span(entity, start, end))
    return sorted(spans, key=lambda span: span.start)


def _candidates(text: str) -> Iterator[Tuple[str, int, int]]:
    yield from _matches("email", _EMAIL, text)
    yield from _matches("phone", _PHONE, text)
    for match in _PHONE_AFTER_WORD.finditer(text):
        yield "phone", *match.span(1)
    yield from _matches("job_count", _JOBS, text)
    yield from _matches("amount", _AMOUNT, text)


def _matches(entity: str, pattern: Pattern[str], text: str) -> Iterator[Tuple[str, int, int]]:
    for match in pattern.finditer(text):
        start, end = match.span()
        yield entity, start, start + len(text[start:end].rstrip(" .,;:!?'"))
