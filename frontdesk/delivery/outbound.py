"""Requests to the outside: https to listed hosts and public addresses only, no redirects, short, and little of the answer is read."""

import asyncio
import ipaddress
import re
import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver
from yarl import URL

from frontdesk.services.delivery import FailureReason, Prospect, SendFailed
from frontdesk.services.delivery_destinations import host_is_allowed

CONNECT_SECONDS, ALL_SECONDS, BODY_SECONDS = 5.0, 20.0, 2.0
MOST_OF_BODY = 4096
USER_AGENT = "Frontdesk"
_LOOPBACK_NAMES = {"127.0.0.1", "localhost", "::1"}
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")

type Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Answer:
    """What a receiver answered: its status, its headers by lower-case name, the beginning of its body."""

    status: int
    headers: Mapping[str, str]
    body: str


@dataclass(frozen=True, slots=True)
class Outbound:
    """Sends requests. ``loopback`` also lets plain http and this machine's own addresses through: for tests only."""

    hosts: tuple[str, ...]
    loopback: bool = False
    seconds: float = ALL_SECONDS

    async def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Send and return what was answered, whatever the status. Raises SendFailed where there is no whole answer."""
        address = self._checked(url)
        try:
            async with asyncio.timeout(self.seconds):
                return await self._post(address, body, headers)
        except TimeoutError as problem:
            raise SendFailed(FailureReason.TIMED_OUT, address.host or "") from problem
        except (aiohttp.ClientError, ssl.SSLError, OSError) as problem:
            raise failure_of(problem, address.host or "") from problem

    async def _post(self, address: URL, body: bytes, headers: Mapping[str, str]) -> Answer:
        connector = aiohttp.TCPConnector(resolver=PublicAddresses(loopback=self.loopback), use_dns_cache=False)
        timeout = aiohttp.ClientTimeout(sock_connect=CONNECT_SECONDS)
        async with (
            aiohttp.ClientSession(
                connector=connector, timeout=timeout, cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=False
            ) as session,
            session.post(
                address, data=body, headers={"User-Agent": USER_AGENT, **headers}, allow_redirects=False
            ) as response,
        ):
            told = {name.lower(): value for name, value in response.headers.items()}
            return Answer(response.status, told, await _beginning(response))

    def _checked(self, url: str) -> URL:
        """Return the address. Raises SendFailed where nothing may be sent there."""
        try:
            address = URL(url)
        except ValueError as problem:
            raise SendFailed(FailureReason.SETUP_INCOMPLETE, "url") from problem
        host = address.host or ""
        if self.loopback and host in _LOOPBACK_NAMES:
            return address
        if address.scheme != "https" or not host_is_allowed(host, address.explicit_port, self.hosts):
            raise SendFailed(FailureReason.HOST_NOT_ALLOWED, host)
        literal = _literal(host)
        if literal is not None and not is_public(literal):
            raise SendFailed(FailureReason.ADDRESS_NOT_ALLOWED, host)
        return address


class PublicAddresses(AbstractResolver):
    """Resolves names, but only to public addresses; what is connected to is what was checked."""

    def __init__(self, *, loopback: bool) -> None:
        self._inner, self._loopback = ThreadedResolver(), loopback

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the public addresses of a name. Raises SendFailed where it has others only, OSError where it has none."""
        found = await self._inner.resolve(host, port, family)
        allowed = [each for each in found if self._is_allowed(each["host"])]
        if found and not allowed:
            raise SendFailed(FailureReason.ADDRESS_NOT_ALLOWED, host)
        return allowed

    async def close(self) -> None:
        """Release the resolver."""
        await self._inner.close()

    def _is_allowed(self, text: str) -> bool:
        address = ipaddress.ip_address(text.partition("%")[0])
        return is_public(address) or (self._loopback and address.is_loopback)


def is_public(address: Address) -> bool:
    """Tell whether an address is one of the internet, not of this machine or its network, however it is wrapped."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast


def failure_of(problem: Exception, host: str) -> SendFailed:
    """Return why a connection failed."""
    if isinstance(problem, aiohttp.ClientConnectorDNSError | socket.gaierror):
        return SendFailed(FailureReason.UNKNOWN_HOST, host)
    if isinstance(problem, aiohttp.ClientSSLError | ssl.SSLError):
        return SendFailed(FailureReason.NOT_TRUSTED, host)
    if isinstance(problem, OSError | aiohttp.ServerDisconnectedError):
        return SendFailed(FailureReason.NO_CONNECTION, host)
    return SendFailed(FailureReason.ODD_ANSWER, host)


def check_status(answer: Answer, *, at: datetime) -> None:
    """Return where the receiver took it. Raises SendFailed with what another attempt may bring."""
    if answer.status // 100 == 2:  # noqa: PLR2004 - 2xx
        return
    reason, prospect = _meaning(answer.status)
    asked = asked_wait(answer.headers.get("retry-after", ""), at)
    raise SendFailed(reason, str(answer.status), prospect=prospect, retry_after=asked)


def asked_wait(retry_after: str, at: datetime) -> timedelta | None:
    """Read a Retry-After: seconds, or a date."""
    if re.fullmatch(r"[0-9]{1,9}", retry_after.strip()):
        return timedelta(seconds=int(retry_after))
    try:
        until = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    return (until if until.tzinfo else until.replace(tzinfo=UTC)) - at


def _meaning(status: int) -> tuple[FailureReason, Prospect]:
    if status in _TEMPORARY:
        return _TEMPORARY[status], Prospect.TEMPORARY
    if status in _SETUP:
        return _SETUP[status], Prospect.DOUBTFUL
    if status // 100 == 4:  # noqa: PLR2004 - 4xx
        return FailureReason.REFUSED, Prospect.DOUBTFUL
    return FailureReason.SERVER_ERROR if status >= 500 else FailureReason.ODD_ANSWER, Prospect.TEMPORARY  # noqa: PLR2004 - 5xx


_TEMPORARY = {408: FailureReason.TIMED_OUT, 425: FailureReason.BUSY, 429: FailureReason.BUSY}
_SETUP = {
    401: FailureReason.SIGN_IN_REFUSED,
    403: FailureReason.SIGN_IN_REFUSED,
    404: FailureReason.NOT_FOUND,
    410: FailureReason.NOT_FOUND,
}


async def _beginning(response: aiohttp.ClientResponse) -> str:
    """Return what comes of the body within a moment. The status is what counts: a body that hangs does not undo it."""
    body = b""
    with suppress(TimeoutError, aiohttp.ClientError, OSError):
        async with asyncio.timeout(BODY_SECONDS):
            while len(body) < MOST_OF_BODY and (more := await response.content.read(MOST_OF_BODY)):
                body += more
    return body[:MOST_OF_BODY].decode("utf-8", "replace")


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
