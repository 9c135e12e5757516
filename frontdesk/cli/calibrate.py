"""`frontdesk calibrate`: weigh the evidence for an answer anew, after larger changes of facts, training data or encoders."""

import typer

from frontdesk.cli.installation import process_environment, read_settings, say, workshop
from frontdesk.supervision.errors import ModelProblem
from frontdesk.wiring.calibration import calibrate as fit

app = typer.Typer(add_completion=False)


@app.command()
def calibrate() -> None:
    """Fit data/calibration.json to the tuning questions, as the language model reads them; takes a minute or two.

    It decides how much meaning, wording, attribute and subject count, and from which belief on a fact is stated.
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
