"""Rules of routing as the desk keeps them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, func, inspect, select
from sqlalchemy.orm import Session

from frontdesk.leads.routing import Roster, RoutingRule
from frontdesk.services.audit import AuditAction, AuditEntry, ObjectKind
from frontdesk.services.route_lead import RuleNotFound
from frontdesk.staff.member import Actor
from frontdesk.store.audit_store import note_in
from frontdesk.store.routing_rows import roster_in, rule_from, write_rule
from frontdesk.store.session import Database
from frontdesk.store.staff_tables import RoutingRuleRow


class SqlRouting:
    """Fills the port RoutingStore on SQLite and PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def rules(self) -> tuple[RoutingRule, ...]:
        """Return every rule in its order, the switched-off ones too."""
        with self._database.reading() as session:
            return tuple(map(rule_from, session.scalars(_in_order())))

    def roster(self) -> Roster:
        """Return the active rules, everybody and who is away when."""
        with self._database.reading() as session:
            return roster_in(session)

    def add(self, rule: RoutingRule, *, by: Actor, at: datetime) -> int:
        """Add a rule after the others and return its id."""
        with self._database.writing() as session:
            last = session.scalars(select(func.max(RoutingRuleRow.position))).one()
            row = RoutingRuleRow(position=(last or 0) + 1)
            write_rule(row, rule)
            session.add(row)
            session.flush()
            _log(session, row.id, AuditAction.CREATED, by=by, at=at)
            return row.id

    def change(self, rule: RoutingRule, *, by: Actor, at: datetime) -> None:
        """Change all of a rule but its place. Raises RuleNotFound."""
        with self._database.writing() as session:
            row = _locked(session, rule.id)
            write_rule(row, rule)
            changed = sorted(column.key for column in RoutingRuleRow.__mapper__.columns if _differs(row, column.key))
            if changed:
                _log(session, rule.id, AuditAction.CHANGED, by=by, at=at, fields=", ".join(changed))

    def put_in_order(self, rule_ids: Sequence[int], *, by: Actor, at: datetime) -> None:
        """Put the rules in an order; those it does not name come after, as they were."""
        with self._database.writing() as session:
            rows = {row.id: row for row in session.scalars(_in_order().with_for_update())}
            order = [one for one in dict.fromkeys((*rule_ids, *rows)) if one in rows]
            for position, rule_id in enumerate(order, 1):
                if rows[rule_id].position != position:
                    rows[rule_id].position = position
                    _log(session, rule_id, AuditAction.CHANGED, by=by, at=at, fields="position")

    def remove(self, rule_id: int, *, by: Actor, at: datetime) -> None:
        """Remove a rule. Raises RuleNotFound."""
        with self._database.writing() as session:
            session.delete(_locked(session, rule_id))
            _log(session, rule_id, AuditAction.REMOVED, by=by, at=at)


def _in_order() -> Select[RoutingRuleRow]:
    return select(RoutingRuleRow).order_by(RoutingRuleRow.position, RoutingRuleRow.id)


def _locked(session: Session, rule_id: int) -> RoutingRuleRow:
    row = session.get(RoutingRuleRow, rule_id, with_for_update=True)
    if row is None:
        raise RuleNotFound
    return row


def _differs(row: RoutingRuleRow, name: str) -> bool:
    history = inspect(row).attrs[name].history
    return bool(history.has_changes() and list(history.added) != list(history.deleted))


def _log(session: Session, rule_id: int, action: AuditAction, *, by: Actor, at: datetime, **details: str) -> None:
    note_in(session, AuditEntry(at, by, action, ObjectKind.ROUTING_RULE, str(rule_id), details))
