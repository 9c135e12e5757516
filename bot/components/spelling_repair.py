"""Typing errors and words around a question do not hide what is asked: the classifier reads its repaired core."""

import json
from typing import Any, Dict, FrozenSet, List, Optional, Tuple

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.message_keys import ASKED_FROM, ASKED_TEXT, LANGUAGE, SUBJECT_ENTITY, is_payload, training_language
from bot.components.question_core import core_start, question_core
from bot.components.word_list import STOP_WORD_LANGUAGES, common_words, count_words
from bot.components.word_repair import WordRepair


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SpellingRepair(GraphComponent):
    """Sets the text that intents are recognised from; the visitor's own text stays what it is."""

    def __init__(self, model_storage: ModelStorage, resource: Resource, repair: Optional[WordRepair] = None) -> None:
        """Keep where to store the words, and the repair where there is one already."""
        self._storage = model_storage
        self._resource = resource
        self._repair = repair or WordRepair({})

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SpellingRepair":
        """Make an untrained component."""
        return cls(model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the words of each language."""
        sentences = [(training_language(example), example.get("text")) for example in training_data.intent_examples]
        counts = count_words(sentences)
        with self._storage.write_to(self._resource) as folder:
            (folder / "words.json").write_text(json.dumps(counts, ensure_ascii=False, sort_keys=True), encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "SpellingRepair":
        """Load the trained component."""
        with model_storage.read_from(resource) as folder:
            counts = json.loads((folder / "words.json").read_text(encoding="utf-8"))
        lists = {language: common_words(language) for language in STOP_WORD_LANGUAGES}
        return cls(model_storage, resource, WordRepair(counts, lists))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Set the core of each training sentence; there is nothing to repair, their words are the known ones."""
        for example in training_data.training_examples:
            if example.get("text"):
                text: str = example.get("text")
                example.set(ASKED_TEXT, question_core(text))
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Set the repaired core of each message and where it begins."""
        for message in messages:
            if not is_payload(message):
                text: str = message.get("text")
                start = core_start(text, _spans(message, regions=False))
                message.set(ASKED_TEXT, self._repaired(message, start), add_to_output=True)
                message.set(ASKED_FROM, start, add_to_output=True)
        return messages

    def _repaired(self, message: Message, start: int) -> str:
        spans = frozenset((first - start, last - start) for first, last in _spans(message, regions=True))
        language = (message.get(LANGUAGE) or {}).get("chosen", "")
        return self._repair.repair(message.get("text")[start:].strip(), language, spans)


def _spans(message: Message, *, regions: bool) -> FrozenSet[Tuple[int, int]]:
    """Return where subjects are named. The region in "we are a Swiss company" is where the visitor comes from, and may be cut off."""
    named = (one for one in message.get("entities", []) if one["entity"] == SUBJECT_ENTITY)
    return frozenset((one["start"], one["end"]) for one in named if regions or one.get("kind") != "region")
