"""The public data sets, as trials: what to train with and what to ask."""

import gzip
from pathlib import Path
from typing import Callable, Dict, List, NamedTuple, Sequence, Tuple

from bot.components.rejection import OUTSIDE
from bot.evaluation.typos import with_typo

OUT_OF_SCOPE = OUTSIDE[0]
"""The name under which our pipeline knows sentences that nobody should answer from."""
TYPOS = "-typos"


class Sentence(NamedTuple):
    """A sentence with its intent and language."""

    intent: str
    text: str
    language: str = "en"


class Trial(NamedTuple):
    """Sentences to train with, and questions by the name of their test; the questions of `OUT_OF_SCOPE` have no intent of the trial."""

    train: Tuple[Sentence, ...]
    tests: Dict[str, Tuple[Sentence, ...]]


def banking(folder: Path, training: str) -> Trial:
    """Return BANKING77: 77 intents of a bank's customers, many of them close to each other."""
    test = read(folder / "banking77.test.tsv.gz")
    return Trial(read(folder / f"banking77.{training}.tsv.gz"), _also_with_typos({"test": test}))


def clinc(folder: Path, training: str, *, outside: bool) -> Trial:
    """Return CLINC150: 150 intents of ten domains, and questions of none; `outside` gives examples of those for training too."""
    train = read(folder / f"clinc150.{training}.tsv.gz")
    tests = _also_with_typos({"test": read(folder / "clinc150.test.tsv.gz")})
    tests[OUT_OF_SCOPE] = read(folder / "clinc150.oos-test.tsv.gz")
    return Trial(train + (read(folder / "clinc150.oos-train.tsv.gz") if outside else ()), tests)


def xsid(folder: Path, languages: Sequence[str]) -> Trial:
    """Return xSID: 15 intents of everyday requests, the same questions in English, German and Dutch.

    The 300 sentences of each validation file serve for training, as few as an agency has; the set's own are machine translations
    by the ten thousand.
    """
    train = tuple(one for code in languages for one in read(folder / f"xsid.valid-{code}.tsv.gz", code))
    tests = {code: read(folder / f"xsid.test-{code}.tsv.gz", code) for code in ("en", "de", "nl")}
    return Trial(train, _also_with_typos(tests))


TRIALS: Dict[str, Callable[[Path], Trial]] = {
    "banking77-10shot": lambda folder: banking(folder, "train-10shot"),
    "clinc150-10shot": lambda folder: clinc(folder, "train-10shot", outside=False),
    "clinc150-10shot-oos": lambda folder: clinc(folder, "train-10shot", outside=True),
    "xsid-en": lambda folder: xsid(folder, ["en"]),
    "xsid-all": lambda folder: xsid(folder, ["en", "de", "nl"]),
    "banking77-full": lambda folder: banking(folder, "train"),
    "clinc150-full-oos": lambda folder: clinc(folder, "train", outside=True),
}
FULL = frozenset({"banking77-full", "clinc150-full-oos"})
"""Trials with all training sentences; they take longest."""


def read(path: Path, language: str = "en") -> Tuple[Sentence, ...]:
    """Read one file of labelled sentences. Raises FileNotFoundError where there is none."""
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
        pairs = (line.rstrip("\n").split("\t", 1) for line in lines)
        return tuple(Sentence(_intent(label), text, language) for label, text in pairs)


def limited(trial: Trial, intents: int, questions: int) -> Trial:
    """Return a smaller trial with the first so many intents, and so many questions of each test."""
    kept = set(sorted({one.intent for one in trial.train} - {OUT_OF_SCOPE})[:intents]) | {OUT_OF_SCOPE}
    tests: Dict[str, Tuple[Sentence, ...]] = {}
    for name, sentences in trial.tests.items():
        fitting: List[Sentence] = [one for one in sentences if one.intent in kept]
        tests[name] = tuple(fitting[:: max(1, len(fitting) // questions)][:questions])
    return Trial(tuple(one for one in trial.train if one.intent in kept), tests)


def _intent(label: str) -> str:
    # Rasa takes what follows a slash for the name of a response.
    return OUT_OF_SCOPE if label == "oos" else label.replace("/", "-")


def _also_with_typos(tests: Dict[str, Tuple[Sentence, ...]]) -> Dict[str, Tuple[Sentence, ...]]:
    spoilt = {
        name + TYPOS: tuple(one._replace(text=with_typo(one.text, number)) for number, one in enumerate(sentences))
        for name, sentences in tests.items()
    }
    return {**tests, **spoilt}
