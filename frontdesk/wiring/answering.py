"""Joins the service that answers questions."""

from dataclasses import replace

from frontdesk.fact_files.calibration_json import read_calibration
from frontdesk.fact_files.second_opinion_json import read_second_opinion
from frontdesk.facts.calibration import Calibration
from frontdesk.rasa_http import RasaReader
from frontdesk.rendering.answers import TemplateRenderer
from frontdesk.services.answer_desk import AnswerDesk
from frontdesk.services.ports import KnowledgeSource
from frontdesk.services.reading import Reader
from frontdesk.services.second_look import LearnedLook
from frontdesk.settings import PROJECT_ROOT, Settings
from frontdesk.wiring.stores import open_stores

CALIBRATION = PROJECT_ROOT / "data" / "calibration.json"
SECOND_OPINION = PROJECT_ROOT / "data" / "second_opinion.json"


def build_answer_desk(settings: Settings) -> AnswerDesk:
    """Return the answer desk of an installation; it reads the fact store at the first question."""
    reader = RasaReader(settings.rasa_url, settings.shared_secret())
    return assemble_answer_desk(open_stores(settings).knowledge, reader)


def assemble_answer_desk(knowledge: KnowledgeSource, reader: Reader) -> AnswerDesk:
    """Return an answer desk with all that is fitted. Raises OSError where that cannot be read."""
    by_rules = assemble_by_rules(knowledge, reader)
    return replace(by_rules, second_look=LearnedLook(read_second_opinion(SECOND_OPINION), by_rules.calibration))


def assemble_by_rules(knowledge: KnowledgeSource, reader: Reader) -> AnswerDesk:
    """Return an answer desk without a second look, which is fitted to what this one answers."""
    return AnswerDesk(knowledge, TemplateRenderer(), open_calibration(), reader)


def open_calibration() -> Calibration:
    """Read the calibration that belongs to the project's facts and language model."""
    return read_calibration(CALIBRATION)
