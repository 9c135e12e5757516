"""What the gateway counts, in the Prometheus text format; labels are route templates and closed sets, never ids."""

import time

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15)


class Metrics:
    """One registry an application, so that two can live in one process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.requests = Counter(
            "frontdesk_http_requests", "Requests answered.", ["method", "route", "status"], registry=self.registry
        )
        self.seconds = Histogram(
            "frontdesk_http_request_seconds", "Time to answer.", ["route"], buckets=_SECONDS, registry=self.registry
        )
        self.turns = Counter(
            "frontdesk_turns", "Visitor messages by who answered them.", ["author"], registry=self.registry
        )
        self.listeners = Gauge("frontdesk_event_listeners", "Open event streams.", registry=self.registry)

    def response(self) -> Response:
        """Return everything counted so far."""
        return Response(generate_latest(self.registry), media_type=CONTENT_TYPE_PLAIN_0_0_4)


class Measured:
    """Counts and times every request by its route template."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and count its response; an event stream is timed to its first byte."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()

        async def counting(message: Message) -> None:
            if message["type"] == "http.response.start":
                route = _template(scope)
                self._metrics.requests.labels(_method(scope), route, str(message["status"])).inc()
                self._metrics.seconds.labels(route).observe(time.perf_counter() - started)
            await send(message)

        await self._app(scope, receive, counting)


def _template(scope: Scope) -> str:
    """Return the path with names instead of values; whatever matched no route counts as one."""
    return getattr(scope.get("route"), "path", "other")


def _method(scope: Scope) -> str:
    """Return the method; invented ones count as one."""
    method = scope["method"]
    return method if method in {"GET", "POST", "DELETE", "HEAD", "OPTIONS", "PUT", "PATCH"} else "other"
