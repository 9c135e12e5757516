"""Answers one question, whatever it leaves to the last answer; and periods, comparisons and doubtful spellings."""

from dataclasses import dataclass, replace
from typing import Protocol

from frontdesk.facts.answer import Answer, AnswerKind
from frontdesk.facts.detail import asks_figure, coverage
from frontdesk.facts.focus import GENERAL, WHAT_IT_IS, Focus, focus_of
from frontdesk.facts.follow_up import follow_up, refers_to_several, rest_of, without_denied
from frontdesk.facts.follow_up_evidence import Turn
from frontdesk.facts.knowledge import Knowledge, distinct
from frontdesk.facts.model import Fact, Subject
from frontdesk.facts.question import CERTAIN, NOTHING_YET, Context, Mention, Question
from frontdesk.facts.subjects import is_implied, speaks_of
from frontdesk.facts.years import fits_years
from frontdesk.services.answer_comparison import answer_comparison
from frontdesk.services.answer_detail import answer_detail
from frontdesk.services.answer_period import answer_period
from frontdesk.services.parsed_question import question_from_parse
from frontdesk.services.reading import Reader, ReadingFailed
from frontdesk.services.rendered_answer import Wording
from frontdesk.values import Language, Scope

SURELY_MEANT = 0.9
HARDLY_MEANT = 0.82
"""How like a name its spelling must be: below the first it is said whom we took it for, below the second asked."""

MOST_TOLD = 2
_UNTOLD = frozenset({AnswerKind.REFUSAL, AnswerKind.OUT_OF_SCOPE})
MOST_NEAR = 3
NEAR_ENOUGH = 0.7
NEAR_UNNAMED = 0.6
SHORT = 4  # words of "and for exports?" that say no more than the name of what is asked for


class Alone(Protocol):
    """Answers a question that leaves nothing out."""

    def __call__(self, question: Question, context: Context, knowledge: Knowledge) -> Answer:
        """Return the answer from the published facts."""


class SecondLook(Protocol):
    """Looks again at the answer to a question that follows another."""

    def __call__(self, turn: Turn, answer: Answer, knowledge: Knowledge) -> Answer:
        """Return the answer, or a better one."""


