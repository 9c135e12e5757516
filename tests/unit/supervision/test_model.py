"""When a language model is stale, and when it is damaged."""

import fcntl
import io
import tarfile
from pathlib import Path

import pytest

from frontdesk.supervision.errors import ModelProblem
from frontdesk.supervision.model import TRAINING_INPUTS, Workshop, check_model, ensure_model, fingerprint, train


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one file for each training input, and some that are none."""
    names = ["data/nlu/en/a.yml", "data/rules/b.yml", "domain.yml", "config.yml"]
    names += [
        "bot/components/d.py",
        "bot/text.py",
        "bot/uv.lock",
        "data/facts/e.yml",
        "endpoints.yml",
        "frontdesk/f.py",
    ]
    for name in names:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"content of {name}\n")
    return tmp_path


@pytest.mark.parametrize("name", TRAINING_INPUTS)
def test_a_change_in_any_training_input_makes_the_model_stale(project: Path, name: str) -> None:
    before = fingerprint(project)
    place = project / name
    changed = next(path for path in [*place.rglob("*"), place] if path.is_file())
    changed.write_text("something else\n")
    assert fingerprint(project) != before


def test_a_new_and_a_renamed_training_file_make_the_model_stale(project: Path) -> None:
    before = fingerprint(project)
    (project / "data/nlu/en/new.yml").write_text("")
    added = fingerprint(project)
    (project / "data/nlu/en/new.yml").rename(project / "data/nlu/en/other.yml")
    assert len({before, added, fingerprint(project)}) == 3


@pytest.mark.parametrize("name", ["data/facts/e.yml", "endpoints.yml", "frontdesk/f.py"])
def test_facts_settings_and_the_application_never_make_the_model_stale(project: Path, name: str) -> None:
    before = fingerprint(project)
    (project / name).write_text("something else\n")
    assert fingerprint(project) == before


def archive(path: Path, *names: str) -> Path:
    """A tar.gz archive with some files of random-looking content."""
    with tarfile.open(path, "w:gz") as tar:
        for name in names:
            content = bytes(number * 7 % 251 for number in range(50_000))
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return path


def test_whole_model_passes(tmp_path: Path) -> None:
    check_model(archive(tmp_path / "m.tar.gz", "metadata.json", "components/x.bin"))
    assert (tmp_path / "m.tar.gz").exists()


@pytest.mark.parametrize("damage", ["cut off", "empty", "text", "no metadata", "a bit flipped"])
def test_damaged_model_is_said_with_the_command_that_makes_a_new_one(tmp_path: Path, damage: str) -> None:
    path = archive(tmp_path / "m.tar.gz", *(["x"] if damage == "no metadata" else ["metadata.json", "x"]))
    content = bytearray(path.read_bytes())
    if damage == "cut off":
        path.write_bytes(content[: len(content) // 2])
    elif damage == "a bit flipped":
        content[len(content) // 2] ^= 0x40
        path.write_bytes(content)
    elif damage != "no metadata":
        path.write_bytes(b"" if damage == "empty" else b"not an archive\n" * 100)
    with pytest.raises(ModelProblem, match=r"is damaged\. Run `make train`"):
        check_model(path)


def test_training_that_fails_says_why_and_leaves_no_model(project: Path, tmp_path: Path) -> None:
    failing = tmp_path / "python"
    failing.write_text("#!/bin/sh\necho 'the data is no good'\nexit 3\n")
    failing.chmod(0o755)
    said: list[str] = []
    workshop = Workshop(
        project=project, rasa_python=failing, data_dir=tmp_path / "var", environment={}, say=said.append
    )
    with pytest.raises(ModelProblem, match=r"(?s)could not be trained.*train.log.*the data is no good"):
        ensure_model(workshop)
    assert [path.name for path in (tmp_path / "var" / "models").iterdir()] == [".lock"]
    assert said[0] == "There is no trained language model yet."


def test_second_training_at_the_same_time_is_refused_and_the_remains_of_a_killed_one_are_removed(
    project: Path, tmp_path: Path
) -> None:
    models = tmp_path / "var" / "models"
    (models / ".training-left").mkdir(parents=True)
    training = tmp_path / "python"
    training.write_text(f"#!/bin/sh\nls -A {models}\nexit 3\n")
    training.chmod(0o755)
    workshop = Workshop(
        project=project,
        rasa_python=training,
        data_dir=tmp_path / "var",
        environment={"PATH": "/bin"},
        say=lambda _: None,
    )
    with pytest.raises(ModelProblem, match="could not be trained") as failed:
        train(workshop)
    assert ".training-left" not in str(failed.value)
    with (models / ".lock").open() as lock:
        fcntl.flock(lock.fileno(), fcntl.LOCK_EX)
        with pytest.raises(ModelProblem, match="Another training is at work"):
            train(workshop)


def test_second_installation_takes_a_fitting_model_over_and_leaves_a_damaged_one(project: Path, tmp_path: Path) -> None:
    said: list[str] = []
    workshop = Workshop(
        project=project,
        rasa_python=tmp_path / "no python",
        data_dir=tmp_path / "second",
        environment={},
        say=said.append,
        neighbours=(tmp_path / "damaged", tmp_path / "first"),
    )
    name = workshop.fitting_model().name
    for folder in ("damaged", "first"):
        (tmp_path / folder).mkdir()
    (tmp_path / "damaged" / name).write_text("not an archive")
    whole = archive(tmp_path / "first" / name, "metadata.json")
    assert ensure_model(workshop).read_bytes() == whole.read_bytes()
    assert "taken over" in said[0]
