"""One real training and one real Rasa server, with a real action server beside it, for all tests that need them."""

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Dict, Iterator, List, NamedTuple, Optional

import pytest
import requests

ROOT = Path(__file__).resolve().parents[2]
ASSISTANT = Path(__file__).with_name("assistant")
SECRET = "a-secret-for-tests-only"
START_SECONDS = 180

KNOWLEDGE: Dict[str, Any] = {
    "version": "1",
    "subjects": [
        {"id": "ucb", "kind": "organisation", "names": ["UCB", "Union Chimique Belge"]},
        {"id": "univercells", "kind": "organisation", "names": ["Univercells"]},
        {"id": "liege", "kind": "place", "names": ["Liège", "Luik", "Lüttich"]},
        {"id": "liege-airport", "kind": "place", "names": ["Liège Airport"]},
        {"id": "wallonie-entreprendre", "kind": "organisation", "names": ["Wallonie Entreprendre", "WE"]},
    ],
    "examples": [
        {"fact_id": "ucb-founded", "language": "en", "text": "Who founded UCB?"},
        {"fact_id": "ucb-founded", "language": "fr", "text": "Qui a fondé UCB ?"},
        {"fact_id": "ucb-founded", "language": "en", "text": "UCB was founded in 1928.", "statement": True},
        {"fact_id": "airport-freight", "language": "en", "text": "How much freight does the airport handle?"},
    ],
}


class Server(NamedTuple):
    """A running Rasa server."""

    url: str
    folder: Path
    headers: Dict[str, str]

    def post(self, path: str, content: Any, headers: Optional[Dict[str, str]] = None) -> requests.Response:
        """Send JSON, with the secret unless other headers are given."""
        return requests.post(
            self.url + path, json=content, headers=self.headers if headers is None else headers, timeout=60
        )

    def say(self, conversation: str, text: str, language: str = "en") -> Dict[str, Any]:
        """Send a typed message and return the reply."""
        answer = self.post("/messages", {"conversation_id": conversation, "text": text, "language": language})
        assert answer.status_code == 200, answer.text
        content: Dict[str, Any] = answer.json()
        return content


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(folder: Path, **more: str) -> Dict[str, str]:
    """Return the environment the supervisor gives Rasa."""
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return {
        **os.environ,
        **threads,
        "FRONTDESK_DATA_DIR": str(folder),
        "FRONTDESK_KNOWLEDGE_FILE": str(folder / "knowledge.json"),
        "FRONTDESK_TRACKER_URL": f"sqlite:///{folder / 'tracker.db'}",
        "FRONTDESK_SECRET": SECRET,
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        **more,
    }


def write_knowledge(folder: Path, content: Dict[str, Any]) -> None:
    """Write the knowledge file as the application does."""
    fresh = folder / "knowledge.json.new"
    fresh.write_text(json.dumps(content), encoding="utf-8")
    fresh.replace(folder / "knowledge.json")


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a knowledge file."""
    path = tmp_path_factory.mktemp("data")
    write_knowledge(path, KNOWLEDGE)
    return path


@pytest.fixture(scope="session")
def model(folder: Path) -> Path:
    """A model trained from the small assistant with the real configuration."""
    command: List[str] = [sys.executable, "-m", "rasa", "train", "--skip-validation", "--fixed-model-name", "small"]
    command += [
        "--data",
        str(ASSISTANT / "nlu.yml"),
        str(ASSISTANT / "rules.yml"),
        "--domain",
        str(ASSISTANT / "domain.yml"),
    ]
    command += ["--config", str(ROOT / "config.yml"), "--out", str(folder)]
    done = subprocess.run(command, cwd=ROOT, env=environment(folder), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return folder / "small.tar.gz"


@pytest.fixture(scope="session")
def server(folder: Path, model: Path) -> Iterator[Server]:
    """The Rasa server with that model."""
    port, actions = free_port(), free_port()
    command = [
        sys.executable,
        "-m",
        "rasa",
        "run",
        "--model",
        str(model),
        "--port",
        str(port),
        "--interface",
        "127.0.0.1",
    ]
    command += ["--endpoints", str(ROOT / "endpoints.yml"), "--credentials", str(ROOT / "credentials.yml")]
    variables = environment(folder, FRONTDESK_ACTIONS_URL=f"http://127.0.0.1:{actions}/webhook")
    with (folder / "rasa.log").open("w") as log:
        acting = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("action_server.py")), str(actions)], env=variables
        )
        rasa = subprocess.Popen(command, cwd=ROOT, env=variables, stdout=log, stderr=subprocess.STDOUT)
        try:
            running = Server(f"http://127.0.0.1:{port}/webhooks/frontdesk", folder, {"X-Frontdesk-Secret": SECRET})
            wait_until_ready(running, rasa)
            yield running
        finally:
            for process in (rasa, acting):
                process.terminate()
                process.wait(30)


def wait_until_ready(running: Server, process: "subprocess.Popen[bytes]") -> None:
    """Return when the server answers that its model is warm."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        assert process.poll() is None, (running.folder / "rasa.log").read_text()[-3000:]
        try:
            if requests.get(running.url + "/ready", headers=running.headers, timeout=5).status_code == 200:
                return
        except requests.ConnectionError:
            pass
        time.sleep(0.3)
    pytest.fail("Rasa did not get ready")
