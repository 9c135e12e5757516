"""domain.yml, the actions and the attributes of the facts speak of the same things."""

import ast
import re
from typing import Any

import pytest

from tests.contracts.source import LANGUAGES, ROOT, calls, data, files, place, tree

DOMAIN = data("domain.yml")
RESPONSES: dict[str, list[dict[str, Any]]] = DOMAIN["responses"]
NUMBER_PRICE_OR_ADDRESS = re.compile(r"\d|[€$£%]|https?:|www\.|\w@\w")
FIELD_EXAMPLES = {"utter_ask_enquiry_form_", "utter_reask_"}


def action_classes() -> list[tuple[str, str]]:
    """Each name that an action class of actions/ returns, with its place."""
    found = []
    for path in files("actions"):
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.ClassDef):
                continue
            for method in node.body:
                if isinstance(method, ast.FunctionDef) and method.name == "name":
                    found += [(text, place(path, method)) for text in returned_strings(method)]
    return found


def returned_strings(function: ast.FunctionDef) -> list[str]:
    """The string literals a function returns."""
    values = [node.value for node in ast.walk(function) if isinstance(node, ast.Return)]
    return [value.value for value in values if isinstance(value, ast.Constant) and isinstance(value.value, str)]


def variation_language(variation: dict[str, Any]) -> str:
    """The language a variation is for; English carries no condition, so that it also serves where none is known."""
    conditions = [c for c in variation.get("condition", []) if c["name"] == "language"]
    return str(conditions[0]["value"]) if conditions else "en"


def test_every_action_has_one_class_and_every_class_is_in_the_domain() -> None:
    names = [name for name, _ in action_classes()]
    assert sorted(names) == sorted(DOMAIN["actions"]), (
        "a name that two classes return silently belongs to the last one imported; one that no class returns fails at run time"
    )


def test_no_slot_is_of_type_any() -> None:
    untyped = [name for name, slot in DOMAIN["slots"].items() if slot["type"] == "any"]
    assert not untyped, f"give these slots a type: {untyped}"


def test_every_slot_that_an_action_names_is_in_the_domain() -> None:
    known = {*DOMAIN["slots"], "requested_slot"}
    named = {
        node.value.value: place(path, node)
        for path in files("actions")
        if path.name == "slots.py"
        for node in tree(path).body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
        and not node.value.value.endswith("_")  # the beginning of a family of slots
    }
    written = {
        call.args[0].value: place(path, call)
        for path in files("actions")
        for name, call in calls(path)
        if name.rpartition(".")[2] in {"SlotSet", "get_slot"}
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    }
    unknown = {slot: where for slot, where in {**named, **written}.items() if slot not in known}
    assert named, "actions/slots.py names no slot"
    assert not unknown, f"slots that domain.yml does not have: {unknown}"


@pytest.mark.parametrize("name", RESPONSES)
def test_response_is_written_in_every_language_once(name: str) -> None:
    languages = [variation_language(variation) for variation in RESPONSES[name]]
    assert set(languages) == LANGUAGES, f"{name} is missing in {LANGUAGES - set(languages)}"


@pytest.mark.parametrize("name", RESPONSES)
def test_response_states_no_figure_price_or_address(name: str) -> None:
    if name.startswith(tuple(FIELD_EXAMPLES)):
        return  # a question of the form may show an example of what to type
    for variation in RESPONSES[name]:
        without_slots = re.sub(r"\{\w+\}", "", variation.get("text", ""))
        found = NUMBER_PRICE_OR_ADDRESS.search(without_slots)
        assert found is None, f"{name} says a figure or an address; a fact belongs in data/facts with its source"


@pytest.mark.parametrize("name", RESPONSES)
def test_buttons_of_a_response_mean_the_same_in_every_language(name: str) -> None:
    payloads = {variation_language(v): [b["payload"] for b in v.get("buttons", [])] for v in RESPONSES[name]}
    assert all(found == payloads["en"] for found in payloads.values()), f"{name}: {payloads}"


@pytest.mark.parametrize("name", RESPONSES)
def test_button_payloads_are_intents_of_the_domain(name: str) -> None:
    intents = {next(iter(i)) if isinstance(i, dict) else i for i in DOMAIN["intents"]}
    payloads = [b["payload"] for v in RESPONSES[name] for b in v.get("buttons", [])]
    unknown = [p for p in payloads if re.match(r"/(\w+)", p) is None or p[1:].split("{")[0] not in intents]
    assert not unknown, f"{name} has buttons no intent answers to: {unknown}"


def test_every_attribute_has_its_intent() -> None:
    intents = {next(iter(i)) if isinstance(i, dict) else i for i in DOMAIN["intents"]}
    missing = {f"ask_{attribute}" for attribute in data("data/facts/attributes.yml")["attributes"]} - intents
    assert not missing, f"domain.yml lacks the intents of attributes.yml: {sorted(missing)}"


def test_every_intent_of_an_attribute_leads_to_an_answer() -> None:
    asked = set(re.findall(r"- intent: (\w+)", (ROOT / "data" / "rules" / "questions.yml").read_text(encoding="utf-8")))
    missing = {f"ask_{attribute}" for attribute in data("data/facts/attributes.yml")["attributes"]} - asked
    assert not missing, f"data/rules/questions.yml lacks {sorted(missing)}"


def test_every_intent_has_training_data_in_every_language() -> None:
    intents = {next(iter(i)) if isinstance(i, dict) else i for i in DOMAIN["intents"]}
    taught: dict[str, set[str]] = {language: set() for language in LANGUAGES}
    for path in files("data/nlu", suffix=".yml"):
        found = re.findall(r"^\s*- intent: (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
        taught[path.relative_to(ROOT / "data" / "nlu").parts[0]].update(found)
    only_by_button = {"choose_fact"}
    missing = {language: sorted(intents - found - only_by_button) for language, found in taught.items()}
    assert not any(missing.values()), f"intents without an example: {missing}"
