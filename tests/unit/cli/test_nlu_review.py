"""`frontdesk nlu review` on a real database and real files: what visitors asked becomes what the assistant knows, once."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner, Result

from frontdesk.cli.nlu import app
from frontdesk.facts.book import FactBook
from frontdesk.services.review import Answered, Occasion, ReviewQuery, ReviewReason
from frontdesk.services.transcript import Guess
from frontdesk.settings import Settings
from frontdesk.values import Language
from frontdesk.wiring.stores import Stores, ready_stores
from tests.factories import NOON, make_book, make_conversation, make_message

pytestmark = pytest.mark.store


class Desk:
    """An installation with a queue, one published fact, and a folder of training data."""

    def __init__(self, stores: Stores, folder: Path) -> None:
        self.stores, self.knowledge_file = stores, folder / "knowledge.json"
        self.nlu = folder / "nlu"
        self.conversation = make_conversation()
        stores.conversations.create(self.conversation)
        stores.facts.import_book(make_book(), author="import", reason="files", at=NOON, retract_missing=False)
        (self.nlu / "en").mkdir(parents=True)
        held = 'version: "3.1"\nnlu:\n- intent: ask_exports\n  examples: |\n    - how much is [exported](amount)\n'
        (self.nlu / "en" / "statistics.yml").write_text(held)

    def ask(self, text: str, language: Language = Language.EN, why: ReviewReason = ReviewReason.REFUSED) -> str:
        message, _ = self.stores.conversations.append(self.conversation.id, make_message())
        answered = Answered("refusal", ("x",), "ask_revenue", 0.71, (Guess("ask_revenue", 0.71),))
        self.stores.reviews.note(text, language, answered, Occasion(self.conversation.id, message.id, why, NOON))
        items = self.stores.reviews.items(ReviewQuery(status=None))
        return str(max(item.id for item in items))

    def run(self, *arguments: str) -> Result:
        return CliRunner().invoke(app, ["review", *arguments])

    def do(self, *arguments: str) -> str:
        result = self.run(*arguments)
        assert result.exit_code == 0, result.output
        return result.output

    def export(self) -> str:
        return self.do("export", "--out", str(self.nlu))

    def reviewed(self, language: str = "en") -> dict[str, list[str]]:
        content = yaml.safe_load((self.nlu / language / "reviewed.yml").read_text())
        assert content["version"] == "3.1"
        assert all(entry["metadata"] == {"language": language} for entry in content["nlu"])
        return {
            entry["intent"]: [line.removeprefix("- ") for line in entry["examples"].splitlines()]
            for entry in content["nlu"]
        }


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("FRONTDESK_DATA_DIR", str(tmp_path))
    with ready_stores(Settings(data_dir=tmp_path)) as stores:
        yield Desk(stores, tmp_path)


def test_the_list_shows_what_waits_the_most_asked_first(desk: Desk) -> None:
    desk.ask("rare")
    desk.ask("often")
    desk.ask("often", why=ReviewReason.THUMBS_DOWN)
    first, second, count = desk.do("list").splitlines()
    assert "2×  en  refused,thumbs_down  often  → refusal x (ask_revenue 0.71)" in first
    assert "rare" in second
    assert count == "2 items."


def test_the_list_can_be_narrowed_and_read_by_programs(desk: Desk) -> None:
    desk.ask("a question")
    number = desk.ask("une question", Language.FR, ReviewReason.NOT_UNDERSTOOD)
    for narrowed in (("--language", "fr"), ("--why", "not_understood"), ("--limit", "1")):
        (item,) = json.loads(desk.do("list", "--json", *narrowed))
        assert (item["id"], item["text"], item["why"]) == (int(number), "une question", ["not_understood"])
        assert item["alternatives"] == [{"intent": "ask_revenue", "confidence": 0.71}]
    assert json.loads(desk.do("list", "--json", "--status", "ignored")) == []


def test_an_item_is_shown_with_its_guesses_and_its_decision(desk: Desk) -> None:
    number = desk.ask("when did UCB start")
    desk.do("label", number, "--fact", "ucb-founded", "--by", "Ann", "--wording", "when did UCB begin")
    shown = desk.do("show", number)
    for part in ("0.71  ask_revenue", "assigned_fact", "ucb-founded by Ann", "when did UCB begin"):
        assert part in shown


def test_nothing_a_visitor_typed_steers_the_terminal(desk: Desk) -> None:
    number = desk.ask("red \x1b[31m alert\x07 \u202eabc")
    for output in (desk.do("list"), desk.do("show", number), desk.do("list", "--json")):
        assert not {"\x1b", "\x07"} & set(output)
    assert "\u202e" not in desk.do("list")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["99", "--ignore"], "There is no item 99"),
        (["1", "--fact", "no-such-fact"], "no published fact no-such-fact"),
        (["1", "--intent", "ask_moon"], "no intent ask_moon"),
        (["1", "--intent", "nlu_fallback"], "no intent nlu_fallback"),
        (["1"], "exactly one"),
        (["1", "--ignore", "--out-of-scope"], "exactly one"),
    ],
)
def test_a_label_that_cannot_hold_is_refused(desk: Desk, arguments: list[str], says: str) -> None:
    desk.ask("when did UCB start")
    result = desk.run("label", *arguments)
    assert result.exit_code != 0
    assert says in result.output
    assert "1 items." in desk.do("list")


@pytest.mark.parametrize("text", ["I am [person], who founded UCB?", "x" * 201, "?!"])
def test_what_is_no_example_needs_another_wording(desk: Desk, text: str) -> None:
    number = desk.ask(text)
    assert "--wording" in desk.run("label", number, "--intent", "ask_founded_by").output
    assert desk.run("label", number, "--intent", "ask_founded_by", "--wording", "by [person]?").exit_code == 1
    desk.do("label", number, "--intent", "ask_founded_by", "--wording", "who is the founder of UCB")
    desk.export()
    assert desk.reviewed() == {"ask_founded_by": ["who is the founder of UCB"]}
    assert desk.run("label", number, "--ignore").exit_code == 0


def test_labels_become_examples_of_their_intent_once_and_in_a_stable_order(desk: Desk) -> None:
    desk.do("label", desk.ask("zoo in Namur?"), "--out-of-scope")
    desk.do("label", desk.ask("where do exports go"), "--intent", "ask_exports")
    desk.do("label", desk.ask("nothing"), "--ignore")
    desk.ask("still open")
    assert "2 sentences" in desk.export()
    file = desk.nlu / "en" / "reviewed.yml"
    before = file.read_text()
    assert desk.reviewed() == {"ask_exports": ["where do exports go"], "out_of_scope": ["zoo in Namur?"]}
    assert "0 sentences" in desk.export()
    assert file.read_text() == before
    desk.do("label", desk.ask("export figures pls"), "--intent", "ask_exports")
    desk.export()
    assert desk.reviewed()["ask_exports"] == ["where do exports go", "export figures pls"]
    assert list(desk.reviewed()) == ["ask_exports", "out_of_scope"]


def test_each_language_has_its_own_file(desk: Desk) -> None:
    desk.do("label", desk.ask("où partent les exportations", Language.FR), "--intent", "ask_exports")
    desk.export()
    assert desk.reviewed("fr") == {"ask_exports": ["où partent les exportations"]}
    assert not (desk.nlu / "en" / "reviewed.yml").exists()


def test_a_sentence_that_is_trained_already_is_not_repeated(desk: Desk) -> None:
    desk.do("label", desk.ask("How much is exported"), "--intent", "ask_exports")
    assert "0 sentences" in desk.export()
    assert "left" not in desk.export()
    assert not (desk.nlu / "en" / "reviewed.yml").exists()


def test_a_sentence_trained_as_something_else_is_left_to_a_person(desk: Desk) -> None:
    number = desk.ask("How much is exported")
    desk.do("label", number, "--intent", "ask_revenue")
    for _ in range(2):
        assert f"{number}: already an example of ask_exports, not ask_revenue" in desk.export()
    assert not (desk.nlu / "en" / "reviewed.yml").exists()


def test_an_example_cannot_smuggle_an_entity_or_a_line_into_the_training_data(desk: Desk) -> None:
    number = desk.ask("- [ann](person) {x}\n    - evil\n- intent: affirm")
    desk.do("label", number, "--intent", "ask_exports")
    desk.export()
    assert desk.reviewed() == {"ask_exports": ["(ann)(person) (x) - evil - intent: affirm"]}


def test_a_fact_answers_to_a_wording_at_once_and_its_history_names_the_author(desk: Desk) -> None:
    number = desk.ask("sinds wanneer is UCB er", Language.NL)
    desk.do("label", number, "--fact", "ucb-founded", "--by", "Ann")
    assert not desk.knowledge_file.exists()
    assert "learned    ucb-founded" in desk.export()
    assert "sinds wanneer is UCB er" in desk.knowledge_file.read_text()
    latest = desk.stores.facts.history("ucb-founded")[-1]
    assert latest.author == "Ann"
    assert latest.fact.examples[Language.NL][-1] == "sinds wanneer is UCB er"
    assert desk.reviewed("nl") == {"ask_founded_when": ["sinds wanneer is UCB er"]}
    desk.export()
    assert len(desk.stores.facts.history("ucb-founded")) == 2


def test_a_label_on_a_fact_that_was_withdrawn_is_left(desk: Desk) -> None:
    number = desk.ask("when did UCB start")
    desk.do("label", number, "--fact", "ucb-founded")
    desk.stores.facts.import_book(FactBook(), author="x", reason="x", at=NOON, retract_missing=True)
    assert f"{number}: the fact is no longer published" in desk.export()
    (item,) = json.loads(desk.do("list", "--json", "--status", "assigned_fact"))
    assert item["exported_at"] is None


def test_erasing_the_conversation_empties_the_list(desk: Desk) -> None:
    number = desk.ask("canary question")
    desk.do("label", number, "--out-of-scope")
    desk.stores.conversations.erase(desk.conversation.id)
    assert "0 sentences" in desk.export()
    assert "There is no item" in desk.run("show", number).output
    assert desk.do("list", "--status", "out_of_scope") == "0 items.\n"
