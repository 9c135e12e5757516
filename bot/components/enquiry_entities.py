"""What an enquirer tells of a project in passing: who, for whom, how much, when, where from, how to reach."""

import json
from collections import Counter
from typing import Any, Dict, FrozenSet, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.blank_pipeline import blank_pipeline
from bot.components.enquirer_names import NameFinder, trigger_matcher
from bot.components.message_keys import is_payload
from bot.components.place_names import country_matcher
from bot.components.quantity_patterns import Span, quantity_spans
from bot.components.timeframe_patterns import timeframe_spans
from bot.components.word_list import all_stop_words, words

KNOWN_FROM = 3
"""A word in so many training sentences is no new enquirer's name."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class EnquiryEntities(GraphComponent):
    """Adds entities email, phone, amount, job_count, timeframe, person, organisation and country."""

    def __init__(self, model_storage: ModelStorage, resource: Resource, known: FrozenSet[str] = frozenset()) -> None:
        """Keep where to store the known words; build the matchers, so that no visitor waits for it."""
        self._storage = model_storage
        self._resource = resource
        self._known = known
        trigger_matcher()
        country_matcher()

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "EnquiryEntities":
        """Make an untrained component."""
        return cls(model_storage, resource)

    @staticmethod
    def required_packages() -> List[str]:
        """Return nothing: the lock file guarantees spaCy."""
        return []

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the words of ordinary questions, so that "We are interested" names no company."""
        counts = Counter(word for example in training_data.intent_examples for word in set(words(example.get("text"))))
        known = sorted({word for word, count in counts.items() if count >= KNOWN_FROM} | all_stop_words())
        with self._storage.write_to(self._resource) as folder:
            (folder / "known.json").write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "EnquiryEntities":
        """Load the trained component."""
        with model_storage.read_from(resource) as folder:
            known = json.loads((folder / "known.json").read_text(encoding="utf-8"))
        return cls(model_storage, resource, frozenset(known))

    def process(self, messages: List[Message]) -> List[Message]:
        """Add what was found to the entities of each message."""
        for message in messages:
            if not is_payload(message):
                text: str = message.get("text")
                found = [_entity(text, span) for span in find_spans(text, self._known)]
                message.set("entities", [*message.get("entities", []), *found], add_to_output=True)
        return messages


def find_spans(text: str, known: FrozenSet[str]) -> List[Span]:
    """Return everything an enquirer tells in `text`, in order."""
    times = timeframe_spans(text)
    quantities = [
        span for span in quantity_spans(text) if all(span.end <= time.start or span.start >= time.end for time in times)
    ]
    taken = [*times, *quantities]
    names = NameFinder(known, blank_pipeline().make_doc(text), taken).spans()
    return sorted([*taken, *names], key=lambda span: span.start)


def _entity(text: str, span: Span) -> Dict[str, Any]:
    value = text[span.start : span.end]
    return {"entity": span.entity, "value": value, "start": span.start, "end": span.end, "extractor": "EnquiryEntities"}
