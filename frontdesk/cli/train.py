"""`frontdesk train`: make the language model from the training data."""

from typing import Annotated

import typer

from frontdesk.cli.installation import RASA_PYTHON, process_environment, read_settings, say, workshop
from frontdesk.supervision import model
from frontdesk.supervision.errors import ModelProblem
from frontdesk.supervision.preflight import check_environment

app = typer.Typer(add_completion=False)


@app.command()
def train(
    force: Annotated[
        bool, typer.Option(help="Train even where the present model fits the data or is damaged.")
    ] = False,
) -> None:
    """Train the language model where it is missing or stale.

    A model is stale when data/nlu, data/rules, domain.yml, config.yml, bot/components, bot/text.py or bot/uv.lock
    have changed since it was made. Facts and settings never make it stale. `frontdesk up` does this by itself.
    """
    settings = read_settings()
    check_environment(RASA_PYTHON, what="Rasa")
    place = workshop(settings, process_environment(settings))
    if not force and _is_whole(place):
        say(f"The language model {place.fitting_model()} fits the training data; nothing to do.")
        return
    model.train(place)


def _is_whole(place: model.Workshop) -> bool:
    path = place.fitting_model()
    if not path.exists():
        return False
    try:
        model.check_model(path)
    except ModelProblem as problem:
        say(f"{problem} Doing that now.")
        return False
    return True
