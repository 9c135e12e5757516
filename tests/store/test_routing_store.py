"""Rules and absences as the desk keeps them: in their order, logged, and seen by the next lead."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from frontdesk.leads.office_hours import OfficeHours
from frontdesk.leads.routing import Asked, RoutingRule
from frontdesk.services.absences import AbsenceNotFound, AbsenceProblem, AbsenceRefused, Absences
from frontdesk.services.route_lead import RouteLead, RuleNotFound
from frontdesk.staff.member import SYSTEM, Absence
from frontdesk.staff.role import Role
from frontdesk.store.absence_store import SqlAbsences
from frontdesk.store.audit_tables import AuditRow
from frontdesk.store.routing_store import SqlRouting
from frontdesk.store.session import Database
from frontdesk.store.staff_store import SqlStaffStore
from tests.factories import NOON, FixedClock
from tests.store.colleagues import colleague

pytestmark = pytest.mark.store
TODAY = date(2026, 11, 23)


@pytest.fixture
def routing(database: Database) -> RouteLead:
    return RouteLead(SqlRouting(database), FixedClock(), OfficeHours())


@pytest.fixture
def absences(database: Database) -> Absences:
    return Absences(SqlAbsences(database), SqlStaffStore(database), FixedClock())


def names(routing: RouteLead) -> list[str]:
    return [rule.name for rule in routing.store.rules()]


def logged(database: Database, kind: str) -> Sequence[tuple[str, object]]:
    with database.reading() as session:
        rows = session.scalars(select(AuditRow).where(AuditRow.object_kind == kind).order_by(AuditRow.id))
        return [(row.action, row.details) for row in rows]


def test_rule_is_read_as_it_was_written(routing: RouteLead) -> None:
    rule = RoutingRule("Large", ("vaccines",), ("US", "JP"), ("en",), 10_000_000, 50, (3, 4), is_active=False)
    routing.save(rule, by=SYSTEM)
    (kept,) = routing.store.rules()
    assert kept == replace(rule, position=1, id=kept.id)


def test_rules_move_up_and_down_and_stay_where_the_list_ends(routing: RouteLead) -> None:
    for name in ("a", "b", "c"):
        routing.save(RoutingRule(name), by=SYSTEM)
    first, _, last = (rule.id for rule in routing.store.rules())
    routing.move(last, -1, by=SYSTEM)
    assert names(routing) == ["a", "c", "b"]
    routing.move(first, -1, by=SYSTEM)
    assert names(routing) == ["a", "c", "b"]
    routing.move(first, 1, by=SYSTEM)
    assert names(routing) == ["c", "a", "b"]
    routing.remove(first, by=SYSTEM)
    assert names(routing) == ["c", "b"]


def test_changes_of_rules_are_logged_and_a_save_that_changes_nothing_is_not(
    routing: RouteLead, database: Database
) -> None:
    routing.save(RoutingRule("a", sectors=("vaccines",)), by=SYSTEM)
    (rule,) = routing.store.rules()
    routing.save(rule, by=SYSTEM)
    routing.save(RoutingRule("b", id=rule.id), by=SYSTEM)
    routing.remove(rule.id, by=SYSTEM)
    assert logged(database, "routing_rule") == [
        ("created", {}),
        ("changed", {"fields": "name, sectors"}),
        ("removed", {}),
    ]


def test_rule_that_is_gone_cannot_be_changed(routing: RouteLead) -> None:
    for change in (
        lambda: routing.save(RoutingRule("a", id=9), by=SYSTEM),
        lambda: routing.move(9, 1, by=SYSTEM),
        lambda: routing.remove(9, by=SYSTEM),
        lambda: routing.get(9),
    ):
        with pytest.raises(RuleNotFound):
            change()


def test_who_would_get_a_lead_is_told_without_giving_it(routing: RouteLead, database: Database) -> None:
    first, second = colleague(database), colleague(database)
    routing.save(RoutingRule("Japan", countries=("JP",), staff_ids=(second.id,)), by=SYSTEM)
    choice = routing.who_would_get(Asked("vaccines", "JP", "en"))
    assert choice.owner == second
    assert choice.rule is not None
    assert choice.rule.name == "Japan"
    for _ in range(2):
        assert routing.who_would_get(Asked("vaccines", "US", "en")).owner == first


def test_absence_is_kept_logged_and_forgotten_by_whose_it_is(absences: Absences, database: Database) -> None:
    officer, deputy = colleague(database), colleague(database)
    absences.add(Absence(officer.id, TODAY, TODAY + timedelta(days=4), deputy.id), by=officer)
    (kept,) = absences.upcoming(officer.id)
    assert (kept.first_day, kept.last_day, kept.deputy_id) == (TODAY, TODAY + timedelta(days=4), deputy.id)
    assert not absences.upcoming(deputy.id)
    with pytest.raises(AbsenceNotFound):
        absences.remove(kept.id, by=deputy)
    absences.remove(kept.id, by=officer)
    assert not absences.upcoming()
    with pytest.raises(AbsenceNotFound):
        absences.remove(kept.id, by=officer)
    told = [details for action, details in logged(database, "staff") if action == "changed"]
    assert told == [
        {"field": "absence_added", "absence_id": kept.id},
        {"field": "absence_removed", "absence_id": kept.id},
    ]


def test_only_administrators_keep_the_absences_of_others(absences: Absences, database: Database) -> None:
    officer, chief = colleague(database), colleague(database, Role.ADMINISTRATOR)
    absences.add(Absence(officer.id, TODAY, TODAY), by=chief)
    with pytest.raises(AbsenceNotFound):
        absences.add(Absence(chief.id, TODAY, TODAY), by=officer)
    assert [one.staff_id for one in absences.upcoming()] == [officer.id]


def test_absence_that_makes_no_sense_is_refused(absences: Absences, database: Database) -> None:
    officer, viewer = colleague(database), colleague(database, Role.VIEWER)
    day = timedelta(days=1)
    for absence, problem in (
        (Absence(officer.id, TODAY, TODAY - day), AbsenceProblem.ENDS_BEFORE_IT_BEGINS),
        (Absence(officer.id, TODAY - 3 * day, TODAY - day), AbsenceProblem.IS_OVER),
        (Absence(officer.id, TODAY, TODAY, officer.id), AbsenceProblem.OWN_DEPUTY),
        (Absence(officer.id, TODAY, TODAY, viewer.id), AbsenceProblem.DEPUTY_MAY_NOT),
        (Absence(officer.id, TODAY, TODAY, 99), AbsenceProblem.DEPUTY_MAY_NOT),
    ):
        with pytest.raises(AbsenceRefused) as refused:
            absences.add(absence, by=officer)
        assert refused.value.problem is problem


def test_absence_that_is_over_is_not_listed(absences: Absences, database: Database) -> None:
    officer = colleague(database)
    SqlAbsences(database).add(Absence(officer.id, date(2026, 11, 1), date(2026, 11, 22)), by=SYSTEM, at=NOON)
    assert not absences.upcoming()
