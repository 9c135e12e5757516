"""The form action with the real domain, the real executor and a real database; only Rasa's server is played."""

import asyncio
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa_sdk.executor import ActionExecutor

from actions import runtime
from frontdesk.qualification.model import Lead
from frontdesk.services.submit_enquiry import CONSENT_TEXT_VERSION
from frontdesk.settings import Settings
from frontdesk.wiring.stores import ready_stores
from tests.store.colleagues import colleague

pytestmark = pytest.mark.store

DOMAIN = yaml.safe_load(Path("domain.yml").read_text(encoding="utf-8"))
ANSWERS = [
    "yes", "Ann Peeters", "Acme Bio", "ann.peeters@acme-bio.com", "+32 470 12 34 56", "Germany", "vaccines",
    "a fill-finish plant for our new vaccine", "40 million euro", "120", "early 2027",
]  # fmt: skip
# The consent question in each language, as agreed to under this version; another wording is another version.
CONSENT_TEXTS = {
    "2026-11-23": {
        "en": "48b63c44866fa6f0f21e3c79ecc5b41bde0e75967e3beddb1931c06eb3461d8f",
        "fr": "4af2cf9715d9970795762385c2206272aebe811d50759eb026434b9b349a441d",
        "nl": "17314aefd67376882e2561c51befbb35cc94aa8d738681d32b2aecee74735dec",
        "de": "f3e253264cd6f5d7a4f60bfca8b3454b5837cf522407ddb7d51ed5959acf7c4f",
    }
}


