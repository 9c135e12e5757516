"""The plain baseline: logistic regression on TF-IDF, all of it scikit-learn's own."""

import time
from typing import Any, Dict, Sequence, Tuple

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline, make_union

from bot.components.rejection import OUTSIDE
from bot.evaluation.predictions import Outcome, Prediction
from bot.evaluation.public_sets import Sentence, Trial

STRENGTH = 30.0
RANKED = 10
MAX_NGRAMS = 15_000
"""Of each kind; more cost gigabytes with all training sentences, and change nothing with ten an intent."""


def run(trial: Trial) -> Outcome:
    """Fit to the trial's sentences and ask all of its questions."""
    start = time.process_time()
    model = make_pipeline(_features(), LogisticRegression(C=STRENGTH, max_iter=300))
    model.fit([one.text for one in trial.train], [one.intent for one in trial.train])
    spent = time.process_time() - start
    predictions: Dict[str, Tuple[Prediction, ...]] = {}
    milliseconds = 0.0
    for name, sentences in trial.tests.items():
        start = time.process_time()
        predictions[name] = tuple(_ask(model, one) for one in sentences)
        milliseconds = milliseconds or (time.process_time() - start) * 1000 / len(sentences)
    return Outcome(predictions, spent, milliseconds)


def _features() -> Any:
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, max_features=MAX_NGRAMS)
    characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, max_features=MAX_NGRAMS)
    return make_union(words, characters)


def _ask(model: Any, sentence: Sentence) -> Prediction:
    return ranked(sentence.intent, model.classes_, model.predict_proba([sentence.text])[0])


def ranked(intent: str, names: Sequence[str], probable: Any) -> Prediction:
    """Return a prediction from the probabilities of all intents; its score is the highest of one that is answered."""
    best = np.argsort(-probable)[:RANKED]
    ranking = tuple((str(names[number]), float(probable[number])) for number in best)
    score = max((confidence for name, confidence in ranking if name not in OUTSIDE), default=0.0)
    return Prediction(intent, ranking, score)
