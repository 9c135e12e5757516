"""The parts of the intent model one after the other, to see what each brings."""

import time
from typing import Any, Callable, Dict, List, Sequence, Tuple

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from bot.components.encoder import Vectors, shared_encoder
from bot.components.intent_model import MAX_NGRAMS, NGRAM_WEIGHT, STRENGTH, IntentModel
from bot.components.ngram_features import CHARACTERS_AND_WORDS, NgramFeatures
from bot.components.word_list import count_words
from bot.components.word_repair import WordRepair
from bot.evaluation.predictions import Outcome, Prediction
from bot.evaluation.public_sets import OUT_OF_SCOPE, Sentence, Trial
from bot.evaluation.tfidf_trial import ranked

Read = Callable[[Sequence[Sentence]], Tuple[List[str], Vectors]]
"""Gives texts and sentence vectors as a variant of the pipeline sees them."""

NGRAMS = "n-grams alone"
VECTOR = "sentence vector alone"
BOTH = "sentence vector and n-grams"
REPAIRED = "both, after spelling repair"
EXACT = "both, without projecting the n-grams"
VARIANTS = (NGRAMS, VECTOR, BOTH, REPAIRED, EXACT)


def run(trial: Trial) -> Dict[str, Outcome]:
    """Fit every variant to the trial's sentences and ask it all questions."""
    repair = WordRepair(count_words([(one.language, one.text) for one in trial.train]))

    def repaired(sentence: Sentence) -> Sentence:
        return sentence._replace(text=repair.repair(sentence.text, sentence.language, frozenset()))

    spelt = Trial(trial.train, {name: tuple(map(repaired, sentences)) for name, sentences in trial.tests.items()})
    return {
        NGRAMS: _outcome(trial, _without_vectors, IntentModel()),
        VECTOR: _outcome(trial, _with_vectors, IntentModel(ngram_weight=0)),
        BOTH: _outcome(trial, _with_vectors, IntentModel()),
        REPAIRED: _outcome(spelt, _with_vectors, IntentModel()),
        EXACT: _outcome(trial, _with_vectors, ExactModel()),
    }


class ExactModel:
    """The same features without the random projection, fitted by scikit-learn: what the shortcuts of `IntentModel` cost."""

    def fit(self, texts: Sequence[str], vectors: Vectors, intents: Sequence[str]) -> "ExactModel":
        """Learn from sentences."""
        self._features = NgramFeatures(CHARACTERS_AND_WORDS, MAX_NGRAMS)
        self._features.fit_transform([text.lower() for text in texts])
        self._regression = LogisticRegression(C=STRENGTH, max_iter=300).fit(self._rows(texts, vectors), intents)
        self.intents = list(self._regression.classes_)
        return self

    def probabilities(self, texts: Sequence[str], vectors: Vectors) -> Any:
        """Return one row for each text, one column for each of `intents`."""
        return self._regression.predict_proba(self._rows(texts, vectors))

    def _rows(self, texts: Sequence[str], vectors: Vectors) -> Any:
        ngrams = self._features.transform([text.lower() for text in texts])
        return hstack([csr_matrix(vectors), NGRAM_WEIGHT * ngrams], format="csr")


def _outcome(trial: Trial, read: Read, model: Any) -> Outcome:
    start = time.process_time()
    texts, vectors = read(trial.train)
    model.fit(texts, vectors, [one.intent for one in trial.train])
    fitted = time.process_time()
    asked = {
        name: _ask(model, *read(questions), questions)
        for name, questions in trial.tests.items()
        if name != OUT_OF_SCOPE
    }
    count = sum(map(len, asked.values()))
    return Outcome(asked, fitted - start, (time.process_time() - fitted) * 1000 / count)


def _ask(model: Any, texts: List[str], vectors: Vectors, questions: Sequence[Sentence]) -> Tuple[Prediction, ...]:
    rows = model.probabilities(texts, vectors)
    return tuple(ranked(one.intent, model.intents, row) for one, row in zip(questions, rows, strict=True))


def _with_vectors(sentences: Sequence[Sentence]) -> Tuple[List[str], Vectors]:
    texts = [one.text for one in sentences]
    return texts, shared_encoder().vectors(texts)


def _without_vectors(sentences: Sequence[Sentence]) -> Tuple[List[str], Vectors]:
    return [one.text for one in sentences], np.zeros((len(sentences), 1), dtype=np.float32)
