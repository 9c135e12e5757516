"""A running desk, and members of staff at it: each a browser with a session, who sends forms as the pages do."""

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import httpx

from frontdesk.services.staff_ports import NewMember
from frontdesk.services.staff_sessions import StaffSessions
from frontdesk.staff.member import SYSTEM, Member
from frontdesk.staff.role import Role
from frontdesk.values import Language
from frontdesk.web.desk.access import COOKIE
from frontdesk.wiring.clock import SystemClock
from tests.certificates import certificates
from tests.web.installation import Installation

_numbers = count(1)


@dataclass
class Colleague:
    """Somebody signed in. Forms carry the token of the session and come from the desk's own origin."""

    http: httpx.Client
    member: Member
    csrf: str

    def get(self, url: str, **more: Any) -> httpx.Response:
        return self.http.get(url, **more)

    def post(self, url: str, data: dict[str, Any] | None = None, **more: Any) -> httpx.Response:
        return self.http.post(url, data={"csrf": self.csrf} | (data or {}), **more)

    def read(self, url: str) -> str:
        """Return the page's text, without its tags."""
        response = self.get(url)
        assert response.status_code == 200, f"{response.status_code} {response.text[:500]}"
        return text_of(response.text)


@dataclass
class Office:
    """A running gateway with its desk. ``http`` is a browser in which nobody is signed in."""

    installation: Installation
    http: httpx.Client
    browsers: list[httpx.Client] = field(default_factory=list)

    def member(self, role: Role = Role.OFFICER, **given: Any) -> Member:
        """Return a new member of staff."""
        number = next(_numbers)
        usual: dict[str, Any] = {
            "email": f"colleague{number}@agency.example",
            "name": f"Colleague {number}",
            "role": role,
            "language": Language.EN,
        }
        stores = self.installation.stores
        return stores.staff.add(NewMember(**(usual | given)), by=SYSTEM, at=SystemClock().now())

    def signed_in(self, role: Role = Role.OFFICER, **given: Any) -> Colleague:
        """Return a new member of staff at their browser."""
        return self.at_desk(self.member(role, **given))

    def at_desk(self, member: Member) -> Colleague:
        """Return a member of staff at a browser of their own."""
        sessions = StaffSessions(self.installation.stores.sessions, SystemClock())
        token = sessions.open(member.id, confirmed=True, browser="a test")
        found = sessions.find(token)
        assert found is not None
        base = str(self.installation.http.base_url)
        headers = {"cookie": f"{COOKIE}={token}", "origin": base.rstrip("/")}
        self.browsers.append(httpx.Client(base_url=base, headers=headers, timeout=30, verify=certificates()))
        return Colleague(self.browsers[-1], member, found.csrf_token)


@contextmanager
def office_of(running: Installation) -> Iterator[Office]:
    """Give the desk of a running gateway, and close every browser at the end."""
    base = str(running.http.base_url)
    headers = {"origin": base.rstrip("/")}
    with httpx.Client(base_url=base, headers=headers, timeout=30, verify=certificates()) as http:
        office = Office(running, http)
        yield office
        for browser in office.browsers:
            browser.close()


def text_of(page: str) -> str:
    """Return what a reader of a page sees, in one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())
