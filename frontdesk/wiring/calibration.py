"""Joins what the calibration is fitted from: tuning questions, and the facts' own examples asked of a store that lacks them."""

import json
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from frontdesk.fact_files.calibration_json import read_calibration
from frontdesk.fact_files.folder import YamlFactFiles
from frontdesk.facts.book import FactBook
from frontdesk.facts.calibration import Calibration
from frontdesk.facts.evidence import NAMES
from frontdesk.facts.focus import complete, focus_of, without_known_words
from frontdesk.facts.knowledge import Knowledge
from frontdesk.facts.model import Fact, FactStatus
from frontdesk.facts.ranking import candidates, gather
from frontdesk.services.evaluate_answers import Expectation
from frontdesk.services.parsed_question import is_question, question_from_parse
from frontdesk.services.questions import NOTHING_YET
from frontdesk.settings import PROJECT_ROOT
from frontdesk.wiring.answering import CALIBRATION
from frontdesk.wiring.benches import parse_questions, read_expectations

FOLDS = 5
EXAMPLE_WEIGHT = 0.1
"""There are many more examples than tuning questions, and they are more alike than what visitors ask."""
_UNANSWERED_ACTS = frozenset({"out_of_scope", "other_region"})


def calibrate(model: Path) -> Calibration:
    """Fit the calibration to a trained model and the fact files, write it and return it; takes a few minutes."""
    book = YamlFactFiles().read([PROJECT_ROOT / "data" / "facts"])
    questions = [*_tuning(model, book), *_examples(model, book)]
    fitted = _fit({"names": NAMES, "questions": questions})
    CALIBRATION.write_text(json.dumps(fitted, indent=2) + "\n", encoding="utf-8")
    return read_calibration(CALIBRATION)


def _tuning(model: Path, book: FactBook) -> Iterator[dict[str, object]]:
    knowledge = _knowledge(book.facts, book)
    asked = [one for one in read_expectations("tuning") if _tells(one, knowledge)]
    yield from _rows(asked, model, knowledge, weight=1.0, judged=True)


def _tells(expectation: Expectation, knowledge: Knowledge) -> bool:
    """Tell whether a question has a published answer, or none at all."""
    if expectation.acts:
        return set(expectation.acts) <= _UNANSWERED_ACTS
    return expectation.unanswerable or bool(set(expectation.facts) & set(knowledge.facts))


def _examples(model: Path, book: FactBook) -> Iterator[dict[str, object]]:
    """Ask the facts' examples, each of a store without it and every fifth of the others."""
    for fold in range(FOLDS):
        asked = [
            Expectation(text, language, (fact.id,))
            for fact in book.facts
            if fact.status is FactStatus.PUBLISHED
            for language, texts in fact.examples.items()
            for text in texts[fold::FOLDS]
        ]
        knowledge = _knowledge((_without(fact, fold) for fact in book.facts), book)
        yield from _rows(asked, model, knowledge, weight=EXAMPLE_WEIGHT, judged=False)


def _without(fact: Fact, fold: int) -> Fact:
    kept = {
        language: tuple(text for place, text in enumerate(texts) if place % FOLDS != fold)
        for language, texts in fact.examples.items()
    }
    return replace(fact, examples=kept)


def _knowledge(facts: Iterable[Fact], book: FactBook) -> Knowledge:
    return Knowledge.of(facts, book.subjects, book.attributes)


def _rows(
    asked: list[Expectation], model: Path, knowledge: Knowledge, *, weight: float, judged: bool
) -> Iterator[dict[str, object]]:
    parses, _ = parse_questions(asked, model, knowledge)
    for expectation, parse in zip(asked, parses, strict=True):
        question = question_from_parse(parse, expectation.language)
        if not is_question(question.act):
            continue  # answered by fixed talk: belief in facts is never asked for
        question = complete(without_known_words(question, knowledge), NOTHING_YET)
        focus = focus_of(question, NOTHING_YET, knowledge)
        facts = candidates(question, focus, knowledge)
        yield {
            "candidates": [evidence.numbers for evidence in gather(question, focus, knowledge, facts)],
            "right": [place for place, fact in enumerate(facts) if fact.id in expectation.facts],
            "weight": weight,
            "judged": judged,
        }


def _fit(content: dict[str, object]) -> dict[str, object]:
    """Let the language model's environment fit: it has the numerical libraries."""
    done = subprocess.run(  # noqa: S603 - our own interpreter and module
        [str(PROJECT_ROOT / "bot" / ".venv" / "bin" / "python"), "-m", "bot.fit_calibration"],
        input=json.dumps(content),
        text=True,
        capture_output=True,
        check=True,
        cwd=PROJECT_ROOT,
    )
    fitted: dict[str, object] = json.loads(done.stdout)
    return fitted
