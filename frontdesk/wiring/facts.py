"""The places facts go through in an installation."""

from frontdesk.fact_files.folder import YamlFactFiles
from frontdesk.fact_files.knowledge_json import KnowledgeJson
from frontdesk.services.import_facts import FactDesk
from frontdesk.settings import Settings
from frontdesk.wiring.clock import SystemClock
from frontdesk.wiring.stores import Stores


def fact_files() -> YamlFactFiles:
    """Return the curated files."""
    return YamlFactFiles()


def fact_desk(settings: Settings, stores: Stores) -> FactDesk:
    """Join fact files, fact store and knowledge file."""
    return FactDesk(fact_files(), stores.facts, KnowledgeJson(settings.knowledge_file), SystemClock())
