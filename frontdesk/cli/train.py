"""`frontdesk train`: make the language model from the training data, at once or as a candidate that must prove itself."""

from typing import Annotated

import typer

from frontdesk.cli.installation import RASA_PYTHON, process_environment, read_settings, say, workshop
from frontdesk.cli.train_candidate import CandidateOrder, run_candidate
from frontdesk.services.compare_models import Tolerance
from frontdesk.supervision import model
from frontdesk.supervision.errors import ModelProblem
from frontdesk.supervision.preflight import check_environment

app = typer.Typer(add_completion=False)

_USUAL = Tolerance()


@app.command()
def train(
    *,
    force: Annotated[
        bool, typer.Option("--force", help="Train even where the present model fits the data or is damaged.")
    ] = False,
    candidate: Annotated[
        bool, typer.Option("--candidate", help="Train beside the model in use, compare both, and leave it in use.")
    ] = False,
    promote: Annotated[
        bool, typer.Option("--promote", help="With --candidate: put it in place where it is no worse.")
    ] = False,
    question_set: Annotated[
        str, typer.Option("--set", help="With --candidate: folder of tests/nlu to ask.")
    ] = "tuning",
    lost: Annotated[
        int, typer.Option(min=0, help="With --candidate: so many right answers an intent may lose.")
    ] = _USUAL.lost,
    points: Annotated[
        float, typer.Option(min=0.0, help="With --candidate: per cent of the questions that may fare worse.")
    ] = _USUAL.points,
) -> None:
    """Train the language model where it is missing or stale.

    A model is stale when data/nlu, data/rules, domain.yml, config.yml, bot/components, bot/text.py or bot/uv.lock
    have changed since it was made. Facts and settings never make it stale. `frontdesk up` does this by itself.

    With --candidate the new model stays out of use until it is promoted: it answers the same questions as the model in
    use, a table shows which intents gained and lost, and the command ends with 1 where one is worse.
    """
    if promote and not candidate:
        raise typer.BadParameter("--promote puts a candidate in place; give --candidate too")
    settings = read_settings()
    check_environment(RASA_PYTHON, what="Rasa")
    place = workshop(settings, process_environment(settings))
    if candidate:
        run_candidate(place, CandidateOrder(question_set, Tolerance(lost, points), force, promote))
        return
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
