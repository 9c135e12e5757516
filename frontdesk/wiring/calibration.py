"""Joins what the calibration is fitted from: the tuning questions, as the trained model reads them."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from frontdesk.fact_files.calibration_json import read_calibration
from frontdesk.fact_files.folder import YamlFactFiles
from frontdesk.facts.calibration import Calibration
from frontdesk.facts.evidence import NAMES
from frontdesk.facts.focus import complete, focus_of, without_known_words
from frontdesk.facts.knowledge import Knowledge
from frontdesk.facts.ranking import candidates, gather
from frontdesk.services.evaluate_answers import Expectation
from frontdesk.services.parsed_question import is_question, question_from_parse
from frontdesk.services.questions import NOTHING_YET
from frontdesk.settings import PROJECT_ROOT
from frontdesk.wiring.answering import CALIBRATION
from frontdesk.wiring.benches import parse_questions, read_expectations
from frontdesk.wiring.fitting import fit_weights

_UNANSWERED_ACTS = frozenset({"out_of_scope", "other_region"})


def calibrate(archive: Path) -> Calibration:
    """Fit the calibration to a trained model and the fact files, write it and return it; takes a minute."""
    book = YamlFactFiles().read([PROJECT_ROOT / "data" / "facts"])
    knowledge = Knowledge.of(book.facts, book.subjects, book.attributes)
    asked = [one for one in read_expectations("tuning") if _tells(one, knowledge)]
    parses, _ = parse_questions(asked, archive, knowledge)
    fitted = fit_weights({"names": NAMES, "questions": list(_rows(asked, parses, knowledge))})
    CALIBRATION.write_text(json.dumps(fitted, indent=2) + "\n", encoding="utf-8")
    return read_calibration(CALIBRATION)


def _tells(expectation: Expectation, knowledge: Knowledge) -> bool:
    """Tell whether a question has a published answer, or none at all."""
    if expectation.acts:
        return set(expectation.acts) <= _UNANSWERED_ACTS
    return expectation.unanswerable or bool(set(expectation.facts) & set(knowledge.facts))


def _rows(
    asked: Iterable[Expectation], parses: Iterable[dict[str, object]], knowledge: Knowledge
) -> Iterator[dict[str, object]]:
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
        }
