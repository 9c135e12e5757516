"""The enquiry dialogue, conversation by conversation, without Rasa and without a database."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from frontdesk.enquiry.field import DATA, Field
from frontdesk.enquiry.state import Answer, ConsentGiven, EnquiryState
from frontdesk.services.capture_enquiry import begin_enquiry, hear_enquiry, repeat_question
from frontdesk.services.enquiry_prompt import slot_values
from frontdesk.services.enquiry_turn import Step, Turn
from frontdesk.values import Language
from tests.factories import NOON

CONVERSATIONS = yaml.safe_load(Path(__file__).with_name("enquiry_dialogues.yml").read_text(encoding="utf-8"))
ASK = "utter_ask_enquiry_form_"
KNOWN = {
    Field.NAME: "Ann Peeters",
    Field.ORGANISATION: "Acme Bio",
    Field.EMAIL: "ann.peeters@acme-bio.com",
    Field.PHONE: "+32470123456",
    Field.COUNTRY: "DE",
    Field.SECTOR: "vaccines",
    Field.PROJECT: "a fill-finish plant",
    Field.INVESTMENT: "EUR 40000000",
    Field.JOBS: "120",
    Field.TIMELINE: "2027-Q3",
}


def state_at(field: Field) -> EnquiryState:
    """A form in which everything before a field has been answered."""
    before = {
        known: Answer(value, value)
        for known, value in KNOWN.items()
        if list(Field).index(known) < list(Field).index(field)
    }
    return EnquiryState("e1", ConsentGiven(NOON.isoformat(), "en"), asked=field, answers=before)


def turn_of(written: dict[str, Any], number: int) -> Turn:
    pressed = written.get("press")
    entities = tuple((written.get("entities") or {}).items())
    if pressed is not None:
        return Turn(pressed, pressed[1:].split("{")[0], 1.0, Language.EN, str(number), NOON, entities)
    said, act = str(written["say"]), written.get("act", "nlu_fallback")
    sure = written.get("sure", 0.9 if "act" in written else 0.0)
    return Turn(said, act, sure, Language(written.get("in", "en")), str(number), NOON, entities)


def check(written: dict[str, Any], step: Step) -> None:
    responses = [said.response for said in step.says]
    asked = [response.removeprefix(ASK) for response in responses if response.startswith(ASK)]
    assert asked == ([written["asks"]] if "asks" in written else []), (written, responses)
    assert [response for response in responses if not response.startswith(ASK)] == written.get("says", []), written
    assert step.answers_question == written.get("answers", False), written
    assert step.ending == written.get("ends"), written
    assert step.language == written.get("language"), written
    values = {field.value: answer.value for field, answer in step.state.answers.items()}
    assert values == values | written.get("has", {}), written
    assert not set(values) & set(written.get("lacks", ())), written


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda written: str(written["conversation"]))
def test_conversation_goes_as_written(conversation: dict[str, Any]) -> None:
    state = state_at(Field(conversation["starts_at"])) if "starts_at" in conversation else None
    for number, written in enumerate(conversation["turns"]):
        turn = turn_of(written, number)
        step = begin_enquiry("e1", turn) if state is None else hear_enquiry(state, turn)
        check(written, step)
        state = EnquiryState.from_json(step.state.to_json())
        assert state == step.state, "what travels in the slot is the same state"


def test_message_heard_twice_changes_nothing() -> None:
    turn = turn_of({"say": "gibberish 123"}, 1)
    once = hear_enquiry(state_at(Field.COUNTRY), turn)
    twice = hear_enquiry(once.state, turn)
    assert twice.state == once.state
    assert [said.response for said in twice.says] == [f"{ASK}country"]


def test_consent_is_asked_at_length_once_in_each_language() -> None:
    step = begin_enquiry("e1", turn_of({"say": "contact form", "act": "leave_enquiry"}, 1))
    asked = [step.says[-1].response]
    for number, language in enumerate(("en", "fr", "fr"), start=2):
        question = {"say": "how many biotechs?", "act": "ask_company_count", "in": language}
        step = hear_enquiry(step.state, turn_of(question, number))
        asked.append(step.says[-1].response)
    assert [one.removeprefix(ASK) for one in asked] == ["consent", "consent_again", "consent", "consent_again"]
    agreed = hear_enquiry(step.state, turn_of({"press": "/affirm"}, 9))
    assert agreed.state.consent == ConsentGiven(NOON.isoformat(), "fr"), "agreed to the wording that was read"


def test_nothing_personal_is_in_a_slot_of_its_own_before_consent() -> None:
    step = begin_enquiry("e1", turn_of({"say": "I'm Jane Doe, jane@acme.com", "act": "leave_enquiry"}, 1))
    assert set(slot_values(step.state).values()) == {None}
    agreed = hear_enquiry(step.state, turn_of({"say": "yes"}, 2))
    assert slot_values(agreed.state)["name"] == "Jane Doe"


def test_summary_shows_the_visitors_words_and_a_dash_for_what_was_left_out() -> None:
    state = replace(state_at(Field.CONFIRM).with_skipped(Field.PHONE), asked=Field.CONFIRM)
    state = state.with_answer(Field.INVESTMENT, Answer("EUR 40000000", "40M")).with_answer(
        Field.ORGANISATION, Answer("private", "just me")
    )
    shown = repeat_question(state, turn_of({"say": "x"}, 1)).says[0].variables
    assert set(shown) == {field.value for field in DATA}
    assert (shown["phone"], shown["country"], shown["organisation"]) == ("–", "Germany", "just me")
    assert shown["investment"] == "40M (EUR)"


@pytest.mark.parametrize("field", list(Field))
@pytest.mark.parametrize(
    "text", ["", " ", "\0", "😀😀", "/", "' OR 1=1 --", "{name}", "<script>alert(1)</script>", "a" * 2000, "1" * 400]
)
def test_odd_text_never_breaks_the_dialogue(field: Field, text: str) -> None:
    step = hear_enquiry(state_at(field), turn_of({"say": text}, 1))
    assert step.says or step.ending
