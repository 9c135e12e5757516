"""The outbox commands beside a real receiver, on both databases."""

from collections.abc import Callable, Iterator

import pytest
from typer.testing import CliRunner, Result

from frontdesk.cli import outbox
from frontdesk.store.audit_tables import AuditRow
from frontdesk.supervision.errors import StartProblem
from tests.receivers import ok, status
from tests.store.post_office import PostOffice, post_office

pytestmark = pytest.mark.store

type Command = Callable[..., Result]


@pytest.fixture
def office(database_url: str) -> Iterator[PostOffice]:
    with post_office(database_url) as found:
        yield found


@pytest.fixture
def run(office: PostOffice, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command as an operator does, without a mail server."""
    settings = {
        "DATABASE_URL": office.database_url,
        "SECRET": "a secret of this test",
        "OUTBOUND_LOOPBACK": "on",
    }
    for name, value in settings.items():
        monkeypatch.setenv(f"FRONTDESK_{name}", value)
    return lambda *words: CliRunner().invoke(outbox.app, list(words))


def test_what_is_due_is_delivered_once_and_what_waits_is_listed(office: PostOffice, run: Command) -> None:
    office.put(2, 1)
    first, second, listed = run("run-once"), run("run-once"), run("list")
    assert (first.stdout, second.stdout) == ("2 delivered.\n", "0 delivered.\n")
    assert "mail not_configured, webhook-1 on" in listed.stdout
    assert "1 waiting, 0 failing, 0 given_up, 2 delivered" in listed.stdout
    assert "letter-0:mail" in listed.stdout
    assert "acme" not in listed.stdout, "a list shows nothing of a person"


def test_what_fails_is_listed_with_its_reason_and_replayed_by_name(office: PostOffice, run: Command) -> None:
    office.hook.answer = status(400)
    office.put(1, 0)
    run("run-once")
    assert "lead-0:webhook-1  waiting  1 attempts  refused 400" in run("list", "--shelf", "failing").stdout
    office.hook.answer = ok
    assert run("run-once").stdout == "0 delivered.\n"
    assert run("replay", "lead-0:webhook-1").exit_code == 0
    assert run("run-once").stdout == "1 delivered.\n"
    with office.stores.database.reading() as session:
        noted = session.query(AuditRow).filter_by(action="replayed").one()
    assert noted.actor.startswith("cli:")


def test_all_of_a_destination_is_replayed_at_once(office: PostOffice, run: Command) -> None:
    office.hook.answer = status(400)
    office.put(3, 0)
    run("run-once")
    office.hook.answer = ok
    assert run("replay", "--destination", "webhook-1").stdout.startswith("3 due at once")
    assert run("run-once").stdout == "3 delivered.\n"


def test_replay_of_nothing_is_a_sentence_and_of_two_things_a_mistake(run: Command) -> None:
    assert isinstance(run("replay", "nothing").exception, StartProblem)
    assert run("replay").exit_code == 2
    assert run("replay", "x", "--destination", "mail").exit_code == 2
