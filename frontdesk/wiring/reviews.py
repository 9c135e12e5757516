"""Joins what labelling and exporting of the review queue work with."""

from pathlib import Path

from frontdesk.fact_files.example_files import TrainingExamples, intents_of
from frontdesk.services.export_reviewed import ExportDesk
from frontdesk.services.label_review import LabelDesk
from frontdesk.settings import PROJECT_ROOT, Settings
from frontdesk.wiring.clock import SystemClock
from frontdesk.wiring.facts import fact_desk
from frontdesk.wiring.stores import Stores

_NOT_TO_LEARN = frozenset({"nlu_fallback", "choose_fact"})  # what nobody says


def label_desk(stores: Stores) -> LabelDesk:
    """Return the desk of an installation. Raises OSError where domain.yml cannot be read."""
    return LabelDesk(stores.reviews, stores.facts, known_intents(), SystemClock())


def export_desk(settings: Settings, stores: Stores, folder: Path) -> ExportDesk:
    """Return the desk that writes training sentences to a folder. Raises OSError where domain.yml cannot be read."""
    return ExportDesk(stores.reviews, fact_desk(settings, stores), TrainingExamples(folder), known_intents())


def known_intents() -> frozenset[str]:
    """Return the intents a text can be labelled with. Raises OSError where domain.yml cannot be read."""
    return intents_of(PROJECT_ROOT / "domain.yml") - _NOT_TO_LEARN
