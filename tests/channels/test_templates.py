"""WhatsApp after 24 hours, by Meta and by Twilio: a template goes out, or staff see that nothing did; what waits is sent later, once."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from sqlalchemy import select
from starlette.responses import JSONResponse, Response

from frontdesk.services.held_back import WRITTEN_AT
from frontdesk.settings import Settings
from frontdesk.store.channel_tables import ChannelThreadRow
from frontdesk.wiring.clock import SystemClock
from tests.channels.conftest import Messenger
from tests.channels.door import Door, peer_of
from tests.channels.meta_doors import WhatsAppDoor
from tests.channels.twilio_door import TwilioDoor
from tests.desk.office import Colleague, office_of
from tests.factories import make_enquiry, make_lead
from tests.web.installation import installation
from tests.web.rasa_stand_in import RasaStandIn

pytestmark = pytest.mark.web
DOORS = (WhatsAppDoor(), TwilioDoor())
EN, FR = f"HX{'a' * 32}", f"HX{'b' * 32}"
TEMPLATES = {
    "whatsapp_templates": {"en": "answer_waiting/en_GB", "fr": "reponse_prete"},
    "twilio_templates": {"en": EN, "fr": FR},
}
SENT = {"whatsapp": "template reponse_prete in fr about ", "whatsapp_twilio": f"template {EN} about "}
NUMBERS = count(1)
NOT_ARRIVED = "not arrived"


@dataclass
class Talk:
    """Ann by WhatsApp, and Marie at the desk, who has taken over."""

    messenger: Messenger
    marie: Colleague

    @property
    def page(self) -> str:
        return f"/desk/live/{self.thread().conversation_id}"

    def thread(self) -> ChannelThreadRow:
        with self.messenger.desk.stores.database.reading() as session:
            return session.scalars(select(ChannelThreadRow)).one()

    def lets_hours_pass(self, hours: float) -> None:
        """Have Ann's last message be so old."""
        with self.messenger.desk.stores.database.writing() as session:
            row = session.scalars(select(ChannelThreadRow)).one()
            then = int(row.address[WRITTEN_AT]) - int(timedelta(hours=hours).total_seconds())
            row.address = {**row.address, WRITTEN_AT: str(then)}

    def is_due(self) -> None:
        """Have what waits for its next attempt be due."""
        with self.messenger.desk.stores.database.writing() as session:
            session.scalars(select(ChannelThreadRow)).one().next_attempt_at = SystemClock().now()

    def marie_writes(self, text: str) -> None:
        form = {"text": text, "message_id": f"m-{next(NUMBERS)}"}
        assert self.marie.post(f"{self.page}/messages", form).status_code == 303

    def marie_sees(self, fragment: str) -> str:
        return self.messenger.waits(lambda: next((p for p in [self.marie.read(self.page)] if fragment in p), None))

    def marie_misses_nothing(self) -> bool:
        """Wait until everything has arrived; what was taken is noted a moment later."""
        return self.messenger.waits(lambda: NOT_ARRIVED not in self.marie.read(self.page) or None)

    def shown(self) -> list[str]:
        return [heard.text for heard in self.messenger.peer.heard]

    def templates(self) -> list[str]:
        return [text for text in self.shown() if text.startswith("template ")]


@contextmanager
def talking(door: Door, folder: Path, rasa: RasaStandIn, **more: Any) -> Iterator[Talk]:
    with ExitStack() as stack:
        peer = stack.enter_context(peer_of(door))
        desk = stack.enter_context(installation(folder, rasa, **(door.settings(peer) | more)))
        office = stack.enter_context(office_of(desk))
        messenger = Messenger(door, peer, desk)
        messenger.say("hello", 1)
        messenger.hears("You said: hello")
        talk = Talk(messenger, office.signed_in(name="Marie Dupont"))
        assert talk.marie.post(f"{talk.page}/take-over").status_code == 303
        messenger.hears("Marie Dupont")
        yield talk


@pytest.fixture(params=DOORS, ids=lambda door: door.channel.value)
def door(request: pytest.FixtureRequest) -> Door:
    found: Door = request.param
    return found


def test_within_24_hours_words_are_sent_as_they_are(door: Door, tmp_path: Path, rasa: RasaStandIn) -> None:
    with talking(door, tmp_path, rasa, **TEMPLATES) as talk:
        talk.lets_hours_pass(23)
        talk.marie_writes("Good morning.")
        talk.messenger.hears("Marie Dupont: Good morning.")
        assert talk.templates() == []
        assert talk.marie_misses_nothing()


