"""Names under which the components leave their results on a Rasa message."""

from rasa.shared.nlu.training_data.message import Message

SENTENCE_VECTOR = "sentence_vector"
ASKED_TEXT = "asked_text"
ASKED_FROM = "asked_from"
LANGUAGE = "language"
REJECTION = "rejection"
NEAR_MISS = "near_miss"
FACT_RANKING = "fact_ranking"
UNKNOWN_NAMES = "unknown_names"
SUBJECT_ENTITY = "subject"
LANGUAGE_ENTITY = "language"


def is_payload(message: Message) -> bool:
    """Tell whether the message is a pressed button, which Rasa itself decodes after the pipeline."""
    return (message.get("text") or "").startswith("/")


def classified_text(message: Message) -> str:
    """Return the text that intents and facts are recognised from: the core of the question, repaired where there were typos."""
    return str(message.get(ASKED_TEXT) or message.get("text") or "")


def training_language(message: Message) -> str:
    """Return the language of a training sentence, from its intent's metadata; "en" where it has none."""
    metadata = message.get("metadata") or {}
    return str((metadata.get("intent") or {}).get("language", "en"))


def conversation_language(message: Message) -> str:
    """Return the language the conversation is held in, from the metadata the channel sends; "" where unknown."""
    return str((message.get("metadata") or {}).get("language") or "")
