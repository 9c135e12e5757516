"""Word pieces of a text, as multilingual-e5 was trained on: the most probable division by a unigram model."""

from typing import List, Tuple

from bot.components.e5_file import Pieces
from bot.components.word_memory import remembered

SPACE = "\u2581"
UNKNOWN_PENALTY = 10.0
"""How much less probable than the rarest piece a character is that no piece has."""


class WordPieces:
    """Divides texts into the numbers of word pieces."""

    def __init__(self, pieces: Pieces) -> None:
        """Use the vocabulary `pieces`."""
        self._pieces = pieces
        self._longest = max(map(len, pieces.numbers), default=1)
        self._unknown_score = min(pieces.scores, default=0.0) - UNKNOWN_PENALTY
        self._of_word = remembered(self._divided)

    def numbers(self, text: str) -> List[int]:
        """Return the numbers of the pieces, without marks of beginning and end."""
        words = [word for word in text.translate(self._pieces.replacements).split(" ") if word] or [""]
        # A piece may begin with a space but never goes beyond one; so words are divided one by one.
        return [number for word in words for number in self._of_word(SPACE + word)]

    def _divided(self, word: str) -> Tuple[int, ...]:
        ends = self._best_ends(word)
        found: List[int] = []
        place = len(word)
        while place > 0:
            place, number = ends[place]
            found.append(number)
        return tuple(found[::-1])

    def _best_ends(self, text: str) -> List[Tuple[int, int]]:
        """Return for each place of the text where the best piece that ends there begins, and its number (Viterbi)."""
        known, scores = self._pieces.numbers.get, self._pieces.scores
        best = [0.0] + [float("-inf")] * len(text)
        ends = [(0, self._pieces.unknown)] * (len(text) + 1)
        for first in range(len(text)):
            so_far = best[first]
            if so_far + self._unknown_score > best[first + 1]:
                best[first + 1], ends[first + 1] = so_far + self._unknown_score, (first, self._pieces.unknown)
            for last in range(first + 1, min(len(text), first + self._longest) + 1):
                number = known(text[first:last])
                if number is not None and so_far + scores[number] > best[last]:
                    best[last], ends[last] = so_far + scores[number], (first, number)
        return ends
