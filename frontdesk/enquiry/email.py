"""E-mail addresses, alone or inside a sentence, also spelt out ('jane at acme dot com')."""

import re

from email_validator import EmailNotValidError, validate_email
from rapidfuzz.distance import OSA

from frontdesk.enquiry.reading import Doubt, DoubtKind, Parsed, Reading
from frontdesk.enquiry.text import tidy

_MAX_LENGTH = 254
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"'|]+@[^\s<>()\[\],;:\"'|@]+")
_SPELT = re.compile(
    r"([\w.+-]+)\s*(?:\(at\)|\[at\]|\bat\b|\barobase\b|\bapenstaartje\b|\bklammeraffe\b)\s*"
    r"([\w-]+)\s*(?:\(dot\)|\[dot\]|\bdot\b|\bpoint\b|\bpunt\b|\bpunkt\b)\s*([a-z]{2,})\b",
    re.IGNORECASE,
)
# Where the word for the sign is no everyday word, the dot may be a dot.
_SPELT_SIGN = re.compile(
    r"([\w.+-]+)\s*(?:\(at\)|\[at\]|\barobase\b|\bapenstaartje\b|\bklammeraffe\b)\s*([\w-]+(?:\.[\w-]+)*\.[a-z]{2,})\b",
    re.IGNORECASE,
)
PROVIDERS = (
    "gmail.com", "googlemail.com", "hotmail.com", "hotmail.fr", "hotmail.be", "outlook.com", "outlook.be", "yahoo.com", "yahoo.fr",
    "yahoo.de", "icloud.com", "proton.me", "protonmail.com", "skynet.be", "proximus.be", "telenet.be", "gmx.de", "gmx.net", "gmx.com",
    "web.de", "t-online.de", "orange.fr", "wanadoo.fr", "laposte.net", "ziggo.nl", "live.com", "live.be", "mail.com", "email.com",
    "ymail.com", "aol.com", "mail.ru", "qq.com",
)  # fmt: skip
_MISSPELLABLE = tuple(domain for domain in PROVIDERS if len(domain) > 8)  # noqa: PLR2004 - short ones are near to real domains
_MISTYPED_ENDINGS = {"con": "com", "cmo": "com", "comm": "com", "ocm": "com", "vom": "com", "ogr": "org", "nte": "net"}


def parse(text: str) -> Reading[str]:
    """Return the first valid address, normalised; a doubt where its domain looks like a slip of a well-known one."""
    found = find(text)
    if found is None:
        return None
    local, _, domain = found.value.rpartition("@")
    meant = _meant_domain(domain)
    return found if meant is None else Doubt(f"{local}@{meant}", found.words, DoubtKind.TYPO)


def find(text: str) -> Parsed[str] | None:
    """Return the first valid address as it stands."""
    for candidate in _candidates(tidy(text)):
        address = _valid(candidate)
        if address is not None:
            return Parsed(address, candidate)
    return None


def _candidates(text: str) -> list[str]:
    written = [match.group().strip(".!?*'`") for match in _ADDRESS.finditer(text)]
    spelt = ["{}@{}.{}".format(*match.groups()) for match in _SPELT.finditer(text)]
    spelt += ["{}@{}".format(*match.groups()) for match in _SPELT_SIGN.finditer(text)]
    return [candidate for candidate in [*written, *spelt] if len(candidate) <= _MAX_LENGTH]


def _valid(candidate: str) -> str | None:
    try:
        return validate_email(
            candidate.removeprefix("mailto:"), check_deliverability=False, test_environment=True
        ).normalized
    except EmailNotValidError:
        return None


def _meant_domain(domain: str) -> str | None:
    lowered = domain.lower()
    if lowered in PROVIDERS:
        return None
    near = [provider for provider in _MISSPELLABLE if OSA.distance(lowered, provider, score_cutoff=1) <= 1]
    if near:
        return near[0]
    stem, _, ending = lowered.rpartition(".")
    return f"{stem}.{_MISTYPED_ENDINGS[ending]}" if ending in _MISTYPED_ENDINGS else None