@dataclass(frozen=True, slots=True)
class Answering:
    """What questions are answered with. Without ``reader``, a completed question keeps the similarities of its own few words."""

    knowledge: Knowledge
    alone: Alone
    wording: Wording
    reader: Reader | None = None
    second_look: SecondLook | None = None

    def one(self, question: Question, context: Context, *, same_message: bool = False) -> Answer:
        """Answer one question in its context; ``same_message`` says that the context is a question beside it."""
        question = without_denied(question)
        special = answer_comparison(question, context, self.knowledge) or answer_period(
            question, context, self.knowledge
        )
        if special is not None:
            return special
        complete = follow_up(question, context, self.knowledge, same_message=same_message)
        if complete is not question or rest_of(question.text):
            complete = self._in_full(complete, question)
        answer = self._answer(complete, question, context)
        if not answer.claims and complete is question:
            answer = self._of_them(question, context) or answer
        answer = self._of_another(answer, complete, question) or answer
        if not self._tells_of_carried(answer, complete, question):
            answer = answer_detail(question, context, self.knowledge, answer) or answer
        answer = self._looked_at_again(answer, Turn(question, complete, context, same_message=same_message))
        return _remembering(_said_whom(answer, question, self.knowledge), context)

    def _looked_at_again(self, answer: Answer, turn: Turn) -> Answer:
        if self.second_look is None or not turn.context.facts or turn.asked.chosen_fact:
            return answer
        stated, offered = (frozenset(fact.id for fact in facts) for facts in (answer.facts, answer.suggestions))
        turn = replace(turn, stated=stated, offered=offered, refused=answer.kind is AnswerKind.REFUSAL)
        return self.second_look(turn, answer, self.knowledge)

    def _answer(self, complete: Question, asked: Question, context: Context) -> Answer:
        answer = self.alone(complete, context, self.knowledge)
        return self._told(complete, asked, answer) or self._of_all(complete, answer)

    def _of_all(self, complete: Question, answer: Answer) -> Answer:
        """Add what is surely asked for of each subject named, where only some were answered for."""
        attribute, probability = complete.likely_attribute
        if answer.kind is not AnswerKind.FACTS or attribute is None or probability < CERTAIN:
            return answer
        named = focus_of(complete, NOTHING_YET, self.knowledge).named
        told = {subject for fact in answer.facts for subject in fact.subjects}
        about = (self.knowledge.about(name, attribute) for name in named if name not in told)
        added = tuple(facts[0] for facts in about if facts and fits_years(complete, facts[0]))
        if len(named) == len(added) or not added:
            return answer
        facts = distinct((*answer.facts, *added))
        return replace(answer, facts=facts, context=replace(answer.context, facts=tuple(fact.id for fact in facts)))

    def _of_them(self, question: Question, context: Context) -> Answer | None:
        """Answer "can we work with them?" as being about the universities just listed, where that leads to a fact."""
        if context.attribute is None or not refers_to_several(question):
            return None
        them = self.wording.question(context.attribute, None, question.language)
        try:
            answer = self.alone(self.read(f"{question.text} ({them})", question.language), context, self.knowledge)
        except ReadingFailed:
            return None
        # What was just said is no answer: German "Sie" is "you" as well as "they".
        told = {fact.id for fact in answer.facts} <= set(context.facts)
        return answer if answer.claims and not told else None

    def _told(self, complete: Question, asked: Question, answer: Answer) -> Answer | None:
        """State what is held where it is asked back although subject and attribute are known, here or from the last answer."""
        follows = complete is not asked
        untold = answer.kind is AnswerKind.CLARIFICATION or (
            answer.kind in _UNTOLD and (follows or self._asks_what_it_is(complete, answer))
        )
        if not untold or complete.unknown_names:
            return None
        focus = focus_of(complete, NOTHING_YET, self.knowledge)
        if focus.foreign or not (follows or focus.named):
            return None
        facts = self._known(complete, focus, follows=follows)
        if follows and focus.named:
            facts = facts or self._nearest(complete, asked, focus.named[0])
        subjects = tuple(self.knowledge.subjects[name] for name in focus.named)
        if not facts:
            return self._refused(complete, subjects) if follows and answer.kind is AnswerKind.CLARIFICATION else None
        attribute = complete.sure_attribute or facts[0].attribute
        told = Context(subjects[0].id if subjects else facts[0].subject, attribute, tuple(fact.id for fact in facts))
        return Answer(AnswerKind.FACTS, facts, attribute, subjects, asked_scope=focus.scope, context=told)

    def _asks_what_it_is(self, complete: Question, answer: Answer) -> bool:
        """Tell whether "what does Takeda do in Lessines?" asks nothing that a fact about it does not say."""
        if answer.attribute != WHAT_IT_IS or asks_figure(complete.text):
            return False
        about = (fact for subject in answer.subjects for fact in self.knowledge.about(subject.id))
        return any(coverage(complete.text, complete.language, fact).states == 1 for fact in about)

    def _known(self, complete: Question, focus: Focus, *, follows: bool) -> tuple[Fact, ...]:
        """Return the facts that state what is surely asked for, of the subject or the territory."""
        attribute, probability = complete.likely_attribute
        if attribute is None or not (probability >= CERTAIN or (follows and complete.sure_attribute)):
            return ()
        if focus.named:
            facts = self.knowledge.about(focus.named[0], attribute)
            facts = facts or (self.knowledge.about(focus.named[0]) if attribute in GENERAL else ())
        else:
            scope = focus.scope or Scope.WALLONIA
            facts = tuple(fact for fact in self.knowledge.answering(attribute) if fact.scope is scope)
        return tuple(fact for fact in facts if fits_years(complete, fact))[:MOST_TOLD]

    def _nearest(self, complete: Question, asked: Question, subject: str) -> tuple[Fact, ...]:
        """Return the fact about the subject talked of that is nearest in meaning, where the attribute finds none."""
        about = self.knowledge.about(subject)
        nearest = max(about, key=lambda fact: complete.similar.get(fact.id, 0.0), default=None)
        if nearest is None or not fits_years(complete, nearest):
            return ()
        near = complete.sure_attribute is None and complete.similar.get(nearest.id, 0.0) >= NEAR_ENOUGH
        # The words alone are nearest to this subject's fact, although they do not name it.
        first = max(asked.similar, key=lambda fact_id: asked.similar[fact_id], default=None)
        unnamed = first == nearest.id and asked.similar[nearest.id] >= NEAR_UNNAMED and not asked.mentions
        return (nearest,) if near or unnamed else ()

    def _refused(self, complete: Question, subjects: tuple[Subject, ...]) -> Answer | None:
        """Refuse by name what is surely asked for of the subject talked of."""
        attribute = complete.sure_attribute
        if not subjects or attribute is None:
            return None
        near = self.knowledge.about(subjects[0].id)[:MOST_NEAR]
        told = Context(subjects[0].id, attribute)
        return Answer(AnswerKind.REFUSAL, (), attribute, subjects, suggestions=near, context=told)

    def _of_another(self, answer: Answer, complete: Question, asked: Question) -> Answer | None:
        """Refuse where only facts about somebody else were found for the subject carried over."""
        carried = [mention.subject for mention in complete.mentions if mention not in asked.mentions]
        subjects = tuple(self.knowledge.subjects[name] for name in carried if not is_implied(name, self.knowledge))
        attribute = complete.sure_attribute
        if answer.kind is not AnswerKind.FACTS or not subjects or attribute is None:
            return None
        if any(speaks_of(fact, subject) for fact in answer.facts for subject in subjects):
            return None
        return self._refused(complete, subjects)

    def _tells_of_carried(self, answer: Answer, complete: Question, asked: Question) -> bool:
        """Tell whether facts are stated about the subject that was carried over."""
        carried = {mention.subject for mention in complete.mentions if mention not in asked.mentions}
        return answer.claims and any(carried & set(fact.subjects) for fact in answer.facts)

    def read(self, text: str, language: Language) -> Question:
        """Let the language model read a piece of a message. Raises ReadingFailed."""
        if self.reader is None:
            raise ReadingFailed("no reader")
        return question_from_parse(self.reader.read(text, language), language)

    def _in_full(self, complete: Question, asked: Question) -> Question:
        """Read the completed question as somebody would ask it who leaves nothing out, for what is near it in meaning."""
        try:
            read = self.read(self._written_out(complete, asked), complete.language)
        except ReadingFailed:
            return complete
        sure = complete.sure_attribute is not None
        return replace(
            read,
            act=complete.act if sure else read.act,
            confidence=complete.confidence,
            attributes=complete.attributes if sure else read.attributes,
            mentions=complete.mentions,
            unknown_names=complete.unknown_names,
        )

    def _written_out(self, complete: Question, asked: Question) -> str:
        language = complete.language
        added = [mention for mention in complete.mentions if mention not in asked.mentions]
        names = [self.knowledge.subjects[mention.subject].name(language) for mention in added]
        rest = rest_of(asked.text) or asked.text
        short = len(rest.split()) <= SHORT and complete.sure_attribute is not None
        if complete.attributes == asked.attributes and not short:
            return f"{rest} ({', '.join(names)})" if names else rest
        subjects = [self.knowledge.subjects[mention.subject].name(language) for mention in complete.mentions]
        attribute = complete.sure_attribute or ""
        question = self.wording.question(attribute, subjects[0] if subjects else None, language)
        unsaid = [name for name in subjects if name not in question]
        years = [word.strip("?!.,") for word in asked.text.split() if any(letter.isdigit() for letter in word)]
        beside = " ".join((*unsaid, *years))
        return f"{question} ({beside})" if beside else question


