"""The routes of a lead's page and of the page of tasks."""

from fastapi import APIRouter

from frontdesk.web.desk import lead, lead_labels, lead_merges, lead_notes, lead_tasks, tasks

router = APIRouter()
for area in (tasks, lead, lead_notes, lead_labels, lead_tasks, lead_merges):
    router.include_router(area.router)
