"""Staff take leads, give them away, move them along and override what the rules said, one at a time and many at once."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from frontdesk.leads.event import LeadEvent
from frontdesk.qualification.model import LeadStatus, Outcome
from frontdesk.services.lead_problems import (
    CannotFollow,
    LeadNotFound,
    MergedAway,
    MovedMeanwhile,
    NotAssignable,
    OwnedByAnother,
)
from frontdesk.services.work_lead import Assignment, Move, ReasonMissing, WorkLead
from frontdesk.staff.member import Actor, acting
from frontdesk.staff.role import Role
from frontdesk.store.audit_tables import AuditRow
from frontdesk.store.lead_desk_files import SqlLeadFiles
from frontdesk.store.lead_desk_store import SqlLeadDesk
from frontdesk.store.lead_merge_store import SqlLeadMerges
from frontdesk.store.lead_store import SqlLeadStore
from frontdesk.store.lead_tables import LeadEventRow, LeadRow
from frontdesk.store.outbox_tables import OutboxRow
from frontdesk.store.session import Database, open_database
from tests.factories import NOON, FixedClock, make_lead
from tests.store.colleagues import colleague

pytestmark = pytest.mark.store
CLOCK = FixedClock(NOON + timedelta(hours=1))


@pytest.fixture
def work(database: Database) -> WorkLead:
    return WorkLead(SqlLeadDesk(database), CLOCK)


@pytest.fixture
def reference(database: Database) -> str:
    return recorded(database)


def recorded(database: Database, **given: Any) -> str:
    """Record a lead that is nobody's."""
    reference = SqlLeadStore(database).record_lead(make_lead(**given), []).reference
    with database.writing() as session:
        session.execute(update(LeadRow).where(LeadRow.reference == reference).values(owner_id=None, assigned_at=None))
    return reference


def officer(database: Database, role: Role = Role.OFFICER, **given: Any) -> Actor:
    return acting(colleague(database, role, **given))


def row(database: Database, reference: str) -> LeadRow:
    with database.reading() as session:
        return session.scalars(select(LeadRow).where(LeadRow.reference == reference)).one()


def events(database: Database, reference: str) -> list[LeadEvent]:
    file = SqlLeadFiles(database).read(reference)
    assert file is not None
    return [entry.event for entry in file.timeline]


def logged(database: Database, reference: str) -> list[tuple[str, str, dict[str, Any]]]:
    with database.reading() as session:
        query = select(AuditRow).where(AuditRow.object_kind == "lead", AuditRow.object_id == reference)
        return [(one.actor, one.action, one.details) for one in session.scalars(query.order_by(AuditRow.id))]


def test_a_lead_that_is_taken_has_an_owner_a_line_of_its_timeline_and_an_entry_of_the_log(
    work: WorkLead, database: Database, reference: str
) -> None:
    claire = officer(database, name="Claire")
    work.take(reference, by=claire)
    taken = row(database, reference)
    assert (taken.owner_id, taken.assigned_at) == (claire.staff_id, CLOCK.now())
    last = events(database, reference)[-1]
    assert (last.kind, last.actor, last.details["owner"]) == ("assigned", claire.name, "Claire")
    assert logged(database, reference)[-1][:2] == (claire.name, "assigned")


def test_a_lead_somebody_took_meanwhile_is_not_taken_from_them_and_they_are_named(
    work: WorkLead, database: Database, reference: str
) -> None:
    claire, tom = officer(database, name="Claire"), officer(database, name="Tom")
    work.take(reference, by=claire)
    with pytest.raises(OwnedByAnother) as told:
        work.take(reference, by=tom)
    assert told.value.owner == "Claire"
    assert row(database, reference).owner_id == claire.staff_id


def test_taking_a_lead_twice_is_taking_it_once(work: WorkLead, database: Database, reference: str) -> None:
    claire = officer(database)
    work.take(reference, by=claire)
    before = len(events(database, reference))
    work.take(reference, by=claire)
    assert len(events(database, reference)) == before


def test_of_eight_who_take_one_lead_at_once_one_gets_it_and_seven_are_told_who(
    database: Database, database_url: str, reference: str
) -> None:
    people = [officer(database, name=f"Officer {number}") for number in range(8)]
    databases = [open_database(database_url, wait_seconds=30) for _ in people]
    gate = threading.Barrier(len(people))

    def take(number: int) -> str | None:
        mine = WorkLead(SqlLeadDesk(databases[number]), CLOCK)
        SqlLeadFiles(databases[number]).read(reference)  # connected before the race
        gate.wait()
        try:
            mine.take(reference, by=people[number])
        except OwnedByAnother as told:
            return told.owner
        return None

    with ThreadPoolExecutor(len(people)) as pool:
        answers = list(pool.map(take, range(len(people))))
    assert answers.count(None) == 1
    winner = answers.index(None)
    assert set(answers) == {None, f"Officer {winner}"}
    assert row(database, reference).owner_id == people[winner].staff_id
    assert [event.kind.value for event in events(database, reference)].count("assigned") == 1
    for one in databases:
        one.close()


