"""What the commands share: reading the settings, and where the parts of this installation are."""

import typer
from pydantic import ValidationError

from frontdesk.settings import PROJECT_ROOT, Settings
from frontdesk.supervision.errors import DataFolderUnusable, StartProblem
from frontdesk.supervision.instance import check_writable
from frontdesk.supervision.model import Workshop

RASA_PYTHON = PROJECT_ROOT / "bot" / ".venv" / "bin" / "python"


def say(sentence: str) -> None:
    """Tell the operator one thing, at once even where the output is a file."""
    typer.echo(sentence)


def read_settings() -> Settings:
    """The settings of this installation. Raises StartProblem naming each variable that is wrong."""
    try:
        return Settings()
    except ValidationError as problem:
        wrong = "; ".join(
            f"FRONTDESK_{str(e['loc'][0]).upper()}: {e['msg']}"
            for e in problem.errors()
            if e["type"] != "default_factory_not_called"
        )
        raise StartProblem(f"A setting is wrong: {wrong}. docs/operations.md lists what each may be.") from problem


def process_environment(settings: Settings) -> dict[str, str]:
    """The environment for this installation's processes. Raises DataFolderUnusable where the secret cannot be made."""
    check_writable(settings.data_dir)
    try:
        return settings.process_environment()
    except OSError as problem:
        raise DataFolderUnusable(
            f"The shared secret in {settings.data_dir} cannot be read: {problem.strerror}."
        ) from problem


def workshop(settings: Settings, environment: dict[str, str]) -> Workshop:
    """Where this installation's language model is trained."""
    return Workshop(
        project=PROJECT_ROOT,
        rasa_python=RASA_PYTHON,
        data_dir=settings.data_dir,
        environment=environment,
        say=say,
        neighbours=(PROJECT_ROOT / "var" / "models",),
    )
