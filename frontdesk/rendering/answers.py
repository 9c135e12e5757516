"""Answers as text with buttons and citations, from the templates of each language."""

import json
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from frontdesk.facts.answer import CLAIMS, Answer, AnswerKind
from frontdesk.facts.knowledge import distinct
from frontdesk.facts.model import Fact
from frontdesk.rendering.labels import labels
from frontdesk.services.rendered_answer import Button, Citation, RenderedAnswer
from frontdesk.values import Language, PartialDate, Scope

_CITED = CLAIMS | {AnswerKind.SOURCES, AnswerKind.NO_EVENTS}
_UNANSWERED = {
    AnswerKind.REFUSAL,
    AnswerKind.UNKNOWN_NAME,
    AnswerKind.CLARIFICATION,
    AnswerKind.OUT_OF_SCOPE,
    AnswerKind.OTHER_REGION,
}
_OFFERS_PERSON = _UNANSWERED | {AnswerKind.NOTHING_MORE, AnswerKind.NO_EVENTS, AnswerKind.PERSON}
_EVENTS = "history"
_MOST_BUTTONS = 5
_TITLE_LENGTH = 70


# Belgian usage where Babel knows it; British day-month order in English.
_LOCALES = {Language.EN: "en_GB", Language.FR: "fr_BE", Language.NL: "nl_BE", Language.DE: "de_BE"}


def as_of_text(as_of: PartialDate, language: Language) -> str:
    """Write a partial date as a reader of the language would: "2021", "June 2021", "30 June 2021"."""
    if as_of.day is not None:
        return str(format_date(as_of.earliest(), format="long", locale=_LOCALES[language]))
    if as_of.month is not None:
        return str(format_skeleton("yMMMM", as_of.earliest(), locale=_LOCALES[language]))
    return str(as_of.year)


