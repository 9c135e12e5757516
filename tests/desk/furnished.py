"""An office in full swing: six colleagues, and leads of two months with their conversations. For walks through the desk and screenshots."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import update

from frontdesk.leads.office_hours import OfficeHours
from frontdesk.qualification.model import Lead
from frontdesk.services.lead_record import lead_record
from frontdesk.services.qualify_enquiry import qualify_enquiry
from frontdesk.services.staff_ports import NewMember
from frontdesk.services.transcript import Author, CitedSource
from frontdesk.staff.member import SYSTEM, Member
from frontdesk.staff.role import Role
from frontdesk.store.lead_tables import LeadRow
from frontdesk.store.staff_tables import StaffRow
from frontdesk.values import Language
from frontdesk.wiring.stores import Stores
from tests.factories import make_consent, make_conversation, make_enquiry, make_lead, make_message, make_outbox_entry

SOURCE = CitedSource("statistics.employment", "BioWin, annual report 2024", "https://www.biowin.org/en/", "2024", "WAL")
TALK = {
    Language.EN: ("How many people work in biotech in Wallonia?", "About 19,000 people work in the sector."),
    Language.FR: ("Combien de personnes travaillent dans la biotech ?", "Environ 19 000 personnes y travaillent."),
    Language.NL: ("Hoeveel mensen werken er in de biotech?", "Ongeveer 19.000 mensen werken in de sector."),
    Language.DE: ("Wie viele Menschen arbeiten in der Biotech?", "Rund 19.000 Menschen arbeiten in der Branche."),
}
PROJECTS = (
    ("Novacell Therapeutics", "US", "cell_gene_therapy", "A GMP plant for viral vectors, 4,000 m2", 42, "120", "2027", Language.EN),
    ("Laboratoires Armorique", "FR", "vaccines", "Remplissage aseptique et conditionnement de vaccins", 12, "60", "2027", Language.FR),
    ("Rijnland Bioprocess BV", "NL", "biomanufacturing", "Uitbreiding van een CDMO met fermentatie", 8, "35", "2028-Q1", Language.NL),
    ("Kölner Zellwerk GmbH", "DE", "cell_gene_therapy", "Pilotanlage für Zelltherapien bei Lüttich", 6, "25", "asap", Language.DE),
    ("Hokuto Pharma", "JP", "biopharma", "European headquarters and a quality control laboratory", 15, "40", "2027-Q1", Language.EN),
    ("Seoul Vax Co.", "KR", "vaccines", "Looking for a partner for technology transfer of an mRNA line", None, None, None, Language.EN),
    ("Maple Diagnostics", "CA", "diagnostics", "Site for assembling point-of-care tests", 3, "18", "2027-Q4", Language.EN),
    ("Ingrid Svensson", "SE", "other", "Would like to know about funding", None, None, None, Language.EN),
    ("Ganges Biologics", "IN", "biosimilars", "Drug substance plant for biosimilars with 6 x 2,000 L", 95, "240", "2028", Language.EN),
    ("Start-up sans nom", "BE", "digital_health", "Une idée d'application", None, "2", None, Language.FR),
)  # fmt: skip


@dataclass(frozen=True)
class Furnished:
    """Who works there and what they work on."""

    members: dict[str, Member]
    leads: tuple[Lead, ...]


def furnish(stores: Stores, now: datetime, *, leads: int = 40) -> Furnished:
    """Fill an empty database."""
    drawn = random.Random(7)
    members = {name: _member(stores, name, role, language, now) for name, role, language in COLLEAGUES}
    recorded = tuple(_lead(stores, number, now, drawn) for number in range(leads))
    return Furnished(members, recorded)


COLLEAGUES = (
    ("Claire Dumont", Role.OFFICER, Language.FR),
    ("Tom Janssens", Role.OFFICER, Language.EN),
    ("Sofia Marchetti", Role.OFFICER, Language.EN),
    ("Elise Lambert", Role.EDITOR, Language.FR),
    ("Marc Renard", Role.ADMINISTRATOR, Language.EN),
    ("Anna Keller", Role.VIEWER, Language.EN),
)


def _member(stores: Stores, name: str, role: Role, language: Language, now: datetime) -> Member:
    email = name.lower().replace(" ", ".") + "@agency.example"
    new = NewMember(email=email, name=name, role=role, language=language)
    member = stores.staff.add(new, by=SYSTEM, at=now - timedelta(days=90))
    with stores.database.writing() as session:  # they accepted their invitation: only then is anybody given leads
        session.get_one(StaffRow, member.id).password_hash = "not one that anybody knows"
    return member


def _lead(stores: Stores, number: int, now: datetime, drawn: random.Random) -> Lead:
    organisation, country, sector, project, millions, jobs, timeline, language = PROJECTS[number % len(PROJECTS)]
    created = now - timedelta(hours=number * 26 * drawn.uniform(0.6, 1.2), minutes=7)
    person = drawn.choice(("Ana", "Bram", "Chen", "Dora", "Emil", "Fatou", "Goran", "Hana")) + " " + drawn.choice(
        ("Petrov", "de Vries", "Wang", "Okafor", "Müller", "Rossi", "Lefèvre")
    )  # fmt: skip
    conversation = _conversation(stores, created, language, project)
    enquiry = make_enquiry(
        enquiry_id=f"furnished-{number}",
        conversation_id=conversation,
        language=language,
        channel="website",
        name=person,
        organisation=organisation if number < len(PROJECTS) else f"{organisation} {number}",
        email=f"{person.split()[0].lower()}{number}@{organisation.split()[0].lower().replace('ö', 'oe')}.example",
        country=country,
        sector=sector,
        project=project,
        phone="+32470123456" if number % 3 else None,
        investment_eur=Decimal(millions * 1_000_000) if millions else None,
        investment_original=f"{millions} million euros" if millions else None,
        jobs=jobs,
        timeline=timeline,
        words={"project": project, "sector": sector.replace("_", " "), "organisation": organisation},
    )
    lead = make_lead(
        reference=f"WAL-26-{number:04d}-DEMO",
        enquiry=enquiry,
        consent=make_consent(language=language, given_at=created - timedelta(minutes=4), channel="website"),
        qualification=qualify_enquiry(enquiry, on=created.date()),
        created_at=created,
        due_at=OfficeHours().closing_after(created, 1),
    )
    entry = make_outbox_entry(id=f"lead.recorded:{enquiry.enquiry_id}", payload=lead_record(lead), created_at=created)
    stores.leads.record_lead(lead, [entry])
    if number > 4:  # the newest wait; of the others most were answered, some in time and some not
        _answered(stores, lead, created + timedelta(hours=drawn.choice((2, 5, 20, 30, 70))), drawn)
    return lead


def _answered(stores: Stores, lead: Lead, at: datetime, drawn: random.Random) -> None:
    status = drawn.choice(("contacted", "contacted", "in_discussion", "in_discussion", "won", "lost", "not_a_lead"))
    closed = at + timedelta(days=3) if status in {"won", "lost", "not_a_lead"} else None
    with stores.database.writing() as session:
        chosen = update(LeadRow).where(LeadRow.reference == lead.reference)
        session.execute(chosen.values(answered_at=at, status=status, closed_at=closed))


def _conversation(stores: Stores, created: datetime, language: Language, project: str) -> str:
    conversation = make_conversation(
        language=language, channel="website", created_at=created - timedelta(minutes=12), last_seen=created
    )
    stores.conversations.create(conversation)
    question, answer = TALK[language]
    begun = created - timedelta(minutes=11)
    asked, _ = stores.conversations.append(
        conversation.id, make_message(text=question, language=language, sent_at=begun)
    )
    said = [
        make_message(
            author=Author.ASSISTANT,
            text=answer,
            language=language,
            sent_at=begun + timedelta(seconds=2),
            in_reply_to=asked.id,
            kind="facts",
            citations=(SOURCE,),
        )
    ]
    stores.conversations.append_all(conversation.id, said)
    stores.conversations.append(
        conversation.id, make_message(text=project, language=language, sent_at=begun + timedelta(minutes=1))
    )
    return conversation.id
