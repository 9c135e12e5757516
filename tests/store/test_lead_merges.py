"""Two leads become one by a person's hand and two again with everything as it was; never across different consent."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from frontdesk.leads.label import Tone
from frontdesk.leads.task import TaskKind
from frontdesk.qualification.model import LeadStatus
from frontdesk.services.lead_page import LeadFile
from frontdesk.services.lead_problems import CannotMerge, ConsentDiffers, LeadNotFound, LeadProblem, MergedAway
from frontdesk.services.suggest_duplicates import suggest_duplicates
from frontdesk.services.work_lead import Assignment, Move
from frontdesk.staff.member import Actor, acting
from frontdesk.store.audit_tables import AuditRow
from frontdesk.store.lead_candidates import SqlCandidates
from frontdesk.store.lead_desk_files import SqlLeadFiles
from frontdesk.store.lead_desk_store import SqlLeadDesk
from frontdesk.store.lead_labels_store import SqlLeadLabels
from frontdesk.store.lead_merge_store import SqlLeadMerges
from frontdesk.store.lead_notes_store import SqlLeadNotes
from frontdesk.store.lead_store import SqlLeadStore
from frontdesk.store.lead_tables import LeadRow
from frontdesk.store.lead_tasks_store import SqlLeadTasks
from frontdesk.store.session import Database, open_database
from tests.factories import NOON, make_consent, make_enquiry, make_lead
from tests.store.colleagues import colleague

pytestmark = pytest.mark.store
LATER = NOON + timedelta(hours=2)


@pytest.fixture
def claire(database: Database) -> Actor:
    return acting(colleague(database, name="Claire"))


@pytest.fixture
def merges(database: Database) -> SqlLeadMerges:
    return SqlLeadMerges(database)


def recorded(database: Database, *, consent: Any = None, due_at: datetime | None = None, **enquiry: Any) -> str:
    lead = make_lead(enquiry=make_enquiry(**enquiry), due_at=due_at or NOON + timedelta(days=1))
    reference = SqlLeadStore(database).record_lead(replace(lead, consent=consent or lead.consent), []).reference
    with database.writing() as session:
        session.execute(update(LeadRow).where(LeadRow.reference == reference).values(owner_id=None, assigned_at=None))
    return reference


def file_of(database: Database, reference: str) -> LeadFile:
    found = SqlLeadFiles(database).read(reference)
    assert found is not None
    return found


def rows(database: Database) -> list[dict[str, Any]]:
    """Every column of every lead."""
    with database.reading() as session:
        return [dict(row) for row in session.execute(select(LeadRow.__table__).order_by(LeadRow.id)).mappings()]


def test_a_merged_lead_stays_and_is_shown_with_the_one_that_is_kept(
    merges: SqlLeadMerges, database: Database, claire: Actor
) -> None:
    kept, merged = recorded(database), recorded(database)
    SqlLeadNotes(database).add(merged, "Called twice", by=claire, at=NOON)
    merges.merge(kept, merged, by=claire, at=LATER)
    file = file_of(database, kept)
    assert [one.reference for one in file.merged] == [merged]
    assert [(note.reference, note.text) for note in file.notes] == [(merged, "Called twice")]
    assert {entry.reference for entry in file.timeline} == {kept, merged}
    assert [entry.event.kind.value for entry in file.timeline].count("merged") == 1, (
        "a merge is one line of the timeline"
    )
    assert file_of(database, merged).merged_into == kept


def test_merging_and_parting_brings_back_everything(merges: SqlLeadMerges, database: Database, claire: Actor) -> None:
    desk, labels = SqlLeadDesk(database), SqlLeadLabels(database)
    kept = recorded(database)
    merged = recorded(database, due_at=NOON + timedelta(hours=4))
    desk.assign([merged], Assignment(claire.staff_id), by=claire, at=NOON)
    desk.move([merged], Move(LeadStatus.IN_DISCUSSION), by=claire, at=NOON)
    urgent = labels.named("Urgent", Tone.RED, by=claire, at=NOON)
    trade = labels.named("Trade mission", Tone.BLUE, by=claire, at=NOON)
    labels.put([merged, kept], trade.id, by=claire, at=NOON)
    labels.put([merged], urgent.id, by=claire, at=NOON)
    before, files = rows(database), [file_of(database, reference) for reference in (kept, merged)]
    merges.merge(kept, merged, by=claire, at=LATER)
    joined = file_of(database, kept)
    assert joined.standing.owner_id == claire.staff_id
    assert joined.standing.status is LeadStatus.IN_DISCUSSION
    assert {label.name for label in joined.labels} == {"Trade mission", "Urgent"}
    assert rows(database) != before
    assert merges.undo(joined.merged[0].merge_id, by=claire, at=LATER) == (kept, merged)
    assert rows(database) == before
    for reference, held in zip((kept, merged), files, strict=True):
        again = file_of(database, reference)
        assert (again.labels, again.notes, again.tasks, again.standing) == (
            held.labels,
            held.notes,
            held.tasks,
            held.standing,
        )
        assert again.timeline[: len(held.timeline)] == held.timeline
        assert [entry.event.kind for entry in again.timeline[len(held.timeline) :]] == ["merged", "unmerged"]


def test_the_earlier_promise_holds_and_comes_back_with_its_own_lead(
    merges: SqlLeadMerges, database: Database, claire: Actor
) -> None:
    late, soon = NOON + timedelta(days=2), NOON + timedelta(hours=3)
    kept, merged = recorded(database, due_at=late), recorded(database, due_at=soon)
    merges.merge(kept, merged, by=claire, at=LATER)
    joined = file_of(database, kept)
    assert joined.standing.due_at == soon
    merges.undo(joined.merged[0].merge_id, by=claire, at=LATER)
    assert file_of(database, kept).standing.due_at == late
    assert file_of(database, merged).standing.due_at == soon


def test_what_somebody_changed_after_a_merge_is_not_undone_with_it(
    merges: SqlLeadMerges, database: Database, claire: Actor
) -> None:
    tom = acting(colleague(database))
    kept, merged = recorded(database), recorded(database)
    desk = SqlLeadDesk(database)
    desk.assign([merged], Assignment(claire.staff_id), by=claire, at=NOON)
    merges.merge(kept, merged, by=claire, at=LATER)
    desk.assign([kept], Assignment(tom.staff_id), by=tom, at=LATER)
    merges.undo(file_of(database, kept).merged[0].merge_id, by=claire, at=LATER)
    assert file_of(database, kept).standing.owner_id == tom.staff_id
    assert file_of(database, merged).standing.owner_id == claire.staff_id


def test_no_enquiry_is_ignored_because_it_was_merged_into_an_answered_one(
    merges: SqlLeadMerges, database: Database, claire: Actor
) -> None:
    kept, merged = recorded(database), recorded(database, due_at=NOON + timedelta(hours=6))
    SqlLeadDesk(database).move([kept], Move(LeadStatus.CONTACTED), by=claire, at=NOON)
    merges.merge(kept, merged, by=claire, at=LATER)
    joined = file_of(database, kept)
    assert [(task.kind, task.due_at) for task in joined.tasks] == [(TaskKind.SECOND_ENQUIRY, NOON + timedelta(hours=6))]
    merges.undo(joined.merged[0].merge_id, by=claire, at=LATER)
    assert file_of(database, kept).tasks == ()


@pytest.mark.parametrize(
    "other",
    [make_consent(text_version="2025-01"), make_consent(text_version="2026-12")],
)
def test_leads_of_visitors_who_agreed_to_different_things_are_never_merged(
    merges: SqlLeadMerges, database: Database, claire: Actor, other: Any
) -> None:
    kept, merged = recorded(database), recorded(database, consent=other)
    for pair in ((kept, merged), (merged, kept)):
        with pytest.raises(ConsentDiffers):
            merges.merge(*pair, by=claire, at=LATER)
    assert [row["merged_into_id"] for row in rows(database)] == [None, None]


def test_one_who_changed_their_mind_is_not_merged_with_one_who_did_not(
    merges: SqlLeadMerges, database: Database, claire: Actor
) -> None:
    from frontdesk.store.lead_tables import ConsentRow  # noqa: PLC0415

    kept, merged = recorded(database), recorded(database)
    with database.writing() as session:
        lead_id = session.scalars(select(LeadRow.id).where(LeadRow.reference == merged)).one()
        held = session.scalars(select(ConsentRow).where(ConsentRow.lead_id == lead_id)).one()
        columns = {"text_sha256", "language", "channel", "purpose", "given_at"}
        again = {name: getattr(held, name) for name in columns}
        session.add(ConsentRow(lead_id=lead_id, text_version="2027-01", **again))
    with pytest.raises(ConsentDiffers):
        merges.merge(kept, merged, by=claire, at=LATER)


def test_the_language_consent_was_read_in_makes_no_difference(
    merges: SqlLeadMerges, database: Database, claire: Actor
) -> None:
    kept = recorded(database)
    merged = recorded(database, consent=make_consent(text_sha256="cd" * 32, channel="mail"))
    merges.merge(kept, merged, by=claire, at=LATER)
    assert file_of(database, merged).merged_into == kept


def test_what_cannot_be_merged(merges: SqlLeadMerges, database: Database, claire: Actor) -> None:
    one, other, third = recorded(database), recorded(database), recorded(database)
    with pytest.raises(CannotMerge):
        merges.merge(one, one, by=claire, at=LATER)
    with pytest.raises(CannotMerge):
        merges.merge(one, other, by=Actor("system"), at=LATER)
    with pytest.raises(LeadNotFound):
        merges.merge(one, "WAL-26-NONE", by=claire, at=LATER)
    merges.merge(one, other, by=claire, at=LATER)
    for pair in ((third, other), (other, third), (other, one)):
        with pytest.raises(MergedAway):
            merges.merge(*pair, by=claire, at=LATER)


def test_a_merge_is_undone_once(merges: SqlLeadMerges, database: Database, claire: Actor) -> None:
    kept, merged = recorded(database), recorded(database)
    merges.merge(kept, merged, by=claire, at=LATER)
    merge_id = file_of(database, kept).merged[0].merge_id
    merges.undo(merge_id, by=claire, at=LATER)
    for unknown in (merge_id, 4711):
        with pytest.raises(LeadNotFound):
            merges.undo(unknown, by=claire, at=LATER)
    assert file_of(database, kept).merged == ()


def test_leads_merged_by_way_of_another_are_shown_and_parted_one_by_one(
    merges: SqlLeadMerges, database: Database, claire: Actor
) -> None:
    first, second, third = (recorded(database) for _ in range(3))
    before = rows(database)
    merges.merge(second, third, by=claire, at=LATER)
    merges.merge(first, second, by=claire, at=LATER)
    file = file_of(database, first)
    assert {one.reference for one in file.merged} == {second, third}
    for one in file.merged:
        merges.undo(one.merge_id, by=claire, at=LATER)
    assert rows(database) == before


def test_two_who_merge_two_leads_into_each_other_at_once_do_not_lose_both(
    database: Database, database_url: str
) -> None:
    one, other = recorded(database), recorded(database)
    people = [acting(colleague(database)) for _ in range(2)]
    databases = [open_database(database_url, wait_seconds=30) for _ in people]
    gate = threading.Barrier(2)

    def merge(number: int) -> str:
        pair = (one, other) if number else (other, one)
        SqlLeadFiles(databases[number]).read(one)  # connected before the race
        gate.wait()
        try:
            SqlLeadMerges(databases[number]).merge(*pair, by=people[number], at=LATER)
        except LeadProblem as problem:
            return type(problem).__name__
        return "merged"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(merge, range(2))) == ["MergedAway", "merged"]
    assert [row["merged_into_id"] is None for row in rows(database)].count(True) == 1
    for held in databases:
        held.close()


def test_a_merge_is_logged_on_both_leads_without_what_anybody_told(
    merges: SqlLeadMerges, database: Database, claire: Actor
) -> None:
    kept, merged = recorded(database), recorded(database)
    merges.merge(kept, merged, by=claire, at=LATER)
    with database.reading() as session:
        query = select(AuditRow).where(AuditRow.action == "merged").order_by(AuditRow.id)
        entries = [(one.object_id, one.details) for one in session.scalars(query)]
    assert entries == [(kept, {"merged": merged}), (merged, {"kept": kept})]


def test_duplicates_are_suggested_by_what_leads_share(database: Database, claire: Actor) -> None:
    asked = recorded(database)
    same = recorded(database, email="ANN+x@acme.example", phone=None)
    by_phone = recorded(database, name="A. Peeters", email="ann@gmail.com")
    recorded(database, name="Bob Maes", email="bob@acme.example", phone=None)
    found = suggest_duplicates(SqlCandidates(database), asked)
    assert [one.lead.reference for one in found] == [same, by_phone]
    assert all(one.may_merge for one in found)
    SqlLeadMerges(database).tell_apart(by_phone, asked, by=claire, at=LATER)
    assert [one.lead.reference for one in suggest_duplicates(SqlCandidates(database), asked)] == [same]
    SqlLeadMerges(database).merge(asked, same, by=claire, at=LATER)
    assert suggest_duplicates(SqlCandidates(database), asked) == ()
    assert suggest_duplicates(SqlCandidates(database), same) == ()
    assert suggest_duplicates(SqlCandidates(database), "WAL-26-NONE") == ()


def test_a_duplicate_with_other_consent_is_suggested_but_not_to_be_merged(database: Database) -> None:
    asked = recorded(database)
    recorded(database, consent=make_consent(text_version="2025"))
    (found,) = suggest_duplicates(SqlCandidates(database), asked)
    assert not found.may_merge


def test_a_lead_whose_other_was_erased_is_a_lead_of_its_own_again(
    merges: SqlLeadMerges, database: Database, claire: Actor
) -> None:
    merged, kept = recorded(database), recorded(database)
    merges.merge(kept, merged, by=claire, at=LATER)
    with database.writing() as session:
        session.delete(session.scalars(select(LeadRow).where(LeadRow.reference == kept)).one())
    assert file_of(database, merged).merged_into is None
    assert SqlLeadDesk(database).take([merged], by=claire, at=LATER).done == (merged,)
    assert SqlLeadTasks(database).open_tasks(None, limit=5).tasks == ()
