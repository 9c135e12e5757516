"""Everything about promises under one router: answering, rules, absences and the dashboard."""

from fastapi import APIRouter

from frontdesk.web.desk import absences, clock, lead_answering, routing

router = APIRouter()
for _part in (absences, clock, lead_answering, routing):
    router.include_router(_part.router)
