"""Words by spaCy's language-independent rules, as Rasa tokens."""

from typing import Any, Dict, List

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message

from bot.components.blank_pipeline import blank_pipeline


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class SpacyWordTokenizer(Tokenizer):
    """Splits with a blank spaCy pipeline, so that no statistical model has to be downloaded."""

    def __init__(self, config: Dict[str, Any]) -> None:
        """Make the blank pipeline once."""
        super().__init__(config)
        self._nlp = blank_pipeline()

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Return the options that Rasa's base class reads."""
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_", "token_pattern": None}

    @staticmethod
    def required_packages() -> List[str]:
        """Return nothing: the lock file guarantees spaCy."""
        return []

    def tokenize(self, message: Message, attribute: str) -> List[Token]:
        """Return the words of one attribute with their positions."""
        words = self._nlp.make_doc(message.get(attribute))
        return [Token(word.text, word.idx) for word in words if not word.is_space]
