"""The published facts at one moment, indexed for answering; immutable, so that a whole turn is answered from one state."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Self

from frontdesk.facts.model import Attribute, Fact, FactStatus, Subject
from frontdesk.facts.vocabulary import Vocabulary

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """A snapshot of the fact store. ``version`` grows with every change of facts, subjects or attributes.

    Only published facts are in it; ``words`` are those of their example questions, in lower case. Every index
    keeps the order of the fact files, so a timeline stays a timeline.
    """

    version: int
    facts: Mapping[str, Fact]
    subjects: Mapping[str, Subject]
    attributes: Mapping[str, Attribute]
    by_subject: Mapping[str, tuple[Fact, ...]]
    by_attribute: Mapping[str, tuple[Fact, ...]]
    by_topic: Mapping[str, tuple[Fact, ...]]
    words: frozenset[str]
    vocabulary: Vocabulary

    @classmethod
    def of(
        cls, facts: Iterable[Fact], subjects: Iterable[Subject], attributes: Iterable[Attribute], *, version: int = 0
    ) -> Self:
        """Index the published ones of these facts."""
        published = [fact for fact in facts if fact.status is FactStatus.PUBLISHED]
        known = {subject.id: subject for subject in subjects}
        return cls(
            version=version,
            facts=MappingProxyType({fact.id: fact for fact in published}),
            subjects=MappingProxyType(known),
            attributes=MappingProxyType({attribute.id: attribute for attribute in attributes}),
            by_subject=_index(published, lambda fact: fact.subjects),
            by_attribute=_index(published, lambda fact: fact.attributes),
            by_topic=_index(published, lambda fact: (fact.topic,)),
            words=frozenset(
                word for fact in published for text in _questions(fact) for word in _WORD.findall(text.casefold())
            ),
            vocabulary=Vocabulary.of(published, known),
        )

    def fact(self, fact_id: str) -> Fact | None:
        """Return the published fact of this id."""
        return self.facts.get(fact_id)

    def subject(self, subject_id: str) -> Subject | None:
        """Return the subject of this id."""
        return self.subjects.get(subject_id)

    def attribute(self, attribute_id: str) -> Attribute | None:
        """Return the attribute of this id."""
        return self.attributes.get(attribute_id)

    def about(self, subject_id: str, attribute_id: str | None = None) -> tuple[Fact, ...]:
        """Return the facts about a subject, main subject first; with an attribute, those that also answer it."""
        found = self.by_subject.get(subject_id, ())
        chosen = [fact for fact in found if attribute_id is None or attribute_id in fact.attributes]
        return tuple(sorted(chosen, key=lambda fact: (fact.subject != subject_id, fact.attribute != attribute_id)))

    def answering(self, attribute_id: str) -> tuple[Fact, ...]:
        """Return the facts that answer an attribute, those that mainly state it first."""
        found = self.by_attribute.get(attribute_id, ())
        return tuple(sorted(found, key=lambda fact: fact.attribute != attribute_id))

    def in_topic(self, topic: str) -> tuple[Fact, ...]:
        """Return the facts of one topic."""
        return self.by_topic.get(topic, ())


def _questions(fact: Fact) -> Iterable[str]:
    return (text for texts in fact.examples.values() for text in texts)


def _index(facts: Iterable[Fact], keys: Callable[[Fact], tuple[str, ...]]) -> Mapping[str, tuple[Fact, ...]]:
    index: dict[str, list[Fact]] = {}
    for fact in facts:
        for key in dict.fromkeys(keys(fact)):
            index.setdefault(key, []).append(fact)
    return MappingProxyType({key: tuple(found) for key, found in index.items()})


def distinct(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return each fact once, in the order given."""
    return tuple({fact.id: fact for fact in facts}.values())
