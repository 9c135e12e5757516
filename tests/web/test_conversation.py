"""A conversation over the public API: opening, saying, reading, erasing."""

import pytest

from tests.web.installation import Installation, Visitor
from tests.web.rasa_stand_in import said

pytestmark = pytest.mark.web

FIELDS = {
    "id",
    "author",
    "name",
    "event",
    "text",
    "language",
    "sent_at",
    "quick_replies",
    "citations",
    "asks",
    "display",
    "rating",
}
CITATION = {"fact_id": "a-fact", "title": "A report", "url": "https://example.org/", "as_of": "2021", "scope": "BE"}


def test_opening_answers_with_id_token_and_a_greeting_that_discloses(desk: Installation) -> None:
    response = desk.http.post("/api/v1/conversations", json={"language": "fr"})
    opened = response.json()
    assert response.status_code == 201
    assert opened.keys() == {"id", "token", "language", "messages"}
    assert min(len(opened["id"]), len(opened["token"])) >= 22
    assert opened["language"] == "fr"
    (greeting,) = opened["messages"]
    assert greeting.keys() == FIELDS
    assert greeting["text"].startswith("Hello. I am automated.")
    assert f"{desk.http.base_url}/privacy" in greeting["text"]
    assert desk.rasa.calls[0]["language"] == "fr"
    assert "set-cookie" not in response.headers


def test_opening_needs_no_body(desk: Installation) -> None:
    assert desk.http.post("/api/v1/conversations").status_code == 201


@pytest.mark.parametrize(
    ("body", "header", "language"),
    [
        ({"language": "nl-BE"}, "fr", "nl"),
        ({"language": "es"}, "es, de;q=0.5, fr;q=0.8", "fr"),
        ({}, "de-AT", "de"),
        ({}, "es", "en"),
        ({}, "fr;q=0, nl", "nl"),
        ({}, ";;;q=x,,", "en"),
        ({"language": None}, "", "en"),
    ],
)
def test_language_is_the_bodys_then_the_browsers_then_english(
    desk: Installation, body: dict[str, str], header: str, language: str
) -> None:
    response = desk.http.post("/api/v1/conversations", json=body, headers={"Accept-Language": header})
    assert response.json()["language"] == language


def test_only_a_hash_of_the_token_is_kept(desk: Installation, visitor: Visitor) -> None:
    kept = desk.stores.conversations.get(visitor.id)
    assert kept is not None
    assert visitor.token not in repr(kept)
    assert not any(
        visitor.token.encode() in file.read_bytes() for file in desk.settings.data_dir.iterdir() if file.is_file()
    )


def test_an_answer_carries_sources_buttons_and_what_is_asked(desk: Installation, visitor: Visitor) -> None:
    desk.rasa.script = lambda _: said(
        {"text": "Employment grew."},
        {"custom": {"kind": "answer", "citations": [CITATION]}},
        {"text": "May I keep your details?", "buttons": [{"title": "Oui", "payload": "/affirm"}]},
        language="fr",
        requested_slot="enquiry_consent",
    )
    first, second = visitor.say("growth?")
    assert first["citations"] == [CITATION]
    assert first["asks"] is None
    assert second["asks"] == "consent"
    assert [reply["title"] for reply in second["quick_replies"]] == ["Oui"]
    assert second["quick_replies"][0].keys() == {"id", "title"}
    assert second["language"] == "fr"
    visitor.say("et puis")
    assert desk.rasa.calls[-1]["language"] == "fr"


def test_the_transcript_holds_every_message_once_in_order(visitor: Visitor) -> None:
    visitor.say("one")
    visitor.say("two")
    transcript = visitor.transcript()
    assert [message["author"] for message in transcript] == [
        "assistant",
        "visitor",
        "assistant",
        "visitor",
        "assistant",
    ]
    assert [message["text"] for message in transcript[1:]] == ["one", "You said: one", "two", "You said: two"]
    assert visitor.transcript(after=transcript[2]["id"]) == transcript[3:]


def test_a_button_sends_its_payload_and_shows_its_title(desk: Installation, visitor: Visitor) -> None:
    desk.rasa.script = lambda _: said({"text": "Agreed?", "buttons": [{"title": "Yes", "payload": "/affirm"}]})
    button = visitor.say("leave an enquiry")[0]["quick_replies"][0]
    assert visitor.send({"quick_reply": button["id"]}).status_code == 200
    assert desk.rasa.calls[-1]["payload"] == "/affirm"
    assert "text" not in desk.rasa.calls[-1]
    assert visitor.transcript()[-2]["text"] == "Yes"


