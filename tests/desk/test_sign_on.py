"""Signing in with an OpenID Connect provider: a real one, which the test may make lie."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from joserfc.jwk import RSAKey

from frontdesk.staff.member import SYSTEM
from frontdesk.staff.role import Role
from frontdesk.wiring.clock import SystemClock
from tests.desk.door import GOOD, SESSION, Door, Guest, door_of, flags
from tests.desk.provider import CLIENT, SECRET, Provider
from tests.web.installation import installation, served
from tests.web.rasa_stand_in import RasaStandIn

pytestmark = pytest.mark.web
FLOW = "__Host-frontdesk-flow"


@pytest.fixture
def provider() -> Iterator[Provider]:
    made = Provider()
    with served(made.app()) as url:
        made.issuer = url
        yield made


@contextmanager
def opened(folder: Path, rasa: RasaStandIn, provider: Provider, **more: Any) -> Iterator[Door]:
    settings = {"oidc_issuer": provider.issuer, "oidc_client_id": CLIENT, "oidc_client_secret": SECRET}
    with installation(folder, rasa, **(settings | more)) as running:
        yield door_of(running)


@pytest.fixture
def door(tmp_path: Path, rasa: RasaStandIn, provider: Provider) -> Iterator[Door]:
    with opened(tmp_path, rasa, provider) as found:
        yield found


def way_back(guest: Guest, url: str = "/desk/sign-in/provider") -> str:
    """Go to the provider and return the address it sends the browser back to, on the test's own port."""
    there = guest.get(url)
    assert there.status_code == 303, there.text
    back = urlsplit(httpx.get(there.headers["location"]).headers["location"])
    return f"{back.path}?{back.query}"


def sign_on(guest: Guest, url: str = "/desk/sign-in/provider") -> httpx.Response:
    return guest.get(way_back(guest, url), **{"sec-fetch-site": "cross-site"})


def test_invited_staff_come_in_by_their_verified_address_and_go_where_they_wanted(door: Door) -> None:
    door.member(password=None)
    guest = door.guest()
    response = sign_on(guest, "/desk/sign-in/provider?next=/desk/tasks")
    assert response.status_code == 200
    assert 'content="0;url=/desk/tasks"' in response.text
    assert guest.is_in()
    assert FLOW not in guest.cookies


def test_asvs_10_2_1_the_flow_carries_state_nonce_and_pkce(door: Door, provider: Provider) -> None:
    door.member()
    sign_on(door.guest())
    (asked,) = provider.asked
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert min(len(asked[name]) for name in ("state", "nonce", "code_challenge")) >= 40
    assert "openid" in asked["scope"].split()


@pytest.mark.parametrize("kept", ["", "x"])
def test_a_flow_that_is_none_is_refused(door: Door, kept: str) -> None:
    guest = door.guest()
    guest.cookies[FLOW] = kept
    assert guest.get("/desk/sign-in/provider/return?state=x&code=y").status_code == 403


def test_what_marks_a_known_browser_is_no_flow_though_the_same_seal_is_on_it(door: Door) -> None:
    member, guest = door.member(), door.guest()
    guest.cookies[FLOW] = door.accounts.sign_in.mark_for(member)
    assert guest.get("/desk/sign-in/provider/return?state=x&code=y").status_code == 403
    assert not guest.is_in()


def test_the_flow_s_cookie_comes_back_from_another_site_and_the_session_s_does_not(door: Door) -> None:
    door.member()
    guest = door.guest()
    assert flags(guest.get("/desk/sign-in/provider"), FLOW)["samesite"] == "lax"
    assert flags(sign_on(guest), SESSION)["samesite"] == "strict"


def test_afterwards_the_name_at_the_provider_counts_and_not_the_address(door: Door, provider: Provider) -> None:
    ann = door.member()
    sign_on(door.guest())
    provider.claims = {"email": "ann.lambert@elsewhere.example"}
    again = door.guest()
    sign_on(again)
    assert again.is_in()
    provider.claims = {"sub": "somebody-else"}  # who was given Ann's address after her
    other = door.guest()
    assert sign_on(other).status_code == 403
    assert not other.is_in()
    assert door.credentials.credentials(ann.id).oidc_subject is not None


