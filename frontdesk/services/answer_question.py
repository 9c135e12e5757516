"""From a question to an answer: facts where we hold them, otherwise an honest refusal, a question back or a plain no."""

from dataclasses import dataclass

from frontdesk.facts.answer import Answer, AnswerKind
from frontdesk.facts.focus import Focus, complete, focus_of, needs_subject, without_known_words
from frontdesk.facts.knowledge import Knowledge, distinct
from frontdesk.facts.model import Fact
from frontdesk.facts.overview import overview_facts
from frontdesk.facts.question import CERTAIN, LIKELY, Context, Question
from frontdesk.facts.ranking import RankedFact, fits_years, is_implied, rank, speaks_of
from frontdesk.values import Scope

# Thresholds chosen on the tuning questions (`frontdesk bench nlu --set tuning`), never on the unseen set.
ANSWER_SCORE = 0.5
STRONG_MEANING = 0.76
CLOSE_MEANING = 0.66
FAIR_MEANING = 0.55
NAMED_MEANING = 0.62
OTHER_MEANING = 0.66
FITTING_MEANING = 0.4
ELLIPTIC_WORDS = 4
LONE_MEANING = 0.6
WIDE_MEANING = 0.52
SAME_RANK = 0.06
CLEAR_LEAD = 0.05
SUGGESTIONS = 3

_REJECTED = frozenset({"nlu_fallback", "inform"})
# What a subject is and has become is told by whatever is held about it.
_GENERAL = frozenset({"activity", "status_today"})


def answer_question(question: Question, context: Context, knowledge: Knowledge) -> Answer:
    """Answer one question from the published facts. States nothing that no fact holds."""
    chosen = knowledge.fact(question.chosen_fact) if question.chosen_fact else None
    question = complete(without_known_words(question, knowledge), context)
    focus = focus_of(question, context, knowledge)
    case = _Case(question, focus, knowledge, tuple(rank(question, knowledge, focus.named, focus.scope)))
    if chosen is not None:
        return case.state((chosen,), (chosen.subject,), chosen.attribute, knowledge.about(chosen.subject))
    return (
        case.decline_elsewhere()
        or case.decline_unknown()
        or case.give_overview()
        or case.answer_subjects()
        or case.answer_sector()
        or case.ask_back()
        or Answer(AnswerKind.OUT_OF_SCOPE, context=context)
    )


