"""The parts of the intent model one after the other, to see what each brings."""

import time
from typing import Any, Callable, Dict, List, Sequence, Tuple

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from bot.components.e5_encoder import E5Encoder
from bot.components.encoder import E5_SHARE, UNIVERSAL_SHARE, Encoder, SentenceModel, Vectors
from bot.components.intent_model import MAX_NGRAMS, NGRAM_WEIGHT, STRENGTH, IntentModel
from bot.components.ngram_features import CHARACTERS_AND_WORDS, NgramFeatures
from bot.components.universal_encoder import UniversalEncoder
from bot.components.word_list import count_words
from bot.components.word_repair import WordRepair
from bot.evaluation.predictions import Outcome, Prediction
from bot.evaluation.public_sets import OUT_OF_SCOPE, Sentence, Trial
from bot.evaluation.tfidf_trial import ranked

Encode = Callable[[Sequence[str]], Vectors]

NGRAMS = "n-grams alone"
UNIVERSAL = "first sentence vector alone (USE)"
E5 = "second sentence vector alone (E5)"
VECTORS = "both sentence vectors"
BOTH = "both sentence vectors and n-grams"
REPAIRED = "all, after spelling repair"
EXACT = "all but spelling repair, without projecting the n-grams"


def run(trial: Trial) -> Dict[str, Outcome]:
    """Fit every variant to the trial's sentences and ask it all questions."""
    universal, e5 = Remembering(UniversalEncoder()), Remembering(E5Encoder())
    joint = Encoder([(universal, UNIVERSAL_SHARE), (e5, E5_SHARE)]).vectors
    return {
        NGRAMS: _outcome(trial, _no_vectors, IntentModel()),
        UNIVERSAL: _outcome(trial, universal.vectors, IntentModel(ngram_weight=0)),
        E5: _outcome(trial, e5.vectors, IntentModel(ngram_weight=0)),
        VECTORS: _outcome(trial, joint, IntentModel(ngram_weight=0)),
        BOTH: _outcome(trial, joint, IntentModel()),
        REPAIRED: _outcome(_repaired(trial), joint, IntentModel()),
        EXACT: _outcome(trial, joint, ExactModel()),
    }


class Remembering:
    """A sentence model that encodes each text once, however many variants ask for it."""

    def __init__(self, model: SentenceModel) -> None:
        """Remember what `model` gives."""
        self.name = model.name
        self.dimensions = model.dimensions
        self._model = model
        self._known: Dict[str, Vectors] = {}

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Return one row for each text."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known.update(zip(new, self._model.vectors(new), strict=True))
        return np.stack([self._known[text] for text in texts])


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


def _repaired(trial: Trial) -> Trial:
    """Return the trial with its questions as the pipeline repairs them, each in its own language."""
    repair = WordRepair(count_words([(one.language, one.text) for one in trial.train]))

    def spelt(one: Sentence) -> Sentence:
        return one._replace(text=repair.repair(one.text, one.language, frozenset()))

    return Trial(trial.train, {name: tuple(map(spelt, sentences)) for name, sentences in trial.tests.items()})


def _outcome(trial: Trial, encode: Encode, model: Any) -> Outcome:
    start = time.process_time()
    texts = [one.text for one in trial.train]
    model.fit(texts, encode(texts), [one.intent for one in trial.train])
    fitted = time.process_time()
    tests = {name: questions for name, questions in trial.tests.items() if name != OUT_OF_SCOPE}
    asked = {name: _ask(model, encode, questions) for name, questions in tests.items()}
    count = sum(map(len, asked.values()))
    return Outcome(asked, fitted - start, (time.process_time() - fitted) * 1000 / count)


def _ask(model: Any, encode: Encode, questions: Sequence[Sentence]) -> Tuple[Prediction, ...]:
    texts: List[str] = [one.text for one in questions]
    rows = model.probabilities(texts, encode(texts))
    return tuple(ranked(one.intent, model.intents, row) for one, row in zip(questions, rows, strict=True))


def _no_vectors(texts: Sequence[str]) -> Vectors:
    return np.zeros((len(texts), 1), dtype=np.float32)
