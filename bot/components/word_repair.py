"""Repair of words with one typing error, from the words of the training sentences."""

from typing import Dict, FrozenSet, Iterator, Mapping, Optional, Tuple

from bot.components.word_list import WORD, Counts, stop_words

SHORTEST = 4
"""Shorter words have too many neighbours to be sure."""
FREQUENT = 2
_LETTERS = "abcdefghijklmnopqrstuvwxyzäöüßàâçéèêëîïôûùœ"


class WordRepair:
    """Replaces an unknown word by the commonest known one at one insertion, deletion, change or swap."""

    def __init__(self, counts: Counts) -> None:
        """Take the words of the training sentences of each language, with their frequencies."""
        self._counts = counts
        every = (word for counter in counts.values() for word in counter)
        self._known: FrozenSet[str] = frozenset(every).union(*map(stop_words, counts))

    def repair(self, text: str, language: str, protected: FrozenSet[Tuple[int, int]]) -> str:
        """Return `text` with repaired words; characters inside `protected` spans stay as they are."""
        known = self._counts.get(language, {})
        pieces, end = [], 0
        for match in WORD.finditer(text):
            start, stop = match.span()
            better = (
                None
                if _inside(start, stop, protected) or _joined(text, start, stop)
                else self._better(match.group(), known)
            )
            pieces += [text[end:start], better or match.group()]
            end = stop
        return "".join(pieces) + text[end:]

    def _better(self, word: str, known: Mapping[str, int]) -> Optional[str]:
        # A capital marks a name or an abbreviation; those are not ours to change.
        if len(word) < SHORTEST or not word.islower() or word in self._known:
            return None
        candidates: Dict[str, int] = {
            neighbour: known[neighbour]
            for neighbour in _neighbours(word)
            if known.get(neighbour, 0) >= FREQUENT and len(neighbour) >= SHORTEST
        }
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
