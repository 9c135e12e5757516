"""The desk's styles, scripts and drawings, under addresses that change with their content."""

import hashlib
from functools import cache
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOLDER = Path(__file__).parent / "static"
MOUNTED_AT = "/desk/static"


@cache
def static_url(name: str) -> str:
    """Return the address of a file, with a mark of its content, so that browsers may keep it for good."""
    mark = hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()[:12]
    return f"{MOUNTED_AT}/{name}?v={mark}"


class KeptFiles(StaticFiles):
    """Serves the files; one that was asked for by its mark never changes."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return a file with how long it may be kept."""
        response = await super().get_response(path, scope)
        marked = b"v=" in scope["query_string"]
        response.headers["cache-control"] = "public, max-age=31536000, immutable" if marked else "no-cache"
        return response
