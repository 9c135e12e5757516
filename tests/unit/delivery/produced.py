"""What each target is sent, as golden files beside this one; ``python -m tests.unit.delivery.produced`` writes them anew, to be read."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from frontdesk.delivery.chat import slack_message, teams_message
from frontdesk.delivery.hubspot import submission
from frontdesk.delivery.mail import message_of
from frontdesk.delivery.salesforce import lead_form
from frontdesk.delivery.signing import signed_headers
from frontdesk.delivery.webhook import told_id, webhook_body
from frontdesk.rendering.chat_notes import NoteRenderer
from frontdesk.rendering.letters import LetterRenderer
from frontdesk.services.delivery import Destination, DestinationKind, Parcel
from frontdesk.services.lead_record import lead_record
from frontdesk.values import Language
from tests.factories import NOON, make_enquiry, make_lead

GOLDEN = Path(__file__).parent / "golden"
KEY = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
AT = datetime(2026, 11, 23, 12, 0, 5, tzinfo=UTC)
DESK = "https://desk.agency.example"


def lead_parcel() -> Parcel:
    """A lead with what visitors may type: accents, markup, lines."""
    enquiry = make_enquiry(
        enquiry_id="enquiry-1",
        conversation_id="conversation-1",
        name="Ann-Sophie van den Berg",
        organisation="Søren & Cie <Bio>",
        project="A fill-and-finish plant;\n=1+1, 120 people",
    )
    lead = make_lead(enquiry=enquiry, reference="WAL-26-7K3M-9Q2X")
    return Parcel("lead.recorded:enquiry-1:target-1", "lead.recorded", lead_record(lead), NOON)


def destination(kind: DestinationKind, **options: str) -> Destination:
    return Destination(f"{kind}-1", "Target", kind, ("lead.recorded",), options)


def letter_parcel(topic: str, language: str) -> Parcel:
    payload = {
        "to": "ann@acme.example",
        "language": language,
        "name": "Ann Peeters",
        "reference": "WAL-26-7K3M-9Q2X",
        "organisation": "Søren & Cie",
        "owner": "Jean Dupont",
        "officer": "Jean Dupont",
        "reply_to": "jean@agency.example",
        "rule": "Vaccines",
        "deputy_for": "Marie Claes",
        "due_at": "2026-11-24T16:00:00+00:00",
        "expires_at": "2026-11-26T12:00:00+00:00",
        "url": f"{DESK}/desk/welcome?token=drawn",
        "text": "Dear Ms Peeters,\n\nyes, there is <space> & people:\nhttps://example.org/sites?a=1&b=2\n\nRegards",
    }
    return Parcel(f"{topic}:1:mail", topic, payload, NOON)


def mail(topic: str, language: str) -> str:
    """A whole message, with the boundary of its parts fixed."""
    parcel = letter_parcel(topic, language)
    letter = LetterRenderer(DESK).letter(topic, parcel.payload)
    message = message_of(letter, parcel, sender="Invest in Wallonia <desk@agency.example>", at=AT)
    message.set_boundary("boundary")
    return message.as_string().replace("\r\n", "\n")


def produced() -> Mapping[str, str]:
    """Return the content of every golden file by its name."""
    parcel, notes = lead_parcel(), NoteRenderer(DESK)
    fields = {"fields": "sector = industry\nreference = 0-2/frontdesk_reference"}
    hubspot = destination(DestinationKind.HUBSPOT, consent_text="Agreed to be answered.", **fields)
    salesforce = destination(DestinationKind.SALESFORCE, oid="00D000000000001", fields="jobs = 00N5g00000abcde")
    body = webhook_body(parcel)
    form = dict(parse_qsl(urlencode(lead_form(parcel, salesforce))))
    return {
        "slack.json": _json(slack_message(notes.note(parcel.topic, parcel.payload, Language.EN))),
        "teams.json": _json(teams_message(notes.note(parcel.topic, parcel.payload, Language.FR))),
        "webhook.json": _json(json.loads(body)),
        "webhook-headers.json": _json(signed_headers(KEY, told_id(parcel), body, AT)),
        "hubspot.json": _json(submission(parcel, hubspot, at=AT)),
        "salesforce.json": _json(form),
        "mail-acknowledgement-de.eml": mail("visitor.acknowledgement", "de"),
        "mail-answer-en.eml": mail("visitor.answer", "en"),
        "mail-assigned-fr.eml": mail("staff.assigned", "fr"),
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name, content in produced().items():
        (GOLDEN / name).write_text(content, encoding="utf-8")
