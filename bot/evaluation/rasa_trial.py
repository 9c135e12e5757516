"""Trains a configuration through Rasa itself, as `rasa train nlu` does, and asks it the questions of a trial."""

import json
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Dict, List, Sequence, Tuple

from rasa.model_training import train_nlu

from bot.components.message_keys import REJECTION
from bot.components.rejection import OUTSIDE
from bot.evaluation.predictions import Outcome, Prediction
from bot.evaluation.public_sets import Sentence, Trial
from bot.parse_file import Reader

LANGUAGE_UNKNOWN = ""
"""Every question is the first of its conversation."""


def run(trial: Trial, config: Path) -> Outcome:
    """Train with `config` and ask all questions of the trial."""
    with TemporaryDirectory() as folder:
        start = time.process_time()
        archive = _train(trial.train, config, Path(folder))
        spent = time.process_time() - start
        reader = Reader(archive)
    reader.read("warm-up", LANGUAGE_UNKNOWN)
    predictions: Dict[str, Tuple[Prediction, ...]] = {}
    milliseconds = 0.0
    for name, sentences in trial.tests.items():
        start = time.process_time()
        predictions[name] = tuple(_ask(reader, one) for one in sentences)
        # Only the first test is timed: repaired questions of a later one may be in a cache.
        milliseconds = milliseconds or (time.process_time() - start) * 1000 / len(sentences)
    return Outcome(predictions, spent, milliseconds)


def training_file(sentences: Sequence[Sentence]) -> str:
    """Return the sentences as Rasa reads them; a list in JSON is YAML too, and needs no quoting of our own."""
    groups: Dict[Tuple[str, str], List[str]] = {}
    for one in sentences:
        groups.setdefault((one.intent, one.language), []).append(one.text)
    entries = [
        {"intent": intent, "metadata": {"language": language}, "examples": [{"text": text} for text in texts]}
        for (intent, language), texts in groups.items()
    ]
    return f'version: "3.1"\nnlu: {json.dumps(entries, ensure_ascii=False)}\n'


def _train(sentences: Sequence[Sentence], config: Path, folder: Path) -> Path:
    """Return the model archive; raises RuntimeError where Rasa makes none."""
    file = folder / "nlu.yml"
    file.write_text(training_file(sentences), encoding="utf-8")
    # Rasa's cache knows the sources of components only, not those of the models within: it would bring back old ones.
    anew = {"force_full_training": True}
    archive = train_nlu(str(config), str(file), str(folder), fixed_model_name="trial", additional_arguments=anew)
    if archive is None:
        raise RuntimeError(f"Rasa made no model with {config}")
    return Path(archive)


def _ask(reader: Reader, sentence: Sentence) -> Prediction:
    parse = reader.read(sentence.text, LANGUAGE_UNKNOWN)
    ranking = tuple((one["name"], float(one["confidence"])) for one in parse.get("intent_ranking", ()))
    verdict: Dict[str, Any] = parse.get(REJECTION) or {}
    surest = max((confidence for name, confidence in ranking if name not in OUTSIDE), default=0.0)
    return Prediction(sentence.intent, ranking, verdict.get("score", surest), verdict.get("accept", True))