def test_whoever_is_given_a_lead_is_told_and_whoever_takes_one_is_not(
    work: WorkLead, database: Database, reference: str
) -> None:
    claire, tom = officer(database), officer(database, name="Tom")
    work.take(reference, by=claire)
    assert _announced(database) == []
    work.assign(reference, _id(tom), seen_owner_id=claire.staff_id, by=claire)
    assert row(database, reference).owner_id == tom.staff_id
    assert [entry.payload["name"] for entry in _announced(database)] == ["Tom"]


def test_a_lead_that_changed_hands_since_it_was_shown_is_not_given_away(
    work: WorkLead, database: Database, reference: str
) -> None:
    claire, tom, eva = officer(database, name="Claire"), officer(database), officer(database)
    work.take(reference, by=claire)
    with pytest.raises(OwnedByAnother, match="Claire"):
        work.assign(reference, _id(eva), seen_owner_id=None, by=tom)
    with pytest.raises(OwnedByAnother, match="Claire"):
        work.release(reference, seen_owner_id=eva.staff_id, by=tom)
    assert row(database, reference).owner_id == claire.staff_id


def test_a_released_lead_is_nobodys(work: WorkLead, database: Database, reference: str) -> None:
    claire = officer(database)
    work.take(reference, by=claire)
    work.release(reference, seen_owner_id=claire.staff_id, by=claire)
    released = row(database, reference)
    assert (released.owner_id, released.assigned_at) == (None, None)
    assert events(database, reference)[-1].details["reason"] == "released"


@pytest.mark.parametrize("role", [Role.VIEWER, Role.EDITOR])
def test_nobody_is_given_a_lead_whose_role_may_not_work_on_it(
    work: WorkLead, database: Database, reference: str, role: Role
) -> None:
    claire, other = officer(database), officer(database, role)
    with pytest.raises(NotAssignable):
        work.assign(reference, _id(other), seen_owner_id=None, by=claire)
    with pytest.raises(NotAssignable):
        work.assign(reference, 4711, seen_owner_id=None, by=claire)
    assert row(database, reference).owner_id is None


def test_a_lead_moves_along_and_counts_as_answered_from_the_first_contact(
    work: WorkLead, database: Database, reference: str
) -> None:
    claire = officer(database)
    work.move(reference, Move(LeadStatus.CONTACTED, LeadStatus.NEW), by=claire)
    work.move(reference, Move(LeadStatus.LOST, LeadStatus.CONTACTED, " Built in Ireland "), by=claire)
    moved = row(database, reference)
    assert (moved.status, moved.answered_at, moved.closed_at) == ("lost", CLOCK.now(), CLOCK.now())
    assert events(database, reference)[-1].details == {
        "before": "contacted",
        "after": "lost",
        "reason": "Built in Ireland",
    }
    work.move(reference, Move(LeadStatus.IN_DISCUSSION), by=claire)
    assert row(database, reference).closed_at is None
    assert "Ireland" not in str(logged(database, reference)), "what somebody writes is no business of the log"


def test_a_lead_somebody_moved_meanwhile_stays_where_they_put_it(
    work: WorkLead, database: Database, reference: str
) -> None:
    claire = officer(database)
    work.move(reference, Move(LeadStatus.CONTACTED), by=claire)
    with pytest.raises(MovedMeanwhile) as told:
        work.move(reference, Move(LeadStatus.NOT_A_LEAD, LeadStatus.NEW), by=claire)
    assert told.value.status is LeadStatus.CONTACTED


def test_no_lead_is_lost_before_anybody_answered(work: WorkLead, database: Database, reference: str) -> None:
    with pytest.raises(CannotFollow):
        work.move(reference, Move(LeadStatus.LOST), by=officer(database))
    assert row(database, reference).status == "new"


def test_an_outcome_is_overridden_with_a_reason_and_the_rules_can_have_it_back(
    work: WorkLead, database: Database, reference: str
) -> None:
    claire = officer(database)
    work.override(reference, Outcome.NOT_QUALIFIED, " A student's thesis ", by=claire)
    file = SqlLeadFiles(database).read(reference)
    assert file is not None
    assert file.override is not None
    assert (file.outcome, file.override.reason, file.override.by_id) == (
        Outcome.NOT_QUALIFIED,
        "A student's thesis",
        claire.staff_id,
    )
    assert file.lead.qualification.outcome is Outcome.QUALIFIED, "what the rules said is kept"
    work.follow_rules(reference, by=claire)
    again = SqlLeadFiles(database).read(reference)
    assert again is not None
    assert (again.outcome, again.override) == (Outcome.QUALIFIED, None)
    assert [event.details["taken_back"] for event in events(database, reference)[-2:]] == [False, True]
    assert "thesis" not in str(logged(database, reference))


