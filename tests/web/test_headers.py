"""Headers of every response, and which websites may call the API."""

from pathlib import Path

import pytest

from tests.web.installation import Installation, installation
from tests.web.rasa_stand_in import RasaStandIn

pytestmark = pytest.mark.web


@pytest.mark.parametrize("path", ["/healthz", "/nothing", "/api/v1/conversations", "/openapi.json", "/metrics"])
def test_every_response_carries_the_security_headers(desk: Installation, path: str) -> None:
    headers = desk.http.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in headers


def test_nothing_of_the_api_is_cached(desk: Installation) -> None:
    assert desk.http.post("/api/v1/conversations").headers["cache-control"] == "no-store"


def test_other_websites_are_not_let_in_by_default(desk: Installation) -> None:
    headers = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    response = desk.http.options("/api/v1/conversations", headers=headers)
    assert "access-control-allow-origin" not in response.headers


def test_a_named_website_may_embed_the_widget(tmp_path: Path, rasa: RasaStandIn) -> None:
    with installation(tmp_path, rasa, allowed_origins="https://agency.example") as desk:
        asked = {
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "authorization,content-type",
        }
        allowed = desk.http.options("/api/v1/conversations", headers={"Origin": "https://agency.example", **asked})
        other = desk.http.options("/api/v1/conversations", headers={"Origin": "https://evil.example", **asked})
        failed = desk.http.get("/nothing", headers={"Origin": "https://agency.example"})
    assert allowed.headers["access-control-allow-origin"] == "https://agency.example"
    assert "access-control-allow-credentials" not in allowed.headers
    assert "access-control-allow-origin" not in other.headers
    assert failed.headers["access-control-allow-origin"] == "https://agency.example"


def test_the_api_describes_itself(desk: Installation) -> None:
    described = desk.http.get("/openapi.json").json()
    assert set(described["paths"]) == {
        "/api/v1/conversations",
        "/api/v1/conversations/{conversation_id}",
        "/api/v1/conversations/{conversation_id}/messages",
        "/api/v1/conversations/{conversation_id}/messages/{message_id}/rating",
        "/api/v1/conversations/{conversation_id}/events",
        "/api/v1/conversations/{conversation_id}/transcript.pdf",
        "/api/v1/conversations/{conversation_id}/typing",
        "/api/v1/office",
        "/healthz",
        "/readyz",
        "/metrics",
    }


def test_metrics_count_without_ids(desk: Installation) -> None:
    visitor = desk.visitor()
    visitor.say("hello")
    counted = desk.http.get("/metrics").text
    assert 'frontdesk_turns_total{author="assistant"} 1.0' in counted
    assert 'route="/api/v1/conversations/{conversation_id}/messages",status="200"' in counted
    assert visitor.id not in counted
