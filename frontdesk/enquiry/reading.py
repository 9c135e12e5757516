"""What a parser can make of a text: a value, a doubt to ask back about, or nothing (None)."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Parsed[T]:
    """A value and the visitor's own words it was read from."""

    value: T
    words: str


class DoubtKind(StrEnum):
    """Why a value is asked back before it is taken."""

    TYPO = "typo"  # probably misspelt; the value is what it may have meant
    CURRENCY = "currency"  # an amount without its currency; the value assumes euros


@dataclass(frozen=True, slots=True)
class Doubt[T]:
    """A value that is only taken when the visitor confirms it."""

    value: T
    words: str
    kind: DoubtKind


type Reading[T] = Parsed[T] | Doubt[T] | None
