"""Facts are superseded, never overwritten; what is read is one consistent state."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from frontdesk.facts.book import Changes, FactBook
from frontdesk.facts.errors import FactNotFound
from frontdesk.facts.model import FactStatus
from frontdesk.store.fact_store import SqlFactStore
from frontdesk.store.fact_tables import FactVersionRow, ImportRunRow
from frontdesk.store.session import Database, open_database
from frontdesk.values import Language, PartialDate, Scope
from tests.factories import NOON, in_every_language, make_attribute, make_book, make_fact, make_subject

pytestmark = pytest.mark.store

type Import = Callable[..., Changes]


@pytest.fixture
def store(database: Database) -> SqlFactStore:
    return SqlFactStore(database)


@pytest.fixture
def take_over(store: SqlFactStore) -> Import:
    def run(book: FactBook, *, author: str = "ann", reason: str = "", retract_missing: bool = False) -> Changes:
        return store.import_book(book, author=author, reason=reason, at=NOON, retract_missing=retract_missing)

    return run


FULL = make_fact(
    scope=Scope.EUROPE,
    as_of=PartialDate(2021, 6),
    valid_until=date(2028, 1, 1),
    also_answers=("founded_by",),
    also_about=("emmanuel-janssen",),
    caution=in_every_language("The agency's own count."),
    status=FactStatus.PUBLISHED,
    examples={Language.EN: ("When?", "who «founded» UCB 😀?")},
    near_misses={Language.FR: ("Qui dirige UCB ?",)},
)


def test_a_book_is_read_as_it_was_imported(store: SqlFactStore, take_over: Import) -> None:
    book = make_book(FULL, make_fact(id="second", status=FactStatus.DRAFT))
    take_over(book)
    assert store.book() == book


def test_importing_the_same_twice_changes_nothing(store: SqlFactStore, take_over: Import, database: Database) -> None:
    take_over(make_book(FULL))
    before = store.knowledge_version()
    assert take_over(make_book(FULL)).is_empty
    assert store.knowledge_version() == before
    assert len(store.history(FULL.id)) == 1
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(ImportRunRow)) == 1


def test_a_changed_fact_is_superseded_and_its_history_kept(store: SqlFactStore, take_over: Import) -> None:
    later = replace(FULL, value="1929")
    take_over(make_book(FULL), author="ann", reason="first")
    changed = take_over(make_book(later), author="bob", reason="corrected")
    assert (changed.superseded, changed.added) == ((later,), ())
    assert [(v.version, v.fact.value, v.author, v.reason) for v in store.history(FULL.id)] == [
        (1, "1928", "ann", "first"),
        (2, "1929", "bob", "corrected"),
    ]
    assert store.book().facts == (later,)


def test_every_change_gives_knowledge_a_new_version(store: SqlFactStore, take_over: Import) -> None:
    versions = [store.knowledge(NOON.date()).version]
    for book in (make_book(FULL), make_book(replace(FULL, value="1929"))):
        take_over(book)
        versions.append(store.knowledge(NOON.date()).version)
    assert versions == [0, 1, 2]
    assert store.knowledge_version() == 2


def test_missing_facts_stay_unless_they_are_to_be_retracted(store: SqlFactStore, take_over: Import) -> None:
    other = make_fact(id="other")
    take_over(make_book(FULL, other))
    take_over(make_book(FULL))
    assert {fact.id: fact.status for fact in store.book().facts}["other"] is FactStatus.PUBLISHED
    changed = take_over(make_book(FULL), retract_missing=True)
    assert [fact.id for fact in changed.retracted] == ["other"]
    assert store.history("other")[-1].fact == replace(other, status=FactStatus.RETRACTED)
    assert take_over(make_book(FULL), retract_missing=True).is_empty


def test_a_retracted_fact_comes_back_when_it_is_imported_again(store: SqlFactStore, take_over: Import) -> None:
    take_over(make_book(FULL))
    take_over(FactBook(), retract_missing=True)
    assert store.knowledge(NOON.date()).fact(FULL.id) is None
    take_over(make_book(FULL))
    assert store.knowledge(NOON.date()).fact(FULL.id) == FULL
    assert len(store.history(FULL.id)) == 3


def test_only_published_facts_are_knowledge(store: SqlFactStore, take_over: Import) -> None:
    take_over(make_book(FULL, make_fact(id="draft", status=FactStatus.DRAFT)))
    assert list(store.knowledge(NOON.date()).facts) == [FULL.id]


def test_the_order_of_the_files_is_kept_and_followed(store: SqlFactStore, take_over: Import) -> None:
    first, second, third = (make_fact(id=name) for name in ("zeta", "alpha", "mid"))
    take_over(make_book(first, second, third))
    assert list(store.knowledge(NOON.date()).facts) == ["zeta", "alpha", "mid"]
    version = store.knowledge_version()
    assert take_over(make_book(third, first, second)).reordered
    assert list(store.knowledge(NOON.date()).facts) == ["mid", "zeta", "alpha"]
    assert store.knowledge_version() == version + 1


def test_subjects_and_attributes_follow_the_files(store: SqlFactStore, take_over: Import) -> None:
    take_over(make_book(FULL))
    subject = make_subject(aliases=("Union Chimique",), names=dict.fromkeys(Language, "ucb"))
    attribute = make_attribute(means="year of creation")
    changed = take_over(replace(make_book(FULL), subjects=(subject,), attributes=(attribute,)))
    assert (changed.subjects, changed.attributes) == ((subject,), (attribute,))
    assert store.knowledge(NOON.date()).subject("ucb") == subject
    assert store.knowledge(NOON.date()).attribute("founded_when") == attribute


def test_an_import_that_fails_leaves_everything_as_it_was(store: SqlFactStore, take_over: Import) -> None:
    take_over(make_book(FULL))
    before, version = store.book(), store.knowledge_version()
    unknown = replace(make_book(FULL, make_fact(id="new")), facts=(make_fact(id="new"), make_fact(id="x", subject="?")))
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        take_over(unknown)
    assert (store.book(), store.knowledge_version()) == (before, version)
    with pytest.raises(FactNotFound):
        store.history("new")


def test_an_earlier_version_can_be_restored(store: SqlFactStore, take_over: Import) -> None:
    take_over(make_book(FULL))
    take_over(make_book(replace(FULL, value="1929")))
    restored = store.restore(FULL.id, 1, author="cy", reason="was right", at=NOON + timedelta(days=1))
    assert (restored.version, restored.fact) == (3, FULL)
    assert store.knowledge(NOON.date()).fact(FULL.id) == FULL
    assert store.knowledge_version() == 3
    assert [version.fact.value for version in store.history(FULL.id)] == ["1928", "1929", "1928"]


def test_what_was_never_there_cannot_be_restored(store: SqlFactStore, take_over: Import) -> None:
    take_over(make_book(FULL))
    for fact_id, version in ((FULL.id, 2), ("nothing", 1)):
        with pytest.raises(FactNotFound):
            store.restore(fact_id, version, author="", reason="", at=NOON)
    assert store.knowledge_version() == 1


def test_a_fact_is_known_on_its_last_valid_day_and_no_longer(store: SqlFactStore, take_over: Import) -> None:
    last = date(2028, 1, 1)
    take_over(make_book(FULL, make_fact(id="for-good", valid_until=None)))
    assert list(store.knowledge(last).facts) == [FULL.id, "for-good"]
    assert list(store.knowledge(last + timedelta(days=1)).facts) == ["for-good"]
    assert store.book().facts[0] == FULL


def test_two_imports_at_once_happen_one_after_the_other(database_url: str) -> None:
    databases = [open_database(database_url, wait_seconds=20) for _ in range(2)]
    gate = threading.Barrier(2)

    def run(number: int) -> int:
        book = make_book(*(make_fact(id=f"fact-{n}", value=f"by {number}") for n in range(20)))
        gate.wait()
        changed = SqlFactStore(databases[number]).import_book(
            book, author=str(number), reason="", at=NOON, retract_missing=False
        )
        return len(changed.added)

    with ThreadPoolExecutor(2) as pool:
        added = list(pool.map(run, range(2)))
    assert sorted(added) == [0, 20]
    with databases[0].reading() as session:
        versions = session.execute(select(FactVersionRow.version, func.count()).group_by(FactVersionRow.version)).all()
    assert {tuple(row) for row in versions} == {(1, 20), (2, 20)}
    assert SqlFactStore(databases[0]).knowledge_version() == 2
    for database in databases:
        database.close()


def test_what_is_read_during_an_import_is_one_state(database_url: str) -> None:
    reader, writer = (SqlFactStore(open_database(database_url, wait_seconds=20)) for _ in range(2))
    done = threading.Event()

    def write() -> None:
        for number in range(12):
            book = make_book(*(make_fact(id=f"fact-{n}", value=str(number)) for n in range(8)))
            writer.import_book(book, author="", reason="", at=NOON, retract_missing=False)
        done.set()

    thread = threading.Thread(target=write)
    thread.start()
    mixed = []
    while not done.is_set():
        knowledge = reader.knowledge(NOON.date())
        expected = {str(knowledge.version - 1)} if knowledge.version else set()
        if {fact.value for fact in knowledge.facts.values()} != expected:
            mixed.append(knowledge.version)
    thread.join()
    for store in (reader, writer):
        store._database.close()
    assert mixed == []
