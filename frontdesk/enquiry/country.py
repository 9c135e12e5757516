"""The visitor's country as ISO 3166-1 alpha-2, from official and everyday names in four languages."""

import re
from functools import cache

import pycountry
from babel import Locale
from rapidfuzz import fuzz, process

from frontdesk.enquiry.country_words import BEFORE, EVERYDAY, LEADING
from frontdesk.enquiry.reading import Doubt, DoubtKind, Parsed, Reading
from frontdesk.enquiry.text import cut, fold, trim
from frontdesk.values import Language

_SHORTEST_MISSPELT = 5  # letters; shorter names are too near to each other
_NEAR = 80  # rapidfuzz ratio; 'Germny' scores 92, 'Belgim' 92, 'Swizerland' 95
_LONGEST_NAME = 6  # words
_SHORT_ANSWER = 80  # characters; an answer up to here is kept whole as the visitor's words
_BEFORE = re.compile(rf"\b{BEFORE}\s+(?:(?:la|le|les|der|die|den|het|de|du|des)\s+|l'|d')*")
_SITED = re.compile(r"[A-ZÀ-Þ][\w&'-]{2,} (?:in|au|aux|en|aus|uit)\s+(?:the |les? |la |den |der )?(?=[A-ZÀ-Þ])")
_TARGET = "BE"  # 'Acme in Japan' sits there; in Belgium it rather wants to go
_LEADING = re.compile(LEADING)
_CODE = re.compile(r"^(?:[A-Z]{2}|[A-Z]{3})$")


def parse(text: str) -> Reading[str]:
    """Return the country named in an answer; a doubt where the name is nearly one."""
    code = _code(trim(text))
    if code is not None:
        return Parsed(code, trim(text))
    return _named(text, _plain(text)) or _nearly(text)


def find(text: str) -> Reading[str]:
    """Return the country somebody says to be from: after 'based in', 'from' and the like, or as a part between commas of its own.

    A country that is only mentioned ('we want to invest in Belgium') is not the visitor's.
    """
    for part in re.split(r"[,;\n()]|\.\s", text):
        code = _names().get(_LEADING.sub("", _plain(part)))
        if code is not None and _plain(part) != _plain(text):
            return Parsed(code, trim(part))
    sited = _SITED.search(text)
    found = _starting(text[sited.end() :]) if sited else None
    if found is not None and found.value != _TARGET:
        return found
    folded = fold(text)
    for match in _BEFORE.finditer(folded):
        rest = cut(text, match.end(), len(folded))
        found = _starting(rest)
        if found is not None:
            return found
    return None


def display(code: str, language: Language) -> str:
    """Return the country's name in a language; the code itself where there is none."""
    return str(Locale(language.value).territories.get(code, code))


def _plain(text: str) -> str:
    return re.sub(r"[-\s]+", " ", fold(trim(text)))


@cache
def _names() -> dict[str, str]:
    """Every folded name to its code; built once, when first needed."""
    names: dict[str, str] = {}
    for country in pycountry.countries:
        code = country.alpha_2
        said = [getattr(country, name, None) for name in ("name", "official_name", "common_name")]
        said += [Locale(language.value).territories.get(code) for language in Language]
        names.update({_plain(name): code for name in said if name})
    names.update({_plain(name): code for code, written in EVERYDAY.items() for name in written})
    return names


def _code(text: str) -> str | None:
    """Read a code in capitals. Small letters are words ('de', 'in'), except 'us', which people type."""
    if text == "us":
        return "US"
    if not _CODE.match(text):
        return None
    found = pycountry.countries.get(alpha_2=text) or pycountry.countries.get(alpha_3=text)
    return str(found.alpha_2) if found else None


def _named(text: str, plain: str) -> Parsed[str] | None:
    """Return the first and longest name in the text."""
    bare = _LEADING.sub("", plain)
    if bare in _names():
        return Parsed(_names()[bare], trim(text))
    tokens = re.split(r"[\s,;:()!?]+", plain)
    for start in range(len(tokens)):
        for length in range(min(_LONGEST_NAME, len(tokens) - start), 0, -1):
            name = " ".join(tokens[start : start + length]).strip(".'")
            code = _names().get(name) or _names().get(name.removeprefix("l'").removeprefix("d'"))
            if code is not None:
                return Parsed(code, trim(text) if len(text) <= _SHORT_ANSWER else name)
    return None


def _starting(text: str) -> Parsed[str] | None:
    """Return the country whose name the text starts with."""
    tokens = re.split(r"[\s,;:()!?]+", _plain(text))
    for length in range(min(_LONGEST_NAME, len(tokens)), 0, -1):
        code = _names().get(" ".join(tokens[:length]).strip(".'"))
        if code is not None:
            return Parsed(code, trim(" ".join(text.split()[:length])))
    return None


def _nearly(text: str) -> Doubt[str] | None:
    bare = _LEADING.sub("", _plain(text))
    if len(bare) < _SHORTEST_MISSPELT:
        return None
    near = process.extractOne(bare, _names().keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return Doubt(_names()[near[0]], trim(text), DoubtKind.TYPO) if near else None
