"""A fact that staff add to the running stack is stated in four languages within five seconds, and withheld as quickly."""

import time
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from frontdesk.values import Language
from tests.conversations.stack import Stack, wait_for
from tests.conversations.visitor import Visitor

pytestmark = pytest.mark.conversation

SECONDS = 5.0
ID = "nodeco-headcount"
ASKED = {
    Language.EN: "How many people does Nodeco employ?",
    Language.FR: "Combien de personnes travaillent chez Nodeco ?",
    Language.NL: "Hoeveel mensen werken er bij Nodeco?",
    Language.DE: "Wie viele Mitarbeiter hat Nodeco?",
}
STATED = {
    Language.EN: "Nodeco employs 340 people at its site in Gembloux.",
    Language.FR: "Nodeco emploie 340 personnes sur son site de Gembloux.",
    Language.NL: "Nodeco heeft 340 mensen in dienst op zijn site in Gembloers.",
    Language.DE: "Nodeco beschäftigt 340 Menschen an seinem Standort in Gembloux.",
}
EXAMPLES = {
    Language.EN: ["What is the headcount of Nodeco?", "Nodeco staff"],
    Language.FR: ["Quel est l'effectif de Nodeco ?", "effectif Nodeco"],
    Language.NL: ["Wat is het personeelsbestand van Nodeco?", "personeel Nodeco"],
    Language.DE: ["Wie groß ist die Belegschaft von Nodeco?", "Nodeco Belegschaft"],
}


def the_fact() -> list[str]:
    """The options that add it."""
    given = {"id": ID, "subject": "nodeco", "attribute": "headcount", "value": "340", "scope": "WAL", "as-of": "2026"}
    given |= {"source-title": "Nodeco in figures", "source-url": "https://example.org/nodeco", "confidence": "high"}
    given |= {"subject-kind": "organisation", "subject-alias": "Nodeco SA"}
    given |= {f"subject-name-{language}": "Nodeco" for language in Language}
    given |= {f"statement-{language}": text for language, text in STATED.items()}
    words = [word for name, value in given.items() for word in (f"--{name}", value)]
    return words + [
        word for language, texts in EXAMPLES.items() for text in texts for word in (f"--example-{language}", text)
    ]


def cited(visitor: Visitor) -> set[str]:
    return {citation["fact_id"] for message in visitor.reply for citation in message["citations"]}


def within_seconds(visitors: dict[Language, Visitor], is_so: Callable[[Visitor], bool], what: str) -> None:
    """Ask in every language until it is so; all of them together must not take longer than the promised time."""
    deadline = time.monotonic() + SECONDS
    for language, visitor in visitors.items():
        again = partial(asked_again, visitor, ASKED[language], is_so)
        wait_for(f"it is {what} in {language.name}", again, deadline - time.monotonic())


def asked_again(visitor: Visitor, question: str, is_so: Callable[[Visitor], bool]) -> bool:
    visitor.say(question)
    return is_so(visitor)


@pytest.fixture
def visitors(stack: Stack) -> Iterator[dict[Language, Visitor]]:
    """A visitor for each language, whose conversation is open already."""
    talking = {language: Visitor(stack.url, language) for language in Language}
    yield talking
    for visitor in talking.values():
        visitor.close()


def test_added_fact_is_cited_and_retracted_one_refused_in_every_language_within_seconds(
    stack: Stack, visitors: dict[Language, Visitor]
) -> None:
    for language, visitor in visitors.items():
        visitor.say(ASKED[language])
        assert not cited(visitor), visitor.tell("it cites a fact about an organisation that nobody knows")

    stack.command("facts", "add", *the_fact())
    within_seconds(visitors, lambda visitor: cited(visitor) == {ID}, "cited")
    for language, visitor in visitors.items():
        assert "340" in visitor.reply[-1]["text"], visitor.tell("the statement is not there")
        assert visitor.reply[-1]["language"] == language, visitor.tell("in another language")

    stack.command("facts", "retract", ID, "--reason", "the source was withdrawn")
    within_seconds(visitors, lambda visitor: not cited(visitor), "refused")
    for visitor in visitors.values():
        assert "340" not in visitor.reply[-1]["text"], visitor.tell("it states what was retracted")
