"""Names without an introduction, as in a signature: what stands between commas and returns in the e-mail address beside it."""

import re

from frontdesk.enquiry.email import PROVIDERS, find
from frontdesk.enquiry.name import is_name
from frontdesk.enquiry.reading import Parsed
from frontdesk.enquiry.text import fold, tidy, trim, words

_PART = re.compile(r"[,;:\n|]|\.\s|\s-\s")
_NAME_WORDS = range(2, 5)
_ORGANISATION_WORDS = range(1, 5)
_TELLING = 4  # letters of a word that say something when they return in an address
_SIGNIFICANT = 3


def name_in(text: str) -> Parsed[str] | None:
    """Return 'jane doe' from 'jane doe, acme bio, jane@acmebio.com'."""
    address = find(text)
    if address is None:
        return None
    local = fold(address.value.partition("@")[0])
    for part in _parts(text):
        told = [word for word in words(fold(part)) if len(word) >= _SIGNIFICANT and word in local]
        if len(part.split()) in _NAME_WORDS and told and is_name(part):
            return Parsed(part, part)
    return None


def organisation_in(text: str) -> Parsed[str] | None:
    """Return 'acme bio' from the same, unless the domain is a mail provider's."""
    address = find(text)
    if address is None or (domain := address.value.rpartition("@")[2].lower()) in PROVIDERS:
        return None
    stem = re.sub(r"[^a-z0-9]", "", domain.partition(".")[0])
    for part in _parts(text):
        joined = re.sub(r"[^a-z0-9]", "", fold(part))
        first = (words(fold(part)) or [""])[0]
        whole = joined == stem or (len(first) > _TELLING and stem.startswith(first))
        if len(part.split()) in _ORGANISATION_WORDS and whole:
            return Parsed(part, part)
    return None


def _parts(text: str) -> list[str]:
    return [trim(part) for part in _PART.split(tidy(text)) if "@" not in part and trim(part)]
