"""Sentence vectors on every message, for classifying, rejecting and finding facts."""

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.encoder import Encoder, shared_encoder
from bot.components.message_keys import SENTENCE_VECTOR, classified_text, is_payload


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoder(GraphComponent):
    """Adds the sentence vector; the encoder is warm as soon as the model is loaded."""

    def __init__(self, encoder: Encoder) -> None:
        """Use `encoder`."""
        self._encoder = encoder

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SentenceEncoder":
        """Make the component with the encoder of this process."""
        return cls(shared_encoder())

    @staticmethod
    def required_packages() -> List[str]:
        """Return nothing: the encoder's package and import names differ, and Rasa would look for the wrong one."""
        return []

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Encode all training sentences in one go."""
        examples = [example for example in training_data.training_examples if example.get("text")]
        vectors = self._encoder.vectors([classified_text(example) for example in examples])
        for example, vector in zip(examples, vectors, strict=True):
            example.set(SENTENCE_VECTOR, vector)
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Encode what a visitor typed."""
        for message in messages:
            if not is_payload(message):
                message.set(SENTENCE_VECTOR, self._encoder.vector(classified_text(message)))
        return messages
