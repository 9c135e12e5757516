"""What is kept of what people send: nothing a database cannot hold, and of a flood no more than can be answered."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import func, select

from frontdesk.services.channel import MOST_CHARACTERS, Channel, ChannelEvent, Happening
from frontdesk.store.channel_tables import ChannelEventRow
from frontdesk.store.session import Database
from frontdesk.web.channels.cleaning import cleaned
from tests.channels.door import Peer, deliver, peer_of
from tests.channels.telegram_door import TelegramDoor
from tests.conversations.stack import wait_for
from tests.web.installation import installation
from tests.web.rasa_stand_in import RasaStandIn, once_set

pytestmark = pytest.mark.web


@pytest.mark.parametrize(
    ("text", "kept"),
    [("a\x00b\ud800c", "abc"), ("  x\r\ny ", "x\ny"), ("é", "é"), ("w" * 9000, "w" * (MOST_CHARACTERS + 1))],
)
def test_a_text_is_kept_as_a_database_can_hold_it(text: str, kept: str) -> None:
    told = cleaned(ChannelEvent(Channel.SLACK, "1", "ann", Happening.SAID, text=text))
    assert (told.text, told.happening) == (kept, Happening.SAID)


def test_a_text_of_nothing_one_can_see_is_no_text() -> None:
    told = cleaned(ChannelEvent(Channel.SLACK, "1", "ann", Happening.SAID, text="\x00\x01"))
    assert told.happening is Happening.SENT_SOMETHING_ELSE


def test_a_flood_over_the_wire_is_answered_with_one_notice(tmp_path: Path, rasa: RasaStandIn) -> None:
    door = TelegramDoor()
    answers = threading.Event()
    rasa.script = once_set(answers)
    with peer_of(door) as peer, installation(tmp_path, rasa, **door.settings(peer)) as desk:
        for number in range(60):
            assert deliver(desk.http, door, door.said(f"word {number}", number)).is_success
        with desk.stores.database.reading() as session:
            rows = session.scalars(select(func.count()).select_from(ChannelEventRow)).one()
        assert rows < 60
        answers.set()
        wait_for("everything is handled", lambda: is_idle(desk.stores.database))
        wait_for("the notice is sent", lambda: noticed(peer))
        assert deliver(desk.http, door, door.said("that was all", 60)).is_success
        wait_for("what came last is answered", lambda: any("that was all" in heard.text for heard in peer.heard))
    assert len(noticed(peer)) == 1


def noticed(peer: Peer) -> list[str]:
    return [heard.text for heard in peer.heard if "faster than" in heard.text or "plus vite" in heard.text]


def is_idle(own: Database) -> bool:
    """Whether everything is handled."""
    with own.reading() as session:
        query = select(func.count()).select_from(ChannelEventRow).where(ChannelEventRow.handled_at.is_(None))
        return not session.scalars(query).one()
