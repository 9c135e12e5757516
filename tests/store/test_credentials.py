"""What staff prove themselves with, on both databases and with many at once: codes, links and attempts count once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from frontdesk.services.credential_ports import NewLink
from frontdesk.services.pace import REMEMBERED, Pace
from frontdesk.services.staff_ports import NewMember, StaffNotFound
from frontdesk.services.staff_sessions import StaffSessions
from frontdesk.staff.member import SYSTEM, Member
from frontdesk.staff.role import Role
from frontdesk.store.attempt_store import SqlAttemptStore
from frontdesk.store.credential_store import SqlCredentialStore
from frontdesk.store.invitation_store import SqlInvitationStore
from frontdesk.store.session import Database
from frontdesk.store.session_store import SqlSessionStore
from frontdesk.store.staff_store import SqlStaffStore
from tests.factories import NOON, FixedClock

pytestmark = pytest.mark.store
KEY = "a" * 64
PACE = Pace.ACCOUNT
SOON = NOON + timedelta(hours=1)


@pytest.fixture
def ann(database: Database) -> Member:
    return SqlStaffStore(database).add(NewMember("ann@agency.test", "Ann", Role.OFFICER), by=SYSTEM, at=NOON)


@pytest.fixture
def credentials(database: Database) -> SqlCredentialStore:
    return SqlCredentialStore(database)


def at_once[T](times: int, work: Callable[[], T]) -> list[T]:
    with ThreadPoolExecutor(times) as pool:
        return [future.result() for future in [pool.submit(work) for _ in range(times)]]


def confirmed(credentials: SqlCredentialStore, ann: Member, codes: tuple[str, ...] = ("one", "two")) -> None:
    credentials.begin_totp(ann.id, "sealed")
    assert credentials.confirm_totp(ann.id, 100, codes, by=SYSTEM, at=NOON)


def test_of_many_who_use_one_code_at_once_one_comes_in(credentials: SqlCredentialStore, ann: Member) -> None:
    confirmed(credentials, ann)
    assert sorted(at_once(6, lambda: credentials.use_step(ann.id, 101))) == [False] * 5 + [True]
    assert not credentials.use_step(ann.id, 100)


def test_of_many_who_use_one_recovery_code_at_once_one_comes_in(credentials: SqlCredentialStore, ann: Member) -> None:
    confirmed(credentials, ann)
    used = at_once(6, lambda: credentials.use_recovery_code(ann.id, "one", by=SYSTEM, at=NOON))
    assert sorted(used) == [False] * 5 + [True]
    assert credentials.recovery_codes_left(ann.id) == 1


def test_a_confirmed_second_factor_is_not_replaced_by_a_new_beginning(
    credentials: SqlCredentialStore, ann: Member
) -> None:
    confirmed(credentials, ann)
    credentials.begin_totp(ann.id, "another")
    assert credentials.credentials(ann.id).totp_secret == "sealed"
    assert not credentials.confirm_totp(ann.id, 200, (), by=SYSTEM, at=NOON)


def test_a_removed_second_factor_leaves_nothing(
    credentials: SqlCredentialStore, ann: Member, database: Database
) -> None:
    confirmed(credentials, ann)
    credentials.remove_totp(ann.id, by=SYSTEM, at=NOON)
    kept = credentials.credentials(ann.id)
    assert (kept.totp_secret, kept.totp_confirmed_at, kept.totp_last_step) == (None, None, None)
    assert credentials.recovery_codes_left(ann.id) == 0
    member = SqlStaffStore(database).get(ann.id)
    assert member is not None
    assert not member.has_second_factor


def test_a_name_at_the_provider_belongs_to_one_member_and_stays(
    credentials: SqlCredentialStore, ann: Member, database: Database
) -> None:
    ben = SqlStaffStore(database).add(NewMember("ben@agency.test", "Ben", Role.OFFICER), by=SYSTEM, at=NOON)
    assert credentials.bind_subject(ann.id, "issuer:1", by=SYSTEM, at=NOON)
    assert not credentials.bind_subject(ann.id, "issuer:2", by=SYSTEM, at=NOON)
    assert not credentials.bind_subject(ben.id, "issuer:1", by=SYSTEM, at=NOON)
    found = credentials.by_subject("issuer:1")
    assert found is not None
    assert found.id == ann.id
    assert credentials.by_subject("issuer:2") is None


def test_a_new_password_ends_all_sessions_but_the_one_that_set_it(
    credentials: SqlCredentialStore, ann: Member, database: Database
) -> None:
    sessions = StaffSessions(SqlSessionStore(database), FixedClock())
    kept, other = (sessions.open(ann.id, confirmed=True, browser="") for _ in range(2))
    found = sessions.find(kept)
    assert found is not None
    credentials.set_password(ann.id, "hash", keep=found.session_id, by=SYSTEM, at=NOON)
    assert sessions.find(kept) is not None
    assert sessions.find(other) is None


def test_nobody_has_no_credentials(credentials: SqlCredentialStore) -> None:
    with pytest.raises(StaffNotFound):
        credentials.credentials(99)
    with pytest.raises(StaffNotFound):
        credentials.set_password(99, "hash", keep=None, by=SYSTEM, at=NOON)


def test_of_many_who_open_one_link_at_once_one_sets_the_password(database: Database, ann: Member) -> None:
    links = SqlInvitationStore(database)
    links.issue(NewLink(ann.id, KEY, SOON), by=SYSTEM, at=NOON)
    accepted = at_once(6, lambda: links.accept(KEY, "hash", at=NOON))
    assert [member.id for member in accepted if member] == [ann.id]
    assert links.find(KEY, at=NOON) is None


def test_a_link_is_over_at_its_hour_and_when_a_newer_one_is_made(database: Database, ann: Member) -> None:
    links = SqlInvitationStore(database)
    links.issue(NewLink(ann.id, KEY, SOON), by=SYSTEM, at=NOON)
    assert links.find(KEY, at=SOON - timedelta(seconds=1)) is not None
    assert links.find(KEY, at=SOON) is None
    assert links.accept(KEY, "hash", at=SOON) is None
    links.issue(NewLink(ann.id, "b" * 64, SOON), by=SYSTEM, at=NOON)
    assert links.find(KEY, at=NOON) is None


def test_of_many_attempts_at_once_no_more_than_the_free_ones_are_looked_at(database: Database) -> None:
    attempts = SqlAttemptStore(database)
    waits = at_once(10, lambda: attempts.begin({KEY: PACE}, at=NOON))
    assert waits.count(timedelta(0)) == PACE.free


def test_each_failure_doubles_the_wait_up_to_the_longest(database: Database) -> None:
    attempts, now, waits = SqlAttemptStore(database), NOON, []
    for _ in range(PACE.free):
        attempts.begin({KEY: PACE}, at=now)
    for _ in range(9):
        waits.append(attempts.begin({KEY: PACE}, at=now).total_seconds())
        now += timedelta(seconds=waits[-1])
        assert attempts.begin({KEY: PACE}, at=now) == timedelta(0)
    assert waits == [5, 10, 20, 40, 80, 160, 320, 640, 900]


def test_whichever_key_waits_longest_counts_and_nothing_is_counted_meanwhile(database: Database) -> None:
    attempts, other = SqlAttemptStore(database), "b" * 64
    for _ in range(PACE.free):
        attempts.begin({KEY: PACE}, at=NOON)
    assert attempts.begin({KEY: PACE, other: PACE}, at=NOON) == timedelta(seconds=5)
    assert [attempts.begin({other: PACE}, at=NOON) for _ in range(PACE.free)] == [timedelta(0)] * PACE.free


def test_what_turned_out_well_is_forgotten(database: Database) -> None:
    attempts, other = SqlAttemptStore(database), "b" * 64
    for _ in range(PACE.free):
        attempts.begin({KEY: PACE, other: PACE}, at=NOON)
    attempts.forgive(KEY)
    attempts.take_back(other, at=NOON)
    assert attempts.begin({KEY: PACE}, at=NOON) == timedelta(0)
    assert attempts.begin({other: PACE}, at=NOON) == timedelta(0)
    assert attempts.begin({other: PACE}, at=NOON) > timedelta(0)


def test_failures_are_forgotten_after_a_day(database: Database) -> None:
    attempts = SqlAttemptStore(database)
    for _ in range(PACE.free):
        attempts.begin({KEY: PACE}, at=NOON)
    assert attempts.begin({KEY: PACE}, at=NOON + REMEMBERED) == timedelta(0)
    assert attempts.begin({KEY: PACE}, at=NOON + REMEMBERED) == timedelta(0)
