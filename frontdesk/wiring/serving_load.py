"""What made-up visitors say while serving is measured, and how several of them say it at once."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle, islice

import yaml

from frontdesk.services.serving_figures import Account, Exchange
from frontdesk.settings import PROJECT_ROOT
from frontdesk.values import Language
from frontdesk.wiring.bench_visitor import BenchVisitor

_SCRIPT = PROJECT_ROOT / "data" / "bench" / "serving.yml"
_ENQUIRY_EVERY = 5  # one visitor in five leaves an enquiry


@dataclass(frozen=True, slots=True)
class Talk:
    """What one visitor says in one conversation: questions, and perhaps an enquiry, line by line."""

    language: str
    questions: tuple[str, ...]
    enquiry: tuple[str, ...] = ()

    @property
    def messages(self) -> int:
        """Return how many messages it has."""
        return len(self.questions) + len(self.enquiry)


@dataclass(frozen=True, slots=True)
class Held:
    """What became of talks: every message with its time, and the account of losses."""

    exchanges: tuple[Exchange, ...]
    account: Account


def plan_talks(questions: int, *, with_enquiries: bool) -> tuple[Talk, ...]:
    """Return talks in the four languages in turn, until so many questions are asked; one in five leaves an enquiry."""
    return tuple(_talks(_script(), questions, with_enquiries=with_enquiries))


def questions_in(language: Language) -> tuple[str, ...]:
    """Return the questions in one language."""
    return tuple(_script()["questions"][language.value])


def _script() -> Mapping[str, Mapping[str, Sequence[str]]]:
    script: Mapping[str, Mapping[str, Sequence[str]]] = yaml.safe_load(_SCRIPT.read_text(encoding="utf-8"))
    return script


def _talks(
    script: Mapping[str, Mapping[str, Sequence[str]]], questions: int, *, with_enquiries: bool
) -> Iterator[Talk]:
    for number, language in enumerate(cycle(script["questions"])):
        asked = tuple(islice(script["questions"][language], questions))
        enquiry = with_enquiries and number % _ENQUIRY_EVERY == 0
        yield Talk(language, asked, tuple(script["enquiries"][language]) if enquiry else ())
        questions -= len(asked)
        if questions <= 0:
            return


def hold_talks(url: str, talks: Sequence[Talk], *, visitors: int, erase: bool) -> Held:
    """Hold talks, so many at once, each as fast as its answers come. Raises StartProblem where the gateway refuses."""
    with ThreadPoolExecutor(visitors) as pool:
        held = list(pool.map(lambda talk: _hold(url, talk, erase=erase), talks))
    exchanges = tuple(exchange for one in held for exchange in one.exchanges)
    return Held(exchanges, sum((one.account for one in held), Account()))


def _hold(url: str, talk: Talk, *, erase: bool) -> Held:
    visitor = BenchVisitor(url, talk.language)
    for kind, lines in (("question", talk.questions), ("enquiry", talk.enquiry)):
        for line in lines:
            visitor.say(line, kind)
    visitor.say_again()
    account = visitor.account()
    visitor.leave(erase=erase)
    return Held(tuple(visitor.exchanges), account)
