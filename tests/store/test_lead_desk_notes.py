"""Notes, labels and tasks on leads: kept with who and when, logged without what was written."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, text

from frontdesk.leads.label import Tone
from frontdesk.leads.task import TaskKind
from frontdesk.services.lead_labels import LabelTaken, LeadLabels
from frontdesk.services.lead_notes import LeadNotes, TextMissing, TextTooLong
from frontdesk.services.lead_page import LeadFile
from frontdesk.services.lead_problems import LeadNotFound, MergedAway, NotAssignable, NotTheirs
from frontdesk.services.lead_tasks import LeadTasks
from frontdesk.staff.member import SYSTEM, Actor, acting
from frontdesk.staff.role import Role
from frontdesk.store.audit_tables import AuditRow
from frontdesk.store.lead_desk_files import SqlLeadFiles
from frontdesk.store.lead_desk_tables import LabelRow
from frontdesk.store.lead_labels_store import SqlLeadLabels
from frontdesk.store.lead_merge_store import SqlLeadMerges
from frontdesk.store.lead_notes_store import SqlLeadNotes
from frontdesk.store.lead_store import SqlLeadStore
from frontdesk.store.lead_tasks_store import SqlLeadTasks
from frontdesk.store.session import Database, open_database
from tests.factories import NOON, FixedClock, make_enquiry, make_lead
from tests.store.colleagues import colleague

pytestmark = pytest.mark.store
CLOCK = FixedClock(NOON + timedelta(hours=1))
DAY = date(2026, 11, 25)


@pytest.fixture
def notes(database: Database) -> LeadNotes:
    return LeadNotes(SqlLeadNotes(database), CLOCK)


@pytest.fixture
def labels(database: Database) -> LeadLabels:
    return LeadLabels(SqlLeadLabels(database), CLOCK)


@pytest.fixture
def tasks(database: Database) -> LeadTasks:
    return LeadTasks(SqlLeadTasks(database), CLOCK)


@pytest.fixture
def claire(database: Database) -> Actor:
    return acting(colleague(database, name="Claire"))


@pytest.fixture
def reference(database: Database) -> str:
    return recorded(database)


def recorded(database: Database, **enquiry: Any) -> str:
    return SqlLeadStore(database).record_lead(make_lead(enquiry=make_enquiry(**enquiry)), []).reference


def file_of(database: Database, reference: str) -> LeadFile:
    found = SqlLeadFiles(database).read(reference)
    assert found is not None
    return found


def kinds(database: Database, reference: str) -> list[str]:
    return [entry.event.kind.value for entry in file_of(database, reference).timeline]


def logged(database: Database) -> list[AuditRow]:
    with database.reading() as session:
        return list(session.scalars(select(AuditRow).where(AuditRow.object_kind == "lead").order_by(AuditRow.id)))


def test_a_note_is_kept_with_who_wrote_it_and_when(
    notes: LeadNotes, database: Database, claire: Actor, reference: str
) -> None:
    notes.add(reference, "  Called them.\r\nDecision in March. ", by=claire)
    (note,) = file_of(database, reference).notes
    assert (note.text, note.author_id, note.created_at) == (
        "Called them.\nDecision in March.",
        claire.staff_id,
        CLOCK.now(),
    )
    assert kinds(database, reference)[-1] == "noted"
    assert "March" not in str([entry.details for entry in logged(database)])


def test_ones_own_note_is_corrected_and_taken_back(
    notes: LeadNotes, database: Database, claire: Actor, reference: str
) -> None:
    note_id = notes.add(reference, "Tuesday", by=claire)
    assert notes.edit(note_id, "Wednesday", by=claire) == reference
    (note,) = file_of(database, reference).notes
    assert (note.text, note.edited_at) == ("Wednesday", CLOCK.now())
    notes.remove(note_id, by=claire)
    (note,) = file_of(database, reference).notes
    assert (note.text, note.removed_at) == ("", CLOCK.now())
    with pytest.raises(LeadNotFound):
        notes.edit(note_id, "again", by=claire)
    with database.reading() as session:
        assert session.execute(text("SELECT count(*) FROM lead_notes WHERE text LIKE '%esday%'")).scalar_one() == 0
    assert [entry.action for entry in logged(database)][-3:] == ["created", "changed", "removed"]


def test_nobody_changes_somebody_else_s_note(
    notes: LeadNotes, database: Database, claire: Actor, reference: str
) -> None:
    tom = acting(colleague(database, Role.ADMINISTRATOR))
    note_id = notes.add(reference, "Mine", by=claire)
    with pytest.raises(NotTheirs):
        notes.edit(note_id, "Yours", by=tom)
    with pytest.raises(NotTheirs):
        notes.remove(note_id, by=tom)
    with pytest.raises(NotTheirs):
        notes.add(reference, "A machine's", by=SYSTEM)
    assert [note.text for note in file_of(database, reference).notes] == ["Mine"]


@pytest.mark.parametrize(("written", "problem"), [(" \n ", TextMissing), ("x" * 5_001, TextTooLong)])
def test_a_note_says_something_and_not_too_much(
    notes: LeadNotes, claire: Actor, reference: str, written: str, problem: type[Exception]
) -> None:
    with pytest.raises(problem):
        notes.add(reference, written, by=claire)


def test_a_label_is_made_once_whatever_its_case(
    labels: LeadLabels, database: Database, claire: Actor, reference: str
) -> None:
    other = recorded(database)
    labels.put_named(reference, " Été   2027 ", Tone.AMBER, by=claire)
    labels.put_named(other, "ÉTÉ 2027", Tone.RED, by=claire)
    labels.put_named(other, "été 2027", Tone.RED, by=claire)
    assert [(label.name, label.tone) for label in labels.labels()] == [("Été 2027", Tone.AMBER)]
    assert file_of(database, reference).labels == file_of(database, other).labels == labels.labels()
    assert kinds(database, other).count("labelled") == 1


def test_a_label_is_taken_off(labels: LeadLabels, database: Database, claire: Actor, reference: str) -> None:
    labels.put_named(reference, "Urgent", Tone.RED, by=claire)
    (label,) = labels.labels()
    labels.take_off(reference, label.id, by=claire)
    labels.take_off(reference, label.id, by=claire)
    assert file_of(database, reference).labels == ()
    assert kinds(database, reference)[-2:] == ["labelled", "unlabelled"]


def test_many_leads_get_a_label_at_once(labels: LeadLabels, database: Database, claire: Actor, reference: str) -> None:
    other = recorded(database)
    labels.put_named(reference, "Urgent", Tone.RED, by=claire)
    (label,) = labels.labels()
    bulk = labels.label_many([reference, other, "WAL-26-NONE"], label.id, by=claire)
    assert set(bulk.done) == {reference, other}
    assert {name: type(problem) for name, problem in bulk.refused.items()} == {"WAL-26-NONE": LeadNotFound}
    with pytest.raises(LeadNotFound):
        labels.label_many([reference], 4711, by=claire)


def test_a_label_is_renamed_on_every_lead_and_keeps_its_name_to_itself(
    labels: LeadLabels, database: Database, claire: Actor, reference: str
) -> None:
    labels.put_named(reference, "Urgent", Tone.RED, by=claire)
    labels.put_named(reference, "Fair", Tone.BLUE, by=claire)
    fair, urgent = labels.labels()
    labels.change(fair.id, " Trade   fair ", Tone.GREEN, by=claire)
    labels.change(fair.id, "trade FAIR", Tone.GREEN, by=claire)
    assert [label.name for label in file_of(database, reference).labels] == ["trade FAIR", "Urgent"]
    with pytest.raises(LabelTaken):
        labels.change(fair.id, "URGENT", Tone.RED, by=claire)
    with pytest.raises(TextMissing):
        labels.change(urgent.id, " ", Tone.RED, by=claire)
    with pytest.raises(LeadNotFound):
        labels.change(4711, "Other", Tone.RED, by=claire)


def test_a_removed_label_comes_off_its_leads_and_their_timelines_say_so(
    labels: LeadLabels, database: Database, claire: Actor, reference: str
) -> None:
    other = recorded(database)
    for one in (reference, other):
        labels.put_named(one, "Urgent", Tone.RED, by=claire)
    (used,) = labels.in_use()
    assert used.leads == 2
    labels.remove(used.label.id, by=claire)
    assert labels.in_use() == ()
    for one in (reference, other):
        assert file_of(database, one).labels == ()
        assert kinds(database, one)[-1] == "unlabelled"
    with database.reading() as session:
        noted = session.scalars(select(AuditRow.action).where(AuditRow.object_kind == "label").order_by(AuditRow.id))
        assert noted.all() == ["created", "removed"]
    with pytest.raises(LeadNotFound):
        labels.remove(used.label.id, by=claire)


def test_a_new_label_named_by_eight_people_at_once_is_one_label(database: Database, database_url: str) -> None:
    databases = [open_database(database_url, wait_seconds=30) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda one: SqlLeadLabels(one).named("Urgent", Tone.RED, by=SYSTEM, at=NOON).id, databases))
    assert len(made) == 1
    with database.reading() as session:
        assert session.scalars(select(func.count()).select_from(LabelRow)).one() == 1
    for one in databases:
        one.close()


def test_a_task_is_due_at_the_end_of_work_in_brussels(
    tasks: LeadTasks, database: Database, claire: Actor, reference: str
) -> None:
    tasks.add(reference, "Send the site list", DAY, claire.staff_id, by=claire)
    (task,) = file_of(database, reference).tasks
    assert (task.kind, task.title, task.due_at) == (
        TaskKind.MANUAL,
        "Send the site list",
        datetime(2026, 11, 25, 16, tzinfo=UTC),
    )
    assert kinds(database, reference)[-1] == "task_made"


def test_a_task_is_done_and_undone(tasks: LeadTasks, database: Database, claire: Actor, reference: str) -> None:
    task_id = tasks.add(reference, "Call", DAY, None, by=claire)
    assert tasks.finish(task_id, by=claire).done_by_id == claire.staff_id
    tasks.finish(task_id, by=acting(colleague(database)))
    (task,) = file_of(database, reference).tasks
    assert (task.done_at, task.done_by_id) == (CLOCK.now(), claire.staff_id), "who did it first, did it"
    assert tasks.open_tasks().total == 0
    assert tasks.reopen(task_id, by=claire).done_at is None
    assert tasks.open_tasks().total == 1
    assert kinds(database, reference)[-3:] == ["task_made", "task_done", "task_reopened"]


def test_a_task_is_given_to_whoever_may_work_on_leads(
    tasks: LeadTasks, database: Database, claire: Actor, reference: str
) -> None:
    viewer = acting(colleague(database, Role.VIEWER))
    task_id = tasks.add(reference, "Call", DAY, None, by=claire)
    assert tasks.reassign(task_id, claire.staff_id, by=claire).assignee_id == claire.staff_id
    with pytest.raises(NotAssignable):
        tasks.reassign(task_id, viewer.staff_id, by=claire)
    with pytest.raises(NotAssignable):
        tasks.add(reference, "Call", DAY, viewer.staff_id, by=claire)
    assert tasks.reassign(task_id, None, by=claire).assignee_id is None
    for change in (tasks.finish, tasks.reopen):
        with pytest.raises(LeadNotFound):
            change(4711, by=claire)


def test_open_tasks_are_listed_by_the_day_they_are_due(
    tasks: LeadTasks, database: Database, claire: Actor, reference: str
) -> None:
    other = recorded(database, organisation="Nordvax")
    tasks.add(reference, "Third", DAY + timedelta(days=2), None, by=claire)
    tasks.add(other, "First", DAY, claire.staff_id, by=claire)
    tasks.add(reference, "Second", DAY + timedelta(days=1), claire.staff_id, by=claire)
    assert [task.title for task in tasks.open_tasks().tasks] == ["First", "Second", "Third"]
    mine = tasks.open_tasks(claire.staff_id)
    assert [(task.title, task.organisation) for task in mine.tasks] == [("First", "Nordvax"), ("Second", "Acme Bio")]
    assert (mine.total, mine.names[claire.staff_id or 0]) == (2, "Claire")


def test_nothing_is_added_to_a_merged_lead(
    notes: LeadNotes, tasks: LeadTasks, database: Database, claire: Actor, reference: str
) -> None:
    kept, labels = recorded(database), LeadLabels(SqlLeadLabels(database), CLOCK)
    SqlLeadMerges(database).merge(kept, reference, by=claire, at=NOON)
    with pytest.raises(MergedAway):
        notes.add(reference, "A note", by=claire)
    with pytest.raises(MergedAway):
        tasks.add(reference, "A task", DAY, None, by=claire)
    with pytest.raises(MergedAway):
        labels.put_named(reference, "A label", Tone.GREY, by=claire)


def test_a_lead_with_much_about_it_is_read_in_fifteen_queries(
    notes: LeadNotes, tasks: LeadTasks, database: Database, claire: Actor, reference: str
) -> None:
    from sqlalchemy import event  # noqa: PLC0415

    for number in range(5):
        notes.add(reference, f"Note {number}", by=claire)
        tasks.add(reference, f"Task {number}", DAY, None, by=claire)
        SqlLeadMerges(database).merge(reference, recorded(database), by=claire, at=NOON)
    asked: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    assert len(file_of(database, reference).merged) == 5
    assert len([query for query in asked if query.lstrip().startswith(("SELECT", "WITH"))]) <= 15
