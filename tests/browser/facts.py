"""The facts that the scripted answers cite, kept in the store: what is shown beside an answer comes from them."""

from frontdesk.facts.model import Fact
from frontdesk.values import Language, PartialDate, Scope
from frontdesk.wiring.stores import Stores
from tests.browser.rasa_script import ANSWERS, HISTORY
from tests.factories import NOON, make_book, make_fact


def keep_facts(stores: Stores) -> None:
    """Put them into the store of an installation."""
    lines = [line.removeprefix("• ") for line in HISTORY.splitlines() if line.startswith("• ")]
    book = make_book(_companies(), *map(_event, lines))
    stores.facts.import_book(book, author="test", reason="shown", at=NOON, retract_missing=False)


def _companies() -> Fact:
    sentences = {Language(tag): text.split("\n")[0] for tag, text in ANSWERS.items()}
    as_of = PartialDate(2026, 11, 23)
    return make_fact(
        id="fact-2026-11-23", topic="statistics", value="more than 350", statement=sentences, as_of=as_of, scope=Scope.WALLONIA
    )  # fmt: skip


def _event(line: str) -> Fact:
    year = line[:4]
    return make_fact(
        id=f"fact-{year}", value=year, statement=dict.fromkeys(Language, line), as_of=PartialDate(int(year))
    )
