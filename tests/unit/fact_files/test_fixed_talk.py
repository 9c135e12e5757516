"""The assistant's fixed sentences as the desk previews them: one for every intent that is neither a question nor opens the form."""

import pytest

from frontdesk.fact_files.example_files import intents_of
from frontdesk.fact_files.fixed_talk import FixedTalk
from frontdesk.services.parsed_question import is_question
from frontdesk.settings import PROJECT_ROOT
from frontdesk.values import Language

ANSWERED_OTHERWISE = {
    "leave_enquiry",
    "request_human",
    "correct",
    "ask_source",
    "ask_more",
    "repeat",
    "change_language",
}


@pytest.fixture(scope="module")
def talk() -> FixedTalk:
    return FixedTalk(PROJECT_ROOT / "domain.yml", PROJECT_ROOT / "data" / "rules", {"privacy_url": "/privacy"})


def test_every_intent_of_talk_has_a_sentence_in_every_language(talk: FixedTalk) -> None:
    talked = {intent for intent in intents_of(PROJECT_ROOT / "domain.yml") if not is_question(intent)}
    for intent in sorted(talked - ANSWERED_OTHERWISE):
        responses = talk.responses(intent)
        assert responses, intent
        for response in responses:
            texts = [talk.text(response, language, {}) for language in Language]
            assert all(texts), response
            assert len(set(texts)) == len(texts), f"{response} says the same in two languages"


def test_what_stands_in_braces_is_filled_and_what_is_unknown_stays(talk: FixedTalk) -> None:
    assert "/privacy" in talk.text("utter_explain_privacy", Language.EN, {})
    assert "{reference}" in talk.text("utter_enquiry_stored", Language.EN, {})
    assert "WAL-26-000001" in talk.text("utter_enquiry_stored", Language.EN, {"reference": "WAL-26-000001"})
