"""The routes of a lead's page and of the pages of tasks and labels."""

from fastapi import APIRouter

from frontdesk.web.desk import labels, lead, lead_labels, lead_links, lead_merges, lead_notes, lead_tasks, tasks

router = APIRouter()
for area in (tasks, lead, lead_notes, lead_labels, lead_tasks, lead_merges, lead_links, labels):
    router.include_router(area.router)
