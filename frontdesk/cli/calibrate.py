"""`frontdesk calibrate`: weigh the evidence for an answer anew, after larger changes of facts, training data or encoders."""

import typer

from frontdesk.cli.installation import process_environment, read_settings, say, workshop
from frontdesk.supervision.errors import ModelProblem
from frontdesk.wiring.calibration import calibrate as fit
from frontdesk.wiring.second_opinion import fit_second_opinion

app = typer.Typer(add_completion=False)


@app.command()
def calibrate() -> None:
    """Fit data/calibration.json to the tuning questions and data/second_opinion.json to the tuning conversations; takes minutes.

    It decides how much meaning, wording, attribute and subject count, and from which belief on a fact is stated;
    and, for a question after an answer, what speaks for another fact than the rules state.
    Run it after the model was trained anew or many facts were added; then `frontdesk bench nlu` for the figures.
    """
    settings = read_settings()
    model = workshop(settings, process_environment(settings)).fitting_model()
    if not model.exists():
        raise ModelProblem(
            "No language model is made from the present training data. Run `make train`, then this again."
        )
    calibration = fit(model)
    say(f"Facts are stated from {calibration.state_from:.2f} and offered from {calibration.offer_from:.2f} on.")
    opinion = fit_second_opinion(model)
    say(
        f"After an answer, another fact is stated from {opinion.state_from:.2f} and none claimed from {opinion.none_from:.2f} on."
    )
