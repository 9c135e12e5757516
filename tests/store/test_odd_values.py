"""Values that no column takes are told as such, not as a fault of ours."""

import pytest
from sqlalchemy import select

from frontdesk.services.errors import NotStorable
from frontdesk.store.session import Database
from frontdesk.store.staff_tables import StaffRow


def test_what_no_database_holds_is_told_apart_from_a_database_that_is_away(database: Database) -> None:
    odd = StaffRow.id == 2**70 if database.engine.dialect.name == "sqlite" else StaffRow.email == "a\x00b"
    with pytest.raises(NotStorable), database.reading() as session:
        session.scalars(select(StaffRow).where(odd)).all()
    with pytest.raises(NotStorable), database.writing() as session:
        session.scalars(select(StaffRow).where(odd)).all()
