"""An edit at the desk reaches visitors within five seconds, going back as quickly; and a test question is answered as theirs are."""

import time
from collections.abc import Iterator

import httpx
import pytest

from frontdesk.services.staff_ports import NewMember
from frontdesk.services.staff_sessions import StaffSessions
from frontdesk.staff.member import SYSTEM
from frontdesk.staff.role import Role
from frontdesk.values import Language
from frontdesk.web.desk.access import COOKIE
from frontdesk.wiring.clock import SystemClock
from frontdesk.wiring.stores import open_stores
from tests.conversations.stack import Stack, wait_for
from tests.conversations.visitor import Visitor
from tests.desk.office import Colleague, text_of
from tests.desk.page_forms import form_of

pytestmark = pytest.mark.conversation

SECONDS = 5.0
FACT = "/desk/knowledge/scene-1928-ucb-founded"
ASKED = "When was UCB founded?"
NEW = "UCB opened its doors in 1928, says the test."


@pytest.fixture
def editor(stack: Stack) -> Iterator[Colleague]:
    """An editor signed in at the desk of the running stack."""
    stores = open_stores(stack.settings)
    new = NewMember("editor@agency.example", "Ed Itor", Role.EDITOR, Language.EN)
    member = stores.staff.add(new, by=SYSTEM, at=SystemClock().now())
    sessions = StaffSessions(stores.sessions, SystemClock())
    token = sessions.open(member.id, confirmed=True, browser="a test")
    found = sessions.find(token)
    assert found is not None
    headers = {"cookie": f"{COOKIE}={token}", "origin": stack.url}
    with httpx.Client(base_url=stack.url, headers=headers, timeout=30, trust_env=False) as http:
        yield Colleague(http, member, found.csrf_token)
    stores.close()


def test_an_edit_is_answered_within_seconds_and_so_is_the_way_back(stack: Stack, editor: Colleague) -> None:
    visitor = Visitor(stack.url, Language.EN)

    def answers() -> str:
        visitor.say(ASKED)
        return str(visitor.reply[-1]["text"])

    before = answers()
    assert NEW not in before
    form = form_of(editor.get(f"{FACT}/edit").text) | {"statement.en": NEW, "step": "save", "reason": "a test"}
    saved = editor.post(f"{FACT}/edit", form)
    deadline = time.monotonic() + SECONDS
    assert saved.status_code == 303, text_of(saved.text)
    try:
        wait_for("the new text is said", lambda: NEW in answers(), deadline - time.monotonic())
        preview = editor.post("/desk/knowledge/preview", {"question": ASKED, "language": "en"})
        assert NEW in text_of(preview.text)
    finally:
        back = {"version": form["seen"], "seen": str(int(form["seen"]) + 1), "reason": "the test is over"}
        assert editor.post(f"{FACT}/restore", back).status_code == 303
    wait_for("the former text is said again", lambda: answers() == before, SECONDS)
    visitor.close()
