"""How often somebody may ask."""

from pathlib import Path

import pytest

from frontdesk.web.errors import Problem
from frontdesk.web.limits import (
    CONVERSATIONS_PER_ADDRESS,
    MESSAGES_PER_CONVERSATION,
    Limiter,
    Rate,
    address_key,
)
from tests.web.installation import installation
from tests.web.rasa_stand_in import RasaStandIn


@pytest.mark.web
def test_a_flood_of_messages_is_told_when_to_come_back(tmp_path: Path, rasa: RasaStandIn) -> None:
    with installation(tmp_path, rasa, rate_limits=True) as desk:
        visitor, other = desk.visitor(), desk.visitor()
        answers = [visitor.send({"text": "x"}) for _ in range(int(MESSAGES_PER_CONVERSATION.burst) + 10)]
        limited = [answer for answer in answers if answer.status_code == 429]
        assert 0 < len(limited) <= 10
        assert int(limited[0].headers["retry-after"]) >= 1
        assert limited[0].headers["content-type"] == "application/problem+json"
        assert other.send({"text": "x"}).status_code == 200


@pytest.mark.web
def test_an_address_opens_only_so_many_conversations(tmp_path: Path, rasa: RasaStandIn) -> None:
    with installation(tmp_path, rasa, rate_limits=True) as desk:
        statuses = [
            desk.http.post("/api/v1/conversations").status_code
            for _ in range(int(CONVERSATIONS_PER_ADDRESS.burst) + 10)
        ]
    assert 429 in statuses
    assert statuses.count(201) >= CONVERSATIONS_PER_ADDRESS.burst


def test_a_bucket_fills_again() -> None:
    now = 0.0
    limiter = Limiter(Rate(burst=2, per_second=0.5), clock=lambda: now)
    limiter.spend("a")
    limiter.spend("a")
    with pytest.raises(Problem) as refused:
        limiter.spend("a")
    assert refused.value.status == 429
    assert refused.value.headers["Retry-After"] == "2"
    limiter.spend("b")
    now = 2.0
    limiter.spend("a")
    with pytest.raises(Problem):
        limiter.spend("a")


def test_trying_while_limited_does_not_make_it_longer() -> None:
    now = 0.0
    limiter = Limiter(Rate(burst=1, per_second=1), clock=lambda: now)
    limiter.spend("a")
    for _ in range(50):
        with pytest.raises(Problem):
            limiter.spend("a")
    now = 1.0
    limiter.spend("a")


def test_without_a_rate_nothing_is_limited() -> None:
    limiter = Limiter(None)
    spent = 0
    for _ in range(1000):
        limiter.spend("a")
        spent += 1
    assert spent == 1000


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8::1", "2001:db8::ffff", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("nonsense", "", True),
    ],
)
def test_an_ipv6_site_is_one_address(one: str, other: str, *, same: bool) -> None:
    assert (address_key(one) == address_key(other)) is same
