"""A gateway as it is served: uvicorn on a real socket, a real SQLite file, and a real HTTP server where Rasa stands."""

import atexit
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from frontdesk.settings import Settings
from frontdesk.web.gateway.app import create_app
from frontdesk.wiring.stores import Stores, open_stores
from tests.certificates import certificates
from tests.stopping import StoppingServer
from tests.web.rasa_stand_in import RasaStandIn

SECRET = "a secret of this test"


@dataclass
class Visitor:
    """One browser with one conversation."""

    http: httpx.Client
    id: str
    token: str
    greeting: list[dict[str, Any]]

    @property
    def path(self) -> str:
        return f"/api/v1/conversations/{self.id}"

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def send(self, body: Any) -> httpx.Response:
        return self.http.post(f"{self.path}/messages", json=body, headers=self.headers)

    def say(self, text: str, **more: Any) -> list[dict[str, Any]]:
        response = self.send({"text": text, **more})
        assert response.status_code == 200, response.text
        messages: list[dict[str, Any]] = response.json()["messages"]
        return messages

    def transcript(self, after: str = "0") -> list[dict[str, Any]]:
        response = self.http.get(f"{self.path}/messages", params={"after": after}, headers=self.headers)
        assert response.status_code == 200, response.text
        messages: list[dict[str, Any]] = response.json()["messages"]
        return messages


@dataclass
class Installation:
    """A running gateway and what stands around it."""

    http: httpx.Client
    rasa: RasaStandIn
    stores: Stores
    settings: Settings

    def visitor(self, body: Any = None, **headers: str) -> Visitor:
        response = self.http.post("/api/v1/conversations", json=body or {}, headers=headers)
        assert response.status_code == 201, response.text
        opened = response.json()
        return Visitor(self.http, opened["id"], opened["token"], opened["messages"])


@contextmanager
def served(app: Any) -> Iterator[str]:
    """Serve an ASGI application on a free port until the block ends."""
    config = uvicorn.Config(
        app, port=0, log_config=None, access_log=False, timeout_graceful_shutdown=1, timeout_keep_alive=120
    )
    server = StoppingServer(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the application did not start"
        time.sleep(0.005)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


@cache
def _migrated() -> Path:
    """Migrate one database for all tests of this process; each begins with a copy."""
    file = Path(tempfile.mkdtemp()) / "frontdesk.db"
    atexit.register(shutil.rmtree, file.parent)
    database = open_stores(Settings(data_dir=file.parent))
    database.migrate()
    database.close()
    return file


@contextmanager
def installation(folder: Path, rasa: RasaStandIn, **more: Any) -> Iterator[Installation]:
    """Run a gateway with its database in a folder."""
    given: dict[str, Any] = {"data_dir": folder, "secret": SECRET, "rate_limits": False}
    given |= {"rasa_url": rasa.url, "actions_url": f"{rasa.url}/webhook"} | more
    settings = Settings(**given)
    if not (folder / "frontdesk.db").exists():
        shutil.copyfile(_migrated(), folder / "frontdesk.db")
    stores = open_stores(settings)
    try:
        with (
            served(create_app(settings, site=[])) as url,
            httpx.Client(base_url=url, timeout=30, verify=certificates()) as http,
        ):
            yield Installation(http, rasa, stores, settings)
    finally:
        stores.close()
