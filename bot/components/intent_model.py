"""The intent model itself: sentence vector beside TF-IDF, logistic regression on both."""

import json
from pathlib import Path
from typing import List, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bot.components.encoder import Vectors
from bot.components.ngram_features import CHARACTERS_AND_WORDS, NgramFeatures
from bot.components.softmax_regression import Floats, fit_softmax, softmax

STRENGTH = 30.0
NGRAM_WEIGHT = 0.8
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
        self.intents = sorted(set(intents))
        index = {intent: number for number, intent in enumerate(self.intents)}
        labels = np.array([index[intent] for intent in intents], dtype=np.int64)
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

    def probabilities(self, texts: Sequence[str], vectors: Vectors) -> Floats:
        """Return one row for each text, one column for each of `intents`."""
        ngrams: csr_matrix = self._features.transform(_prepared(texts))
        scores = vectors @ self._vector_weights + ngrams @ self._ngram_weights + self._biases
        return softmax(np.asarray(scores, dtype=np.float32))

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
        model._ngram_weights = np.load(folder / "ngram_weights.npy").astype(np.float32)
        model._biases = np.load(folder / "biases.npy")
        return model


def _prepared(texts: Sequence[str]) -> List[str]:
    return [text.lower() for text in texts]


def _projection(features: int) -> NDArray[np.float32]:
    """Return a random sign matrix (Achlioptas), the same one at every training."""
    signs = np.random.RandomState(SEED).randint(0, 2, size=(features, PROJECTED), dtype=np.int8)
    return (signs.astype(np.float32) * 2 - 1) / np.float32(np.sqrt(PROJECTED))
