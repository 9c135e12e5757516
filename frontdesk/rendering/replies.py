"""Texts that replies of staff are made of: templates to start from, and facts with their sources, in the visitors' languages."""

from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from frontdesk.facts.model import Fact
from frontdesk.rendering.answers import as_of_text
from frontdesk.services.answer_lead import ReplyTemplate
from frontdesk.values import Language


@dataclass
class ReplyTemplates:
    """Fills the port ReplyTexts."""

    def template(self, template: ReplyTemplate, language: Language, *, name: str, reference: str) -> str:
        """Return a text to start from; gaps stand in angle quotation marks."""
        return self._fill(template.value, language, name=name, reference=reference)

    def fact(self, fact: Fact, language: Language) -> str:
        """Return a fact as a reply tells it: the statement, its caution, source and date."""
        return self._fill(
            "fact",
            language,
            statement=fact.statement[language],
            caution=fact.caution.get(language),
            title=fact.source.title,
            url=fact.source.url,
            as_of=as_of_text(fact.as_of, language),
        )

    def _fill(self, text: str, language: Language, **values: object) -> str:
        return self._texts.get_template(f"{language}/{text}.j2").render(**values).strip()

    @cached_property
    def _texts(self) -> Environment:
        return Environment(
            loader=FileSystemLoader(str(files("frontdesk.rendering") / "replies")),
            undefined=StrictUndefined,
            trim_blocks=False,
            autoescape=False,  # noqa: S701 - plain text for a mail
        )
