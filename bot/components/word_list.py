"""Which words training sentences and four languages use ordinarily, counted per language."""

import re
from collections import Counter
from functools import cache
from importlib import import_module
from typing import Dict, FrozenSet, Iterable, Mapping, Protocol, Tuple

from marisa_trie import RecordTrie
from spellchecker import SpellChecker

WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
STOP_WORD_LANGUAGES = ("en", "fr", "nl", "de")

COMMON_FROM = {"en": 51, "fr": 51, "nl": 1, "de": 1}
"""Occurrences in the word lists of pyspellchecker from which a word counts as common; in English and French 50 marks many names."""

Counts = Dict[str, Dict[str, int]]
"""Language to word to number of training sentences that hold it."""


def words(text: str) -> Tuple[str, ...]:
    """Return the words of `text` in lower case, without numbers and signs."""
    return tuple(match.lower() for match in WORD.findall(text))


def count_words(sentences: Iterable[Tuple[str, str]]) -> Counts:
    """Count the words of (language, sentence) pairs that are written in lower case at least once a sentence.

    Names are left out by that, as German nouns are; a German noun is no reason to repair anything.
    """
    counts: Dict[str, Counter[str]] = {}
    for language, sentence in sentences:
        lower = {word for word in WORD.findall(sentence) if word.islower()}
        counts.setdefault(language, Counter()).update(lower)
    return {language: dict(counter) for language, counter in counts.items()}


def stop_words(language: str) -> FrozenSet[str]:
    """Return spaCy's list of the commonest words of a language; empty where it has none."""
    try:
        module = import_module(f"spacy.lang.{language}.stop_words")
    except ImportError:
        return frozenset()
    return frozenset(module.STOP_WORDS)


def all_stop_words() -> FrozenSet[str]:
    """Return the commonest words of all languages visitors are answered in."""
    return frozenset().union(*map(stop_words, STOP_WORD_LANGUAGES))


def ordinary_words(counts: Mapping[str, Mapping[str, int]], at_least: int) -> FrozenSet[str]:
    """Return the words that `at_least` so many sentences of one language hold, and every stop word."""
    frequent = {word for counter in counts.values() for word, count in counter.items() if count >= at_least}
    return all_stop_words() | frequent


def abbreviations(sentences: Iterable[Tuple[str, str]], share: float = 0.2) -> FrozenSet[str]:
    """Return, in lower case, the words that at least this share of their sentences writes in capitals: "ucb" is UCB in a hurry."""
    lower: Counter[str] = Counter()
    capitals: Counter[str] = Counter()
    for _, sentence in sentences:
        found = set(WORD.findall(sentence))
        lower.update(word for word in found if word.islower())
        capitals.update(word.lower() for word in found if word.isupper() and len(word) > 1)
    return frozenset(word for word, count in capitals.items() if count >= share * (count + lower[word]))


class Frequencies(Protocol):
    """Words with a measure of how often they occur; the larger, the oftener."""

    def __contains__(self, word: object) -> bool:
        """Tell whether a word is listed."""

    def get(self, word: str, default: int) -> int:
        """Return how often a word occurs."""


class WordList:
    """The words of one language with the number of binary digits of how often they occur: they order words as the numbers do.

    780,000 words of four languages take 105 MB in dictionaries, 12 MB here.
    """

    def __init__(self, frequencies: Iterable[Tuple[str, int]]) -> None:
        """Take words with their numbers of occurrences."""
        self._digits = RecordTrie("<B", ((word, (count.bit_length(),)) for word, count in frequencies))

    def __contains__(self, word: object) -> bool:
        """Tell whether a word is listed."""
        return word in self._digits

    def get(self, word: str, default: int) -> int:
        """Return the binary digits of a word's frequency."""
        found = self._digits.get(word)
        return int(found[0][0]) if found else default


@cache
def common_words(language: str) -> WordList:
    """Return the common words of pyspellchecker's list of a language."""
    frequencies: Iterable[Tuple[str, int]] = SpellChecker(language=language).word_frequency.items()
    return WordList((word, count) for word, count in frequencies if count >= COMMON_FROM[language])
