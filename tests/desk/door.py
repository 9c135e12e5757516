"""Somebody at the door of the desk: a browser with its own cookies, an authenticator app, and a password that is good enough."""

import re
import time
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

import httpx
import pyotp

from frontdesk.services.staff_ports import NewMember
from frontdesk.staff.member import SYSTEM, Member
from frontdesk.staff.role import Role
from frontdesk.store.credential_store import SqlCredentialStore
from frontdesk.wiring.accounts import Accounts, open_accounts, open_sessions
from frontdesk.wiring.clock import SystemClock
from tests.certificates import certificates
from tests.web.installation import Installation

GOOD = "sept oranges bleues au grenier"
SESSION, MARK = "__Host-frontdesk-desk", "__Host-frontdesk-known"


@dataclass
class Guest:
    """A browser that keeps cookies as browsers do; HTTP clients would not send Secure ones to a test's plain socket."""

    base: str
    cookies: dict[str, str] = field(default_factory=dict)
    last: httpx.Response | None = None

    def get(self, url: str, **headers: str) -> httpx.Response:
        return self._ask("GET", url, headers)

    def post(self, url: str, **data: str) -> httpx.Response:
        csrf = re.search(r'name="csrf" value="([^"]*)"', self.last.text) if self.last is not None else None
        return self._ask("POST", url, {"origin": self.base}, {"csrf": csrf[1] if csrf else ""} | data)

    def sign_in(self, email: str, password: str = GOOD, **data: str) -> httpx.Response:
        self.get("/desk/sign-in")
        return self.post("/desk/sign-in", email=email, password=password, **data)

    def is_in(self) -> bool:
        return self.get("/desk/account").status_code == 200

    def _ask(
        self, method: str, url: str, headers: dict[str, str], data: dict[str, str] | None = None
    ) -> httpx.Response:
        sent = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        with httpx.Client(base_url=self.base, timeout=30, verify=certificates()) as http:
            response = http.request(method, url, headers=headers | {"cookie": sent}, data=data)
        for line in response.headers.get_list("set-cookie"):
            self._keep(line)
        self.last = response
        return response

    def _keep(self, line: str) -> None:
        for name, morsel in SimpleCookie(line).items():
            if morsel.value:
                self.cookies[name] = morsel.value
            else:
                self.cookies.pop(name, None)


@dataclass
class Door:
    """The way in of a running desk, and what stands behind it."""

    running: Installation
    accounts: Accounts

    @property
    def base(self) -> str:
        return str(self.running.http.base_url).rstrip("/")

    @property
    def credentials(self) -> SqlCredentialStore:
        return SqlCredentialStore(self.running.stores.database)

    def guest(self) -> Guest:
        return Guest(self.base)

    def member(self, email: str = "ann@agency.example", *, password: str | None = GOOD, **given: Any) -> Member:
        usual: dict[str, Any] = {"email": email, "name": "Ann Lambert", "role": Role.OFFICER}
        member, token = self.accounts.invitations.invite(NewMember(**(usual | given)), by=SYSTEM)
        if password is not None:
            self.accounts.invitations.accept(token, password)
        return member

    def authenticator(self, member: Member) -> tuple[pyotp.TOTP, tuple[str, ...]]:
        """Return the app of somebody who set a second factor up a while ago, and their recovery codes."""
        app = pyotp.TOTP(self.accounts.second_factors.enrol(member).secret)
        codes = self.accounts.second_factors.confirm(member, app.at(time.time() - 30))
        return app, codes


def door_of(running: Installation) -> Door:
    """Return the way into a running desk."""
    clock = SystemClock()
    sessions = open_sessions(running.settings, running.stores, clock)
    return Door(running, open_accounts(running.settings, running.stores, sessions, clock))


def flags(response: httpx.Response, name: str) -> dict[str, str]:
    """Return a cookie's attributes as the response sets it, in lower case."""
    (line,) = (line for line in response.headers.get_list("set-cookie") if line.startswith(name + "="))
    parts = [part.strip().partition("=") for part in line.split(";")[1:]]
    return {key.lower(): value.lower() for key, _, value in parts}
