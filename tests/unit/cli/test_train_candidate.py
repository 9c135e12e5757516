"""`frontdesk train --candidate` with the trained model: one that confuses its intents is not put in place."""

import io
import json
import shutil
import tarfile
from pathlib import Path

import pytest
import typer

from frontdesk.cli.installation import workshop
from frontdesk.cli.train_candidate import CandidateOrder, run_candidate
from frontdesk.services.compare_models import Tolerance
from frontdesk.settings import Settings
from frontdesk.supervision.errors import ModelProblem
from frontdesk.supervision.model import Workshop, ensure_model

pytestmark = [pytest.mark.bot, pytest.mark.slow]

QUESTIONS = """\
language: en
questions:
  - {ask: "hello", acts: [greet]}
  - {ask: "thank you very much", acts: [thank]}
  - {ask: "goodbye", acts: [goodbye]}
  - {ask: "When was UCB founded?", facts: [scene-1928-ucb-founded]}
  - {ask: "What was UCB's revenue last year?", refuse: true}
"""


@pytest.fixture(scope="module")
def trained() -> Path:
    """The model that `make train` made, or one made now."""
    settings = Settings()
    return ensure_model(workshop(settings, settings.process_environment()))


@pytest.fixture
def place(tmp_path: Path, trained: Path) -> Workshop:
    """An installation whose data have outgrown the model in use."""
    models = tmp_path / "var" / "models"
    (models / "candidate").mkdir(parents=True)
    (models / "in-use.tar.gz").symlink_to(trained)
    return Workshop(
        project=tmp_path, rasa_python=tmp_path / "no-python", data_dir=tmp_path / "var", environment={}, say=print
    )


@pytest.fixture
def question_set(tmp_path: Path) -> str:
    (tmp_path / "asked").mkdir()
    (tmp_path / "asked" / "en.yml").write_text(QUESTIONS)
    return str(tmp_path / "asked")


def confused(source: Path, target: Path) -> None:
    """Write a model that takes every intent for its neighbour in the alphabet."""
    with tarfile.open(source) as good, tarfile.open(target, "w:gz", compresslevel=1) as bad:
        for member in good:
            content = good.extractfile(member)
            data = content.read() if content else b""
            if member.name.endswith("/intents.json"):
                names = json.loads(data)
                data = json.dumps([*names[1:], names[0]]).encode()
                member.size = len(data)
            bad.addfile(member, io.BytesIO(data))


def test_a_first_candidate_has_nothing_to_be_compared_with_and_is_put_in_place(
    place: Workshop, trained: Path, question_set: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (place.data_dir / "models" / "in-use.tar.gz").unlink()
    shutil.copyfile(trained, place.candidate())
    run_candidate(place, CandidateOrder(question_set, Tolerance(), force=False, promote=True))
    assert "No model is in use yet" in capsys.readouterr().out
    assert (place.model_in_use(), place.candidate().exists()) == (place.fitting_model(), False)


def test_a_candidate_that_is_worse_is_refused_with_the_reasons(
    place: Workshop, trained: Path, question_set: str, capsys: pytest.CaptureFixture[str]
) -> None:
    confused(trained, place.candidate())
    with pytest.raises(typer.Exit) as refused:
        run_candidate(place, CandidateOrder(question_set, Tolerance(lost=0), force=False, promote=True))
    told = capsys.readouterr()
    assert refused.value.exit_code == 1
    assert "worse  greet: 1 right answers lost" in told.err
    assert "points fewer right answers" in told.err
    assert ensure_model(place).name == "in-use.tar.gz", "a start must not use what was refused"
    assert "greet" in told.out


def test_a_model_that_the_present_code_cannot_read_is_named(place: Workshop, question_set: str) -> None:
    current = place.data_dir / "models" / "in-use.tar.gz"
    current.unlink()
    with tarfile.open(current, "w:gz") as archive:
        archive.addfile(tarfile.TarInfo("metadata.json"), io.BytesIO(b""))
    place.candidate().write_bytes(current.read_bytes())
    with pytest.raises(ModelProblem, match=r"in-use\.tar\.gz cannot be read by the present code"):
        run_candidate(place, CandidateOrder(question_set, Tolerance(), force=False, promote=True))
    assert not place.fitting_model().exists()


def test_a_model_in_use_that_fits_the_data_needs_no_candidate(
    place: Workshop, trained: Path, question_set: str, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copyfile(trained, place.fitting_model())
    run_candidate(place, CandidateOrder(question_set, Tolerance(), force=False, promote=True))
    assert "there is nothing to compare" in capsys.readouterr().out
