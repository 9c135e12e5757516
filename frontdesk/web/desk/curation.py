"""The knowledge desk and the review queue as one area: pages with an address of their own come before those of any fact."""

from fastapi import APIRouter

from frontdesk.web.desk import knowledge, knowledge_edit, knowledge_history, preview, review, review_decide

router = APIRouter()
for part in (preview, knowledge_edit, knowledge_history, knowledge, review, review_decide):
    router.include_router(part.router)
