"""Makes up facts on companies that do not exist, as a file of facts, and states them in an installation apart."""

import json
import subprocess
import sys
from collections.abc import Mapping

from frontdesk.settings import PROJECT_ROOT
from frontdesk.supervision.errors import StartProblem
from frontdesk.values import Language
from frontdesk.wiring.bench_stack import Apart

_SYLLABLES = (
    "ba",
    "cor",
    "dul",
    "fen",
    "gar",
    "hil",
    "jov",
    "kem",
    "lun",
    "mor",
    "nax",
    "pel",
    "qui",
    "rus",
    "sil",
    "tov",
)
_STATEMENTS = {
    Language.EN: "{name} was founded in {year}.",
    Language.FR: "{name} a été fondée en {year}.",
    Language.NL: "{name} werd opgericht in {year}.",
    Language.DE: "{name} wurde {year} gegründet.",
}
_QUESTIONS = {
    Language.EN: "When was {name} founded?",
    Language.FR: "Quand {name} a-t-elle été fondée ?",
    Language.NL: "Wanneer werd {name} opgericht?",
    Language.DE: "Wann wurde {name} gegründet?",
}


def company(number: int) -> str:
    """Return a name that no other number has."""
    sounds, rest = "", number
    for _ in range(4):
        rest, place = divmod(rest, len(_SYLLABLES))
        sounds += _SYLLABLES[place]
    return sounds.capitalize() + ("" if not rest else str(rest))


def fact_id(number: int) -> str:
    """Return the id of the fact about a made-up company."""
    return f"made-up-{number}"


def question_about(number: int, language: Language) -> str:
    """Return a question that the fact about a made-up company answers."""
    return _QUESTIONS[language].format(name=company(number))


def state_facts(apart: Apart, numbers: range) -> None:
    """State a fact on each of some made-up companies, as staff do by command. Raises StartProblem where they are refused."""
    file = apart.settings.data_dir / "made-up.yml"
    document = {
        "topic": "companies",
        "subjects": [_subject(number) for number in numbers],
        "facts": [_fact(number) for number in numbers],
    }
    file.write_text(json.dumps(document), encoding="utf-8")  # JSON is YAML too
    command = (sys.executable, "-m", "frontdesk.cli.main", "facts", "add", "--file", str(file), "--author", "bench")
    done = subprocess.run(  # noqa: S603 - our own interpreter and module
        command, cwd=PROJECT_ROOT, env=dict(apart.environment), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise StartProblem(f"Made-up facts were refused:\n{done.stderr[-2000:]}")


def _subject(number: int) -> Mapping[str, object]:
    names = dict.fromkeys((language.value for language in Language), company(number))
    return {"id": fact_id(number), "kind": "organisation", "scope": "WAL", "names": names, "aliases": []}


def _fact(number: int) -> Mapping[str, object]:
    year = 1900 + number % 120
    said = {"name": company(number), "year": year}
    return {
        "id": fact_id(number),
        "subject": fact_id(number),
        "attribute": "founded_when",
        "value": str(year),
        "scope": "WAL",
        "as_of": "2025",
        "source": {"title": "Made up", "url": "https://facts.example/made-up", "retrieved": "2025-01-01"},
        "confidence": "high",
        "status": "published",
        "review_by": "2099-01-01",
        "statement": {language.value: text.format(**said) for language, text in _STATEMENTS.items()},
        "examples": {language.value: [question_about(number, language)] for language in Language},
    }
