"""Sentences that share word pieces with a question: the names, numbers and terms that a sentence vector blurs."""

from collections import Counter
from typing import Sequence, Tuple

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer
from sklearn.utils import murmurhash3_32

from bot.components.word_memory import remembered

PIECES = (3, 5)
"""Letters of a word piece; shorter ones are in every sentence, longer ones miss inflections and typing errors."""
BUCKETS = 2**16

Scores = NDArray[np.float32]


class WordingIndex:
    """TF-IDF of hashed word pieces; built in a fraction of a second, so that an edited fact needs no training."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Index `texts`; a rare piece counts for more than a common one."""
        # Hashing has no vocabulary to learn: a new sentence only adds its own row.
        pieces = HashingVectorizer(
            analyzer="char_wb", ngram_range=PIECES, n_features=BUCKETS, norm=None, alternate_sign=False
        )
        self._analyze = pieces.build_analyzer()
        self._buckets = remembered(self._buckets_of)
        self._count = len(texts)
        if texts:
            weighting = TfidfTransformer(sublinear_tf=True)
            rows = weighting.fit_transform(pieces.transform(text.lower() for text in texts))
            self._rarity = weighting.idf_
            self._by_piece = rows.T.tocsr().astype(np.float32)

    def similarities(self, text: str) -> Scores:
        """Return how much each indexed sentence shares with `text`, from 0 to 1."""
        found = Counter(bucket for word in text.lower().split() for bucket in self._buckets(word))
        if not self._count or not found:
            return np.zeros(self._count, dtype=np.float32)
        # As scikit-learn transforms a text, without its checks, which take longer than the rest.
        buckets = np.fromiter(found, dtype=np.int64, count=len(found))
        weights = (np.log(np.fromiter(found.values(), dtype=np.float64, count=len(found))) + 1) * self._rarity[buckets]
        shared: Scores = (weights / np.linalg.norm(weights)).astype(np.float32) @ self._by_piece[buckets]
        return shared

    def _buckets_of(self, word: str) -> Tuple[int, ...]:
        """Return where scikit-learn's hashing puts the pieces of a word; no piece goes beyond a word."""
        return tuple(abs(murmurhash3_32(piece)) % BUCKETS for piece in self._analyze(word))
