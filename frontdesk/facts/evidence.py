"""What speaks for and against a fact being the answer to a question, as numbers that a calibrated model can weigh."""

from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields

from frontdesk.facts.focus import Focus, needs_subject
from frontdesk.facts.knowledge import Knowledge
from frontdesk.facts.model import Fact, Subject
from frontdesk.facts.question import CERTAIN, Question
from frontdesk.facts.subjects import covers, is_implied, speaks_of, states
from frontdesk.facts.vocabulary import UNHEARD, Unexplained, stems
from frontdesk.facts.years import fits_years
from frontdesk.values import Scope

_SECONDARY_ATTRIBUTE = 0.85
_WORDING = 0.5
_DOUBTED = 0.3
_ELLIPTIC_WORDS = 4
_CLEAR_LEAD = 0.15
_LONG_WORDS = 15


@dataclass(frozen=True, slots=True)
class Evidence:
    """All from 0 to 1 but what is ahead, which is negative where another is; a yes counts 1."""

    meaning: float
    """How near the fact's nearest sentences are in meaning."""
    wording: float
    """How much of their wording the question shares."""
    lead: float
    """How far the fact is ahead of the next one, in meaning and wording."""
    lead_of_subject: float
    """The same, ahead of the next fact of another subject."""
    attribute: float
    """Probability that what is asked for is what the fact states."""
    another_attribute: float
    """Probability of the likeliest attribute that the fact does not state."""
    surely_another: float
    """Yes, where that is certain."""
    unheld: float
    """Probability that what is asked for is something no fact states."""
    unheld_first: float
    """Yes, where that is the likeliest reading."""
    outside: float
    """Probability that the question is none of our trade."""
    covered: float
    """Share of the named subjects that the fact is about."""
    another_named: float
    """Yes, where subjects are named and the fact is about none of them."""
    owner_unnamed: float
    """Yes, where the fact makes no sense without naming whose it is, nobody is named, and others are about as near."""
    unknown_owner: float
    """Yes, where a name nobody knows stands in place of that owner."""
    other_scope: float
    """Yes, where the fact is about another territory than the one asked for."""
    near_miss: float
    """How much the question is like those that sound like a fact, yet that none answers."""
    near_miss_lead: float
    """How far the nearest of those are ahead of the nearest example questions of all facts."""
    near_miss_wording: float
    """How much of its wording the question shares with those."""
    foreign: float
    """Yes, where a region is named that we hold nothing about, and of which the fact does not speak."""
    other_years: float
    """Yes, where years are asked for and the fact tells of none of them."""
    short: float
    """Yes, where the question has hardly any words."""
    long: float
    """Yes, where the question has many words, most of which ask nothing."""
    unexplained: float
    """Share of the question's words, weighted by rarity, that the fact does not speak of; names of subjects left aside."""
    unexplained_of_long: float
    """The same, of a long question only: there it says less."""
    strangest: float
    """Rarity of the rarest of those words."""

    @property
    def numbers(self) -> tuple[float, ...]:
        """Return the evidence in the order of ``NAMES``."""
        return astuple(self)


NAMES = tuple(field.name for field in fields(Evidence))


