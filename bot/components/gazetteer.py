"""Subjects of facts in what a visitor types, by their names in the knowledge file."""

import json
from typing import Any, Dict, FrozenSet, List, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.message_keys import SUBJECT_ENTITY, is_payload, training_language
from bot.components.name_index import Found, NameIndex
from bot.components.word_list import abbreviations, count_words, ordinary_words
from bot.knowledge import Knowledge, KnowledgeWatch
from bot.settings import knowledge_file

ORDINARY_FROM = 3
"""A word that so many training sentences hold in lower case is an ordinary one."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class SubjectGazetteer(GraphComponent):
    """Adds an entity `subject` for each name found; a change of the file takes effect without training."""

    def __init__(
        self, model_storage: ModelStorage, resource: Resource, watch: KnowledgeWatch, ordinary: FrozenSet[str]
    ) -> None:
        """Look for the names `watch` gives."""
        self._storage = model_storage
        self._resource = resource
        self._watch = watch
        self._ordinary = ordinary
        self._indexed: Optional[Knowledge] = None
        self._index = NameIndex((), ordinary)

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SubjectGazetteer":
        """Make an untrained component."""
        return cls(model_storage, resource, KnowledgeWatch(knowledge_file()), frozenset())

    @staticmethod
    def required_packages() -> List[str]:
        """Return nothing: the lock file guarantees what is needed."""
        return []

    def train(self, training_data: TrainingData) -> Resource:
        """Learn which words are ordinary ones. The names themselves are no input of the training."""
        sentences = [(training_language(example), example.get("text")) for example in training_data.intent_examples]
        ordinary = ordinary_words(count_words(sentences), ORDINARY_FROM) - abbreviations(sentences)
        with self._storage.write_to(self._resource) as folder:
            (folder / "ordinary.json").write_text(json.dumps(sorted(ordinary), ensure_ascii=False), encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "SubjectGazetteer":
        """Load the trained component."""
        with model_storage.read_from(resource) as folder:
            ordinary = frozenset(json.loads((folder / "ordinary.json").read_text(encoding="utf-8")))
        return cls(model_storage, resource, KnowledgeWatch(knowledge_file()), ordinary)

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the subjects found in each text."""
        index = self._current_index()
        for message in messages:
            if not is_payload(message):
                text: str = message.get("text")
                found = [_entity(text, one) for one in index.find(text)]
                message.set("entities", [*message.get("entities", []), *found], add_to_output=True)
        return messages

    def _current_index(self) -> NameIndex:
        knowledge = self._watch.current()
        if knowledge is not self._indexed:
            self._index = NameIndex(knowledge.subjects, self._ordinary)
            self._indexed = knowledge
        return self._index


def _entity(text: str, found: Found) -> Dict[str, Any]:
    return {
        "entity": SUBJECT_ENTITY,
        "value": found.name.subject_id,
        "kind": found.name.kind,
        "start": found.start,
        "end": found.end,
        "confidence": found.confidence,
        "text": text[found.start : found.end],
        "extractor": "SubjectGazetteer",
    }
