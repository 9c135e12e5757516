"""Takes personal data out of a visitor's words before staff read them: addresses, numbers, accounts, links, names. Amounts stay."""

import re
import unicodedata
from enum import StrEnum

import phonenumbers
from stdnum import iban, luhn

from frontdesk.enquiry.text import tidy
from frontdesk.services.transcript import Names


class Mask(StrEnum):
    """What stands where something was taken out."""

    EMAIL = "[email]"
    LINK = "[link]"
    ACCOUNT = "[account]"
    PHONE = "[phone]"
    NUMBER = "[number]"
    PERSON = "[person]"
    ORGANISATION = "[organisation]"
    CONTACT = "[contact]"
    NAME = "[name]"


_LINK = re.compile(r"(?:\b[a-z][a-z0-9+.-]{1,20}:/{1,3}|\bwww\.)\S+", re.IGNORECASE)
_SPACED_EMAIL = re.compile(r"[\w.+%-]{1,64} ?@ ?[\w-]{1,63}(?: ?\. ?[\w-]{1,63}){1,5}")
_SPELT_EMAIL = re.compile(
    r"[\w.+-]{1,64}\s?(?:\(at\)|\[at\]|\bat\b|\barobase\b|\bapenstaartje\b|\bklammeraffe\b)\s?"
    r"[\w-]{1,63}(?:\.|\s?(?:\(dot\)|\[dot\]|\bdot\b|\bpoint\b|\bpunt\b|\bpunkt\b)\s?)[a-z]{2,}\b",
    re.IGNORECASE,
)
_AROUND = "()[]<>{},;:!?\"'"
_ACCOUNT_START = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2} ?\d ?\d")
_SHORTEST_ACCOUNT, _LONGEST_ACCOUNT = 15, 34  # signs of an IBAN
_SHORTEST_CARD, _LONGEST_CARD = 13, 19
_DIGITS = re.compile(r"(?<!\w)[+(]{0,2}\d(?:[ ().,/_'-]{0,3}\d){6,}(?!\w)")
_YEARS = re.compile(r"(?:1[89]|20)\d\d ?[-/,] ?(?:1[89]|20)\d\d")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:([ .,'])\d{3})(?:\1\d{3})*(?:[.,]\d{1,2})?|[1-9]\d*")
_MONEY_BEFORE = re.compile(r"(?:[€$£¥]|\b(?:eur|euros?|usd|gbp|chf|dollars?|pounds?))\s?$", re.IGNORECASE)
_MONEY_AFTER = re.compile(
    r"\s?(?:[€$£¥]|(?:k|m|mio|mln|bn|million\w*|millia?rd\w*|miljo\w+|billion\w*)?\s?(?:d['e]\s?)?(?:eur|euros?|usd|gbp|chf|dollars?|pounds?)\b)",
    re.IGNORECASE,
)
_PLAIN_AMOUNT_DIGITS = 8
_REGIONS = ("BE", "FR", "NL", "DE", "LU", "GB", "US")
_CAPITALISED = re.compile(r"\b[^\W\d_a-zß-öø-ÿ][^\W\d_]+(?:[-' ][^\W\d_a-zß-öø-ÿ][^\W\d_]+)*")
_LEAST_DIGITS = 7


def masked(text: str, names: Names | None) -> str:
    """Return the text with masks for what is personal; ``names`` is none where nobody has read which words are names.

    Then every capitalised word counts as one: rather a question that says little than a person in a queue.
    """
    clean = tidy(_visible(text))
    for mask in (_links, _emails, _accounts, _cards, _phones, _numbers):
        clean = mask(clean)
    return _capitals(clean) if names is None else _names(clean, names)


def holds_mask(text: str) -> bool:
    """Tell whether something was taken out of a text."""
    return any(mask in text for mask in Mask)


def _visible(text: str) -> str:
    """Unify full-width signs and other disguises, and drop what nobody sees: it would hide an address from the patterns."""
    unified = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in unified if unicodedata.category(sign) != "Cf")


def _links(text: str) -> str:
    return _LINK.sub(Mask.LINK, text)


def _emails(text: str) -> str:
    spaced = _SPELT_EMAIL.sub(Mask.EMAIL, _SPACED_EMAIL.sub(Mask.EMAIL, text))
    return " ".join(_without_address(word) for word in spaced.split(" "))


def _without_address(word: str) -> str:
    """Mask any word with an at sign: a broken address, or a name in a social network, is personal too."""
    bare = word.strip(_AROUND + ".")
    return word.replace(bare, Mask.EMAIL) if "@" in bare and bare != "@" else word


def _accounts(text: str) -> str:
    position = 0
    while found := _ACCOUNT_START.search(text, position):
        end = _account_end(text, found.start())
        position = found.end()
        if end is not None:
            text = text[: found.start()] + Mask.ACCOUNT + text[end:]
            position = found.start() + len(Mask.ACCOUNT)
    return text


def _account_end(text: str, start: int) -> int | None:
    """Return where an IBAN ends that begins at ``start``; its check digits decide, however it is spaced."""
    signs, end = "", None
    for place in range(start, len(text)):
        if text[place].isascii() and text[place].isalnum():
            signs += text[place]
        elif text[place] not in " .-":
            break
        if len(signs) >= _SHORTEST_ACCOUNT and text[place] not in " .-" and iban.is_valid(signs):
            end = place + 1
        if len(signs) >= _LONGEST_ACCOUNT:
            break
    return end


def _cards(text: str) -> str:
    return _DIGITS.sub(lambda found: Mask.ACCOUNT if _is_card(found[0]) else found[0], text)


def _is_card(written: str) -> bool:
    digits = _ascii_digits(written)
    return _SHORTEST_CARD <= len(digits) <= _LONGEST_CARD and luhn.is_valid(digits)


def _phones(text: str) -> str:
    if len(_ascii_digits(text)) < _LEAST_DIGITS:
        return text
    for region in _REGIONS:
        found = [(match.start, match.end) for match in phonenumbers.PhoneNumberMatcher(text, region)]
        # Some countries have numbers as short as a year.
        long_enough = [span for span in found if len(_ascii_digits(text[slice(*span)])) >= _LEAST_DIGITS]
        text = _replaced(text, long_enough, Mask.PHONE)
    return text


def _numbers(text: str) -> str:
    return _replaced(text, [match.span() for match in _DIGITS.finditer(text)], Mask.NUMBER)


def _replaced(text: str, spans: list[tuple[int, int]], mask: Mask) -> str:
    for start, end in reversed(spans):
        if not _is_amount(text, start, end):
            text = text[:start] + mask + text[end:]
    return text


def _is_amount(text: str, start: int, end: int) -> bool:
    """Tell whether digits are money, years or a count written in thousands."""
    written = text[start:end]
    if _YEARS.fullmatch(written):
        return True
    if not _THOUSANDS.fullmatch(written):
        return False
    money = _MONEY_BEFORE.search(text[:start][-12:]) or _MONEY_AFTER.match(text, end)
    return bool(money) or (len(_ascii_digits(written)) <= _PLAIN_AMOUNT_DIGITS and not written.isdigit())


def _ascii_digits(written: str) -> str:
    return "".join(str(unicodedata.decimal(sign)) for sign in written if sign.isdecimal())


def _names(text: str, names: Names) -> str:
    for whole in names.contacts:
        text = _whole_word(whole, re.IGNORECASE).sub(Mask.CONTACT, text)
    for whole in sorted(names.organisations, key=len, reverse=True):
        text = _whole_word(whole, re.IGNORECASE).sub(Mask.ORGANISATION, text)
    for whole in sorted(names.persons, key=len, reverse=True):
        text = _whole_word(whole, re.IGNORECASE).sub(Mask.PERSON, text)
        for part in re.split(r"[\s-]+", tidy(_visible(whole))):
            if len(part) > 1 and part[0].isupper():
                text = _whole_word(part).sub(Mask.PERSON, text)
    return text


def _whole_word(name: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Match a name where it stands by itself; one without a letter or digit matches nothing."""
    clean = tidy(_visible(name))
    words = re.escape(clean) if any(sign.isalnum() for sign in clean) else r"(?!)"
    return re.compile(rf"(?<!\w){words}(?!\w)", flags)


def _capitals(text: str) -> str:
    """Mask capitalised words, but for a single one at the beginning of the text."""

    def mask(found: re.Match[str]) -> str:
        begins = found.start() == 0 and " " not in found[0]
        return found[0] if begins or f"[{found[0]}]" in text else Mask.NAME

    return _CAPITALISED.sub(mask, text)
