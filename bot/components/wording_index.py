"""Sentences that share word pieces with a question: the names, numbers and terms that a sentence vector blurs."""

from typing import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer

PIECES = (3, 5)
"""Letters of a word piece; shorter ones are in every sentence, longer ones miss inflections and typing errors."""
BUCKETS = 2**16

Scores = NDArray[np.float32]


class WordingIndex:
    """TF-IDF of hashed word pieces; built in a fraction of a second, so that an edited fact needs no training."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Index `texts`; a rare piece counts for more than a common one."""
        # Hashing has no vocabulary to learn: a new sentence only adds its own row.
        self._pieces = HashingVectorizer(
            analyzer="char_wb", ngram_range=PIECES, n_features=BUCKETS, norm=None, alternate_sign=False
        )
        self._weighting = TfidfTransformer(sublinear_tf=True)
        self._count = len(texts)
        if texts:
            rows = self._weighting.fit_transform(self._pieces.transform(text.lower() for text in texts))
            self._by_piece = rows.T.tocsr().astype(np.float32)

    def similarities(self, text: str) -> Scores:
        """Return how much each indexed sentence shares with `text`, from 0 to 1."""
        if not self._count:
            return np.zeros(0, dtype=np.float32)
        query = self._weighting.transform(self._pieces.transform([text.lower()]))
        shared: Scores = (query.astype(np.float32) @ self._by_piece).toarray()[0]
        return shared
