"""The language a visitor asks to go on in ("can we speak French?")."""

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message

from bot.components.message_keys import LANGUAGE, LANGUAGE_ENTITY, is_payload
from bot.components.name_index import split

INTENT = "change_language"
NAMES = {
    "en": ("english", "anglais", "anglaise", "engels", "engelse", "englisch", "englische", "en"),
    "fr": ("french", "francais", "francaise", "frans", "franse", "franzosisch", "fr"),
    "nl": ("dutch", "flemish", "neerlandais", "nederlands", "niederlandisch", "flamand", "vlaams", "hollandais", "nl"),
    "de": ("german", "deutsch", "deutsche", "allemand", "allemande", "duits", "duitse", "de"),
}
_BY_NAME = {name: code for code, names in NAMES.items() for name in names}
_AMBIGUOUS = frozenset({"en", "de"})
"""Codes that are words too: they only count where they are all that was typed."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class RequestedLanguage(GraphComponent):
    """Adds an entity `language` where the intent is to change the language and one is named."""

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "RequestedLanguage":
        """Make the component; it has no state."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the language named; it outweighs the language the request is written in."""
        for message in messages:
            if not is_payload(message) and (message.get("intent") or {}).get("name") == INTENT:
                _add_requested(message)
        return messages


def _add_requested(message: Message) -> None:
    words = split(message.get("text"))
    usable = [word for word in words if len(words) == 1 or word.folded not in _AMBIGUOUS]
    named = [word for word in usable if word.folded in _BY_NAME]
    if not named:
        return
    word = named[-1]
    code = _BY_NAME[word.folded]
    entity = {
        "entity": LANGUAGE_ENTITY,
        "value": code,
        "start": word.start,
        "end": word.end,
        "extractor": "RequestedLanguage",
    }
    others = [one for one in message.get("entities", []) if one["entity"] != LANGUAGE_ENTITY]
    message.set("entities", [*others, entity], add_to_output=True)
    message.set(LANGUAGE, {**(message.get(LANGUAGE) or {}), "chosen": code}, add_to_output=True)