STRANGERS: list[dict[str, Any]] = [
    {"email": "nobody@agency.example"},
    {"email_verified": False},
    {"email_verified": None},
    {"email_verified": "false"},
    {"email": None},
]
LIES: list[dict[str, Any]] = [
    {"iss": "https://elsewhere.example"},
    {"aud": "another client"},
    {"aud": [CLIENT, "another client"]},
    {"azp": "another client"},
    {"nonce": "another"},
    {"nonce": None},
    {"exp": int(time.time()) - 3600},
    {"exp": None},
    {"sub": None},
    {"sub": "x" * 300},
]


def test_nobody_comes_in_who_was_not_invited_or_whose_address_is_not_verified(door: Door, provider: Provider) -> None:
    door.member()
    for claims in STRANGERS:
        provider.claims = claims
        guest = door.guest()
        response = sign_on(guest)
        assert response.status_code == 403, claims
        assert "Ask an administrator to invite" in response.text
        assert not guest.is_in(), claims


def test_asvs_10_5_a_token_that_is_not_for_this_sign_in_proves_nothing(door: Door, provider: Provider) -> None:
    door.member()
    for claims in LIES:
        provider.claims = claims
        guest = door.guest()
        assert sign_on(guest).status_code == 403, claims
        assert not guest.is_in(), claims


def test_a_token_signed_by_another_key_proves_nothing(door: Door, provider: Provider) -> None:
    door.member()
    provider.signs_with = RSAKey.generate_key(2048, {"kid": "1"})
    guest = door.guest()
    assert sign_on(guest).status_code == 403
    assert not guest.is_in()


def test_a_way_back_works_in_the_browser_that_began_it_and_once(door: Door) -> None:
    door.member()
    ann, thief = door.guest(), door.guest()
    back = way_back(ann)
    thief.get("/desk/sign-in/provider")
    assert thief.get(back).status_code == 403
    assert not thief.is_in()
    fresh = way_back(ann)
    kept = ann.cookies[FLOW]
    assert ann.get(fresh).status_code == 200
    ann.cookies = {FLOW: kept}
    assert ann.get(fresh).status_code == 403
    assert not ann.is_in()


def test_a_way_back_without_a_beginning_is_refused(door: Door) -> None:
    assert door.guest().get("/desk/sign-in/provider/return?code=x&state=y").status_code == 403
    assert door.guest().get("/desk/sign-in/provider/return?error=access_denied").status_code == 403


def test_a_disabled_member_does_not_come_in(door: Door) -> None:
    ann = door.member()
    door.member("ben@agency.example", role=Role.ADMINISTRATOR)
    sign_on(door.guest())
    door.running.stores.staff.change(ann.id, {"is_active": False}, by=SYSTEM, at=SystemClock().now())
    guest = door.guest()
    assert sign_on(guest).status_code == 403
    assert not guest.is_in()


def test_the_desk_s_own_second_factor_is_still_asked_for(door: Door) -> None:
    app, _ = door.authenticator(door.member())
    guest = door.guest()
    assert "second-factor" in sign_on(guest).text
    assert not guest.is_in()
    guest.get("/desk/sign-in/second-factor")
    guest.post("/desk/sign-in/second-factor", code=app.now())
    assert guest.is_in()


def test_the_provider_s_second_factor_counts_where_the_installation_says_so(
    tmp_path: Path, rasa: RasaStandIn, provider: Provider
) -> None:
    with opened(tmp_path, rasa, provider, oidc_second_factor=True, second_factor="required") as door:
        door.member()
        guest, other = door.guest(), door.guest()
        sign_on(guest)
        assert guest.is_in()
        other.sign_in("ann@agency.example", GOOD)
        assert not other.is_in()


def test_a_provider_that_is_away_leaves_the_password(door: Door, provider: Provider) -> None:
    door.member()
    provider.away = True
    guest = door.guest()
    response = guest.get("/desk/sign-in/provider")
    assert response.status_code == 503
    assert "cannot be reached" in response.text
    guest.sign_in("ann@agency.example")
    assert guest.is_in()


def test_a_provider_that_says_it_is_another_is_not_believed(door: Door, provider: Provider) -> None:
    provider.issuer += "/other"
    assert door.guest().get("/desk/sign-in/provider").status_code == 503
