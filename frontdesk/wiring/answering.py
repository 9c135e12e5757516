"""Joins the service that answers questions."""

from frontdesk.fact_files.calibration_json import read_calibration
from frontdesk.facts.calibration import Calibration
from frontdesk.rasa_http import RasaReader
from frontdesk.rendering.answers import TemplateRenderer
from frontdesk.services.answer_desk import AnswerDesk
from frontdesk.settings import PROJECT_ROOT, Settings
from frontdesk.wiring.stores import open_stores

CALIBRATION = PROJECT_ROOT / "data" / "calibration.json"


def build_answer_desk(settings: Settings) -> AnswerDesk:
    """Return the answer desk of an installation; it reads the fact store at the first question."""
    reader = RasaReader(settings.rasa_url, settings.shared_secret())
    return AnswerDesk(open_stores(settings).knowledge, TemplateRenderer(), open_calibration(), reader)


def open_calibration() -> Calibration:
    """Read the calibration that belongs to the project's facts and language model."""
    return read_calibration(CALIBRATION)
