"""Which intent a message has."""

from typing import Any, Dict, List, Optional

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.intent_model import IntentModel
from bot.components.message_keys import SENTENCE_VECTOR, classified_text, is_payload

RANKED = 10
"""As many intents are kept with a message; the rest would only weigh on the conversation's storage."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SentenceIntentClassifier(GraphComponent):
    """Sets `intent` and `intent_ranking` from the sentence vector and the n-grams of a text."""

    def __init__(self, model_storage: ModelStorage, resource: Resource, model: Optional[IntentModel] = None) -> None:
        """Keep where to store the model, and the model where there is one already."""
        self._storage = model_storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SentenceIntentClassifier":
        """Make an untrained component."""
        return cls(model_storage, resource)

    @staticmethod
    def required_packages() -> List[str]:
        """Return nothing: the lock file guarantees what is needed."""
        return []

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the model to the training sentences and store it."""
        examples = [example for example in training_data.intent_examples if example.get(SENTENCE_VECTOR) is not None]
        texts = [classified_text(example) for example in examples]
        vectors = np.stack([example.get(SENTENCE_VECTOR) for example in examples])
        model = IntentModel().fit(texts, vectors, [example.get("intent") for example in examples])
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
    ) -> "SentenceIntentClassifier":
        """Load the trained component."""
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, IntentModel.load(folder))

    def process(self, messages: List[Message]) -> List[Message]:
        """Set the most probable intent and the ranking."""
        for message in messages:
            if not is_payload(message):
                ranking = self._ranking(message)
                message.set("intent", ranking[0], add_to_output=True)
                message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def _ranking(self, message: Message) -> List[Dict[str, Any]]:
        if self._model is None:
            return [{"name": None, "confidence": 0.0}]
        probable = self._model.probabilities_of_one(classified_text(message), message.get(SENTENCE_VECTOR))
        best = np.argsort(-probable)[:RANKED]
        return [{"name": self._model.intents[i], "confidence": round(float(probable[i]), 5)} for i in best]
