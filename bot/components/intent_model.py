"""The intent model itself: sentence vector beside TF-IDF, logistic regression on both."""

import json
from pathlib import Path
from typing import List, Sequence, Tuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bot.components.encoder import Vectors
from bot.components.ngram_features import CHARACTERS_AND_WORDS, NgramFeatures
from bot.components.softmax_regression import Floats, fit_softmax, softmax

STRENGTH = 100.0
NGRAM_WEIGHT = 0.3
"""Beside sentence vectors of length one; both chosen on BANKING77 and CLINC150."""
MAX_NGRAMS = 60_000
PROJECTED = 1024
"""N-grams are projected to so many dimensions for fitting: distances stay, fitting takes seconds."""
SEED = 20240229


class IntentModel:
    """Probabilities of intents for texts and their sentence vectors."""

    def __init__(self, strength: float = STRENGTH, ngram_weight: float = NGRAM_WEIGHT) -> None:
        """Make a model that has still to be fitted or loaded."""
        self._strength = strength
        self._ngram_weight = np.float32(ngram_weight)
        self.intents: List[str] = []

    def fit(self, texts: Sequence[str], vectors: Vectors, intents: Sequence[str]) -> "IntentModel":
        """Learn from sentences, one intent each; needs at least two intents."""
        self.intents, labels = numbered(intents)
        self._features = NgramFeatures(CHARACTERS_AND_WORDS, MAX_NGRAMS)
        ngrams = self._features.fit_transform(_prepared(texts))
        projection = _projection(ngrams.shape[1])
        rows = np.hstack([vectors, self._ngram_weight * (ngrams @ projection)])
        weights, self._biases = fit_softmax(rows, labels, len(self.intents), self._strength)
        size = vectors.shape[1]
        self._vector_weights = weights[:size]
        # Folding the projection into the weights: in use nothing is projected.
        self._ngram_weights = self._ngram_weight * (projection @ weights[size:])
        return self

    def out_of_fold_probabilities(
        self, texts: Sequence[str], vectors: Vectors, intents: Sequence[str], folds: NDArray[np.int64]
    ) -> Floats:
        """Return the probabilities of each text by a model fitted to the other folds; sets `intents`.

        Only the weighting of n-grams has seen all texts.
        """
        self.intents, labels = numbered(intents)
        ngrams = NgramFeatures(CHARACTERS_AND_WORDS, MAX_NGRAMS).fit_transform(_prepared(texts))
        rows = np.hstack([vectors, self._ngram_weight * (ngrams @ _projection(ngrams.shape[1]))])
        probable = np.zeros((len(texts), len(self.intents)), dtype=np.float32)
        for fold in np.unique(folds):
            unseen = folds == fold
            weights, biases = fit_softmax(rows[~unseen], labels[~unseen], len(self.intents), self._strength)
            probable[unseen] = softmax(rows[unseen] @ weights + biases)
        return probable

    def probabilities(self, texts: Sequence[str], vectors: Vectors) -> Floats:
        """Return one row for each text, one column for each of `intents`."""
        ngrams: csr_matrix = self._features.transform(_prepared(texts))
        scores = vectors @ self._vector_weights + ngrams @ self._ngram_weights.astype(np.float32) + self._biases
        return softmax(np.asarray(scores, dtype=np.float32))

    def probabilities_of_one(self, text: str, vector: Vectors) -> Floats:
        """Return the probabilities of one text, one for each of `intents`."""
        ngrams = self._features.weighted_sum(text.lower(), self._ngram_weights)
        scores: Floats = vector @ self._vector_weights + ngrams + self._biases
        probable: Floats = softmax(scores[np.newaxis])[0]
        return probable

    def save(self, folder: Path) -> None:
        """Write the model into `folder`."""
        self._features.save(folder)
        np.save(folder / "vector_weights.npy", self._vector_weights)
        np.save(folder / "ngram_weights.npy", self._ngram_weights.astype(np.float16))
        np.save(folder / "biases.npy", self._biases)
        (folder / "intents.json").write_text(json.dumps(self.intents), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "IntentModel":
        """Read what `save` wrote."""
        model = cls()
        model.intents = json.loads((folder / "intents.json").read_text(encoding="utf-8"))
        model._features = NgramFeatures.load(folder)
        model._vector_weights = np.load(folder / "vector_weights.npy")
        model._ngram_weights = np.load(folder / "ngram_weights.npy")  # half precision: half of 60 MB
        model._biases = np.load(folder / "biases.npy")
        return model


def numbered(intents: Sequence[str]) -> Tuple[List[str], NDArray[np.int64]]:
    """Return the different intents in order, and the number of each given one."""
    names = sorted(set(intents))
    index = {name: number for number, name in enumerate(names)}
    return names, np.array([index[intent] for intent in intents], dtype=np.int64)


def _prepared(texts: Sequence[str]) -> List[str]:
    return [text.lower() for text in texts]


def _projection(features: int) -> NDArray[np.float32]:
    """Return a random sign matrix (Achlioptas), the same one at every training."""
    signs = np.random.RandomState(SEED).randint(0, 2, size=(features, PROJECTED), dtype=np.int8)
    return (signs.astype(np.float32) * 2 - 1) / np.float32(np.sqrt(PROJECTED))