def test_a_button_of_another_conversation_is_refused(desk: Installation, visitor: Visitor) -> None:
    desk.rasa.script = lambda _: said({"text": "Agreed?", "buttons": [{"title": "Yes", "payload": "/affirm"}]})
    button = visitor.say("leave an enquiry")[0]["quick_replies"][0]
    stranger = desk.visitor()
    before = len(desk.rasa.messages)
    response = stranger.send({"quick_reply": button["id"]})
    assert response.status_code == 422
    assert response.json()["type"].endswith("quick-reply-unknown")
    assert len(desk.rasa.messages) == before


def test_a_yes_to_an_earlier_question_is_no_yes_to_the_next(desk: Installation, visitor: Visitor) -> None:
    desk.rasa.script = lambda _: said({"text": "Agreed?", "buttons": [{"title": "Yes", "payload": "/affirm"}]})
    button = visitor.say("leave an enquiry")[0]["quick_replies"][0]
    visitor.say("wait")
    response = visitor.send({"quick_reply": button["id"]})
    assert response.status_code == 409
    assert response.json()["type"].endswith("quick-reply-stale")


def test_an_earlier_question_button_still_asks_its_question(desk: Installation, visitor: Visitor) -> None:
    desk.rasa.script = lambda _: said(
        {"text": "Which?", "buttons": [{"title": "Growth", "payload": "/ask_job_growth"}]}
    )
    button = visitor.say("hm")[0]["quick_replies"][0]
    visitor.say("wait")
    assert visitor.send({"quick_reply": button["id"]}).status_code == 200


@pytest.mark.parametrize("typed", ["/restart", '/inform{"email":"x@example.org"}', "  //affirm"])
def test_a_typed_payload_goes_on_as_text(desk: Installation, visitor: Visitor, typed: str) -> None:
    visitor.say(typed)
    assert desk.rasa.calls[-1]["text"] == typed.strip()
    assert "payload" not in desk.rasa.calls[-1]


def test_erasing_leaves_nothing_here_or_in_rasa(desk: Installation, visitor: Visitor) -> None:
    visitor.say("my name is Canary Person")
    assert desk.http.delete(visitor.path, headers=visitor.headers).status_code == 204
    assert desk.rasa.forgotten == [visitor.id]
    assert desk.stores.conversations.get(visitor.id) is None
    assert desk.stores.conversations.messages_after(visitor.id) == ()
    assert desk.http.get(f"{visitor.path}/messages", headers=visitor.headers).status_code == 404


def test_a_refused_consent_removes_the_words_of_the_enquiry_only(desk: Installation, visitor: Visitor) -> None:
    visitor.say("Who founded UCB?")
    desk.rasa.script = lambda _: said({"text": "May I?"}, requested_slot="enquiry_consent")
    visitor.say("We are Canary Bio, write to canary@example.org")
    visitor.say("hm, why?")
    desk.rasa.script = lambda _: said({"text": "Nothing was kept."}, outcome="consent_refused")
    visitor.say("no")
    texts = [message["text"] for message in visitor.transcript() if message["author"] == "visitor"]
    assert texts[0] == "Who founded UCB?"
    assert "canary" not in " ".join(texts).lower()
    assert len(set(texts[1:])) == 1
    assert desk.rasa.forgotten == [visitor.id]


def test_a_refusal_also_removes_the_first_words_of_an_enquiry_that_failed_at_first(
    desk: Installation, visitor: Visitor
) -> None:
    desk.rasa.script = lambda _: (500, b"{}")
    (notice,) = visitor.say("We are Canary Bio, write to canary@example.org")
    desk.rasa.script = lambda _: said({"text": "May I?"}, requested_slot="enquiry_consent")
    visitor.send({"quick_reply": notice["quick_replies"][0]["id"]})
    desk.rasa.script = lambda _: (500, b"{}")
    visitor.say("And my name is Canary Person")
    desk.rasa.script = lambda _: said({"text": "Nothing was kept."}, outcome="consent_refused")
    visitor.say("no")
    assert "canary" not in " ".join(message["text"] for message in visitor.transcript()).lower()
