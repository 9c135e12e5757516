"""Posts to the Bot Connector, whose address each activity names: to hosts of Microsoft only, with the guards that deliveries have."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from frontdesk.delivery.outbound import Outbound, asked_wait
from frontdesk.services.channel import NotSent
from frontdesk.services.delivery import FailureReason, SendFailed
from frontdesk.services.delivery_destinations import host_is_allowed
from frontdesk.services.ports import Clock
from frontdesk.settings import Settings
from frontdesk.wiring.clock import SystemClock

_LOOPBACK = {"127.0.0.1", "localhost"}
_NEVER_TAKEN = {
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.FORBIDDEN,  # the person has blocked or removed the application
    HTTPStatus.NOT_FOUND,  # the conversation is gone
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
}


class TokenRefused(NotSent):
    """The access token is no longer good; another may be."""


@dataclass(frozen=True, slots=True)
class BotConnector:
    """The way to whatever address of Microsoft an activity came from."""

    outbound: Outbound
    clock: Clock

    def may_post(self, url: str) -> bool:
        """Tell whether a service is where Microsoft's are: whoever names another one would be sent what people are told."""
        try:
            address = urlsplit(url)
            host, port = address.hostname or "", address.port
        except ValueError:
            return False
        if self.outbound.loopback and host in _LOOPBACK:
            return True
        return address.scheme == "https" and host_is_allowed(host, port, self.outbound.hosts)

    async def post(self, url: str, told: Mapping[str, Any], token: str) -> None:
        """Post JSON. Raises NotSent with what another attempt may bring."""
        body = json.dumps(told, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
        try:
            answer = await self.outbound.post(url, body, headers)
        except SendFailed as problem:
            is_final = problem.reason is FailureReason.HOST_NOT_ALLOWED
            raise NotSent(problem.reason.value, is_final=is_final) from problem
        if answer.status == HTTPStatus.UNAUTHORIZED:
            raise TokenRefused(str(answer.status))
        if answer.status // 100 != 2:  # noqa: PLR2004 - 2xx
            wait = asked_wait(answer.headers.get("retry-after", ""), self.clock.now())
            raise NotSent(str(answer.status), is_final=answer.status in _NEVER_TAKEN, wait=wait)


def bot_connector(settings: Settings) -> BotConnector:
    """Return the connector of an installation."""
    return BotConnector(Outbound(settings.teams_service_hosts, loopback=settings.outbound_loopback), SystemClock())
