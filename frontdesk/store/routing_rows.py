"""Routing rules, absences and everybody at the desk, as rows and as the domain sees them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.leads.routing import Roster, RoutingRule
from frontdesk.staff.member import Absence
from frontdesk.store.staff_rows import member_from
from frontdesk.store.staff_tables import AbsenceRow, RoutingRuleRow, StaffRow


def roster_in(session: Session) -> Roster:
    """Return the active rules, everybody and their absences."""
    staff = session.scalars(select(StaffRow).order_by(StaffRow.id)).all()
    return Roster(
        rules=tuple(map(rule_from, session.scalars(select(RoutingRuleRow).where(RoutingRuleRow.is_active)))),
        members=tuple(map(member_from, staff)),
        absences=tuple(map(absence_from, session.scalars(select(AbsenceRow).order_by(AbsenceRow.first_day)))),
        awaited=frozenset(row.id for row in staff if row.password_hash is None and row.oidc_subject is None),
    )


def rule_from(row: RoutingRuleRow) -> RoutingRule:
    """Return the rule of a row."""
    return RoutingRule(
        name=row.name,
        sectors=tuple(row.sectors),
        countries=tuple(row.countries),
        languages=tuple(row.languages),
        min_investment_eur=row.min_investment_eur,
        min_jobs=row.min_jobs,
        staff_ids=tuple(row.staff_ids),
        is_active=row.is_active,
        position=row.position,
        id=row.id,
    )


def write_rule(row: RoutingRuleRow, rule: RoutingRule) -> None:
    """Write a rule into its row; the row's id and position stay."""
    row.name = rule.name
    row.sectors, row.countries, row.languages = list(rule.sectors), list(rule.countries), list(rule.languages)
    row.min_investment_eur, row.min_jobs = rule.min_investment_eur, rule.min_jobs
    row.staff_ids = list(rule.staff_ids)
    row.is_active = rule.is_active


def absence_from(row: AbsenceRow) -> Absence:
    """Return the absence of a row."""
    return Absence(row.staff_id, row.first_day, row.last_day, row.deputy_id, row.id)
