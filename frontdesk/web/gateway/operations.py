"""The routes for whoever operates an installation: alive, ready, counted."""

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from frontdesk.web.gateway.services import Unlimited

router = APIRouter(tags=["operations"])


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """Tell that this process answers."""
    return {"status": "alive"}


@router.get("/readyz", responses={503: {"description": "A question would not be answered; the checks say why."}})
async def readyz(services: Unlimited) -> JSONResponse:
    """Tell whether a question would be answered; the answer is at most a quarter of a second old."""
    checks = await services.readiness.answers()
    ready = all(checks.values())
    body = {"status": "ready" if ready else "not ready", "checks": checks}
    return JSONResponse(body, 200 if ready else 503, None if ready else {"retry-after": "2"})


@router.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
async def metrics(services: Unlimited) -> Response:
    """Return what was counted, in the Prometheus text format."""
    services.metrics.listeners.set(services.hub.count)
    return services.metrics.response()
