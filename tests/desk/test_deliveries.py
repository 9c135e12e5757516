"""Deliveries and destinations as administrators work them, against a real receiver."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from frontdesk.services.delivery import DeliveryShelf
from frontdesk.services.lead_record import lead_record
from frontdesk.staff.role import Role
from frontdesk.store.audit_tables import AuditRow
from frontdesk.store.lead_tables import LeadRow
from frontdesk.store.outbox_store import outbox_row
from frontdesk.store.outbox_tables import DeliveryRow
from frontdesk.values import Language
from frontdesk.wiring.clock import SystemClock
from frontdesk.wiring.deliveries import open_deliveries
from tests.desk.office import Colleague, Office, office_of, text_of
from tests.factories import make_lead, make_outbox_entry
from tests.receivers import Hook, MailBox, mail_server, status, web_server
from tests.web.installation import installation
from tests.web.rasa_stand_in import RasaStandIn

pytestmark = pytest.mark.web


@pytest.fixture
def hook() -> Iterator[Hook]:
    with web_server() as receiver:
        yield receiver


@pytest.fixture
def box() -> Iterator[MailBox]:
    with mail_server() as receiver:
        yield receiver


@pytest.fixture
def office(tmp_path: Path, rasa: RasaStandIn, box: MailBox) -> Iterator[Office]:
    more = {"outbound_loopback": True, "smtp_url": box.url, "mail_from": "desk@agency.example"}
    with installation(tmp_path, rasa, **more) as running, office_of(running) as desk:
        yield desk


@pytest.fixture
def admin(office: Office) -> Colleague:
    return office.signed_in(Role.ADMINISTRATOR)


def add_webhook(admin: Colleague, url: str, **more: str) -> str:
    """Add a webhook and return its key, which is shown this once."""
    form = {"kind": "webhook", "name": "Partner", "topics": "lead.recorded", "url": url} | more
    response = admin.post("/desk/destinations", form)
    assert response.status_code == 200, response.text
    shown = re.search(r"whsec_[\w+/=]+", response.text)
    assert shown is not None
    return shown[0]


def give_up(office: Office, error: str) -> tuple[str, str]:
    """Keep a delivery of a recorded lead that was given up; return its id and the lead's reference.

    Its rows are written as they end up, since the gateway's own courier is at work beside the test.
    """
    stores, now, lead = office.installation.stores, SystemClock().now(), make_lead()
    stores.leads.record_lead(lead, [])
    with stores.database.writing() as session:
        lead_id = session.scalars(select(LeadRow.id).where(LeadRow.reference == lead.reference)).one()
        entry = outbox_row(make_outbox_entry(created_at=now), lead_id)
        entry.planned_at = now
        session.add(entry)
        session.flush()
        row = DeliveryRow(id=f"{entry.id}:webhook-1", outbox_id=entry.id, destination="webhook-1", created_at=now)
        row.status, row.attempts, row.last_error = "given_up", 14, error
        session.add(row)
        return row.id, lead.reference


def test_administrator_adds_a_webhook_tries_it_out_and_sees_that_it_works(
    admin: Colleague, office: Office, hook: Hook
) -> None:
    key = add_webhook(admin, f"{hook.url}/in")
    assert key not in admin.get("/desk/destinations").text
    assert key not in admin.get("/desk/destinations/webhook-1").text
    response = admin.post("/desk/destinations/webhook-1/test")
    assert "The test arrived and was confirmed" in response.text
    assert b"TEST-0000" in hook.received[0].body
    with office.installation.stores.database.reading() as session:
        noted = session.query(AuditRow).filter_by(action="tested").one()
    assert (noted.actor, noted.object_id) == (f"staff:{admin.member.id}", "webhook-1")
    assert noted.details == {"result": "delivered"}


def test_test_of_a_receiver_that_refuses_says_why(admin: Colleague, hook: Hook) -> None:
    add_webhook(admin, f"{hook.url}/in")
    hook.answer = status(401)
    response = admin.post("/desk/destinations/webhook-1/test")
    assert "It refused our password, key or token (401)" in " ".join(response.text.split())


def test_test_of_mail_writes_to_whoever_asks(admin: Colleague, box: MailBox) -> None:
    response = admin.post("/desk/destinations/mail/test")
    assert f"took an e-mail to {admin.member.email}" in response.text
    assert box.messages[0]["Subject"] == "Frontdesk can send mail"


@pytest.mark.parametrize(
    ("given", "field", "says"),
    [
        ({"name": ""}, "name", "Fill this in"),
        ({"url": ""}, "url", "Fill this in"),
        ({"url": "http://partner.example/"}, "url", "begins with https"),
        ({"url": "https://partner.example/"}, "url", "not among those"),
        ({"url": "https://hooks.slack.com:81/"}, "url", "not among those"),
    ],
)
def test_form_that_does_not_fit_comes_back_with_its_values_and_the_error_at_the_field(
    admin: Colleague, given: dict[str, str], field: str, says: str
) -> None:
    form = {"kind": "webhook", "name": "Partner", "topics": "lead.recorded", "url": "https://hooks.slack.com/x"}
    response = admin.post("/desk/destinations", form | given)
    assert response.status_code == 422
    error = re.search(rf'id="f-{field}-error">(.*?)</p>', response.text, re.DOTALL)
    assert error is not None
    assert says in error[1]
    assert f'aria-describedby="f-{field}-error' in response.text
    assert all(f'value="{value}"' in response.text for value in (form | given).values() if value != "lead.recorded")


def test_destination_without_a_topic_is_refused(admin: Colleague) -> None:
    form = {"kind": "webhook", "name": "Partner", "url": "https://hooks.slack.com/x"}
    assert admin.post("/desk/destinations", form).status_code == 422
    assert admin.post("/desk/destinations", form | {"topics": "staff.invited"}).status_code == 422


@pytest.mark.parametrize("kind", ["slack", "teams", "webhook", "hubspot", "salesforce"])
def test_every_kind_has_a_form(admin: Colleague, kind: str) -> None:
    assert f"kind={kind}" in admin.get("/desk/destinations/new").text
    assert admin.get(f"/desk/destinations/new?kind={kind}").status_code == 200


def test_secret_that_was_pasted_is_sealed_kept_on_change_and_never_shown(admin: Colleague, office: Office) -> None:
    secret = "https://hooks.slack.com/services/T0/B0/secret-token"
    form = {"kind": "slack", "name": "#leads", "topics": "lead.recorded", "language": "fr", "secret": secret}
    assert admin.post("/desk/destinations", form).status_code == 303
    assert admin.post("/desk/destinations/slack-1", form | {"name": "#new", "secret": ""}).status_code == 303
    shown = admin.get("/desk/destinations").text + admin.get("/desk/destinations/slack-1").text
    assert "secret-token" not in shown
    assert "#new" in shown
    kept = open_deliveries(office.installation.settings, office.installation.stores).find("slack-1")
    assert (kept.secret, kept.options["language"]) == (secret, "fr")
    assert secret.encode() not in Path(office.installation.settings.data_dir, "frontdesk.db").read_bytes()


def test_new_key_is_shown_once_and_replaces_the_former(admin: Colleague, hook: Hook) -> None:
    former = add_webhook(admin, f"{hook.url}/in")
    response = admin.post("/desk/destinations/webhook-1/new-key")
    assert "whsec_" in response.text
    assert former not in response.text


def test_switching_off_and_on_is_said_and_logged(admin: Colleague, office: Office, hook: Hook) -> None:
    add_webhook(admin, f"{hook.url}/in")
    assert admin.post("/desk/destinations/webhook-1/switch", {"to": "off"}).status_code == 303
    assert "Off" in admin.read("/desk/destinations")
    assert admin.post("/desk/destinations/webhook-1/switch", {"to": "on"}).status_code == 303
    with office.installation.stores.database.reading() as session:
        noted = [
            (row.actor, row.action, row.details) for row in session.query(AuditRow).filter_by(object_kind="destination")
        ]
    who = f"staff:{admin.member.id}"
    assert noted[0][:2] == (who, "created")
    assert [each[2].get("active") for each in noted[1:]] == [False, True]


def test_given_up_delivery_says_why_in_plain_words_and_is_replayed(
    admin: Colleague, office: Office, hook: Hook
) -> None:
    add_webhook(admin, f"{hook.url}/in")
    delivery, reference = give_up(office, "refused 400")
    shown = admin.read("/desk/deliveries")
    assert f"New lead {reference}" in shown
    assert "Given up 1" in shown
    assert "It refused the contents (400)" in shown
    assert admin.post("/desk/deliveries/replay", {"delivery": delivery}).status_code == 303
    assert admin.post("/desk/deliveries/replay", {"delivery": "nothing"}).status_code == 404
    with office.installation.stores.database.reading() as session:
        noted = session.query(AuditRow).filter_by(action="replayed").one()
    assert (noted.actor, noted.object_id) == (f"staff:{admin.member.id}", delivery)


def test_everything_of_a_destination_is_replayed_at_once(admin: Colleague, office: Office, hook: Hook) -> None:
    add_webhook(admin, f"{hook.url}/in")
    for _ in range(2):
        give_up(office, "not_found 404")
    page = admin.get("/desk/deliveries?shelf=given_up&destination=webhook-1").text
    assert "Try all of this destination again" in page
    assert admin.post("/desk/deliveries/replay-all", {"destination": "webhook-1"}).status_code == 303
    desk = open_deliveries(office.installation.settings, office.installation.stores)
    assert desk.counts()[DeliveryShelf.GIVEN_UP] == 0


def test_letters_wait_visibly_where_no_mail_server_is_set_up(tmp_path: Path, rasa: RasaStandIn) -> None:
    with installation(tmp_path, rasa) as running, office_of(running) as office:
        desk = open_deliveries(running.settings, running.stores)
        with running.stores.database.writing() as session:
            session.add(outbox_row(make_outbox_entry(topic="visitor.answer"), None))
        desk.courier.deliveries.plan(desk.destinations(), at=SystemClock().now())
        admin = office.signed_in(Role.ADMINISTRATOR)
        assert "Not set up yet; it waits" in admin.read("/desk/deliveries?shelf=waiting")
        assert "FRONTDESK_SMTP_URL" in admin.read("/desk/destinations")


def test_pages_are_in_french_too(office: Office, hook: Hook) -> None:
    admin = office.signed_in(Role.ADMINISTRATOR, language=Language.FR)
    add_webhook(admin, f"{hook.url}/in")
    assert "Envois" in admin.read("/desk/deliveries")
    assert "Ajouter une destination" in admin.read("/desk/destinations")


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OFFICER, Role.EDITOR])
def test_only_administrators_see_and_change_them(office: Office, role: Role) -> None:
    colleague = office.signed_in(role)
    for url in ("/desk/deliveries", "/desk/destinations", "/desk/destinations/new", "/desk/destinations/webhook-1"):
        assert colleague.get(url).status_code == 403
    for url in ("deliveries/replay", "deliveries/replay-all", "destinations", "destinations/mail/test"):
        assert colleague.post(f"/desk/{url}", {"delivery": "x", "destination": "x"}).status_code == 403
    for act in ("", "/switch", "/new-key"):
        assert colleague.post(f"/desk/destinations/webhook-1{act}", {"to": "off"}).status_code == 403


def test_what_is_not_there_is_not_found(admin: Colleague) -> None:
    for key in ("webhook-9", "mail", "nonsense", "webhook-x"):
        assert admin.get(f"/desk/destinations/{key}").status_code == 404
        assert admin.post(f"/desk/destinations/{key}/switch", {"to": "off"}).status_code == 404


def test_running_gateway_tells_the_webhook_and_the_visitor_of_a_lead_within_seconds(
    admin: Colleague, office: Office, hook: Hook, box: MailBox
) -> None:
    add_webhook(admin, f"{hook.url}/in")
    lead = make_lead()
    office.installation.stores.leads.record_lead(lead, [make_outbox_entry(payload=lead_record(lead))])
    assert hook.taking.wait(20)
    assert box.taking.wait(20)
    assert lead.reference in hook.received[0].body.decode()
    assert any(lead.reference in str(message["Subject"]) for message in box.messages)


def test_invitation_is_sent_to_whoever_is_invited_and_its_link_lets_them_in(
    admin: Colleague, office: Office, box: MailBox
) -> None:
    invited = {"email": "ben@agency.example", "name": "Ben Maes", "role": "officer", "language": "fr"}
    shown = admin.post("/desk/staff/new", invited)
    assert "on its way to ben@agency.example" in text_of(shown.text)
    assert box.taking.wait(20)
    (letter,) = (message for message in box.messages if message["To"].addresses[0].addr_spec == "ben@agency.example")
    body = letter.get_body(("plain",))
    assert body is not None
    link = re.search(r"https?://[^/\s]+(/desk/welcome/\S+)", body.get_content())
    assert link is not None
    assert link[0] in shown.text
    assert "Ben Maes" in office.http.get(link[1]).text
