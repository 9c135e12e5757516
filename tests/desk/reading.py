"""A language model by script: what it makes of a text that the desk has it read, as the components in bot/ write it."""

import json
from typing import Any

from tests.web.rasa_stand_in import Answer, Script


def read_as(intent: str, *, near: tuple[str, ...] = (), subject: str | None = None, **more: Any) -> dict[str, Any]:
    """What is made of one text: an intent, surely, and the facts it is near to."""
    ranking = [{"name": intent, "confidence": 0.96}]
    entities = [{"entity": "subject", "value": subject, "text": subject, "start": 0, "end": 3}] if subject else []
    found = [{"id": fact_id, "similarity": 0.9, "wording": 0.8} for fact_id in near]
    read = {"intent": ranking[0], "intent_ranking": ranking, "entities": entities, "fact_ranking": found}
    return read | {"unknown_names": [], "language": {"chosen": "en"}} | more


def reading(**texts: dict[str, Any]) -> Script:
    """Answer each text by its own reading; ``others`` is that of all others."""
    told = {text.replace("_", " "): read for text, read in texts.items()}

    def answer(call: dict[str, Any]) -> Answer:
        read = told.get(call["text"], told.get("others", read_as("nlu_fallback")))
        return 200, json.dumps({"text": call["text"], **read}).encode()

    return answer


def away(_call: dict[str, Any]) -> Answer:
    """Be out of order."""
    return 503, b"{}"
