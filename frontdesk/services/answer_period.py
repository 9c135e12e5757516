"""Answers "what happened between 1980 and 2000?" with the events that facts tell of, or says that there are none."""

from frontdesk.facts.answer import Answer, AnswerKind
from frontdesk.facts.focus import focus_of
from frontdesk.facts.knowledge import Knowledge
from frontdesk.facts.model import Fact
from frontdesk.facts.period import Period, asks_for_events, period_in
from frontdesk.facts.question import Context, Question
from frontdesk.facts.timeline import events, events_in, nearest_to

_HISTORY, _FOUNDED = "history", "founded_when"
_OF_THE_PAST = frozenset(
    {_HISTORY, _FOUNDED, "founded_by", "achievement", "origin", "spin_offs", "companies_list", "status_today"}
)


def answer_period(question: Question, context: Context, knowledge: Knowledge) -> Answer | None:
    """Return the events of the years asked about; none where the question asks for something else."""
    period = period_in(question.text)
    if period is None or question.chosen_fact or not _is_about_events(question, period, context, knowledge):
        return None
    focus = focus_of(question, context, knowledge)
    if focus.foreign or question.unknown_names or len(focus.named) > 1:
        return None
    subject = focus.named[0] if focus.named else None
    attribute = _FOUNDED if question.sure_attribute == _FOUNDED else None
    dated = events(knowledge, subject, attribute)
    if period.is_year and subject is not None and not events_in(period, dated):
        return None  # "UCB's staff in 2010" is refused by name
    return _told(period, dated, subject, knowledge)


def _told(period: Period, dated: tuple[Fact, ...], subject: str | None, knowledge: Knowledge) -> Answer | None:
    found = events_in(period, dated)
    stated = found or nearest_to(period, dated)
    if not stated:
        return None
    return Answer(
        AnswerKind.TIMELINE if found else AnswerKind.NO_EVENTS,
        stated,
        _HISTORY,
        (knowledge.subjects[subject],) if subject else (),
        period=period,
        context=Context(subject, _HISTORY, tuple(fact.id for fact in stated)),
    )


def _is_about_events(question: Question, period: Period, context: Context, knowledge: Knowledge) -> bool:
    """Tell whether events are asked for: in so many words, as the history, or by years alone."""
    if period.bare:
        told = [fact for fact in map(knowledge.fact, context.facts) if fact is not None]
        of_history = not period.is_year and any(fact.topic == _HISTORY for fact in told)
        follows = of_history or context.attribute in {None, _HISTORY, _FOUNDED}
        return follows and not (period.is_year and context.attribute == _FOUNDED)
    attribute = question.sure_attribute
    if attribute == _HISTORY or (attribute == _FOUNDED and not question.mentions):
        return True
    return asks_for_events(question.text) and (attribute is None or attribute in _OF_THE_PAST)