@dataclass
class TemplateRenderer:
    """Renders every kind of answer that states, refuses or asks back."""

    def render(self, answer: Answer, language: Language) -> RenderedAnswer:
        """Return the answer in this language."""
        return RenderedAnswer(
            text=self._text(answer, language),
            buttons=tuple(self._buttons(answer, language)),
            citations=tuple(self._citation(fact, language) for fact in _cited(answer)),
        )

    def question(self, attribute: str, subject: str | None, language: Language) -> str:
        """Return a whole question for an attribute."""
        return labels(language).question(attribute, subject)

    @cached_property
    def _templates(self) -> Environment:
        folder = str(files("frontdesk.rendering") / "templates")
        # Plain text for every channel: the widget shows it as text nodes, so nothing is escaped here.
        return Environment(
            loader=FileSystemLoader(folder),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=False,  # noqa: S701
        )

    def _fill(self, template: str, language: Language, **values: object) -> str:
        return self._templates.get_template(f"{language}/{template}.j2").render(**values).strip()

    def _text(self, answer: Answer, language: Language) -> str:
        if answer.kind is AnswerKind.SEVERAL:
            return self._several(answer, language)
        text = self._single(answer, language)
        if answer.meant is None or answer.kind is AnswerKind.CONFIRM_NAME:
            return text
        return f"{self._fill('meant', language, name=answer.meant.name(language))}\n{text}"

    def _several(self, answer: Answer, language: Language) -> str:
        told = [self._text(part, language) for part in answer.parts if part.kind not in _UNANSWERED]
        refused = [self._refused(part, language) for part in answer.parts if part.kind in _UNANSWERED]
        pending = [self._fill("quoted", language, text=text) for text in answer.pending]
        return self._fill(
            "several", language, told=told, refused=_listed(refused, language), pending=_listed(pending, language)
        )

    def _refused(self, part: Answer, language: Language) -> str:
        """Name what a part of a message is not answered on: an attribute, a name, or the question as it was asked."""
        if part.kind is AnswerKind.REFUSAL and part.attribute:
            subject = part.subjects[0].name(language) if part.subjects else None
            return labels(language).attribute(part.attribute, subject)
        return self._fill("quoted", language, text=part.unknown_name or part.asked.strip(" ?!.,"))

    def _single(self, answer: Answer, language: Language) -> str:
        subject = answer.subjects[0].name(language) if answer.subjects else None
        what = labels(language).attribute(answer.attribute, subject) if answer.attribute else ""
        period = answer.period
        meant = answer.meant.name(language) if answer.meant else None
        return self._fill(
            answer.kind.value,
            language,
            facts=[self._fact(fact, answer, language) for fact in answer.facts],
            what=what,
            name=answer.unknown_name or meant,
            subject=subject,
            suggestions=answer.suggestions,
            oldest=answer.oldest.name(language) if answer.oldest else None,
            youngest=answer.youngest.name(language) if answer.youngest else None,
            period=self._fill("period", language, first=period.first, last=period.last) if period else None,
        )

    def _fact(self, fact: Fact, answer: Answer, language: Language) -> dict[str, object]:
        # A foundation has no figure of its own for another territory, and an answer that tells both needs no remark.
        covered = fact.topic == _EVENTS or any(told.scope is answer.asked_scope for told in answer.facts)
        return {
            "statement": fact.statement[language],
            "caution": fact.caution.get(language),
            "belgian_for_wallonia": not covered
            and answer.asked_scope is Scope.WALLONIA
            and fact.scope is Scope.BELGIUM,
            "walloon_for_belgium": not covered and answer.asked_scope is Scope.BELGIUM and fact.scope is Scope.WALLONIA,
            "source": self._source_title(fact, language),
            "url": fact.source.url,
        }

    def _source_title(self, fact: Fact, language: Language) -> str:
        as_of = fact.as_of if fact.source.dated else PartialDate.parse(fact.source.retrieved.isoformat())
        values = {"title": fact.source.title, "dated": fact.source.dated, "as_of": as_of_text(as_of, language)}
        return self._fill("source_title", language, **values)

    def _citation(self, fact: Fact, language: Language) -> Citation:
        return Citation(fact.id, self._source_title(fact, language), fact.source.url, str(fact.as_of), fact.scope.value)

    def _buttons(self, answer: Answer, language: Language) -> list[Button]:
        if answer.kind is AnswerKind.CONFIRM_NAME and answer.meant:
            yes = self._fill("confirm_button", language, name=answer.meant.name(language))
            return [Button(yes, _choose(fact)) for fact in answer.suggestions]
        parts = answer.parts or (answer,)
        person = any(part.kind in _OFFERS_PERSON for part in parts)
        offered = [Button(_short_question(fact, language), _choose(fact)) for fact in _offered(parts)]
        offered = offered[: _MOST_BUTTONS - person]
        return [*offered, Button(self._fill("offer_person", language), "/leave_enquiry")] if person else offered


def _cited(answer: Answer) -> tuple[Fact, ...]:
    """Return the facts an answer rests on, each once."""
    return distinct(fact for part in answer.parts or (answer,) if part.kind in _CITED for fact in part.facts)


def _offered(parts: tuple[Answer, ...]) -> tuple[Fact, ...]:
    """Return the facts offered by the parts in turn, without those already told."""
    told = {fact.id for part in parts for fact in part.facts}
    longest = max(len(part.suggestions) for part in parts)
    in_turn = (part.suggestions[at] for at in range(longest) for part in parts if at < len(part.suggestions))
    return distinct(fact for fact in in_turn if fact.id not in told)


def _listed(texts: list[str], language: Language) -> str:
    return str(format_list(texts, locale=_LOCALES[language])) if texts else ""


def _choose(fact: Fact) -> str:
    return f"/choose_fact{json.dumps({'fact': fact.id})}"


def _short_question(fact: Fact, language: Language) -> str:
    """Pick the example that reads best on a button: a whole question, short."""
    examples = fact.examples.get(language) or fact.examples.get(Language.EN) or (fact.statement[language],)
    whole = [text for text in examples if text.endswith("?") and len(text) <= _TITLE_LENGTH]
    return (whole or sorted(examples, key=len))[0]
