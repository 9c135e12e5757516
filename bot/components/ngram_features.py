"""TF-IDF of character and word n-grams, saved as plain text and numbers rather than as a pickle."""

import json
from collections import Counter
from pathlib import Path
from typing import Any, List, Sequence, Tuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.components.word_memory import OfWord, remembered

Kind = Tuple[str, int, int]
"""Analyzer, shortest and longest n-gram."""

CHARACTERS_AND_WORDS: Tuple[Kind, ...] = (("char_wb", 2, 5), ("word", 1, 2))
SHORT_CHARACTERS: Tuple[Kind, ...] = (("char_wb", 1, 4),)


class NgramFeatures:
    """Several TF-IDF matrices side by side."""

    def __init__(self, kinds: Sequence[Kind], max_features: int) -> None:
        """Take the `max_features` most frequent n-grams of each kind."""
        self._kinds = list(kinds)
        self._max_features = max_features
        self._vectorizers = [_vectorizer(kind, max_features) for kind in kinds]
        self._numbers = [
            _by_word(vectorizer) if kind[0] == "char_wb" else _numbering(vectorizer)
            for kind, vectorizer in zip(kinds, self._vectorizers, strict=True)
        ]

    def fit_transform(self, texts: Sequence[str]) -> csr_matrix:
        """Learn the n-grams of `texts` and return their rows."""
        parts = [vectorizer.fit_transform(texts) for vectorizer in self._vectorizers]
        self._idf = [vectorizer.idf_.astype(np.float32) for vectorizer in self._vectorizers]
        return hstack(parts, format="csr", dtype=np.float32)

    def transform(self, texts: Sequence[str]) -> csr_matrix:
        """Return the rows of `texts`."""
        parts = [vectorizer.transform(texts) for vectorizer in self._vectorizers]
        return parts[0] if len(parts) == 1 else hstack(parts, format="csr", dtype=np.float32)

    def weighted_sum(self, text: str, weights: NDArray[Any]) -> NDArray[np.float32]:
        """Return the row of one text times `weights`; for a single text scikit-learn's own checks cost the most."""
        total = np.zeros(weights.shape[1], dtype=np.float32)
        first = 0
        for vectorizer, numbers_of, idf in zip(self._vectorizers, self._numbers, self._idf, strict=True):
            counts = Counter(numbers_of(text))
            if counts:
                numbers = np.fromiter(counts, dtype=np.int64, count=len(counts))
                times = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
                values = (np.log(times) + 1) * idf[numbers]
                total += (values / np.linalg.norm(values)).astype(np.float32) @ weights[first + numbers].astype(
                    np.float32
                )
            first += len(vectorizer.vocabulary_)
        return total

    def save(self, folder: Path) -> None:
        """Write vocabulary and weights into `folder`."""
        kinds = []
        for number, (kind, vectorizer) in enumerate(zip(self._kinds, self._vectorizers, strict=True)):
            ngrams = sorted(vectorizer.vocabulary_, key=vectorizer.vocabulary_.__getitem__)
            kinds.append({"kind": kind, "ngrams": ngrams})
            np.save(folder / f"idf{number}.npy", vectorizer.idf_.astype(np.float32))
        content = {"max_features": self._max_features, "kinds": kinds}
        (folder / "ngrams.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "NgramFeatures":
        """Read what `save` wrote."""
        content = json.loads((folder / "ngrams.json").read_text(encoding="utf-8"))
        kinds: List[Kind] = [tuple(item["kind"]) for item in content["kinds"]]
        features = cls(kinds, content["max_features"])
        for number, item in enumerate(content["kinds"]):
            vectorizer = features._vectorizers[number]
            vectorizer.vocabulary_ = {ngram: index for index, ngram in enumerate(item["ngrams"])}
            vectorizer.idf_ = np.load(folder / f"idf{number}.npy")
        features._idf = [vectorizer.idf_.astype(np.float32) for vectorizer in features._vectorizers]
        return features


def _numbering(vectorizer: Any) -> OfWord:
    """Return what gives the numbers of all known n-grams of a text."""
    analyze = vectorizer.build_analyzer()

    def numbers(text: str) -> Tuple[int, ...]:
        vocabulary = vectorizer.vocabulary_
        return tuple(number for ngram in analyze(text) if (number := vocabulary.get(ngram)) is not None)

    return numbers


def _by_word(vectorizer: Any) -> OfWord:
    """Return the same for n-grams that never go beyond a word; those of words are kept."""
    of_word = remembered(_numbering(vectorizer))
    return lambda text: tuple(number for word in text.lower().split() for number in of_word(word))


def _vectorizer(kind: Kind, max_features: int) -> Any:
    analyzer, shortest, longest = kind
    return TfidfVectorizer(
        analyzer=analyzer,
        ngram_range=(shortest, longest),
        sublinear_tf=True,
        max_features=max_features,
        token_pattern=r"(?u)\b\w+\b" if analyzer == "word" else None,
        dtype=np.float32,
    )