@dataclass(frozen=True, slots=True)
class Gathering:
    """Gathers the evidence of one question for each of its candidate facts."""

    question: Question
    focus: Focus
    knowledge: Knowledge
    nearness: Mapping[str, float]
    words: frozenset[str]

    @classmethod
    def of(cls, question: Question, focus: Focus, knowledge: Knowledge) -> "Gathering":
        """Prepare for a question."""
        near = {
            fact_id: similarity + _WORDING * question.alike.get(fact_id, 0.0)
            for fact_id, similarity in question.similar.items()
            if fact_id in knowledge.facts
        }
        names = " ".join(mention.written for mention in question.mentions)
        return cls(question, focus, knowledge, near, stems(question.core) - stems(names))

    def evidence(self, fact: Fact) -> Evidence:
        """Return what speaks for and against one fact."""
        question, focus = self.question, self.focus
        named = set(focus.named)
        covered = sum(covers(fact, self.knowledge.subjects[name]) for name in named) / len(named) if named else 0.0
        unheld = self._unheld()
        lead_of_subject = self._lead(fact, self._of_subject(fact.subject))
        unexplained = self.knowledge.vocabulary.unexplained(self.words, fact.id)
        another = max(
            (value for name, value in question.attributes.items() if name not in fact.attributes), default=0.0
        )
        return Evidence(
            meaning=question.similar.get(fact.id, 0.0),
            wording=question.alike.get(fact.id, 0.0),
            lead=self._lead(fact, {fact.id}),
            lead_of_subject=lead_of_subject,
            attribute=_agreement(fact, question),
            another_attribute=another,
            surely_another=float(another >= CERTAIN),
            unheld=sum(unheld.values()),
            unheld_first=float(question.likely_attribute[0] in unheld and question.likely_attribute[1] >= _DOUBTED),
            outside=question.outside,
            covered=covered,
            another_named=float(bool(named) and not covered),
            owner_unnamed=float(not named and lead_of_subject < _CLEAR_LEAD and self._needs_owner(fact)),
            unknown_owner=float(not named and self._asks_of_somebody() and self._is_strange(unexplained)),
            other_scope=float(focus.scope is not None and fact.scope is not focus.scope),
            near_miss=question.near_miss.likeness,
            near_miss_lead=question.near_miss.lead,
            near_miss_wording=question.near_miss.wording,
            foreign=float(self._is_elsewhere(fact)),
            other_years=float(not fits_years(question, fact)),
            short=float(len(question.core.split()) <= _ELLIPTIC_WORDS),
            long=float(self.is_long),
            unexplained=unexplained.share,
            unexplained_of_long=unexplained.share * self.is_long,
            strangest=unexplained.strangest,
        )

    @property
    def is_long(self) -> bool:
        """Tell whether the question has many words."""
        return len(self.question.core.split()) >= _LONG_WORDS

    def _unheld(self) -> dict[str, float]:
        probable = self.question.attributes.items()
        return {name: value for name, value in probable if not self.knowledge.answering(name)}

    def _lead(self, fact: Fact, own: set[str]) -> float:
        others = (value for fact_id, value in self.nearness.items() if fact_id not in own)
        return self.nearness.get(fact.id, 0.0) - max(others, default=0.0)

    def _of_subject(self, subject: str) -> set[str]:
        return {fact_id for fact_id in self.nearness if self.knowledge.facts[fact_id].subject == subject}

    def _needs_owner(self, fact: Fact) -> bool:
        return not is_implied(fact.subject, self.knowledge) and needs_subject(fact.attribute, self.knowledge)

    def _is_elsewhere(self, fact: Fact) -> bool:
        foreign = [self.knowledge.subjects[subject] for subject in self.focus.foreign]
        if self.focus.scope is Scope.BRUSSELS and fact.scope is not Scope.BRUSSELS:
            return not any(speaks_of(fact, subject) for subject in self._named_regions(Scope.BRUSSELS))
        return bool(foreign) and not any(states(fact, subject) for subject in foreign)

    def _named_regions(self, scope: Scope) -> list[Subject]:
        named = (self.knowledge.subject(mention.subject) for mention in self.question.mentions)
        return [subject for subject in named if subject is not None and subject.scope is scope]

    def _is_strange(self, unexplained: Unexplained) -> bool:
        """A name nobody knows, or a word that no fact has: in German every noun has a capital, so names pass for words."""
        return bool(self.question.unknown_names) or unexplained.strangest >= UNHEARD

    def _asks_of_somebody(self) -> bool:
        attribute, _ = self.question.likely_attribute
        return attribute is not None and needs_subject(attribute, self.knowledge)


def _agreement(fact: Fact, question: Question) -> float:
    secondary = max((question.attributes.get(name, 0.0) for name in fact.also_answers), default=0.0)
    return max(question.attributes.get(fact.attribute, 0.0), _SECONDARY_ATTRIBUTE * secondary)
