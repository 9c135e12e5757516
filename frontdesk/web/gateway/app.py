"""Builds the public application: routes, limits, headers, and what lives as long as it runs."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from urllib.parse import urljoin

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import BaseRoute

from frontdesk.settings import Settings
from frontdesk.web import chores
from frontdesk.web.channels.adapter import Adapter
from frontdesk.web.channels.inbound import channel_routes
from frontdesk.web.channels.running import adapters_of, running_channels
from frontdesk.web.desk.app import create_desk
from frontdesk.web.errors import UnexpectedErrors, add_error_handlers
from frontdesk.web.gateway import conversations, events, office, operations, transcripts
from frontdesk.web.gateway.metrics import Measured, Metrics
from frontdesk.web.gateway.readiness import Readiness
from frontdesk.web.gateway.security import SecurityHeaders, cross_origin
from frontdesk.web.gateway.services import Services, limits_of
from frontdesk.web.hub import Hub
from frontdesk.web.widget import widget_routes
from frontdesk.wiring.gateway import open_gateway
from frontdesk.wiring.notices import notice_catalogue

_DESCRIPTION = (
    "Questions to the agency's automated assistant, and enquiries to its staff. Errors are RFC 9457 problem details."
)


def create_app(settings: Settings | None = None, *, site: Sequence[BaseRoute] | None = None) -> FastAPI:
    """Return the application of an installation; it connects to nothing before it starts. ``site`` replaces widget and pages."""
    settings = settings or Settings()
    metrics, hub, desk = Metrics(), Hub(), create_desk()
    adapters = adapters_of(settings, notice_catalogue())
    app = FastAPI(
        title="Frontdesk",
        version="1",
        description=_DESCRIPTION,
        docs_url=None,  # its page would load scripts from third parties
        redoc_url=None,
        redirect_slashes=False,
        lifespan=_lifespan(settings, hub, metrics, desk, adapters),
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(Measured, metrics),
            Middleware(UnexpectedErrors),
            Middleware(cross_origin, settings.allowed_origins),
        ],
    )
    add_error_handlers(app)
    for module in (conversations, events, transcripts, office, operations):
        app.include_router(module.router)
    app.add_route("/desk", _to_the_desk)
    app.mount("/desk", desk)
    app.router.routes.extend(channel_routes(adapters, settings.public_url))
    app.router.routes.extend(widget_routes() if site is None else site)
    return app


def _lifespan(
    settings: Settings, hub: Hub, metrics: Metrics, desk: FastAPI, adapters: tuple[Adapter, ...]
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        async with open_gateway(settings, hub) as gateway:
            app.state.services = Services(
                settings=settings,
                conversing=gateway.conversing,
                knowledge=gateway.knowledge,
                forms=gateway.forms,
                readiness=Readiness(gateway.checks),
                hub=hub,
                limits=limits_of(settings),
                metrics=metrics,
            )
            desk.state.desk, desk.state.hub = gateway.desk, hub
            privacy_url = urljoin(settings.public_url, settings.privacy_url)
            async with (
                chores.running(gateway.chores),
                running_channels(adapters, gateway, privacy_url) as app.state.channels,
            ):
                yield
                hub.close()

    return running


async def _to_the_desk(_request: Request) -> RedirectResponse:
    """What people type has no slash at its end."""
    return RedirectResponse("/desk/", 308)
