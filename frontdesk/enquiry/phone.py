"""Telephone numbers as E.164."""

import re

import phonenumbers

from frontdesk.enquiry.reading import Parsed, Reading
from frontdesk.enquiry.text import tidy
from frontdesk.values import Language

_REGIONS = {
    Language.EN: ("BE", "GB", "US"),
    Language.FR: ("BE", "FR", "LU", "CH"),
    Language.NL: ("BE", "NL"),
    Language.DE: ("BE", "DE", "AT", "CH", "LU"),
}
_INTERNATIONAL = re.compile(r"(?<![\d+])00(?=[1-9])")
_ANNOUNCED = re.compile(
    r"\b(?:phone|telephone|téléphone|mobile|cell|number|tel|tél|gsm|portable|numéro|telefoon\w*|nummer|telefon\w*|handy|rufnummer|"
    r"call me|call us|appelez|rappelez|bel|rufen sie)\b",
    re.IGNORECASE,
)
_TRUNK_ZERO = re.compile(r"\(0\)")


def parse(text: str, language: Language, *, country: str | None = None) -> Reading[str]:
    """Return the first valid number as E.164.

    A number without country code is tried in the visitor's country, then in Belgium and the countries of the language.
    """
    prepared = _TRUNK_ZERO.sub("", _INTERNATIONAL.sub("+", tidy(text)))
    regions = ((country,) if country else ()) + _REGIONS[language]
    for region in regions:
        for match in phonenumbers.PhoneNumberMatcher(prepared, region):
            return Parsed(_e164(match.number), match.raw_string)
    return None


def find(text: str, language: Language) -> Reading[str]:
    """Return the first number written with its country code, or one that a word such as 'phone' announces."""
    for match in phonenumbers.PhoneNumberMatcher(_TRUNK_ZERO.sub("", _INTERNATIONAL.sub("+", tidy(text))), None):
        return Parsed(_e164(match.number), match.raw_string)
    announced = _ANNOUNCED.search(text)
    return parse(text[announced.end() :], language) if announced else None


def _e164(number: phonenumbers.PhoneNumber) -> str:
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
