"""Facts that a message may ask for, by meaning and wording, and how much it is like what they do not answer."""

import logging
import threading
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional, Sequence, Tuple

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message

from bot.components.encoder import shared_encoder
from bot.components.fact_index import FactIndex
from bot.components.message_keys import FACT_RANKING, NEAR_MISS, SENTENCE_VECTOR, classified_text, is_payload
from bot.components.near_miss_index import NearMissIndex
from bot.components.question_core import question_core
from bot.components.vector_cache import Halves, VectorCache
from bot.knowledge import FactText, Knowledge, KnowledgeWatch
from bot.settings import knowledge_file

logger = logging.getLogger(__name__)

AT_ONCE = 50
"""So many new sentences are encoded while the visitor waits (0.3 s); more of them in the background."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class FactRetriever(GraphComponent):
    """Sets `fact_ranking` and `near_miss`; an edited fact is found by its new examples at the next question."""

    def __init__(self, watch: KnowledgeWatch, cache: VectorCache) -> None:
        """Index what `watch` gives now, so that the first visitor does not wait for it."""
        self._watch = watch
        self._cache = cache
        self._indexed: Optional[Knowledge] = None
        self._index = FactIndex((), shared_encoder().vectors([]))
        self._near_misses = NearMissIndex((), shared_encoder().vectors([]))
        self._building: Optional[threading.Thread] = None
        self._compare_near_misses(*self._build(watch.current()))

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "FactRetriever":
        """Make the component on this instance's knowledge file."""
        path = knowledge_file()
        return cls(KnowledgeWatch(path), VectorCache(_vectors_beside(path), shared_encoder()))

    @staticmethod
    def required_packages() -> List[str]:
        """Return nothing: the lock file guarantees what is needed."""
        return []

    def process(self, messages: List[Message]) -> List[Message]:
        """Rank the facts for each message."""
        self._refresh()
        for message in messages:
            if not is_payload(message):
                self._read(message)
        return messages

    def _read(self, message: Message) -> None:
        vector, text = message.get(SENTENCE_VECTOR), classified_text(message)
        ranking, nearness = self._index.rank(vector, text), self._near_misses.nearness(vector, text)
        message.set(FACT_RANKING, ranking, add_to_output=True)
        message.set(NEAR_MISS, asdict(nearness), add_to_output=True)

    def _refresh(self) -> None:
        knowledge = self._watch.current()
        busy = self._building is not None and self._building.is_alive()
        if knowledge is self._indexed or busy:
            return
        if len(self._cache.missing([text.text for text in _as_asked(knowledge.texts)])) <= AT_ONCE:
            self._start(self._compare_near_misses, *self._build(knowledge))
        else:
            # Until it is done the questions are answered from the facts as they were.
            self._start(lambda: self._compare_near_misses(*self._build(knowledge)))

    def _start(self, work: Callable[..., None], *given: Any) -> None:
        self._building = threading.Thread(target=work, args=given, name="fact-index", daemon=True)
        self._building.start()

    def _build(self, knowledge: Knowledge) -> Tuple[List[FactText], Halves]:
        texts = _as_asked(knowledge.texts)
        vectors = self._cache.vectors([text.text for text in texts])
        leading = sum(not text.is_near_miss for text in texts)
        self._index = FactIndex(texts[:leading], vectors[:leading])
        self._indexed = knowledge
        logger.info("Indexed %d sentences of facts", len(knowledge.texts))
        return texts, vectors

    def _compare_near_misses(self, texts: Sequence[FactText], vectors: Halves) -> None:
        self._near_misses = NearMissIndex(texts, vectors)


def _as_asked(texts: Sequence[FactText]) -> List[FactText]:
    """Cut questions to what they ask, as visitors' are; near misses come last."""
    asked = (text if text.is_statement else replace(text, text=question_core(text.text)) for text in texts)
    return sorted(asked, key=lambda text: text.is_near_miss)


def _vectors_beside(path: Path) -> Path:
    return path.with_suffix(".vectors.npz")
