"""Only the holder of a conversation's token touches it; every other id and token looks the same."""

import pytest

from tests.web.installation import Installation, Visitor

pytestmark = pytest.mark.web

ROUTES = [("POST", "/messages"), ("GET", "/messages"), ("GET", "/events"), ("DELETE", "")]


def _body(method: str) -> dict[str, str] | None:
    return {"text": "hello"} if method == "POST" else None


@pytest.mark.parametrize(("method", "rest"), ROUTES)
def test_a_strangers_token_opens_nothing(desk: Installation, visitor: Visitor, method: str, rest: str) -> None:
    stranger = desk.visitor()
    before = len(desk.rasa.calls)
    foreign = desk.http.request(method, visitor.path + rest, headers=stranger.headers, json=_body(method))
    nowhere = desk.http.request(
        method, f"/api/v1/conversations/{'x' * 32}{rest}", headers=stranger.headers, json=_body(method)
    )
    assert foreign.status_code == nowhere.status_code == 404
    assert foreign.content == nowhere.content
    assert set(foreign.headers) == set(nowhere.headers)
    assert len(desk.rasa.calls) == before
    assert len(visitor.transcript()) == 1


@pytest.mark.parametrize(("method", "rest"), ROUTES)
def test_without_a_token_every_id_is_the_same_401(desk: Installation, visitor: Visitor, method: str, rest: str) -> None:
    known = desk.http.request(method, visitor.path + rest, json=_body(method))
    unknown = desk.http.request(method, f"/api/v1/conversations/{'x' * 32}{rest}", json=_body(method))
    assert known.status_code == unknown.status_code == 401
    assert known.content == unknown.content
    assert known.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    "header", ["Bearer", "Basic abc", "Bearer x", "Bearer " + "a" * 500, "Bearer a b", "' OR 1=1 --"]
)
def test_malformed_tokens_open_nothing(desk: Installation, visitor: Visitor, header: str) -> None:
    response = desk.http.get(f"{visitor.path}/messages", headers={"Authorization": header})
    assert response.status_code == 404


def test_a_token_in_the_address_counts_for_nothing(desk: Installation, visitor: Visitor) -> None:
    assert desk.http.get(f"{visitor.path}/messages?token={visitor.token}").status_code == 401


def test_ids_and_tokens_are_the_servers(desk: Installation) -> None:
    opened = [desk.visitor() for _ in range(5)]
    assert len({visitor.id for visitor in opened} | {visitor.token for visitor in opened}) == 10
    assert desk.http.post("/api/v1/conversations", json={"id": "mine"}).status_code == 422
