"""Joins two trained language models with the test questions, to compare them."""

from pathlib import Path
from subprocess import CalledProcessError

from frontdesk.fact_files.folder import YamlFactFiles
from frontdesk.services.compare_models import Comparison, compare
from frontdesk.services.evaluate_answers import Expectation, Judged
from frontdesk.services.reading import ReadingFailed
from frontdesk.settings import PROJECT_ROOT
from frontdesk.supervision.errors import ModelProblem
from frontdesk.wiring.benches import read_expectations, run_nlu_bench


def compare_models(current: Path, candidate: Path, question_set: str) -> Comparison:
    """Ask both models one set of questions, with the present facts and calibration.

    Raises FileNotFoundError where there is no such set, and ModelProblem where the present code cannot read a model.
    """
    asked = read_expectations(question_set)
    facts = YamlFactFiles().read([PROJECT_ROOT / "data" / "facts"]).facts
    return compare(_judged(current, asked), _judged(candidate, asked), {fact.id: fact.attributes for fact in facts})


def _judged(model: Path, asked: tuple[Expectation, ...]) -> tuple[Judged, ...]:
    try:
        return run_nlu_bench(model, asked).judged
    except (CalledProcessError, ReadingFailed, BrokenPipeError) as problem:
        raise ModelProblem(
            f"The language model {model} cannot be read by the present code, so nothing can be compared with it."
            " `frontdesk train` makes one that can."
        ) from problem
