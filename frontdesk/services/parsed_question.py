"""Turns what the language model says about a message into a question; the keys are those that the components in bot/ write."""

from collections.abc import Iterable, Mapping
from typing import Any

from frontdesk.facts.question import Mention, NearMiss, Question
from frontdesk.values import Language

_ASK = "ask_"
# Intents that begin with ask_ and name no attribute.
_TALK = frozenset({"ask_capabilities", "ask_source", "ask_more", "ask_privacy", "ask_advice"})
_OUTSIDE = frozenset({"other_region", "out_of_scope", "ask_advice", "politics", "chitchat"})
_QUESTIONS = frozenset(
    {"other_region", "out_of_scope", "nlu_fallback", "choose_fact", "follow_up_subject", "follow_up_today", "inform"}
)


def question_from_parse(parse: Mapping[str, Any], language: Language) -> Question:
    """Read a message's parse data; what is missing, as after a click on a button, counts as not found."""
    intent: Mapping[str, Any] = parse.get("intent") or {}
    entities: list[Mapping[str, Any]] = parse.get("entities") or []
    return Question(
        text=parse.get("text") or "",
        core=parse.get("asked_text") or parse.get("text") or "",
        language=language,
        act=intent.get("name") or "",
        confidence=float(intent.get("confidence") or 0.0),
        attributes=dict(_attributes(parse.get("intent_ranking") or [intent])),
        mentions=tuple(_mention(entity) for entity in entities if _is_asked_about(entity, parse)),
        unknown_names=tuple(parse.get("unknown_names") or ()),
        similar={found["id"]: float(found["similarity"]) for found in parse.get("fact_ranking") or ()},
        alike={found["id"]: float(found["wording"]) for found in parse.get("fact_ranking") or ()},
        outside=sum(
            float(found["confidence"]) for found in parse.get("intent_ranking") or () if found["name"] in _OUTSIDE
        ),
        near_miss=NearMiss(**parse.get("near_miss") or {}),
        chosen_fact=next((str(entity["value"]) for entity in entities if entity["entity"] == "fact"), None),
    )


def is_question(act: str) -> bool:
    """Tell whether an intent leads to the answer desk rather than to fixed talk; as in data/rules.

    A bare topic ("takeda lessines plant") is taken for information by the model; the enquiry form leaves it to the answer desk.
    """
    return act in _QUESTIONS or (act.startswith(_ASK) and act not in _TALK)


def _is_asked_about(entity: Mapping[str, Any], parse: Mapping[str, Any]) -> bool:
    """Tell whether an entity is a subject of the question; what stands ahead of it tells who asks."""
    return entity["entity"] == "subject" and int(entity.get("start") or 0) >= int(parse.get("asked_from") or 0)


def _mention(entity: Mapping[str, Any]) -> Mention:
    return Mention(str(entity["value"]), float(entity.get("confidence") or 1.0), str(entity.get("text") or ""))


def _attributes(ranking: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, float]]:
    for found in ranking:
        name = str(found.get("name") or "")
        if name.startswith(_ASK) and name not in _TALK:
            yield name.removeprefix(_ASK), float(found.get("confidence") or 0.0)