def _remembering(answer: Answer, before: Context) -> Answer:
    """Keep what was told where an answer tells nothing new; a subject that was only asked about is talked of too."""
    asked = answer.context
    if asked == NOTHING_YET and answer.subjects:
        asked = Context(answer.subjects[0].id, answer.attribute)
    if asked == NOTHING_YET:
        return replace(answer, context=before)
    if asked.facts or asked.subject not in {None, before.subject}:
        return replace(answer, context=asked)
    return replace(answer, context=replace(asked, subject=before.subject, facts=before.facts))


def _said_whom(answer: Answer, question: Question, knowledge: Knowledge) -> Answer:
    """Say or ask whom a doubtful spelling was taken for, where the answer rests on it."""
    doubtful = [mention for mention in question.mentions if mention.confidence < SURELY_MEANT]
    used = [mention for mention in doubtful if _is_used(mention, answer)]
    if not used:
        return answer
    meant = replace(answer, meant=knowledge.subjects[used[0].subject])
    if used[0].confidence >= HARDLY_MEANT or answer.kind is not AnswerKind.FACTS:
        return meant
    return replace(meant, kind=AnswerKind.CONFIRM_NAME, suggestions=answer.facts[:1], facts=())


def _is_used(mention: Mention, answer: Answer) -> bool:
    told = {subject for fact in answer.facts for subject in fact.subjects} | {one.id for one in answer.subjects}
    return mention.subject in told
