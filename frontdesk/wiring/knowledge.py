"""Joins what the knowledge desk and the review queue work with; nothing is read before it is first used."""

from functools import cached_property

from frontdesk.fact_files.fixed_talk import FixedTalk
from frontdesk.facts.model import Fact
from frontdesk.rasa_http import RasaReader
from frontdesk.rendering.answers import TemplateRenderer
from frontdesk.services.import_facts import FactDesk
from frontdesk.services.preview_answer import PreviewDesk, worded
from frontdesk.services.rendered_answer import AnswerRenderer, RenderedAnswer
from frontdesk.services.search_facts import FactCatalogue
from frontdesk.services.work_review import ReviewDesk
from frontdesk.settings import PROJECT_ROOT, Settings
from frontdesk.values import Language
from frontdesk.wiring.answering import assemble_answer_desk
from frontdesk.wiring.clock import SystemClock
from frontdesk.wiring.facts import fact_desk
from frontdesk.wiring.reviews import label_desk
from frontdesk.wiring.stores import Stores


class KnowledgeDesk:
    """Facts to curate, answers to preview and misunderstood messages to work through, of one installation."""

    def __init__(self, settings: Settings, stores: Stores) -> None:
        self._settings, self._stores = settings, stores

    @cached_property
    def facts(self) -> FactDesk:
        """The places facts go through."""
        return fact_desk(self._settings, self._stores)

    @cached_property
    def catalogue(self) -> FactCatalogue:
        """Everything held, to be searched."""
        return FactCatalogue(self._stores.facts, SystemClock())

    @cached_property
    def renderer(self) -> AnswerRenderer:
        """What words answers for visitors."""
        return TemplateRenderer()

    def worded(self, fact: Fact) -> dict[Language, RenderedAnswer]:
        """Return how an answer that states a fact, published or not, is worded in each language."""
        return worded(fact, self.renderer)

    @property
    def state_from(self) -> float:
        """How far the facts must be believed in for the best one to be stated."""
        return self.previews.answers.calibration.state_from

    @cached_property
    def _reader(self) -> RasaReader:
        return RasaReader(self._settings.rasa_url, self._settings.shared_secret())

    @cached_property
    def previews(self) -> PreviewDesk:
        """What answers visitors. Raises OSError where the calibration cannot be read."""
        answers = assemble_answer_desk(self._stores.knowledge, self._reader)
        always = {"privacy_url": self._settings.privacy_url}
        talk = FixedTalk(PROJECT_ROOT / "domain.yml", PROJECT_ROOT / "data" / "rules", always)
        return PreviewDesk(answers, talk, SystemClock())

    @cached_property
    def reviews(self) -> ReviewDesk:
        """The queue with what labelling needs. Raises OSError where domain.yml cannot be read."""
        return ReviewDesk(label_desk(self._stores), self.facts)

    def close(self) -> None:
        """Close the connections to Rasa, where any were made."""
        if "_reader" in vars(self):
            self._reader.close()
