"""What was computed from a word is kept: most words of a message were in an earlier one."""

from functools import lru_cache
from typing import Callable, Tuple

KEPT_WORDS = 2048
LONGEST = 40
"""A longer word is no word that comes again, and many of them would take much memory."""

OfWord = Callable[[str], Tuple[int, ...]]


def remembered(compute: OfWord) -> OfWord:
    """Return a function with the results of `compute`, which must be the same for the same word at any time."""
    kept: OfWord = lru_cache(maxsize=KEPT_WORDS)(compute)
    return lambda word: kept(word) if len(word) <= LONGEST else compute(word)
