"""A visitor rates an answer; what did not help goes to the review queue with the question before it."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from frontdesk.services.review import ReviewReason
from frontdesk.services.transcript import Rating
from tests.web.installation import Installation, Visitor, installation
from tests.web.rasa_stand_in import RasaStandIn, said
from tests.web.test_review import CITATION, NOBODY, answering, only, queue

pytestmark = pytest.mark.web


def rate(visitor: Visitor, message_id: str, rating: Any = "down", **more: Any) -> httpx.Response:
    given: dict[str, Any] = {"json": {"rating": rating}, "headers": visitor.headers} | more
    return visitor.http.put(f"{visitor.path}/messages/{message_id}/rating", **given)


def answered(desk: Installation, visitor: Visitor, text: str = "Exports of UCB?", **more: Any) -> str:
    desk.rasa.script = answering("facts", "ask_exports", citations=[CITATION], **more)
    message_id: str = visitor.say(text)[0]["id"]
    return message_id


def test_a_rating_is_kept_and_the_last_one_counts(desk: Installation, visitor: Visitor) -> None:
    answer = answered(desk, visitor)
    assert visitor.transcript()[-1]["rating"] == "open"
    for rating in ("down", "up", "up"):
        response = rate(visitor, answer, rating)
        assert (response.status_code, response.content) == (204, b"")
        assert visitor.transcript()[-1]["rating"] == rating
    kept = desk.stores.conversations.messages_after(visitor.id)[-1]
    assert kept.content.rating is Rating.UP


@pytest.mark.parametrize("kind", ["refusal", "unknown_name", "out_of_scope", "other_region", "several"])
def test_refusals_can_be_rated_and_talk_cannot(desk: Installation, visitor: Visitor, kind: str) -> None:
    desk.rasa.script = answering(kind)
    assert visitor.say("turnover?")[0]["rating"] == "open"
    desk.rasa.script = answering(None, "greet")
    assert visitor.say("hello")[0]["rating"] is None
    assert visitor.greeting[0]["rating"] is None


def test_what_did_not_help_is_queued_with_its_question_and_what_was_answered(
    desk: Installation, visitor: Visitor
) -> None:
    names = NOBODY | {"persons": ["Ann"]}
    answer = answered(desk, visitor, "Ann here, exports of UCB? ann@acme.example", names=names)
    assert queue(desk) == ()
    rate(visitor, answer)
    item = only(desk)
    assert item.text == "[person] here, exports of UCB? [email]"
    assert item.why == (ReviewReason.THUMBS_DOWN,)
    assert (item.answered.kind, item.answered.fact_ids, item.answered.intent) == ("facts", ("a-fact",), "ask_exports")


def test_rating_twice_counts_once_and_thumbs_up_takes_it_back(desk: Installation, visitor: Visitor) -> None:
    answer = answered(desk, visitor)
    rate(visitor, answer)
    rate(visitor, answer)
    assert only(desk).asked == 1
    rate(visitor, answer, "up")
    assert queue(desk) == ()


def test_a_refusal_stays_in_the_queue_whatever_its_rating(desk: Installation, visitor: Visitor) -> None:
    desk.rasa.script = answering("refusal")
    answer = visitor.say("turnover?")[0]["id"]
    rate(visitor, answer)
    assert only(desk).why == (ReviewReason.REFUSED, ReviewReason.THUMBS_DOWN)
    rate(visitor, answer, "up")
    assert only(desk).why == (ReviewReason.REFUSED,)


def test_the_greeting_is_rated_without_a_question(desk: Installation, visitor: Visitor) -> None:
    assert rate(visitor, visitor.greeting[0]["id"]).status_code == 204
    assert queue(desk) == ()


def test_an_answer_inside_the_enquiry_queues_nothing(desk: Installation, visitor: Visitor) -> None:
    desk.rasa.script = lambda _: said({"text": "May I?"}, requested_slot="enquiry_consent")
    visitor.say("I want to build")
    answer = answered(desk, visitor, "Ann, rue de Fer 12. Exports?")
    assert rate(visitor, answer).status_code == 204
    assert queue(desk) == ()


def test_rating_a_second_try_queues_no_button_of_ours(desk: Installation, visitor: Visitor) -> None:
    desk.rasa.script = lambda _: (500, b"{}")
    notice = visitor.say("turnover?")[0]
    desk.rasa.script = answering("facts", "ask_exports", citations=[CITATION])
    again = visitor.send({"quick_reply": notice["quick_replies"][0]["id"]}).json()["messages"][0]
    assert rate(visitor, again["id"]).status_code == 204
    assert queue(desk) == ()


def test_only_answers_of_this_conversation_can_be_rated(desk: Installation, visitor: Visitor) -> None:
    stranger = desk.visitor()
    theirs = answered(desk, stranger)
    answered(desk, visitor)
    own = visitor.transcript()[-2]["id"]
    for message_id in (theirs, own, "999999"):
        response = rate(visitor, message_id)
        assert response.status_code == 404
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["type"].endswith("answer-not-found")
    assert stranger.transcript()[-1]["rating"] == "open"


def test_a_rating_needs_the_token(desk: Installation, visitor: Visitor) -> None:
    answer = answered(desk, visitor)
    assert rate(visitor, answer, headers={}).status_code == 401
    assert rate(visitor, answer, headers={"Authorization": "Bearer " + "x" * 32}).status_code == 404
    assert rate(visitor, answer, headers=desk.visitor().headers).status_code == 404
    assert visitor.transcript()[-1]["rating"] == "open"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"json": {"rating": "sideways"}}, 422),
        ({"json": {"rating": None}}, 422),
        ({"json": {"rating": "up", "why": "x"}}, 422),
        ({"json": {}}, 422),
        ({"content": b"up"}, 415),
        ({"content": b"{", "headers": {"Content-Type": "application/json"}}, 400),
        ({"json": {"rating": "u" * 20_000}}, 413),
    ],
)
def test_another_body_is_refused_with_a_problem(
    desk: Installation, visitor: Visitor, body: dict[str, Any], status: int
) -> None:
    answer = answered(desk, visitor)
    headers = visitor.headers | body.pop("headers", {})
    response = visitor.http.put(f"{visitor.path}/messages/{answer}/rating", headers=headers, **body)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert visitor.transcript()[-1]["rating"] == "open"


@pytest.mark.parametrize("message_id", ["0", "-1", "x", str(2**63), "1e3"])
def test_what_is_no_message_id_is_refused(visitor: Visitor, message_id: str) -> None:
    assert rate(visitor, message_id).status_code == 422


def test_ratings_are_limited(tmp_path: Path, rasa: RasaStandIn) -> None:
    with installation(tmp_path, rasa, rate_limits=True) as desk:
        visitor = desk.visitor()
        answer = answered(desk, visitor)
        statuses = [rate(visitor, answer, "up").status_code for _ in range(40)]
        assert statuses[:30] == [204] * 30
        assert 429 in statuses
        assert visitor.say("still there?")[0]["text"] == "So it is."


def test_a_website_that_embeds_the_widget_may_rate(tmp_path: Path, rasa: RasaStandIn) -> None:
    with installation(tmp_path, rasa, allowed_origins=("https://agency.example",)) as desk:
        asked = {"Origin": "https://agency.example", "Access-Control-Request-Method": "PUT"}
        response = desk.http.options("/api/v1/conversations/x/messages/1/rating", headers=asked)
        assert "PUT" in response.headers["access-control-allow-methods"]


def test_the_route_is_described(desk: Installation) -> None:
    route = desk.http.get("/openapi.json").json()["paths"][
        "/api/v1/conversations/{conversation_id}/messages/{message_id}/rating"
    ]
    assert {"204", "401", "404", "422", "429"} <= route["put"]["responses"].keys()
    assert route["put"]["requestBody"]["required"]
