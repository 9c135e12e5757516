"""Looks once more at the answer to a question that follows another: states the fact surely meant, or asks back where surely none is."""

from dataclasses import dataclass, replace

from frontdesk.facts.answer import Answer, AnswerKind
from frontdesk.facts.calibration import Calibration
from frontdesk.facts.follow_up_evidence import Turn, weigh
from frontdesk.facts.knowledge import Knowledge
from frontdesk.facts.model import Fact
from frontdesk.facts.question import Context
from frontdesk.facts.second_opinion import SecondOpinion

MOST_OFFERED = 3
_LOOKED_AT = frozenset(
    {AnswerKind.FACTS, AnswerKind.REFUSAL, AnswerKind.CLARIFICATION, AnswerKind.OUT_OF_SCOPE, AnswerKind.OVERVIEW}
)
"""Kinds that rest on what a question means; periods, comparisons, regions and unknown names are told by its words."""


@dataclass(frozen=True, slots=True)
class LearnedLook:
    """Weighs what the rules answered with all else that speaks for a fact."""

    opinion: SecondOpinion
    calibration: Calibration

    def __call__(self, turn: Turn, answer: Answer, knowledge: Knowledge) -> Answer:
        """Return the answer, or a better one."""
        if answer.kind not in _LOOKED_AT:
            return answer
        verdict = self.opinion.verdict(weigh(turn, knowledge, self.calibration))
        if verdict is None or (verdict.fact in answer.facts and not self.opinion.is_surely_none(verdict)):
            return answer
        if answer.claims and self.opinion.is_surely_none(verdict):
            return _offering(answer)
        return _stating(verdict.fact, knowledge) if self.opinion.is_surely_meant(verdict) else answer


def _offering(answer: Answer) -> Answer:
    """Show as buttons what was about to be claimed."""
    return replace(
        answer, kind=AnswerKind.CLARIFICATION, facts=(), suggestions=answer.facts[:MOST_OFFERED], context=Context()
    )


def _stating(fact: Fact, knowledge: Knowledge) -> Answer:
    context = Context(fact.subject, fact.attribute, (fact.id,))
    return Answer(AnswerKind.FACTS, (fact,), fact.attribute, (knowledge.subjects[fact.subject],), context=context)
