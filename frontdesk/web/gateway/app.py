"""Builds the public application: routes, limits, headers, and what lives as long as it runs."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from frontdesk.services.conversing import Conversing
from frontdesk.services.erase_conversation import forget_pending
from frontdesk.settings import Settings
from frontdesk.web.errors import UnexpectedErrors, add_error_handlers
from frontdesk.web.gateway import conversations, events, operations
from frontdesk.web.gateway.hub import Hub
from frontdesk.web.gateway.metrics import Measured, Metrics
from frontdesk.web.gateway.readiness import Readiness
from frontdesk.web.gateway.security import SecurityHeaders, cross_origin
from frontdesk.web.gateway.services import Services, limits_of
from frontdesk.web.widget import widget_routes
from frontdesk.wiring.gateway import open_gateway

_LOG = logging.getLogger(__name__)
_MAKE_GOOD_SECONDS = 10.0
_DESCRIPTION = (
    "Questions to the agency's automated assistant, and enquiries to its staff. Errors are RFC 9457 problem details."
)


def create_app(settings: Settings | None = None, *, site: Sequence[BaseRoute] | None = None) -> FastAPI:
    """Return the application of an installation; it connects to nothing before it starts. ``site`` replaces widget and pages."""
    settings = settings or Settings()
    metrics, hub = Metrics(), Hub()
    app = FastAPI(
        title="Frontdesk",
        version="1",
        description=_DESCRIPTION,
        docs_url=None,  # its page would load scripts from third parties
        redoc_url=None,
        redirect_slashes=False,
        lifespan=_lifespan(settings, hub, metrics),
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(Measured, metrics),
            Middleware(UnexpectedErrors),
            Middleware(cross_origin, settings.allowed_origins),
        ],
    )
    add_error_handlers(app)
    for module in (conversations, events, operations):
        app.include_router(module.router)
    app.router.routes.extend(widget_routes() if site is None else site)
    return app


def _lifespan(settings: Settings, hub: Hub, metrics: Metrics) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        async with open_gateway(settings, hub) as gateway:
            app.state.services = Services(
                settings=settings,
                conversing=gateway.conversing,
                readiness=Readiness(gateway.checks),
                hub=hub,
                limits=limits_of(settings),
                metrics=metrics,
            )
            chore = asyncio.create_task(_make_good(gateway.conversing))
            yield
            hub.close()
            chore.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await chore

    return running


async def _make_good(conversing: Conversing) -> None:
    """Every few seconds, have Rasa forget what it could not forget when it was asked."""
    while True:
        try:
            await forget_pending(conversing)
        except OSError as problem:
            _LOG.warning("pending_erasures_unreadable", extra={"reason": problem.strerror})
        await asyncio.sleep(_MAKE_GOOD_SECONDS)
