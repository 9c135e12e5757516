"""Whom "the second one" means: one of those that the last answer named, in the order it named them."""

import re

from frontdesk.facts.follow_up_words import ORDINALS
from frontdesk.facts.knowledge import Knowledge
from frontdesk.facts.model import Fact
from frontdesk.facts.question import Context
from frontdesk.facts.subjects import is_implied
from frontdesk.facts.text_shape import folded
from frontdesk.values import Language

_ORDINALS = {place: re.compile(words) for place, words in ORDINALS.items()}


def picked(text: str, language: Language, context: Context, knowledge: Knowledge) -> str | None:
    """Return the subject that an ordinal picks from the last answer; none without one, or where so many were not named."""
    plain = folded(text)
    place = next((place for place, words in _ORDINALS.items() if words.search(plain)), None)
    told = [fact for fact in map(knowledge.fact, context.facts) if fact is not None]
    if place is None or not told:
        return None
    named = _named_in(told[0], language, knowledge) if len(told) == 1 else _of_each(told, knowledge)
    return named[place] if -len(named) <= place < len(named) and len(named) > 1 else None


def _named_in(fact: Fact, language: Language, knowledge: Knowledge) -> list[str]:
    """Return the subjects of a fact in the order its statement names them."""
    told = folded(fact.statement[language])
    places = {
        name: _place(name, told, language, knowledge) for name in fact.subjects if not is_implied(name, knowledge)
    }
    return sorted((name for name, place in places.items() if place >= 0), key=lambda name: places[name])


def _place(subject_id: str, told: str, language: Language, knowledge: Knowledge) -> int:
    subject = knowledge.subjects[subject_id]
    found = [told.find(folded(name)) for name in (subject.name(language), *subject.aliases)]
    return min((place for place in found if place >= 0), default=-1)


def _of_each(told: list[Fact], knowledge: Knowledge) -> list[str]:
    """Return the subjects of several facts, each once."""
    return [name for name in dict.fromkeys(fact.subject for fact in told) if not is_implied(name, knowledge)]
