"""What HTTP clients of tests trust: read from its file once a process, as httpx would do anew for every client."""

import ssl
from functools import cache

import httpx


@cache
def certificates() -> ssl.SSLContext:
    """Return what httpx itself would make for each client."""
    return httpx.create_ssl_context()
