"""A candidate is trained beside the model in use, which stays until the candidate is promoted."""

import tarfile
from pathlib import Path

import pytest

from frontdesk.supervision.errors import ModelProblem
from frontdesk.supervision.model import Workshop, ensure_model, promote, train, train_candidate
from tests.unit.supervision.test_model import archive

TRAINING = """#!/bin/sh
while [ "$1" != --out ]; do shift; done
cp {made} "$2/model.tar.gz"
"""


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    """A project whose training takes no time: it copies an archive that tells what was trained."""
    project, python = tmp_path / "project", tmp_path / "python"
    (project / "data" / "nlu").mkdir(parents=True)
    python.write_text(TRAINING.format(made=archive(tmp_path / "made.tar.gz", "metadata.json")))
    python.chmod(0o755)
    return Workshop(
        project=project,
        rasa_python=python,
        data_dir=tmp_path / "var",
        environment={"PATH": "/bin:/usr/bin"},
        say=lambda _: None,
    )


def change_data(workshop: Workshop) -> None:
    (workshop.project / "data" / "nlu" / "new.yml").write_text("- a new sentence\n")


@pytest.fixture
def outgrown(workshop: Workshop) -> Path:
    """The model in use, made before the training data changed."""
    path = train(workshop)
    change_data(workshop)
    return path


def test_a_candidate_is_put_beside_the_model_in_use(workshop: Workshop, outgrown: Path) -> None:
    made = train_candidate(workshop)
    assert made == workshop.candidate()
    assert tarfile.is_tarfile(made)
    assert (workshop.model_in_use(), workshop.fitting_model().exists()) == (outgrown, False)


def test_a_start_keeps_the_model_in_use_while_a_candidate_waits(workshop: Workshop, outgrown: Path) -> None:
    train_candidate(workshop)
    assert ensure_model(workshop) == outgrown


def test_a_start_trains_when_the_data_have_changed_since_the_candidate(workshop: Workshop, outgrown: Path) -> None:
    train_candidate(workshop)
    (workshop.project / "data" / "nlu" / "newer.yml").write_text("- another\n")
    assert ensure_model(workshop) == workshop.fitting_model() != outgrown


def test_a_start_without_any_model_in_use_trains(workshop: Workshop) -> None:
    train_candidate(workshop)
    assert ensure_model(workshop) == workshop.fitting_model()


def test_a_promoted_candidate_is_what_the_next_start_uses_and_the_former_one_stays(
    workshop: Workshop, outgrown: Path
) -> None:
    train_candidate(workshop)
    assert promote(workshop) == workshop.fitting_model() == ensure_model(workshop) == workshop.model_in_use()
    assert not workshop.candidate().exists()
    assert outgrown.exists(), "a running stack starts Rasa again with it"


def test_the_newest_of_two_models_that_do_not_fit_is_the_one_in_use(workshop: Workshop, outgrown: Path) -> None:
    train_candidate(workshop)
    promoted = promote(workshop)
    (workshop.project / "data" / "nlu" / "newer.yml").write_text("- another\n")
    assert (workshop.model_in_use(), outgrown.exists()) == (promoted, True)


def test_only_the_latest_candidate_is_kept(workshop: Workshop, outgrown: Path) -> None:
    first = train_candidate(workshop)
    (workshop.project / "data" / "nlu" / "newer.yml").write_text("- another\n")
    second = train_candidate(workshop)
    assert (first.exists(), second.exists(), outgrown.exists()) == (False, True, True)


def test_training_that_fails_leaves_no_candidate(workshop: Workshop, outgrown: Path) -> None:
    workshop.rasa_python.write_text("#!/bin/sh\necho 'the data is no good'\nexit 3\n")
    with pytest.raises(ModelProblem, match="the data is no good"):
        train_candidate(workshop)
    assert (workshop.candidate().exists(), workshop.model_in_use()) == (False, outgrown)
