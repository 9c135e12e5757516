"""Whether a message is near enough to anything known to be answered at all."""

import json
from typing import Any, Dict, List, Tuple

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.encoder import universal_part
from bot.components.message_keys import REJECTION, SENTENCE_VECTOR, classified_text, is_payload, training_language
from bot.components.near_rows import NearRows
from bot.components.score_thresholds import NEIGHBOURS, as_matrix, fold_numbers, out_of_fold_scores, thresholds

FALLBACK = "nlu_fallback"
OUTSIDE = ("out_of_scope",)
"""Intents of what nobody should answer from: no measure of being understood."""
SMALL_TALK = frozenset({"greet", "goodbye", "thank", "praise", "insult", "how_are_you", "chitchat", "politics"})
LEAST_SURE_OF_TALK = 0.5
"""A doubtful greeting is more likely a question that nobody trained for; thanks for nothing annoy more than a question back."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class Rejection(GraphComponent):
    """Sets `rejection`; a rejected message gets the intent `nlu_fallback`, its ranking is kept."""

    def __init__(
        self, model_storage: ModelStorage, resource: Resource, known: NearRows, lines: Tuple[float, float]
    ) -> None:
        """Keep the vectors of the known sentences and the two lines drawn at training."""
        self._storage = model_storage
        self._resource = resource
        self._known = known
        self._reject, self._clarify = lines

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "Rejection":
        """Make an untrained component, which accepts everything."""
        return cls(model_storage, resource, NearRows(as_matrix([])), (0.0, 0.0))

    @staticmethod
    def required_packages() -> List[str]:
        """Return nothing: the lock file guarantees what is needed."""
        return []

    def train(self, training_data: TrainingData) -> Resource:
        """Draw the lines from scores of sentences that the scoring model did not see."""
        examples = [example for example in training_data.intent_examples if example.get(SENTENCE_VECTOR) is not None]
        intents = [example.get("intent") for example in examples]
        vectors = as_matrix([example.get(SENTENCE_VECTOR) for example in examples])
        folds = fold_numbers([(intent, training_language(one)) for intent, one in zip(intents, examples, strict=True)])
        texts = [classified_text(example) for example in examples]
        lines = thresholds(out_of_fold_scores(texts, vectors, intents, folds, OUTSIDE))
        known = universal_part(vectors)[[intent not in OUTSIDE for intent in intents]]
        with self._storage.write_to(self._resource) as folder:
            np.save(folder / "known.npy", known.astype(np.float16))
            (folder / "lines.json").write_text(json.dumps({"reject": lines[0], "clarify": lines[1]}), encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "Rejection":
        """Load the trained component."""
        with model_storage.read_from(resource) as folder:
            known = NearRows(np.load(folder / "known.npy"))
            lines = json.loads((folder / "lines.json").read_text(encoding="utf-8"))
        return cls(model_storage, resource, known, (lines["reject"], lines["clarify"]))

    def process(self, messages: List[Message]) -> List[Message]:
        """Score each message and reject it where its score is too low."""
        for message in messages:
            if not is_payload(message):
                self._judge(message)
        return messages

    def _nearness(self, message: Message) -> float:
        """Return what `score_thresholds.nearness` does, faster."""
        if not len(self._known):
            return 0.0
        return float(self._known.nearest(universal_part(message.get(SENTENCE_VECTOR)), NEIGHBOURS).mean())

    def _judge(self, message: Message) -> None:
        ranking = message.get("intent_ranking") or []
        inside = [one["confidence"] for one in ranking if one["name"] not in OUTSIDE]
        score = max(inside, default=0.0) * self._nearness(message)
        accept = score >= self._reject
        verdict = {"score": round(score, 4), "accept": accept, "clarify": accept and score < self._clarify}
        message.set(REJECTION, verdict, add_to_output=True)
        # What is recognised as out of scope keeps that name: it is understood, and refused.
        intent = message.get("intent") or {}
        doubtful_talk = intent.get("name") in SMALL_TALK and intent["confidence"] < LEAST_SURE_OF_TALK
        if (not accept or doubtful_talk) and intent.get("name") not in OUTSIDE:
            message.set("intent", {"name": FALLBACK, "confidence": round(1.0 - score, 4)}, add_to_output=True)
