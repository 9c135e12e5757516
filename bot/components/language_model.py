"""Which language a text is in, and whether that is sure enough to change a conversation's language."""

import json
import re
from pathlib import Path
from typing import Dict, FrozenSet, List, Sequence, Tuple

import numpy as np

from bot.components.ngram_features import SHORT_CHARACTERS, NgramFeatures
from bot.components.softmax_regression import fit_softmax, softmax
from bot.components.word_list import WORD, stop_words, words

STRENGTH = 10.0
MAX_NGRAMS = 20_000
_NO_LANGUAGE = re.compile(r"\S+@\S+|https?://\S+|www\.\S+|\S*\d\S*")

SURE_ENOUGH = ((1, 0.97), (2, 0.90), (4, 0.80))
"""Number of words up to which so much confidence is asked for."""
SURE_ENOUGH_LONG = 0.65
FEWEST_LETTERS = 4
"""A "yes" or the "à" of "5 à 10" changes no conversation's language."""


class LanguageModel:
    """Character n-grams and logistic regression over the languages of the training data."""

    def __init__(self) -> None:
        """Make a model that has still to be fitted or loaded."""
        self.languages: List[str] = []
        self._vocabulary: Dict[str, FrozenSet[str]] = {}

    def fit(self, sentences: Sequence[Tuple[str, str]]) -> "LanguageModel":
        """Learn from (language, sentence) pairs."""
        self.languages = sorted({language for language, _ in sentences})
        index = {language: number for number, language in enumerate(self.languages)}
        labels = np.array([index[language] for language, _ in sentences], dtype=np.int64)
        self._features = NgramFeatures(SHORT_CHARACTERS, MAX_NGRAMS)
        rows = self._features.fit_transform([_prose(text).lower() for _, text in sentences])
        self._weights, self._biases = fit_softmax(rows, labels, len(self.languages), STRENGTH)
        for language in self.languages:
            used = (word for other, text in sentences if other == language for word in words(text))
            self._vocabulary[language] = frozenset(used) | stop_words(language)
        return self

    def detect(self, text: str) -> Tuple[str, float]:
        """Return the most probable language and its probability; ("", 0.0) where the text has no words."""
        prose = _prose(text).lower()
        if not self.languages or not WORD.search(prose):
            return "", 0.0
        scores = self._features.weighted_sum(prose, self._weights) + self._biases
        probable = softmax(scores[np.newaxis])[0]
        best = int(probable.argmax())
        return self.languages[best], float(probable[best])

    def choose(self, text: str, current: str, detected: str, confidence: float) -> str:
        """Return the language to answer in: `current`, unless the text is surely in another one."""
        if detected in ("", current):
            return current or detected
        if not current:
            return detected
        if sum(map(len, words(_prose(text)))) < FEWEST_LETTERS:
            return current
        if confidence < _needed(len(words(_prose(text)))) or not self._is_distinctive(text, current, detected):
            return current
        return detected

    def _is_distinctive(self, text: str, current: str, detected: str) -> bool:
        """Names and numbers say nothing: at least one word belongs to the new language and not to the current one."""
        here, there = self._vocabulary.get(current, frozenset()), self._vocabulary.get(detected, frozenset())
        return any(word in there and word not in here for word in words(_prose(text)))

    def save(self, folder: Path) -> None:
        """Write the model into `folder`."""
        self._features.save(folder)
        np.savez(folder / "language.npz", weights=self._weights, biases=self._biases)
        vocabulary = {language: sorted(used) for language, used in self._vocabulary.items()}
        content = {"languages": self.languages, "vocabulary": vocabulary}
        (folder / "language.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "LanguageModel":
        """Read what `save` wrote."""
        model = cls()
        content = json.loads((folder / "language.json").read_text(encoding="utf-8"))
        model.languages = content["languages"]
        model._vocabulary = {language: frozenset(used) for language, used in content["vocabulary"].items()}
        model._features = NgramFeatures.load(folder)
        with np.load(folder / "language.npz") as arrays:
            model._weights, model._biases = arrays["weights"], arrays["biases"]
        return model


def _prose(text: str) -> str:
    return _NO_LANGUAGE.sub(" ", text)


def _needed(count: int) -> float:
    for up_to, confidence in SURE_ENOUGH:
        if count <= up_to:
            return confidence
    return SURE_ENOUGH_LONG