@dataclass(frozen=True, slots=True)
class _Case:
    """One question with everything its answer is decided on; each method decides one kind of answer or leaves it."""

    question: Question
    focus: Focus
    knowledge: Knowledge
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

    def _by_holding(self) -> tuple[dict[str, float], dict[str, float]]:
        """Part the probable attributes into those some fact holds and those none does."""
        probable = self.question.attributes.items()
        held = {name: value for name, value in probable if self.knowledge.answering(name)}
        return held, {name: value for name, value in probable if name not in held}

    @property
    def nearest(self) -> float:
        """How near the nearest fact is in meaning, 0 where there is none."""
        return self._nearest.similarity if self.ranked else 0.0

    @property
    def _nearest(self) -> RankedFact:
        return max(self.ranked, key=lambda found: found.similarity)

    @property
    def _is_elliptic(self) -> bool:
        return len(self.question.text.split()) <= ELLIPTIC_WORDS

    def decline_elsewhere(self) -> Answer | None:
        """Other regions are declined unless a fact compares with them; so is what is not our trade."""
        if self.focus.foreign and not self.focus.named and not self._told_of_elsewhere():
            return Answer(AnswerKind.OTHER_REGION)
        if self.nearest >= STRONG_MEANING or self.focus.named:
            return None
        kinds = {"other_region": AnswerKind.OTHER_REGION, "out_of_scope": AnswerKind.OUT_OF_SCOPE}
        return Answer(kinds[self.question.act]) if self.question.act in kinds else None

    def _told_of_elsewhere(self) -> bool:
        """Tell whether a fact near the question speaks of the other region: a comparison, an owner, a market."""
        foreign = [self.knowledge.subjects[subject] for subject in self.focus.foreign]
        near = (found for found in self.ranked if found.similarity >= FAIR_MEANING)
        return any(speaks_of(found.fact, subject) for found in near for subject in foreign)

    def decline_unknown(self) -> Answer | None:
        """A name we do not know and an attribute that no fact holds are refused by name."""
        if self.attribute is None:
            return None
        unknown = self.question.unknown_names
        if unknown and not self.focus.named and needs_subject(self.attribute, self.knowledge):
            return Answer(AnswerKind.UNKNOWN_NAME, attribute=self.attribute, unknown_name=unknown[0])
        held = self.knowledge.answering(self.attribute) or (not self.focus.named and self.nearest >= STRONG_MEANING)
        return None if held else self.refuse(self.attribute)

    def give_overview(self) -> Answer | None:
        """A question as wide as "why Wallonia?" gets a panorama."""
        if self.attribute is None or self.focus.named or self.question.unsure:
            return None
        facts = overview_facts(self.attribute, self.knowledge)
        if not facts or self._asks_for_more_than(facts):
            return None
        facts = (*(fact for fact in self._headline(self.attribute) if fact not in facts), *facts)
        rest = [fact for fact in self._near(FAIR_MEANING) if fact not in facts]
        context = Context(attribute=self.attribute, facts=tuple(fact.id for fact in facts))
        return Answer(
            AnswerKind.OVERVIEW, facts, self.attribute, suggestions=tuple(rest[:SUGGESTIONS]), context=context
        )

    def _headline(self, attribute: str) -> tuple[Fact, ...]:
        """The fact of the attribute that is near the very question opens its overview."""
        near = (found for found in self.ranked if attribute in found.fact.attributes)
        nearest = max(near, key=lambda found: found.similarity, default=None)
        return (nearest.fact,) if nearest is not None and nearest.similarity >= CLOSE_MEANING else ()

    def _asks_for_more_than(self, facts: tuple[Fact, ...]) -> bool:
        """Tell whether a question is near a fact of another attribute, or near none at all."""
        inside = {
            found.fact.id for found in self.ranked if self.attribute in found.fact.attributes or found.fact in facts
        }
        within = max((found.similarity for found in self.ranked if found.fact.id in inside), default=0.0)
        without = max((found.similarity for found in self.ranked if found.fact.id not in inside), default=0.0)
        outside = without >= CLOSE_MEANING or (without >= FAIR_MEANING and without - within >= CLEAR_LEAD)
        near_none = max(within, without) < WIDE_MEANING and not self._is_elliptic
        return (outside and without > within) or near_none

    def answer_subjects(self) -> Answer | None:
        """Each named subject is answered by the fact that fits best, or refused by name."""
        if not self.focus.named:
            return None
        facts = self._facts_of_subjects()[:SUGGESTIONS] or self._told_in_passing()
        if facts and any(fits_years(self.question, fact) for fact in facts):
            return self.state(facts, self.focus.named, self.attribute, self.knowledge.about(self.focus.named[0]))
        if facts:
            return self.refuse(facts[0].attribute)
        if self.attribute is not None and self._certain(self.attribute):
            return self.refuse(self.attribute)
        return self._ask_what_of_subject()

    def _certain(self, attribute: str) -> bool:
        """Tell whether an attribute is understood well enough to be refused by name rather than asked back."""
        _, probability = self.question.likely_attribute
        return probability >= CERTAIN or not self.knowledge.answering(attribute)

    def _ask_what_of_subject(self) -> Answer:
        known = next((name for name in self.focus.named if self.knowledge.about(name)), None)
        if known is None:
            name = self.knowledge.subjects[self.focus.named[0]].name(self.question.language)
            return Answer(AnswerKind.UNKNOWN_NAME, unknown_name=name)
        about = self.knowledge.about(known)[:SUGGESTIONS]
        return Answer(AnswerKind.CLARIFICATION, subjects=(self.knowledge.subjects[known],), suggestions=about)

    def answer_sector(self) -> Answer | None:
        """A question that names nobody is answered where attribute and meaning together are convincing."""
        if self.focus.named or not self.ranked:
            return None
        best = self._best()
        if not self._convincing(best):
            best = self._nearest
            if not self._only_meaning_speaks(best):
                return None
        if self.focus.scope is Scope.BRUSSELS and best.fact.scope is not Scope.BRUSSELS:
            return Answer(AnswerKind.OTHER_REGION)
        if not fits_years(self.question, best.fact):
            return self.refuse(best.fact.attribute)
        return self.state(self._as_good_as(best), (best.fact.subject,), self.attribute, self._near(FAIR_MEANING))

    def _only_meaning_speaks(self, nearest: RankedFact) -> bool:
        """Tell whether the model sees no attribute and no unknown name, so that nothing speaks against the nearest fact."""
        silent = self.attribute is None and not self.question.unknown_names and not self.focus.foreign
        return silent and nearest.similarity >= LONE_MEANING

    def _best(self) -> RankedFact:
        """The best by score, unless another is very near in meaning and far nearer."""
        first = self.ranked[0]
        far_nearer = self.nearest >= STRONG_MEANING and self.nearest - first.similarity >= CLEAR_LEAD
        return self._nearest if far_nearer else first

    def _as_good_as(self, best: RankedFact) -> tuple[Fact, ...]:
        """The best fact, and the next where it states the same attribute and fits as well: two figures are better than half the truth."""
        second = next((found for found in self.ranked if found is not best), None)
        same = (
            second is not None
            and second.fact.attribute == best.fact.attribute == self.attribute
            and second.similarity >= FAIR_MEANING
            and best.score - second.score <= SAME_RANK
        )
        return (best.fact, second.fact) if same and second is not None else (best.fact,)

    def _convincing(self, best: RankedFact) -> bool:
        """Tell whether the best fact may be stated: very near in meaning, clearly ahead, or backed by the attribute."""
        if best.similarity >= STRONG_MEANING:
            return True
        others = (found for found in self.ranked if found.fact.subject != best.fact.subject)
        second = max((found.similarity for found in others), default=0.0)
        agreed = self.attribute in best.fact.attributes and not self.question.unknown_names
        if best.similarity >= (NAMED_MEANING if agreed else CLOSE_MEANING) and best.similarity - second >= CLEAR_LEAD:
            return True
        of_somebody = self.attribute is not None and needs_subject(self.attribute, self.knowledge)
        if of_somebody or self.question.unsure:
            return False
        near_enough = best.similarity >= FAIR_MEANING or self._is_elliptic
        backed = self.attribute in best.fact.attributes and near_enough
        implied = is_implied(best.fact.subject, self.knowledge) and self.question.act not in _REJECTED
        return backed or (best.score >= ANSWER_SCORE and implied)

    def ask_back(self) -> Answer | None:
        """Offer the nearest facts where one of them may be meant."""
        near = self._near(FAIR_MEANING)
        if not near and self.attribute is not None:
            near = tuple(found.fact for found in self.ranked)
        return Answer(AnswerKind.CLARIFICATION, suggestions=near[:SUGGESTIONS]) if near else None

    def refuse(self, attribute: str) -> Answer:
        """Refuse by name, with what is held nearby."""
        named = self.focus.named
        about = self.knowledge.about(named[0]) if named else self._near(LONE_MEANING)
        return Answer(
            AnswerKind.REFUSAL,
            attribute=attribute,
            subjects=tuple(self.knowledge.subjects[subject] for subject in named),
            suggestions=about[:SUGGESTIONS],
            context=Context(subject=named[0] if named else None, attribute=attribute),
        )

    def state(
        self, facts: tuple[Fact, ...], subjects: tuple[str, ...], attribute: str | None, near: tuple[Fact, ...]
    ) -> Answer:
        """State facts and offer what is near them."""
        return Answer(
            AnswerKind.FACTS,
            facts,
            attribute or facts[0].attribute,
            tuple(self.knowledge.subjects[subject] for subject in subjects if subject in self.knowledge.subjects),
            suggestions=tuple(fact for fact in near if fact not in facts)[:SUGGESTIONS],
            asked_scope=self.focus.scope,
            context=Context(subjects[0], attribute or facts[0].attribute, tuple(fact.id for fact in facts)),
        )

    def _near(self, similarity: float) -> tuple[Fact, ...]:
        return tuple(found.fact for found in self.ranked if found.similarity >= similarity)

    def _facts_of_subjects(self) -> tuple[Fact, ...]:
        """One fact about all that are named, where it is the best of each; otherwise one for each."""
        picked = [found for subject in self.focus.named if (found := self._pick(subject)) is not None]
        about_all = [found for found in picked if set(self.focus.named) <= set(found.fact.subjects)]
        return distinct(found.fact for found in about_all[:1] or picked)

    def _told_in_passing(self) -> tuple[Fact, ...]:
        """A fact about somebody else that names the subject and is close in meaning: GIGA sits inside a university's hospital."""
        close = [found for found in self.ranked if found.similarity >= STRONG_MEANING]
        named = [self.knowledge.subjects[subject] for subject in self.focus.named]
        return tuple(found.fact for found in close if any(speaks_of(found.fact, subject) for subject in named))[:1]

    def _pick(self, subject: str) -> RankedFact | None:
        """Choose the fact about a subject: by the attribute asked for, otherwise by meaning."""
        about = [found for found in self.ranked if subject in found.fact.subjects]
        if self.attribute is None:
            near = [found for found in about if found.similarity >= NAMED_MEANING or len(about) == 1]
            return max(near, key=lambda found: found.similarity, default=None)
        fitting = [found for found in about if self.attribute in found.fact.attributes]
        if fitting and fitting[0].similarity >= self._enough_of_fitting():
            return fitting[0]
        near = [found for found in about if found.similarity >= self._enough_of_subject(self.attribute)]
        return max(near, key=lambda found: found.similarity, default=None)

    def _enough_of_fitting(self) -> float:
        """How near in meaning a fact of the subject and the attribute must be; "and Mithra?" has hardly a meaning of its own."""
        if self.question.unknown_names:
            return STRONG_MEANING
        return 0.0 if self._is_elliptic else FITTING_MEANING

    def _enough_of_subject(self, attribute: str) -> float:
        """How near in meaning a fact of the subject must be where it does not hold the attribute."""
        if self.question.unknown_names or not self.knowledge.answering(attribute):
            return STRONG_MEANING
        return FAIR_MEANING if attribute in _GENERAL else OTHER_MEANING