def test_an_outcome_is_not_overridden_without_a_reason(work: WorkLead, database: Database, reference: str) -> None:
    with pytest.raises(ReasonMissing):
        work.override(reference, Outcome.QUALIFIED, "  \n", by=officer(database))


def test_many_leads_are_taken_at_once_and_those_of_others_are_told(work: WorkLead, database: Database) -> None:
    claire, tom = officer(database, name="Claire"), officer(database)
    references = [recorded(database) for _ in range(4)]
    work.take(references[2], by=claire)
    bulk = work.take_many([*references, "WAL-26-NONE", references[0]], by=tom)
    assert set(bulk.done) == {references[0], references[1], references[3]}
    assert {reference: type(problem) for reference, problem in bulk.refused.items()} == {
        references[2]: OwnedByAnother,
        "WAL-26-NONE": LeadNotFound,
    }
    owners = [row(database, reference).owner_id for reference in references]
    assert owners == [tom.staff_id, tom.staff_id, claire.staff_id, tom.staff_id]


def test_many_leads_are_given_away_and_moved_at_once(work: WorkLead, database: Database) -> None:
    claire, tom = officer(database), officer(database)
    references = [recorded(database) for _ in range(3)]
    work.move(references[1], Move(LeadStatus.CONTACTED), by=claire)
    assert set(work.assign_many(references, tom.staff_id, by=claire).done) == set(references)
    bulk = work.move_many(references, LeadStatus.WON, by=claire)
    assert bulk.done == (references[1],)
    assert {type(problem) for problem in bulk.refused.values()} == {CannotFollow}
    assert set(work.assign_many(references, None, by=claire).done) == set(references)
    assert {row(database, reference).owner_id for reference in references} == {None}


def test_two_people_who_change_the_same_leads_in_opposite_order_both_get_through(
    database: Database, database_url: str
) -> None:
    references = [recorded(database) for _ in range(6)]
    people = [officer(database), officer(database)]
    databases = [open_database(database_url, wait_seconds=30) for _ in people]

    def give(number: int) -> int:
        desk = SqlLeadDesk(databases[number])
        order = references if number else references[::-1]
        turns = [Assignment(people[(turn + number) % 2].staff_id) for turn in range(10)]
        return sum(len(desk.assign(order, turn, by=people[number], at=NOON).done) for turn in turns)

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(give, range(2))) == [60, 60]
    for one in databases:
        one.close()


@pytest.mark.parametrize(
    "change",
    [
        lambda work, reference, by: work.take(reference, by=by),
        lambda work, reference, by: work.assign(reference, _id(by), seen_owner_id=None, by=by),
        lambda work, reference, by: work.move(reference, Move(LeadStatus.CONTACTED), by=by),
        lambda work, reference, by: work.override(reference, Outcome.QUALIFIED, "because", by=by),
    ],
)
def test_a_merged_lead_is_worked_on_as_part_of_the_other(
    work: WorkLead, database: Database, reference: str, change: Callable[[WorkLead, str, Actor], None]
) -> None:
    claire, kept = officer(database), recorded(database)
    SqlLeadMerges(database).merge(kept, reference, by=claire, at=NOON)
    with pytest.raises(MergedAway) as told:
        change(work, reference, claire)
    assert told.value.reference == kept


def test_what_cannot_be_logged_is_not_done(work: WorkLead, database: Database, reference: str) -> None:
    claire = officer(database)
    with database.writing() as session:
        session.connection().exec_driver_sql("ALTER TABLE audit_log RENAME TO audit_log_away")
    with pytest.raises(Exception, match="audit_log"):
        work.take(reference, by=claire)
    assert row(database, reference).owner_id is None
    with database.reading() as session:
        assert session.scalars(select(LeadEventRow).where(LeadEventRow.actor == claire.name)).all() == []


def _id(actor: Actor) -> int:
    assert actor.staff_id is not None
    return actor.staff_id


def _announced(database: Database) -> list[OutboxRow]:
    with database.reading() as session:
        query = select(OutboxRow).where(OutboxRow.topic == "staff.assigned").order_by(OutboxRow.created_at)
        return [entry for entry in session.scalars(query) if entry.payload["reference"] and entry.created_at > NOON]
