"""What staff add, change and retract by hand: kept with its history, and not undone by an import of files that say nothing new."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TypedDict

import pytest
from sqlalchemy import select

from frontdesk.facts.book import Changes, FactBook
from frontdesk.facts.errors import FactChanged, FactExists, FactNotFound
from frontdesk.facts.model import Fact, FactStatus
from frontdesk.services.review import Wording
from frontdesk.staff.member import Actor
from frontdesk.store.audit_tables import AuditRow
from frontdesk.store.fact_store import SqlFactStore
from frontdesk.store.session import Database
from frontdesk.values import Language
from tests.factories import NOON, make_book, make_fact, make_subject

pytestmark = pytest.mark.store

FILED, OTHER = make_fact(), make_fact(id="ucb-today", value="1000")
OWN = make_fact(id="by-hand", value="7")


class Stamp(TypedDict):
    """Who changes facts, why and when, as the store takes it."""

    author: str
    reason: str
    at: datetime


BY_STAFF = Stamp(author="ann", reason="phoned them", at=NOON)

type Import = Callable[..., Changes]


@pytest.fixture
def store(database: Database) -> SqlFactStore:
    return SqlFactStore(database)


@pytest.fixture
def take_over(store: SqlFactStore) -> Import:
    def run(*facts: Fact, retract_missing: bool = False) -> Changes:
        return store.import_book(
            make_book(*facts), author="import", reason="", at=NOON, retract_missing=retract_missing
        )

    run(FILED, OTHER)
    return run


def held(store: SqlFactStore) -> dict[str, Fact]:
    return {fact.id: fact for fact in store.book().facts}


def test_an_added_fact_comes_last_with_its_author_and_its_new_subject(store: SqlFactStore, take_over: Import) -> None:
    take_over(FILED, OTHER)
    subject = make_subject(id="nodeco")
    fact = replace(OWN, subject="nodeco")
    before = store.knowledge_version()
    (added,) = store.add(FactBook((fact,), (subject,)), **BY_STAFF)
    assert (added.version, added.author, added.reason) == (1, "ann", "phoned them")
    knowledge = store.knowledge(NOON.date())
    assert (list(knowledge.facts)[-1], knowledge.version) == ("by-hand", before + 1)
    assert knowledge.subject("nodeco") == subject


def test_an_id_that_exists_is_refused_and_nothing_of_the_document_added(store: SqlFactStore, take_over: Import) -> None:
    take_over(FILED, OTHER)
    with pytest.raises(FactExists, match=FILED.id):
        store.add(FactBook((OWN, FILED)), **BY_STAFF)
    assert "by-hand" not in held(store)


def test_only_facts_that_exist_and_differ_are_superseded(store: SqlFactStore, take_over: Import) -> None:
    take_over(FILED, OTHER)
    before = store.knowledge_version()
    assert store.supersede(FactBook((FILED, OTHER)), **BY_STAFF) == ()
    assert store.knowledge_version() == before
    (changed,) = store.supersede(FactBook((FILED, replace(OTHER, value="1200"))), **BY_STAFF)
    assert (changed.fact.id, changed.version, store.knowledge_version()) == ("ucb-today", 2, before + 1)
    with pytest.raises(FactNotFound, match="by-hand"):
        store.supersede(FactBook((replace(FILED, value="1929"), OWN)), **BY_STAFF)
    assert held(store)[FILED.id] == FILED


@pytest.mark.parametrize("retract_missing", [False, True])
def test_an_import_leaves_facts_that_never_stood_in_the_files(
    store: SqlFactStore, take_over: Import, *, retract_missing: bool
) -> None:
    store.add(FactBook((OWN,)), **BY_STAFF)
    assert take_over(FILED, OTHER, retract_missing=retract_missing).is_empty
    assert [fact.id for fact in take_over(FILED, retract_missing=retract_missing).retracted] == (
        ["ucb-today"] if retract_missing else []
    )
    assert held(store)["by-hand"] == OWN


@pytest.mark.parametrize("changed", [{"value": "1929"}, {"status": FactStatus.RETRACTED}])
def test_an_import_of_unchanged_files_leaves_what_staff_changed_and_says_so(
    store: SqlFactStore, take_over: Import, changed: dict[str, object]
) -> None:
    by_hand = replace(FILED, **changed)  # type: ignore[arg-type]
    store.supersede(FactBook((by_hand,)), **BY_STAFF)
    found = take_over(FILED, OTHER)
    assert (found.is_empty, found.kept) == (True, (by_hand,))
    assert held(store)[FILED.id] == by_hand


def test_an_import_of_changed_files_supersedes_what_staff_changed(store: SqlFactStore, take_over: Import) -> None:
    store.supersede(FactBook((replace(FILED, value="1929"),)), **BY_STAFF)
    newer = replace(FILED, value="1930")
    assert take_over(newer, OTHER).superseded == (newer,)
    assert [version.fact.value for version in store.history(FILED.id)] == ["1928", "1929", "1930"]
    assert take_over(newer, OTHER).is_empty


def test_a_change_that_the_files_take_up_is_theirs_from_then_on(store: SqlFactStore, take_over: Import) -> None:
    store.add(FactBook((OWN,)), **BY_STAFF)
    assert take_over(FILED, OTHER, OWN).added == ()
    assert [fact.id for fact in take_over(FILED, OTHER, retract_missing=True).retracted] == ["by-hand"]
    assert take_over(FILED, OTHER, OWN).superseded == (OWN,)


def test_a_restored_version_survives_the_next_import(store: SqlFactStore, take_over: Import) -> None:
    newer = replace(FILED, value="1930")
    take_over(newer, OTHER)
    store.restore(FILED.id, 1, **BY_STAFF)
    assert take_over(newer, OTHER).kept == (FILED,)
    assert held(store)[FILED.id] == FILED


def test_a_learned_wording_does_not_make_an_import_undo_a_retraction(store: SqlFactStore, take_over: Import) -> None:
    gone = replace(FILED, status=FactStatus.RETRACTED)
    store.supersede(FactBook((gone,)), **BY_STAFF)
    store.learn([Wording(FILED.id, Language.NL, "sinds wanneer bestaat UCB")], **BY_STAFF)
    take_over(FILED, OTHER)
    assert held(store)[FILED.id].status is FactStatus.RETRACTED


def test_a_fact_that_changed_since_it_was_read_is_not_changed(store: SqlFactStore, take_over: Import) -> None:
    take_over(FILED, OTHER)
    newer = replace(FILED, value="1929")
    store.supersede(FactBook((newer,)), **BY_STAFF, seen={FILED.id: 1})
    with pytest.raises(FactChanged) as changed:
        store.supersede(FactBook((OTHER, replace(FILED, value="1930"))), **BY_STAFF, seen={FILED.id: 1})
    assert (changed.value.fact_id, changed.value.version) == (FILED.id, 2)
    with pytest.raises(FactChanged):
        store.restore(FILED.id, 1, **BY_STAFF, seen=1)
    assert held(store)[FILED.id] == newer
    assert store.restore(FILED.id, 1, **BY_STAFF, seen=2).version == 3


def test_what_people_change_is_logged_by_id_and_version(
    database: Database, store: SqlFactStore, take_over: Import
) -> None:
    take_over(FILED, OTHER)
    editor = Actor("staff:7")
    store.add(FactBook((OWN,)), **BY_STAFF, by=editor)
    store.supersede(FactBook((replace(FILED, value="1929"),)), **BY_STAFF)
    store.learn([Wording(FILED.id, Language.NL, "sinds wanneer")], **BY_STAFF, by=editor)
    with database.reading() as session:
        rows = session.scalars(select(AuditRow).order_by(AuditRow.id)).all()
        found = [(row.actor, row.action, row.object_id, row.details.get("version")) for row in rows]
    assert found == [
        ("cli:import", "imported", "1", None),
        ("staff:7", "created", OWN.id, 1),
        ("cli:ann", "changed", FILED.id, 2),
        ("staff:7", "changed", FILED.id, 3),
    ]


def test_the_current_versions_are_told_with_who_made_them(store: SqlFactStore, take_over: Import) -> None:
    take_over(FILED, OTHER)
    store.supersede(FactBook((replace(OTHER, value="2"),)), **BY_STAFF)
    assert [(one.fact.id, one.version, one.author) for one in store.current()] == [
        (FILED.id, 1, "import"),
        (OTHER.id, 2, "ann"),
    ]
