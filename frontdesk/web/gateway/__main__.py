"""Serves the gateway: ``python -m frontdesk.web.gateway``, on loopback; a reverse proxy stands in front of it."""

import uvicorn

from frontdesk.settings import Settings
from frontdesk.web.gateway.app import create_app
from frontdesk.wiring.logs import configure_logging

_STOP_SECONDS = 3


def main() -> None:
    """Serve until told to stop; open event streams are closed after a moment."""
    settings = Settings()
    configure_logging(settings.log_level)
    uvicorn.run(
        create_app(settings),
        host="127.0.0.1",
        port=settings.port,
        access_log=False,  # it would keep visitors' addresses; metrics count the requests
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=_STOP_SECONDS,
    )


if __name__ == "__main__":
    main()
