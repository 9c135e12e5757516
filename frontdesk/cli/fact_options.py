"""The options by which a fact is given on the command line: one for each key of a fact file, one for each language of a text."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import typer

from frontdesk.values import Language

_WORDS, _SOURCE, _SUBJECT = "What it says", "Where it was read", "A subject that is new"


@dataclass(frozen=True, slots=True)
class FactOption:
    """One option: the place of its value among the keys of a fact file, its flag, its help; ``many`` may be repeated."""

    path: tuple[str, ...]
    flag: str
    help: str
    panel: str = "The fact"
    many: bool = False

    @property
    def name(self) -> str:
        """Return the name under which a command receives it."""
        return self.flag.removeprefix("--").replace("-", "_")

    def parameter(self) -> inspect.Parameter:
        """Return it as a parameter that Typer reads."""
        option = typer.Option(self.flag, help=self.help, rich_help_panel=self.panel, show_default=False)
        kind: Any = list[str] | None if self.many else str | None
        return inspect.Parameter(
            self.name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[kind, option]
        )


def _in_each_language(key: str, word: str, help_: str, panel: str = _WORDS, *, many: bool = False) -> list[FactOption]:
    return [
        FactOption((key, language.value), f"--{word}-{language.value}", f"{help_} in {language.name}.", panel, many)
        for language in Language
    ]


FACT = (
    FactOption(("subject",), "--subject", "What it is about: a subject's id."),
    FactOption(("attribute",), "--attribute", "What it states: an id of attributes.yml."),
    FactOption(("value",), "--value", "The bare value, as short as can be."),
    FactOption(("scope",), "--scope", "What it holds for: WAL, BE, BRU, EU or WORLD."),
    FactOption(("as_of",), "--as-of", "When it was so: YYYY, YYYY-MM or YYYY-MM-DD."),
    FactOption(("valid_until",), "--valid-until", "The last day it may be stated."),
    FactOption(("review_by",), "--review-by", "When to read it again at the source; in half a year by default."),
    FactOption(("confidence",), "--confidence", "high, medium (by default) or low."),
    FactOption(("also_answers",), "--also-answers", "Another attribute it answers; repeatable.", many=True),
    FactOption(("also_about",), "--also-about", "Another subject it is about; repeatable.", many=True),
    FactOption(("source", "title"), "--source-title", "Title of the source.", _SOURCE),
    FactOption(("source", "url"), "--source-url", "Address of the source.", _SOURCE),
    FactOption(("source", "retrieved"), "--source-retrieved", "Day it was read; today by default.", _SOURCE),
    FactOption(("source", "dated"), "--source-dated", "false where the page carries no date.", _SOURCE),
    *_in_each_language("statement", "statement", "The statement"),
    *_in_each_language("caution", "caution", "What must be said with it"),
    *_in_each_language("examples", "example", "A question it answers; repeatable,", many=True),
    *_in_each_language(
        "near_misses", "near-miss", "A question that it does not answer, though it sounds so; repeatable,", many=True
    ),
)
TOPIC = FactOption(("topic",), "--topic", "Where it belongs; by default the topic of its attribute.")
NEW_SUBJECT = (
    FactOption(("kind",), "--subject-kind", "organisation, person, place, programme, product …", _SUBJECT),
    FactOption(("scope",), "--subject-scope", "Where it is: WAL, BE, BRU, EU or WORLD.", _SUBJECT),
    FactOption(("aliases",), "--subject-alias", "Another name visitors may use; repeatable.", _SUBJECT, many=True),
    *_in_each_language("names", "subject-name", "Its name", _SUBJECT),
)


def taking(*options: FactOption) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Let Typer offer these options for a command, which receives the given ones by name as its ``**given``."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        own = [one for one in inspect.signature(command).parameters.values() if one.kind is not one.VAR_KEYWORD]
        signature = inspect.Signature([*own, *(option.parameter() for option in options)])
        command.__signature__ = signature  # type: ignore[attr-defined]  # what inspect reads first
        return command

    return decorate


def entry(options: Sequence[FactOption], given: Mapping[str, str | list[str] | None]) -> dict[str, object]:
    """Return what was given as the keys and values of a fact file."""
    made: dict[str, Any] = {}
    for option in options:
        value = given.get(option.name)
        if value:
            place = made
            for key in option.path[:-1]:
                place = place.setdefault(key, {})
            place[option.path[-1]] = value
    return made