class Rasa:
    """Plays Rasa's part: keeps the slots, calls the action, applies its events."""

    def __init__(self, language: str = "en") -> None:
        self.slots: dict[str, Any] = dict.fromkeys(DOMAIN["slots"]) | {"language": language, "requested_slot": None}
        self._executor = ActionExecutor()
        self._executor.register_package("actions")
        self._count = 0

    def hear(self, text: str, act: str = "nlu_fallback", *entities: tuple[str, str]) -> list[dict[str, Any]]:
        """Send one message and return what was said."""
        self._count += 1
        message = {
            "text": text,
            "intent": {"name": act, "confidence": 0.95},
            "entities": [{"entity": entity, "value": value} for entity, value in entities],
            "message_id": f"m{self._count}",
        }
        call = {
            "next_action": "validate_enquiry_form",
            "sender_id": "conversation-1",
            "tracker": {
                "sender_id": "conversation-1",
                "slots": self.slots,
                "latest_message": message,
                "events": [],
                "active_loop": {},
            },
            "domain": DOMAIN,
        }
        result = asyncio.run(self._executor.run(call)).model_dump()
        self.slots |= {event["name"]: event["value"] for event in result["events"] if event["event"] == "slot"}
        responses: list[dict[str, Any]] = result["responses"]
        return responses

    @property
    def asks(self) -> Any:
        return self.slots["requested_slot"]


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An installation of its own, migrated, for the cached services of the action server."""
    monkeypatch.setenv("FRONTDESK_DATA_DIR", str(tmp_path))
    forget()
    with ready_stores(Settings()):
        pass
    yield tmp_path
    runtime.submission_desk().store._database.close()  # type: ignore[attr-defined]  # the port has no end
    forget()


def forget() -> None:
    for cached in (runtime.settings, runtime.answer_desk, runtime.submission_desk):
        cached.cache_clear()


def leads() -> tuple[Lead, ...]:
    with ready_stores(Settings()) as stores:
        return stores.leads.list_leads()


def fill(rasa: Rasa) -> None:
    rasa.hear("I want to leave my details", "leave_enquiry")
    for answer in ANSWERS:
        rasa.hear(answer)


@pytest.mark.usefixtures("data_dir")
def test_confirmed_enquiry_becomes_one_lead_and_its_reference_is_told() -> None:
    rasa = Rasa()
    fill(rasa)
    assert rasa.asks == "enquiry_confirm"
    assert rasa.slots["enquiry_email"] == "ann.peeters@acme-bio.com"
    said = rasa.hear("/affirm", "affirm")
    (lead,) = leads()
    assert lead.reference in said[-1]["text"]
    assert (lead.enquiry.country, lead.enquiry.conversation_id) == ("DE", "conversation-1")
    assert rasa.slots["enquiry_outcome"] == "stored"
    assert not [
        name
        for name, value in rasa.slots.items()
        if name.startswith("enquiry_") and value and name != "enquiry_outcome"
    ]


@pytest.mark.usefixtures("data_dir")
@pytest.mark.parametrize(
    ("language", "promised"),
    [
        ("en", "Claire Dubois looks"),
        ("fr", "Claire Dubois la"),
        ("nl", "Claire Dubois volgt"),
        ("de", "Claire Dubois k"),
    ],
)
def test_owner_is_named_in_the_confirmation(language: str, promised: str) -> None:
    with ready_stores(Settings()) as stores:
        colleague(stores.database, name="Claire Dubois")
    rasa = Rasa(language)
    fill(rasa)
    said = rasa.hear("/affirm", "affirm")[-1]["text"]
    (lead,) = leads()
    assert lead.reference in said
    assert promised in said
    assert lead.owner is not None


@pytest.mark.usefixtures("data_dir")
def test_confirmation_heard_again_after_a_crash_stores_one_lead() -> None:
    rasa = Rasa()
    fill(rasa)
    before = dict(rasa.slots)
    told = rasa.hear("/affirm", "affirm")
    rasa.slots = before  # Rasa never got the answer
    assert rasa.hear("yes", "affirm")[-1]["text"] == told[-1]["text"]
    assert len(leads()) == 1


@pytest.mark.usefixtures("data_dir")
def test_refused_consent_stores_nothing_and_empties_the_slots() -> None:
    rasa = Rasa()
    rasa.hear("I'm Jane Doe, jane@acme.com", "leave_enquiry")
    assert rasa.slots["enquiry_name"] is None
    rasa.hear("/deny", "deny")
    assert (rasa.slots["enquiry_outcome"], rasa.slots["enquiry_state"], rasa.asks) == ("consent_refused", None, None)
    assert not leads()


def test_database_away_keeps_the_enquiry_and_completes_it_later(data_dir: Path) -> None:
    rasa = Rasa()
    fill(rasa)
    database = data_dir / "frontdesk.db"
    database.rename(data_dir / "away.db")
    database.mkdir()
    said = rasa.hear("/affirm", "affirm")
    assert rasa.slots["enquiry_outcome"] == "spooled"
    assert "WAL-" not in said[-1]["text"]
    database.rmdir()
    (data_dir / "away.db").rename(database)
    assert runtime.complete_waiting_enquiries() == 1
    assert runtime.complete_waiting_enquiries() == 0
    assert [lead.enquiry.name for lead in leads()] == ["Ann Peeters"]


def test_what_could_not_even_be_kept_stays_in_the_form(data_dir: Path) -> None:
    rasa = Rasa()
    fill(rasa)
    (data_dir / "frontdesk.db").rename(data_dir / "away.db")
    (data_dir / "frontdesk.db").mkdir()
    (data_dir / "spool").write_text("no folder", encoding="utf-8")
    rasa.hear("/affirm", "affirm")
    assert (rasa.asks, rasa.slots["enquiry_outcome"]) == ("enquiry_confirm", None)
    (data_dir / "spool").unlink()
    rasa.hear("/affirm", "affirm")
    assert rasa.slots["enquiry_outcome"] == "spooled"


@pytest.mark.usefixtures("data_dir")
def test_question_in_the_middle_is_answered_before_the_question_is_asked_again() -> None:
    rasa = Rasa()
    for text, act in [("contact form", "leave_enquiry"), ("yes", "affirm")]:
        rasa.hear(text, act)
    for text, act in [
        ("How many biotech companies are there?", "ask_company_count"),
        ("what happens with my data?", "ask_privacy"),
        ("are you a human?", "are_you_human"),
        ("says who?", "ask_source"),
    ]:
        said = [message["text"] or message["response"] for message in rasa.hear(text, act)]
        assert len([what for what in said if what]) == 2, text
        assert said[-1] == "What is your name?"
    assert [message["text"] for message in rasa.hear("thank you?", "thank")] == ["What is your name?"]


@pytest.mark.usefixtures("data_dir")
@pytest.mark.parametrize("heard_as", ["nlu_fallback", "ask_source"])
def test_question_in_place_of_consent_that_is_not_understood_is_about_the_details(heard_as: str) -> None:
    rasa = Rasa()
    rasa.hear("I want to leave my details", "leave_enquiry")
    said = rasa.hear("yes but who gets to see that?", heard_as)
    assert said[0]["response"] == "utter_explain_privacy"
    assert rasa.asks == "enquiry_consent"


@pytest.mark.usefixtures("data_dir")
def test_topic_out_of_the_blue_is_answered_and_opens_nothing() -> None:
    rasa = Rasa()
    (said, *_) = rasa.hear("radiopharma", "inform")
    assert said["text"] or said["response"]
    assert (rasa.asks, rasa.slots["enquiry_state"], rasa.slots["enquiry_outcome"]) == (None, None, None)


@pytest.mark.usefixtures("data_dir")
def test_language_asked_for_holds_from_the_same_turn_on() -> None:
    rasa = Rasa()
    rasa.hear("contact form", "leave_enquiry")
    rasa.hear("yes", "affirm")
    assert rasa.hear("auf Deutsch bitte", "change_language")[0]["text"] == "Wie ist Ihr Name?"
    assert rasa.slots["language"] == "de"


@pytest.mark.usefixtures("data_dir")
def test_sector_chosen_by_button_is_shown_under_its_title() -> None:
    rasa = Rasa("fr")
    fill(rasa)
    rasa.hear("/go_back", "go_back")
    for _ in range(4):
        rasa.hear("/go_back", "go_back")
    assert rasa.asks == "enquiry_sector"
    summary = rasa.hear('/inform{"sector": "cell_gene_therapy"}', "inform", ("sector", "cell_gene_therapy"))
    assert "Thérapie cellulaire et génique" in summary[-1]["text"]


@pytest.mark.usefixtures("data_dir")
def test_cancelling_keeps_nothing() -> None:
    rasa = Rasa()
    fill(rasa)
    rasa.hear("/cancel", "cancel")
    assert (rasa.slots["enquiry_outcome"], rasa.asks, leads()) == ("cancelled", None, ())


@pytest.mark.usefixtures("data_dir")
@pytest.mark.parametrize("kept", ["{", "[]", '{"enquiry_id": "x"}', "null"])
def test_unreadable_state_begins_anew(kept: str) -> None:
    rasa = Rasa()
    rasa.slots["enquiry_state"] = kept
    rasa.hear("contact form", "leave_enquiry")
    assert rasa.asks == "enquiry_consent"
    assert json.loads(rasa.slots["enquiry_state"])["asked"] == "consent"


def test_wording_of_the_consent_question_is_the_one_its_version_names() -> None:
    found = {
        (variation.get("condition") or [{"value": "en"}])[0]["value"]: hashlib.sha256(
            variation["text"].encode()
        ).hexdigest()
        for variation in DOMAIN["responses"]["utter_ask_enquiry_form_consent"]
    }
    assert found == CONSENT_TEXTS[CONSENT_TEXT_VERSION], (
        "a new wording needs a new CONSENT_TEXT_VERSION, and its hashes here"
    )
