"""A question as the language model understood it, and what the conversation remembers of the last answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from frontdesk.values import Language

# Probabilities chosen on the tuning questions (`frontdesk bench nlu --set tuning`).
SURE = 0.4
LIKELY = 0.3
CERTAIN = 0.6
FAR_AHEAD = 4.0


@dataclass(frozen=True, slots=True)
class Mention:
    """A subject named in the question. ``confidence`` is 1 where it was spelt as we know it, ``written`` how it was typed."""

    subject: str
    confidence: float = 1.0
    written: str = ""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """How much a question is like questions that sound like a fact, yet that none answers.

    ``likeness`` is what one linear rule says (0 to 1), ``lead`` how far the nearest of them are ahead of the nearest example
    (-1 to 1), ``wording`` how much of their wording the question shares (0 to 1). Untold, it speaks neither for nor against.
    """

    likeness: float = 0.5
    lead: float = 0.0
    wording: float = 0.0


@dataclass(frozen=True, slots=True)
class Question:
    """What a visitor asked. ``core`` is the part of the text that asks, its typing errors repaired.

    ``act`` is the accepted intent, ``nlu_fallback`` where the model rejected it. ``attributes`` holds the model's probability (0 to 1)
    for each attribute, ``similar`` for each near fact how near its three nearest sentences are in meaning (weighted cosine, 0 to 1),
    ``alike`` how much of their wording they share (0 to 1), and ``outside`` the probability that it is none of our trade.
    """

    text: str
    language: Language
    act: str
    core: str = ""
    confidence: float = 0.0
    attributes: Mapping[str, float] = field(default_factory=dict)
    mentions: tuple[Mention, ...] = ()
    unknown_names: tuple[str, ...] = ()
    similar: Mapping[str, float] = field(default_factory=dict)
    alike: Mapping[str, float] = field(default_factory=dict)
    outside: float = 0.0
    near_miss: NearMiss = NearMiss()
    chosen_fact: str | None = None

    @property
    def likely_attribute(self) -> tuple[str | None, float]:
        """Return the most probable attribute with its probability."""
        return max(self.attributes.items(), key=lambda item: item[1], default=(None, 0.0))

    @property
    def sure_attribute(self) -> str | None:
        """Return the attribute the model is sure of: probable by itself, or far ahead of the next."""
        attribute, probability = self.likely_attribute
        others = (value for name, value in self.attributes.items() if name != attribute)
        ahead = probability >= LIKELY and probability >= FAR_AHEAD * max(others, default=0.0)
        return attribute if probability >= SURE or ahead else None

    def asking(self, attribute: str) -> Self:
        """Return the question as one that surely asks for an attribute."""
        return replace(self, act=f"ask_{attribute}", attributes={attribute: 1.0})


@dataclass(frozen=True, slots=True)
class Context:
    """What the last answer was about, for pronouns, "and Mithra?" and "source?"."""

    subject: str | None = None
    attribute: str | None = None
    facts: tuple[str, ...] = ()


NOTHING_YET = Context()
