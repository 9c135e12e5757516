"""Rules of routing as administrators keep them, and who would get a lead by them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from frontdesk.leads.office_hours import OfficeHours
from frontdesk.leads.routing import Asked, Choice, Roster, RoutingRule, choose
from frontdesk.services.ports import Clock
from frontdesk.staff.member import Actor


class RuleNotFound(Exception):
    """No rule has this id, or no longer."""


class RoutingStore(Protocol):
    """Where the rules are kept. Changes are logged in their own transaction; every method raises StoreUnavailable."""

    def rules(self) -> tuple[RoutingRule, ...]:
        """Return every rule in its order, the switched-off ones too."""

    def roster(self) -> Roster:
        """Return the active rules, everybody and who is away when."""

    def add(self, rule: RoutingRule, *, by: Actor, at: datetime) -> int:
        """Add a rule after the others and return its id."""

    def change(self, rule: RoutingRule, *, by: Actor, at: datetime) -> None:
        """Change all of a rule but its place. Raises RuleNotFound."""

    def put_in_order(self, rule_ids: Sequence[int], *, by: Actor, at: datetime) -> None:
        """Put the rules in an order; those it does not name come after, as they were."""

    def remove(self, rule_id: int, *, by: Actor, at: datetime) -> None:
        """Remove a rule. Raises RuleNotFound."""


@dataclass(frozen=True, slots=True)
class RouteLead:
    """The service of the page of rules."""

    store: RoutingStore
    clock: Clock
    hours: OfficeHours

    def get(self, rule_id: int) -> RoutingRule:
        """Return one rule. Raises RuleNotFound."""
        found = next((rule for rule in self.store.rules() if rule.id == rule_id), None)
        if found is None:
            raise RuleNotFound
        return found

    def save(self, rule: RoutingRule, *, by: Actor) -> None:
        """Add a rule that has no id yet, or change it. Raises RuleNotFound."""
        now = self.clock.now()
        if rule.id:
            self.store.change(rule, by=by, at=now)
        else:
            self.store.add(rule, by=by, at=now)

    def move(self, rule_id: int, places: int, *, by: Actor) -> None:
        """Move a rule up (negative) or down among the others. Raises RuleNotFound."""
        order = [rule.id for rule in self.store.rules()]
        if rule_id not in order:
            raise RuleNotFound
        place = order.index(rule_id)
        order.remove(rule_id)
        order.insert(max(0, place + places), rule_id)
        self.store.put_in_order(order, by=by, at=self.clock.now())

    def remove(self, rule_id: int, *, by: Actor) -> None:
        """Remove a rule. Raises RuleNotFound."""
        self.store.remove(rule_id, by=by, at=self.clock.now())

    def who_would_get(self, asked: Asked) -> Choice:
        """Return who would be given a lead that came in now."""
        return choose(asked, self.store.roster(), self.hours.next_working_day(self.clock.now()))
