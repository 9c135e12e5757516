"""Joins the answer service with parts of what is known of a question, to see what each part brings."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from frontdesk.fact_files.folder import YamlFactFiles
from frontdesk.facts.calibration import Calibration
from frontdesk.facts.knowledge import Knowledge
from frontdesk.facts.question import Question
from frontdesk.services.answer_question import answer_question
from frontdesk.services.evaluate_answers import Expectation, Judged, Verdict, judge
from frontdesk.services.parsed_question import is_question, question_from_parse
from frontdesk.services.questions import NOTHING_YET
from frontdesk.services.share import Share
from frontdesk.settings import PROJECT_ROOT
from frontdesk.wiring.answering import open_calibration
from frontdesk.wiring.benches import parse_questions, read_expectations

Change = Callable[[Question], Question]


def run_answer_parts(model: Path, question_set: str) -> dict[str, Any]:
    """Ask one set of questions with all that is known and with parts of it; returns plain data, by language and part."""
    book = YamlFactFiles().read([PROJECT_ROOT / "data" / "facts"])
    knowledge = Knowledge.of(book.facts, book.subjects, book.attributes)
    asked = [one for one in read_expectations(question_set) if not one.facts or set(one.facts) & set(knowledge.facts)]
    parses, _ = parse_questions(asked, model, knowledge)
    questions = [question_from_parse(parse, one.language) for one, parse in zip(asked, parses, strict=True)]
    calibration = open_calibration()
    found: dict[str, Any] = {}
    for part, change in _parts().items():
        judged = [_judge(one, change(seen), knowledge, calibration) for one, seen in zip(asked, questions, strict=True)]
        for language in sorted({one.language for one in asked}):
            there = [one for one in judged if one.expectation.language is language]
            found.setdefault(language.value, {})[part] = _figures(there)
    return {"set": question_set, "languages": found}


def _parts() -> Mapping[str, Change]:
    """What to leave of a question; the names are those of the table."""
    return {
        "by intent alone": lambda question: replace(question, similar={}, alike={}),
        "by meaning alone": lambda question: replace(question, attributes={}, outside=0.0, alike={}),
        "by meaning and wording": lambda question: replace(question, attributes={}, outside=0.0),
        "by all": lambda question: question,
    }


def _judge(expectation: Expectation, question: Question, knowledge: Knowledge, calibration: Calibration) -> Judged:
    asked = is_question(question.act)
    answer = answer_question(question, NOTHING_YET, knowledge, calibration) if asked else None
    return judge(expectation, question.act, answer)


def _figures(judged: Sequence[Judged]) -> dict[str, Any]:
    known = [one.verdict for one in judged if one.expectation.facts]
    unknown = [one.verdict for one in judged if one.expectation.unanswerable]
    return {
        "right": _share(known, Verdict.RIGHT),
        "offered": _share(known, Verdict.ASKED_BACK),
        "wrong": _share(known, Verdict.WRONG),
        "claimed": _share(unknown, Verdict.WRONG),
    }


def _share(verdicts: Sequence[Verdict], wanted: Verdict) -> dict[str, Any]:
    share = Share(verdicts.count(wanted), len(verdicts))
    return {"hits": share.hits, "total": share.total, "value": share.value, "interval": list(share.interval())}
