"""Money as one line of text ("USD 10000000-20000000"), the form in which the dialogue remembers it."""

from dataclasses import replace
from decimal import Decimal

from frontdesk.enquiry.currency_words import CURRENCIES
from frontdesk.enquiry.text import fold
from frontdesk.values import Money

UNKNOWN_CURRENCY = "XXX"  # ISO 4217 for no currency: the visitor does not know it yet


def in_unknown_currency(text: str) -> str:
    """Return an amount in its stored form without the currency that was assumed."""
    return to_text(replace(from_text(text), currency=UNKNOWN_CURRENCY))


def to_text(money: Money) -> str:
    """Return the stored form; trailing zeros of the fraction are dropped."""
    ends = [
        f"{end:f}".rstrip("0").rstrip(".") if "." in f"{end:f}" else f"{end:f}"
        for end in (money.minimum, money.maximum)
    ]
    return f"{money.currency} {'-'.join(ends if money.is_range else ends[:1])}"


def from_text(text: str) -> Money:
    """Read the stored form. Raises ValueError or decimal.InvalidOperation where it is none."""
    currency, _, amount = text.partition(" ")
    least, _, most = amount.partition("-")
    return Money(Decimal(least), Decimal(most or least), currency)


def as_said(text: str, words: str) -> str:
    """Return the visitor's words for an amount in its stored form, with the currency's code unless it is unknown or named."""
    currency = from_text(text).currency
    if currency == UNKNOWN_CURRENCY:
        return words
    written = [sign for sign in CURRENCIES[currency] if sign in fold(words)]
    return words if written else f"{words} ({currency})"
