"""Which language to answer in."""

from typing import Any, Dict, List, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.language_model import LanguageModel
from bot.components.message_keys import (
    LANGUAGE,
    LANGUAGE_ENTITY,
    SUBJECT_ENTITY,
    conversation_language,
    is_payload,
    training_language,
)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class LanguageDetector(GraphComponent):
    """Sets `language`, and an entity `language` where the conversation's language changes."""

    def __init__(self, model_storage: ModelStorage, resource: Resource, model: Optional[LanguageModel] = None) -> None:
        """Keep where to store the model, and the model where there is one already."""
        self._storage = model_storage
        self._resource = resource
        self._model = model or LanguageModel()

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "LanguageDetector":
        """Make an untrained component."""
        return cls(model_storage, resource)

    @staticmethod
    def required_packages() -> List[str]:
        """Return nothing: the lock file guarantees what is needed."""
        return []

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the languages from the metadata of the training sentences."""
        examples = [example for example in training_data.intent_examples if example.get("text")]
        model = LanguageModel().fit([(training_language(example), example.get("text")) for example in examples])
        with self._storage.write_to(self._resource) as folder:
            model.save(folder)
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "LanguageDetector":
        """Load the trained component."""
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, LanguageModel.load(folder))

    def process(self, messages: List[Message], tracker: Optional[DialogueStateTracker] = None) -> List[Message]:
        """Detect the language and decide which one to answer in."""
        spoken = _spoken_language(tracker)
        for message in messages:
            if not is_payload(message):
                self._detect(message, spoken)
        return messages

    def _detect(self, message: Message, spoken: str) -> None:
        current = conversation_language(message) or spoken
        text = _without_subjects(message)
        detected, confidence = self._model.detect(text)
        chosen = self._model.choose(text, current, detected, confidence)
        found = {"detected": detected, "confidence": round(confidence, 4), "current": current, "chosen": chosen}
        message.set(LANGUAGE, found, add_to_output=True)
        # The first message of a conversation held in French says so too: the slot still has its initial value then.
        if chosen and chosen != (spoken or current):
            message.set("entities", [*message.get("entities", []), _entity(message, chosen)], add_to_output=True)


def _without_subjects(message: Message) -> str:
    """Return the text without the names of subjects: "Luik" typed into an English form is no Dutch sentence."""
    text: str = message.get("text")
    for entity in message.get("entities", []):
        if entity["entity"] == SUBJECT_ENTITY:
            start, end = entity["start"], entity["end"]
            text = text[:start] + " " * (end - start) + text[end:]
    return text


def _spoken_language(tracker: Optional[DialogueStateTracker]) -> str:
    """Return the language the dialogue answers in so far; "" where there is no dialogue."""
    slot = tracker.slots.get(LANGUAGE) if tracker is not None else None
    return str(slot.value or "") if slot is not None else ""


def _entity(message: Message, chosen: str) -> Dict[str, Any]:
    end = len(message.get("text"))
    return {"entity": LANGUAGE_ENTITY, "value": chosen, "start": 0, "end": end, "extractor": "LanguageDetector"}
