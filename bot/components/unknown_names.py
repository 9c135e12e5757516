"""Names in a question that are no subject we know, so that they never get another subject's answer."""

import json
from typing import Any, Container, Dict, FrozenSet, Iterator, List, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.message_keys import LANGUAGE, UNKNOWN_NAMES, classified_text, is_payload, training_language
from bot.components.word_list import STOP_WORD_LANGUAGES, WORD, all_stop_words, common_words, count_words
from bot.knowledge import Knowledge, KnowledgeWatch
from bot.settings import knowledge_file

ORDINARY_FROM = 2
"""A word that so many training sentences hold in lower case is an ordinary one."""
SHORTEST = 3
_NOUNS_CAPITALISED = "de"
_COMPOUNDING = frozenset({"de", "nl"})
_LINKS = ("", "s", "n", "en", "es", "er")
_SHORTEST_PART = 4


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class UnknownNames(GraphComponent):
    """Sets `unknown_names`: words in capitals, or not in any word list, that no other component has read."""

    def __init__(self, model_storage: ModelStorage, resource: Resource, ordinary: FrozenSet[str]) -> None:
        """Take the ordinary words of the training sentences."""
        self._storage = model_storage
        self._resource = resource
        self._ordinary = ordinary | all_stop_words()
        self._common: Dict[str, Container[str]] = {}
        self._watch = KnowledgeWatch(knowledge_file())
        self._read: Optional[Knowledge] = None
        self._told: FrozenSet[str] = frozenset()

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "UnknownNames":
        """Make an untrained component."""
        return cls(model_storage, resource, frozenset())

    @staticmethod
    def required_packages() -> List[str]:
        """Return nothing: the lock file guarantees what is needed."""
        return []

    def train(self, training_data: TrainingData) -> Resource:
        """Learn which words are ordinary ones in our questions."""
        sentences = [(training_language(example), example.get("text")) for example in training_data.intent_examples]
        counts = count_words(sentences).values()
        ordinary = sorted({word for counter in counts for word, count in counter.items() if count >= ORDINARY_FROM})
        with self._storage.write_to(self._resource) as folder:
            (folder / "ordinary.json").write_text(json.dumps(ordinary, ensure_ascii=False), encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "UnknownNames":
        """Load the trained component and the word lists."""
        with model_storage.read_from(resource) as folder:
            ordinary = frozenset(json.loads((folder / "ordinary.json").read_text(encoding="utf-8")))
        component = cls(model_storage, resource, ordinary)
        component._common = {language: common_words(language) for language in STOP_WORD_LANGUAGES}
        return component

    def process(self, messages: List[Message]) -> List[Message]:
        """Name what is unknown in each text, as the visitor spelt it."""
        self._read_knowledge()
        for message in messages:
            if not is_payload(message):
                message.set(UNKNOWN_NAMES, list(self._unknown(message)), add_to_output=True)
        return messages

    def _read_knowledge(self) -> None:
        """Take the words of published facts for ordinary ones; a fact added today brings its words along."""
        knowledge = self._watch.current()
        if knowledge is not self._read:
            texts = (told.text for told in knowledge.texts)
            self._told = frozenset(word for text in texts for word in WORD.findall(text) if word.islower())
            self._read = knowledge

    def _unknown(self, message: Message) -> Iterator[str]:
        text: str = message.get("text")
        language = (message.get(LANGUAGE) or {}).get("chosen", "en")
        repaired = WORD.findall(classified_text(message))
        spans = [(one["start"], one["end"]) for one in message.get("entities", []) if "start" in one]
        # Repair changes words but not their number; what stands ahead of the question names nobody it asks about.
        matches = list(WORD.finditer(text))[-len(repaired) :]
        for match, asked in zip(matches, repaired, strict=True):
            word = match.group()
            read = any(start < match.end() and match.start() < end for start, end in spans)
            mended = asked != word
            if (
                len(word) >= SHORTEST
                and not read
                and not mended
                and self._is_name(word, language, first=_begins(text, match.start()))
            ):
                yield word

    def _is_name(self, word: str, language: str, *, first: bool) -> bool:
        lower = word.lower()
        if lower in self._ordinary or lower in self._told:
            return False
        if word[0].isupper() and not first and language != _NOUNS_CAPITALISED:
            return True
        lists = [self._common.get(known, frozenset()) for known in (language, "en")]
        if any(lower in known for known in lists):
            return False
        return language not in _COMPOUNDING or not _is_compound(lower, lists[0])


def _is_compound(word: str, known: Container[str]) -> bool:
    """Tell whether a word is put together of two known ones, as "Gründungsjahr" is."""
    for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        if word[at:] in known and any(word[:at].endswith(link) and word[: at - len(link)] in known for link in _LINKS):
            return True
    return False


def _begins(text: str, start: int) -> bool:
    """Tell whether a word begins a sentence, where every word has a capital."""
    before = text[:start].rstrip(" \"'“„«(")
    return not before or before[-1] in ".!?:;\n-–•"
