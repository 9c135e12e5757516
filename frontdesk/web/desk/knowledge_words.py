"""What the pages of the knowledge desk call things: choices for lists, and names of topics, in the reader's language."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from fastapi import Request

from frontdesk.facts.model import Confidence, FactStatus, SubjectKind
from frontdesk.services.search_facts import Holdings, Order
from frontdesk.values import Language, Scope
from frontdesk.web.desk.pages import reader_language
from frontdesk.web.desk.texts import has_text, text

type Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Words:
    """Names and choices in one language."""

    language: Language

    def topic(self, topic: str) -> str:
        """Return a topic's name; as it is written where it is one of the agency's own."""
        name = f"knowledge.topic.{topic.replace('-', '_')}"
        return text(self.language, name) if has_text(name) else topic

    def topics(self, held: Holdings) -> Choices:
        """Return every topic by name."""
        return sorted(((topic, self.topic(topic)) for topic in held.topics), key=lambda pair: pair[1].casefold())

    def subjects(self, held: Holdings) -> Choices:
        """Return every subject by name, with its id where two share one."""
        named = [(one.id, one.name(self.language)) for one in held.subjects.values()]
        return sorted(((id_, f"{name} ({id_})") for id_, name in named), key=lambda pair: pair[1].casefold())

    def attributes(self, held: Holdings) -> Choices:
        """Return every attribute with what it means."""
        return sorted((one.id, f"{one.id.replace('_', ' ')} – {one.means}") for one in held.attributes.values())

    def answer(self, kind: str) -> str:
        """Return what a kind of answer does; the kind itself where it is not one to be reviewed."""
        name = f"knowledge.answer.{kind}"
        return text(self.language, name) if has_text(name) else kind

    def choices(self, kind: Iterable[StrEnum], prefix: str) -> Choices:
        """Return the members of a closed set by name."""
        return [(one.value, text(self.language, f"{prefix}{one.value.lower()}")) for one in kind]

    @property
    def statuses(self) -> Choices:
        """Return what a fact can be."""
        return self.choices(FactStatus, "knowledge.status.")

    @property
    def scopes(self) -> Choices:
        """Return the territories a fact can hold for."""
        return self.choices(Scope, "terms.scope.")

    @property
    def confidences(self) -> Choices:
        """Return how far a source can be trusted."""
        return self.choices(Confidence, "knowledge.confidence.")

    @property
    def kinds(self) -> Choices:
        """Return what sort of thing a subject can be."""
        return self.choices(SubjectKind, "knowledge.kind.")

    @property
    def orders(self) -> Choices:
        """Return how facts can be listed."""
        return self.choices(Order, "knowledge.order.")


def words_of(request: Request) -> Words:
    """Return the names in the language of whoever reads the page."""
    return Words(reader_language(request))


def chosen[Closed: StrEnum](kind: type[Closed], given: str) -> Closed | None:
    """Return the member that an address names; none where it names none, so that an old link still shows something."""
    return kind(given) if given in kind else None


def teller(request: Request) -> Callable[..., str]:
    """Return what looks a text up in the reader's language."""
    return partial(text, reader_language(request))
