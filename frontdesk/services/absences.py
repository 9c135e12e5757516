"""Days on which staff are away, and who stands in for them: kept by themselves, and by administrators for everybody."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from frontdesk.leads.office_hours import brussels_day
from frontdesk.services.ports import Clock
from frontdesk.staff.member import Absence, Actor, Member, acting
from frontdesk.staff.role import Permission


class AbsenceProblem(StrEnum):
    """Why an absence is not kept."""

    ENDS_BEFORE_IT_BEGINS = "ends_before_it_begins"
    IS_OVER = "is_over"
    OWN_DEPUTY = "own_deputy"
    DEPUTY_MAY_NOT = "deputy_may_not"


class AbsenceRefused(Exception):
    """The absence is not kept as it stands."""

    def __init__(self, problem: AbsenceProblem) -> None:
        super().__init__(problem)
        self.problem = problem


class AbsenceNotFound(Exception):
    """No absence has this id, or it is somebody else's."""


class AbsenceStore(Protocol):
    """Where absences are kept. Changes are logged in their own transaction; every method raises StoreUnavailable."""

    def upcoming(self, since: date) -> tuple[Absence, ...]:
        """Return what has not ended before a day, the first to begin first."""

    def get(self, absence_id: int) -> Absence | None:
        """Return one absence."""

    def add(self, absence: Absence, *, by: Actor, at: datetime) -> int:
        """Keep an absence and return its id."""

    def remove(self, absence_id: int, *, by: Actor, at: datetime) -> bool:
        """Forget an absence; tell whether it was there."""


class Colleagues(Protocol):
    """Who works at the desk."""

    def get(self, member_id: int) -> Member | None:
        """Return one member of staff, disabled ones too."""


@dataclass(frozen=True, slots=True)
class Absences:
    """The service that keeps absences."""

    store: AbsenceStore
    colleagues: Colleagues
    clock: Clock

    def upcoming(self, staff_id: int | None = None) -> tuple[Absence, ...]:
        """Return the absences of somebody, or of everybody, that are not over."""
        found = self.store.upcoming(brussels_day(self.clock.now()))
        return tuple(one for one in found if staff_id in {None, one.staff_id})

    def add(self, absence: Absence, *, by: Member) -> None:
        """Keep an absence. Raises AbsenceRefused, and AbsenceNotFound for nobody's and for somebody else's where one may not."""
        _demand_own(absence, by)
        if self.colleagues.get(absence.staff_id) is None:
            raise AbsenceNotFound
        self._check(absence)
        self.store.add(absence, by=acting(by), at=self.clock.now())

    def remove(self, absence_id: int, *, by: Member) -> None:
        """Forget an absence. Raises AbsenceNotFound."""
        absence = self.store.get(absence_id)
        if absence is None:
            raise AbsenceNotFound
        _demand_own(absence, by)
        self.store.remove(absence_id, by=acting(by), at=self.clock.now())

    def _check(self, absence: Absence) -> None:
        if absence.last_day < absence.first_day:
            raise AbsenceRefused(AbsenceProblem.ENDS_BEFORE_IT_BEGINS)
        if absence.last_day < brussels_day(self.clock.now()):
            raise AbsenceRefused(AbsenceProblem.IS_OVER)
        if absence.deputy_id is None:
            return
        if absence.deputy_id == absence.staff_id:
            raise AbsenceRefused(AbsenceProblem.OWN_DEPUTY)
        deputy = self.colleagues.get(absence.deputy_id)
        if deputy is None or not deputy.may(Permission.WORK_LEADS):
            raise AbsenceRefused(AbsenceProblem.DEPUTY_MAY_NOT)


def _demand_own(absence: Absence, by: Member) -> None:
    if absence.staff_id != by.id and not by.may(Permission.ADMINISTER):
        raise AbsenceNotFound