def test_after_24_hours_one_template_goes_out_with_the_reference_and_the_words_follow_once_the_person_writes(
    door: Door, tmp_path: Path, rasa: RasaStandIn
) -> None:
    with talking(door, tmp_path, rasa, **TEMPLATES) as talk:
        lead = make_lead(enquiry=make_enquiry(conversation_id=talk.thread().conversation_id))
        talk.messenger.desk.stores.leads.record_lead(lead, [])
        talk.lets_hours_pass(25)
        talk.marie_writes("We have a site for you.")
        talk.marie_writes("It is in Liège.")
        talk.messenger.hears(f"{SENT[door.channel.value]}['{lead.reference}']")
        told = talk.marie_sees("2 messages have not arrived")
        assert "The visitor was sent one" in told
        talk.messenger.say("yes?", 2)
        talk.messenger.hears("Marie Dupont: It is in Liège.")
        assert talk.shown()[-3:] == [
            talk.templates()[0],
            "Marie Dupont: We have a site for you.",
            "Marie Dupont: It is in Liège.",
        ]
        assert len(talk.templates()) == 1
        assert talk.marie_misses_nothing()


def test_without_a_template_staff_see_that_it_did_not_arrive_and_nothing_is_sent(
    door: Door, tmp_path: Path, rasa: RasaStandIn
) -> None:
    with talking(door, tmp_path, rasa) as talk:
        before = talk.shown()
        talk.lets_hours_pass(25)
        talk.marie_writes("We have a site for you.")
        told = talk.marie_sees("One message has not arrived")
        assert "takes nothing but templates" in told
        assert "none could be sent" in told
        assert talk.shown() == before
        talk.messenger.say("anybody there?", 2)
        talk.messenger.hears("Marie Dupont: We have a site for you.")
        assert talk.marie_misses_nothing()


def test_a_template_that_is_refused_is_seen_by_staff_and_tried_again(
    door: Door, tmp_path: Path, rasa: RasaStandIn
) -> None:
    with talking(door, tmp_path, rasa, **TEMPLATES) as talk:
        refusals = [JSONResponse({"error": {"code": 132001}}, 404), Response(status_code=500)]
        talk.messenger.peer.refuse = lambda: refusals.pop() if refusals else None
        talk.lets_hours_pass(25)
        talk.marie_writes("We have a site for you.")
        talk.marie_sees("none could be sent")
        for _ in range(2):
            talk.messenger.waits(lambda: talk.thread().claimed_until is None or None)
            talk.is_due()
        talk.messenger.hears(SENT[door.channel.value])
        talk.marie_sees("The visitor was sent one")
        assert len(talk.templates()) == 1


def test_where_the_messenger_itself_says_that_it_is_too_late_the_template_goes_out(
    door: Door, tmp_path: Path, rasa: RasaStandIn
) -> None:
    late = {"whatsapp": {"error": {"code": 131047}}, "whatsapp_twilio": {"code": 63016, "status": 400}}
    with talking(door, tmp_path, rasa, **TEMPLATES) as talk:
        refusals = [JSONResponse(late[door.channel.value], 400)]
        talk.messenger.peer.refuse = lambda: refusals.pop() if refusals else None
        talk.marie_writes("We have a site for you.")
        talk.messenger.hears(SENT[door.channel.value])
        talk.marie_sees("The visitor was sent one")
        assert not [text for text in talk.shown() if "site for you" in text]


def test_what_is_refused_for_good_is_seen_by_staff(door: Door, tmp_path: Path, rasa: RasaStandIn) -> None:
    with talking(door, tmp_path, rasa, **TEMPLATES) as talk:
        talk.messenger.peer.refuse = lambda: JSONResponse({"error": {"code": 131026}}, 400)
        talk.marie_writes("We have a site for you.")
        talk.marie_sees("refused the last one for good")
        talk.messenger.peer.refuse = lambda: None
        talk.marie_writes("Are you there?")
        talk.messenger.hears("Are you there?")
        assert talk.marie_misses_nothing()


def test_meta_s_own_time_counts_where_it_delivers_late(tmp_path: Path, rasa: RasaStandIn) -> None:
    with talking(LateDoor(), tmp_path, rasa) as talk:
        written = int(talk.thread().address[WRITTEN_AT])
        assert SystemClock().now().timestamp() - written >= LateDoor.late


class LateDoor(WhatsAppDoor):
    """Delivers a message of some hours ago."""

    late = 7200

    def _message(self, event: int, peer: str, **told: Any) -> Any:
        then = int(SystemClock().now().timestamp()) - self.late
        return super()._message(event, peer, **told, timestamp=str(then))


@pytest.mark.parametrize(
    "given",
    [
        {"whatsapp_templates": "en"},
        {"whatsapp_templates": "it:answer"},
        {"whatsapp_templates": "en:An answer"},
        {"twilio_templates": "en:answer_waiting"},
    ],
)
def test_a_template_that_can_be_none_is_refused_at_the_start(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Settings(**given)


def test_templates_are_read_as_they_are_written() -> None:
    read = Settings(whatsapp_templates="en:answer_waiting/en_GB, fr:reponse", twilio_templates=f"en:{EN},fr:{FR}")
    assert read.whatsapp_templates == {"en": "answer_waiting/en_GB", "fr": "reponse"}
    assert read.process_environment()["FRONTDESK_TWILIO_TEMPLATES"] == f"en:{EN},fr:{FR}"
