"""Requests to the outside against real servers: only where they may go, and a clear reason for whatever goes wrong."""

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from starlette.responses import RedirectResponse, StreamingResponse

from frontdesk.delivery.outbound import MOST_OF_BODY, Answer, Outbound, asked_wait, check_status, is_public
from frontdesk.services.delivery import FailureReason, Prospect, SendFailed
from tests.factories import NOON
from tests.receivers import free_port, self_signed, socket_server, status, web_server

pytestmark = pytest.mark.web
HERE = Outbound((), loopback=True, seconds=5)


def post(url: str, outbound: Outbound = HERE) -> Answer:
    return asyncio.run(outbound.post(url, b"{}", {"X-Test": "1"}))


def failure(url: str, outbound: Outbound = HERE) -> SendFailed:
    with pytest.raises(SendFailed) as caught:
        post(url, outbound)
    return caught.value


def test_body_and_headers_arrive_and_the_answer_comes_back() -> None:
    with web_server() as hook:
        assert post(f"{hook.url}/in").body == "ok"
    assert (hook.received[0].path, hook.received[0].body, hook.received[0].headers["x-test"]) == ("/in", b"{}", "1")


@pytest.mark.parametrize(
    "url",
    [
        "https://elsewhere.example/",
        "http://allowed.example/",
        "https://allowed.example.evil.example/",
        "https://evilallowed.example/",
        "https://allowed.example:8443/",
        "https://allowed.example@elsewhere.example/",
        "https://127.0.0.1/",
        "file:///etc/passwd",
        "nonsense",
        "",
    ],
)
def test_asvs_13_2_4_only_listed_hosts_are_asked(url: str) -> None:
    assert failure(url, Outbound(("allowed.example", "*.below.example"))).reason is FailureReason.HOST_NOT_ALLOWED


@pytest.mark.parametrize("url", ["https://10.0.0.5/", "https://169.254.169.254/latest", "https://[::1]/"])
def test_listed_address_that_is_not_public_is_refused(url: str) -> None:
    listed = Outbound(("10.0.0.5", "169.254.169.254", "::1"))
    assert failure(url, listed).reason is FailureReason.ADDRESS_NOT_ALLOWED


def test_listed_name_that_leads_to_this_machine_is_refused_after_it_is_resolved() -> None:
    assert failure("https://localhost/", Outbound(("localhost",))).reason is FailureReason.ADDRESS_NOT_ALLOWED


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("127.0.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 - an address to refuse
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("::ffff:10.0.0.1", False),
        ("2002:0a00:0001::", False),
        ("64:ff9b::a00:1", False),
    ],
)
def test_only_addresses_of_the_internet_are_public(address: str, *, public: bool) -> None:
    assert is_public(ip_address(address)) is public


def test_redirect_is_not_followed() -> None:
    with web_server() as hook:
        hook.answer = lambda _: RedirectResponse(f"{hook.url}/elsewhere", 302)
        answer = post(f"{hook.url}/in")
    assert [each.path for each in hook.received] == ["/in"]
    with pytest.raises(SendFailed) as caught:
        check_status(answer, at=NOON)
    assert (caught.value.reason, caught.value.detail) == (FailureReason.ODD_ANSWER, "302")


def test_receiver_that_nobody_runs_is_no_connection() -> None:
    assert failure(f"http://127.0.0.1:{free_port()}/").reason is FailureReason.NO_CONNECTION


def test_name_that_does_not_exist_is_an_unknown_host() -> None:
    assert failure("https://nobody.invalid/", Outbound(("nobody.invalid",))).reason is FailureReason.UNKNOWN_HOST


def test_certificate_that_nobody_signed_is_not_trusted(tmp_path: Path) -> None:
    with socket_server(b"HTTP/1.1 200 OK\r\n\r\n", self_signed(tmp_path)) as port:
        assert failure(f"https://127.0.0.1:{port}/").reason is FailureReason.NOT_TRUSTED


def test_receiver_that_hangs_is_left_after_a_while() -> None:
    began = time.monotonic()
    with socket_server(None) as port:
        assert (
            failure(f"http://127.0.0.1:{port}/", Outbound((), loopback=True, seconds=0.5)).reason
            is FailureReason.TIMED_OUT
        )
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    "says", [b"what?\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n", b"\x00\xff" * 5000, b"HTTP/1.1 200 OK\r\nA" * 900]
)
def test_garbage_is_an_odd_answer(says: bytes) -> None:
    with socket_server(says) as port:
        assert failure(f"http://127.0.0.1:{port}/").reason is FailureReason.ODD_ANSWER


def test_line_cut_without_an_answer_is_no_connection() -> None:
    with socket_server(b"") as port:
        assert failure(f"http://127.0.0.1:{port}/").reason is FailureReason.NO_CONNECTION


def test_endless_body_of_an_answer_is_left_alone() -> None:
    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield b"x" * 1000
            await asyncio.sleep(0)

    with web_server() as hook:
        hook.answer = lambda _: StreamingResponse(endless())
        answer = post(f"{hook.url}/in")
    assert (answer.status, len(answer.body)) == (200, MOST_OF_BODY)


def test_body_that_hangs_after_the_status_does_not_undo_it() -> None:
    with socket_server(b"HTTP/1.1 202 Accepted\r\nContent-Length: 50\r\n\r\nhalf", keeps=True) as port:
        answer = post(f"http://127.0.0.1:{port}/")
    assert answer.status == 202


@pytest.mark.parametrize(
    ("code", "reason", "prospect"),
    [
        (400, FailureReason.REFUSED, Prospect.DOUBTFUL),
        (401, FailureReason.SIGN_IN_REFUSED, Prospect.DOUBTFUL),
        (404, FailureReason.NOT_FOUND, Prospect.DOUBTFUL),
        (408, FailureReason.TIMED_OUT, Prospect.TEMPORARY),
        (429, FailureReason.BUSY, Prospect.TEMPORARY),
        (500, FailureReason.SERVER_ERROR, Prospect.TEMPORARY),
        (503, FailureReason.SERVER_ERROR, Prospect.TEMPORARY),
    ],
)
def test_status_says_what_another_attempt_may_bring(code: int, reason: FailureReason, prospect: Prospect) -> None:
    with web_server() as hook:
        hook.answer = status(code, retry_after="120")
        answer = post(hook.url)
    with pytest.raises(SendFailed) as caught:
        check_status(answer, at=NOON)
    assert (caught.value.reason, caught.value.prospect, caught.value.detail) == (reason, prospect, str(code))
    assert caught.value.retry_after == timedelta(seconds=120)


def test_retry_after_is_seconds_or_a_date_or_nothing() -> None:
    at = datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert asked_wait("90", at) == timedelta(seconds=90)
    assert asked_wait("Mon, 23 Nov 2026 12:05:00 GMT", at) == timedelta(minutes=5)
    assert asked_wait("soon", at) is None
    assert asked_wait("-5", at) is None
    assert asked_wait("9" * 400, at) is None
