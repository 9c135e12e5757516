"""From a question to an answer: facts where we hold them, otherwise an honest refusal, a question back or a plain no."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from frontdesk.facts.answer import Answer, AnswerKind
from frontdesk.facts.calibration import Calibration
from frontdesk.facts.focus import GENERAL, Focus, complete, focus_of, needs_subject, without_known_words
from frontdesk.facts.knowledge import Knowledge, distinct
from frontdesk.facts.model import Fact, SubjectKind
from frontdesk.facts.overview import overview_facts
from frontdesk.facts.question import CERTAIN, LIKELY, Context, Question
from frontdesk.facts.ranking import RankedFact, rank
from frontdesk.facts.subjects import covers, speaks_of
from frontdesk.facts.vocabulary import stems

SUGGESTIONS = 3
# Chosen on the tuning questions (`frontdesk bench nlu --set tuning`); all other lines are drawn by `frontdesk calibrate`.
SAME_BELIEF = 0.5
LEAST_OF_TOLD = 0.4
WIDE_WORDS = 5
SURELY_WIDE = 0.8
NAME_WORDS = 3
SUGGESTED_FROM = 0.03
NEAR_MEANING = 0.55

_REJECTED = frozenset({"nlu_fallback", "inform"})


def answer_question(question: Question, context: Context, knowledge: Knowledge, calibration: Calibration) -> Answer:
    """Answer one question from the published facts. States nothing that no fact holds."""
    chosen = knowledge.fact(question.chosen_fact) if question.chosen_fact else None
    question = complete(without_known_words(question, knowledge), context)
    focus = focus_of(question, context, knowledge)
    ranked = rank(question, focus, knowledge, calibration)
    case = _Case(question, focus, knowledge, calibration, tuple(_of_named(ranked, focus, knowledge)))
    if chosen is not None:
        return case.state((chosen,), (chosen.subject,), chosen.attribute)
    return (
        case.give_profile()
        or case.give_overview()
        or case.answer_subjects()
        or case.answer_sector()
        or case.answer_attribute()
        or case.decline()
        or case.ask_back()
        or Answer(AnswerKind.OUT_OF_SCOPE, context=context)
    )


def _of_named(ranked: Iterable[RankedFact], focus: Focus, knowledge: Knowledge) -> Iterator[RankedFact]:
    """Leave facts that do not speak of a subject that is named: its answer is never about somebody else."""
    named = [knowledge.subjects[subject] for subject in focus.named]
    for found in ranked:
        if not named or any(speaks_of(found.fact, subject) for subject in named):
            yield found


@dataclass(frozen=True, slots=True)
class _Case:
    """One question with everything its answer is decided on; each method decides one kind of answer or leaves it."""

    question: Question
    focus: Focus
    knowledge: Knowledge
    calibration: Calibration
    ranked: tuple[RankedFact, ...]

    @property
    def attribute(self) -> str | None:
        """The attribute asked for, where the model is sure of one."""
        if self.question.act in _REJECTED:
            return None
        # What no fact holds is refused on less, and taken together: a wrong claim is worse than a needless refusal.
        held, unheld = self._by_holding()
        attribute = max(unheld, key=lambda name: unheld[name], default=None)
        doubt = sum(unheld.values())
        if attribute is not None and doubt >= LIKELY and doubt > max(held.values(), default=0.0):
            return attribute
        return self.question.sure_attribute

    @property
    def belief(self) -> float:
        """How far one may believe that any fact answers the question."""
        return sum(found.belief for found in self.ranked)

    def _by_holding(self) -> tuple[dict[str, float], dict[str, float]]:
        """Part the probable attributes into those some fact holds and those none does."""
        probable = self.question.attributes.items()
        held = {name: value for name, value in probable if self.knowledge.answering(name)}
        return held, {name: value for name, value in probable if name not in held}

    def give_profile(self) -> Answer | None:
        """A name by itself asks who or what that is, and what it is today."""
        written = " ".join(mention.written for mention in self.question.mentions)
        if len(self.focus.named) != 1 or not written or stems(self.question.core) - stems(written):
            return None
        about = self.knowledge.about(self.focus.named[0])
        own = tuple(fact for fact in about if fact.subject == self.focus.named[0])
        general = tuple(fact for fact in own if set(fact.attributes) & GENERAL)[:SUGGESTIONS]
        return self.state(general, self.focus.named, general[0].attribute) if general else None

    def give_overview(self) -> Answer | None:
        """A question as wide as "why Wallonia?" gets a panorama, opened by the fact nearest the very question."""
        if self.attribute is None or self.focus.named or self.focus.foreign or self.question.act in _REJECTED:
            return None
        facts = overview_facts(self.attribute, self.knowledge)
        inside = sum(found.belief for found in self.ranked if self._belongs(found.fact, facts))
        _, probability = self.question.likely_attribute
        wide = len(self.question.core.split()) <= WIDE_WORDS or probability >= SURELY_WIDE
        needed = self.calibration.offer_from if wide else self.calibration.state_from
        if not facts or inside < max(needed, self.belief - inside):
            return None
        first = next(found.fact for found in self.ranked if self._belongs(found.fact, facts))
        shown = distinct((first, *facts) if first not in facts else facts)
        context = Context(attribute=self.attribute, facts=tuple(fact.id for fact in shown))
        return Answer(
            AnswerKind.OVERVIEW, shown, self.attribute, suggestions=self._suggested(without=shown), context=context
        )

    def _belongs(self, fact: Fact, overview: tuple[Fact, ...]) -> bool:
        return fact in overview or self.attribute in fact.attributes

    def answer_subjects(self) -> Answer | None:
        """Several named subjects are each answered by the fact that fits best, one by the best fact about it."""
        if len(self.focus.named) < 2:  # noqa: PLR2004 - one subject is answered like none: by belief
            return None
        picked = [found for subject in self.focus.named if (found := self._pick(subject)) is not None]
        about_all = [found for found in picked if set(self.focus.named) <= set(found.fact.subjects)]
        facts = distinct(found.fact for found in about_all[:1] or picked)[:SUGGESTIONS]
        return self.state(facts, self.focus.named, self.attribute) if facts else None

    def _pick(self, subject: str) -> RankedFact | None:
        """Choose the best fact about a subject, where it is to be believed when nothing else is asked about."""
        about = [found for found in self.ranked if subject in found.fact.subjects]
        none = 1.0 - self.belief
        together = none + sum(found.belief for found in about)
        believed = bool(about) and together > 0 and 1.0 - none / together >= self.calibration.state_from
        return about[0] if believed else None

    def answer_sector(self) -> Answer | None:
        """State the best fact, where one may believe that it or another is asked for."""
        if self.belief < self.calibration.state_from:
            return None
        facts = self._as_good_as(self.ranked[0])
        if sum(found.belief for found in self.ranked if found.fact in facts) < LEAST_OF_TOLD:
            return None
        named = tuple(subject for subject in self.focus.named if any(subject in fact.subjects for fact in facts))
        return self.state(facts, named or (facts[0].subject,), self.attribute)

    def answer_attribute(self) -> Answer | None:
        """State what is held of a named subject under the very attribute that is surely asked for, where little else speaks for it."""
        _, probability = self.question.likely_attribute
        if len(self.focus.named) != 1 or probability < CERTAIN or self.question.unknown_names:
            return None
        fitting = [found for found in self.ranked if self._fits(found)]
        return self.state((fitting[0].fact,), self.focus.named, self.attribute) if fitting else None

    def _fits(self, found: RankedFact) -> bool:
        fact, evidence = found.fact, found.evidence
        own = fact.subject == self.focus.named[0] and fact.attribute == self.attribute
        return own and not evidence.other_years and not evidence.foreign

    def _as_good_as(self, best: RankedFact) -> tuple[Fact, ...]:
        """The best fact, and the next where one can believe in it nearly as much: two figures are better than half the truth."""
        second = self.ranked[1] if len(self.ranked) > 1 else None
        same = second is not None and second.belief >= SAME_BELIEF * best.belief
        return (best.fact, second.fact) if same and second is not None else (best.fact,)

    def decline(self) -> Answer | None:
        """Say what is not ours: another region, an unknown name, an attribute that no fact holds, another trade."""
        if self.focus.foreign and not self.focus.named:
            return Answer(AnswerKind.OTHER_REGION)
        return self._decline_act() or self._decline_name() or self._decline_attribute() or self._decline_subject()

    def _decline_act(self) -> Answer | None:
        kinds = {"other_region": AnswerKind.OTHER_REGION, "out_of_scope": AnswerKind.OUT_OF_SCOPE}
        ours = self.focus.named or self.focus.scope is not None or self.belief >= self.calibration.offer_from
        return None if ours or self.question.act not in kinds else Answer(kinds[self.question.act])

    def _decline_name(self) -> Answer | None:
        unknown = self.question.unknown_names
        alone = len(self.question.core.split()) <= NAME_WORDS
        asked = self.attribute is not None and needs_subject(self.attribute, self.knowledge)
        if not unknown or self.focus.named or not (asked or alone):
            return None
        return Answer(AnswerKind.UNKNOWN_NAME, attribute=self.attribute, unknown_name=unknown[0])

    def _decline_attribute(self) -> Answer | None:
        if self.attribute is None:
            return None
        _, probability = self.question.likely_attribute
        told = self.knowledge.answering(self.attribute)
        certain = probability >= CERTAIN and not any(self._tells(subject) for subject in self.focus.named)
        return self.refuse(self.attribute) if not told or (self.focus.named and certain) else None

    def _tells(self, subject: str) -> bool:
        if self.attribute is None:
            return False
        known = self.knowledge.subjects[subject]
        return any(covers(fact, known) for fact in self.knowledge.answering(self.attribute))

    def _decline_subject(self) -> Answer | None:
        """A subject nothing is held about is refused by name; of others it is asked what one would like to know."""
        if not self.focus.named:
            return None
        known = next((name for name in self.focus.named if self._speaking_of(name)), None)
        if known is None:
            name = self.knowledge.subjects[self.focus.named[0]].name(self.question.language)
            return Answer(AnswerKind.UNKNOWN_NAME, unknown_name=name)
        likely = [found.fact for found in self.ranked if known in found.fact.subjects]
        return Answer(
            AnswerKind.CLARIFICATION,
            subjects=(self.knowledge.subjects[known],),
            suggestions=distinct((*likely, *self._speaking_of(known)))[:SUGGESTIONS],
        )

    def _speaking_of(self, name: str) -> tuple[Fact, ...]:
        """The facts about a subject, or those that speak of it: nothing is about Charleroi itself, much is there."""
        subject = self.knowledge.subjects[name]
        return self.knowledge.about(name) or tuple(
            fact for fact in self.knowledge.facts.values() if speaks_of(fact, subject)
        )

    def ask_back(self) -> Answer | None:
        """Offer the likeliest facts where one of them may be meant."""
        sure = self.attribute is not None
        likely = self.belief >= self.calibration.offer_from or sure
        suggested = tuple(found.fact for found in self.ranked)[:SUGGESTIONS] if sure else self._suggested()
        return Answer(AnswerKind.CLARIFICATION, suggestions=suggested) if likely and suggested else None

    def refuse(self, attribute: str) -> Answer:
        """Refuse by name, with what is held nearby."""
        named = self.focus.named
        about = self.knowledge.about(named[0]) if named else ()
        return Answer(
            AnswerKind.REFUSAL,
            attribute=attribute,
            subjects=tuple(self.knowledge.subjects[subject] for subject in named),
            suggestions=distinct((*self._suggested(), *about))[:SUGGESTIONS],
            context=Context(subject=named[0] if named else None, attribute=attribute),
        )

    def state(self, facts: tuple[Fact, ...], subjects: tuple[str, ...], attribute: str | None) -> Answer:
        """State facts and offer what is near them."""
        about = self.knowledge.about(subjects[0]) if self.focus.named or self.question.chosen_fact else ()
        near = distinct((*self._suggested(), *about))
        return Answer(
            AnswerKind.FACTS,
            facts,
            attribute or facts[0].attribute,
            tuple(self.knowledge.subjects[subject] for subject in subjects if subject in self.knowledge.subjects),
            suggestions=tuple(fact for fact in near if fact not in facts)[:SUGGESTIONS],
            asked_scope=self.focus.scope,
            context=Context(
                self._talked_of(subjects[0], facts[0]),
                attribute or facts[0].attribute,
                tuple(fact.id for fact in facts),
            ),
        )

    def _talked_of(self, subject: str, fact: Fact) -> str:
        """After "which company did they found?" the company is talked of; "he" finds the person in the fact."""
        asked, told = self.knowledge.subject(subject), self.knowledge.subject(fact.subject)
        of_person = asked is not None and asked.kind is SubjectKind.PERSON
        return fact.subject if of_person and told is not None and told.kind is SubjectKind.ORGANISATION else subject

    def _suggested(self, *, without: tuple[Fact, ...] = ()) -> tuple[Fact, ...]:
        """The facts that may be meant as well, likeliest first."""
        likely = (
            found.fact
            for found in self.ranked
            if found.belief >= SUGGESTED_FROM or found.evidence.meaning >= NEAR_MEANING
        )
        return tuple(fact for fact in likely if fact not in without)[:SUGGESTIONS]
