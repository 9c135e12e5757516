"""Repair of misspelt words, first from the words of the training sentences, then from those of a word list."""

from typing import Dict, FrozenSet, Iterable, Iterator, Mapping, Optional, Tuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.components.short_forms import SHORT_FORMS
from bot.components.word_list import WORD, Counts, Frequencies, stop_words

SHORTEST = 4
"""Shorter words have too many neighbours to be sure."""
FREQUENT = 2
LONG = 8
"""Words so long may have two errors: few others are as near."""
SHORTEST_LISTED = 6
"""The word list has so many short words that a shorter one would become any of them: "phds" is nobody's "pads"."""
_COMMON_DIGITS = 8
"""A word of the word list is a likely one from so many binary digits of its frequency on."""
_LETTERS = "abcdefghijklmnopqrstuvwxyzäöüßàâçéèêëîïôûùœ"

WordLists = Mapping[str, Frequencies]
"""Language to its words (`word_list.common_words`)."""


class WordRepair:
    """Replaces an unknown word by the commonest known one at one insertion, deletion, change or swap; in long words at two."""

    def __init__(self, counts: Counts, lists: Optional[WordLists] = None) -> None:
        """Take the words of the training sentences of each language, with their frequencies, and its word list."""
        self._counts = counts
        self._lists = lists or {}
        every = (word for counter in counts.values() for word in counter)
        self._known: FrozenSet[str] = frozenset(every).union(*map(stop_words, counts))
        self._long = {
            language: [word for word, count in counter.items() if count >= FREQUENT and len(word) >= LONG - 1]
            for language, counter in counts.items()
        }

    def repair(self, text: str, language: str, protected: FrozenSet[Tuple[int, int]]) -> str:
        """Return `text` with repaired words, as many as before; characters inside `protected` spans stay as they are."""
        pieces, end = [], 0
        for match in WORD.finditer(text):
            start, stop = match.span()
            kept = _inside(start, stop, protected) or _joined(text, start, stop)
            pieces += [text[end:start], match.group() if kept else self._better(match.group(), language)]
            end = stop
        return "".join(pieces) + text[end:]

    def _better(self, word: str, language: str) -> str:
        # A capital marks a name or an abbreviation; those are not ours to change.
        if not word.islower():
            return word
        if word in SHORT_FORMS.get(language, {}):
            return SHORT_FORMS[language][word]
        listed: Frequencies = self._lists.get(language, {})
        if len(word) < SHORTEST or word in self._known or listed.get(word, 0) >= _COMMON_DIGITS:
            return word
        known = self._counts.get(language, {})
        return (
            _commonest(_neighbours(word), known, FREQUENT)
            or self._at_two_errors(word, language)
            or self._listed(word, listed)
            or word
        )

    def _listed(self, word: str, listed: Frequencies) -> Optional[str]:
        if len(word) < SHORTEST_LISTED or word in listed:
            return None
        return _commonest(_neighbours(word), listed, _COMMON_DIGITS)

    def _at_two_errors(self, word: str, language: str) -> Optional[str]:
        if len(word) < LONG:
            return None
        near = (known for known in self._long.get(language, ()) if known[0] == word[0])
        found = process.extractOne(word, near, scorer=OSA.distance, score_cutoff=2)
        return None if found is None else str(found[0])


def _commonest(neighbours: Iterable[str], known: Frequencies, at_least: int) -> Optional[str]:
    likely = ((word, known.get(word, 0)) for word in neighbours if len(word) >= SHORTEST)
    candidates: Dict[str, int] = {word: count for word, count in likely if count >= at_least}
    return max(sorted(candidates), key=candidates.__getitem__) if candidates else None


def _neighbours(word: str) -> Iterator[str]:
    for i in range(len(word) + 1):
        left, right = word[:i], word[i:]
        if right:
            yield left + right[1:]
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        for letter in _LETTERS:
            yield left + letter + right
            if right:
                yield left + letter + right[1:]


def _inside(start: int, stop: int, spans: FrozenSet[Tuple[int, int]]) -> bool:
    return any(start < end and first < stop for first, end in spans)


def _joined(text: str, start: int, stop: int) -> bool:
    """Tell whether the word is part of an address, a number or a handle."""
    around = text[max(0, start - 1) : start] + text[stop : stop + 1]
    return any(sign in "@._/0123456789" for sign in around if sign != "." or not text[stop + 1 : stop + 2].isspace())
