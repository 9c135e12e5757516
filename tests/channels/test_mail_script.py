"""The script that mail servers hand mail over with: what it signs is taken, and what was not taken stays with the mail server."""

import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.channels.conftest import Messenger
from tests.channels.door import peer_of
from tests.channels.email_door import SECRET, EmailDoor
from tests.web.installation import installation
from tests.web.rasa_stand_in import RasaStandIn

pytestmark = pytest.mark.web
SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "hand_over_mail.py"
LATER, NEVER = 75, 65


def handed_over(url: str, folder: Path, *, secret: str = SECRET, mail: bytes | None = None) -> int:
    file = folder / "secret"
    file.write_text(f"{secret}\n")
    told = EmailMessage()
    told["From"], told["To"], told["Message-ID"] = "ann@acme.example", "invest@agency.example", "<1@acme.example>"
    told.set_content("from the pipe")
    source = told.as_bytes() if mail is None else mail
    command = [sys.executable, str(SCRIPT), url, str(file)]
    return subprocess.run(command, input=source, capture_output=True, check=False).returncode


def large() -> bytes:
    told = EmailMessage()
    told["From"], told["To"], told["Message-ID"] = "ann@acme.example", "invest@agency.example", "<2@acme.example>"
    told.set_content("the plan is attached")
    told.add_attachment(b"%PDF" * 500_000, maintype="application", subtype="pdf", filename="plan.pdf")
    return told.as_bytes()


def test_a_mail_from_the_pipe_is_answered_and_one_that_is_not_taken_is_kept(tmp_path: Path, rasa: RasaStandIn) -> None:
    door = EmailDoor()
    with peer_of(door) as peer, installation(tmp_path, rasa, **door.settings(peer)) as desk:
        url = f"{desk.http.base_url}/channels/email"
        assert handed_over(url, tmp_path) == 0
        Messenger(door, peer, desk).hears("You said: from the pipe")
        assert handed_over(url, tmp_path, mail=large()) == 0
        Messenger(door, peer, desk).hears("You said: the plan is attached")
        assert handed_over(url, tmp_path, secret="another secret") == LATER  # a mistake of ours loses no mail
        assert handed_over(url, tmp_path, mail=b"no mail") == NEVER
        assert handed_over(url, tmp_path, mail=b"x" * 300_000) == NEVER
    door.close()
    assert handed_over("http://127.0.0.1:9/channels/email", tmp_path) == LATER
