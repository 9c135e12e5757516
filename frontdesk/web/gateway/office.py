"""The route that tells whether people are there, for the line in the chat that says when to expect one."""

from asyncio import to_thread
from datetime import datetime

from fastapi import APIRouter
from pydantic import BaseModel, Field

from frontdesk.services.attendance import Attendance
from frontdesk.web.gateway.problems import documented
from frontdesk.web.gateway.services import Limited

router = APIRouter(prefix="/api/v1", tags=["office"])


class Office(BaseModel):
    """Who can be reached now."""

    open: bool = Field(description="Whether the office is open.")
    staffed: bool = Field(description="Whether a person can join a conversation now.")
    opens_at: datetime | None = Field(description="When the office opens next; null while it is open.")


@router.get("/office", responses=documented(429, 503))
async def tell_office_hours(services: Limited) -> Office:
    """Tell whether the office is open and a person at the desk. Nothing of any conversation is needed or told."""
    return await to_thread(_office, services.conversing.attendance, services.conversing.clock.now())


def _office(attendance: Attendance, now: datetime) -> Office:
    is_open = attendance.hours.is_open(now)
    return Office(
        open=is_open,
        staffed=attendance.is_somebody_there(now),
        opens_at=None if is_open else attendance.hours.next_opening(now),
    )
