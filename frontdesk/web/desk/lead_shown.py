"""What the templates of a lead's page are given."""

from collections.abc import Mapping
from functools import partial

from frontdesk.enquiry.period import ASAP
from frontdesk.facts.answer import AnswerKind
from frontdesk.leads.duplicates import ALMOST_CERTAIN
from frontdesk.leads.label import LONGEST_LABEL, Tone
from frontdesk.leads.note import LONGEST_NOTE
from frontdesk.leads.office_hours import brussels_day
from frontdesk.leads.task import LONGEST_TITLE
from frontdesk.services.lead_page import LeadView, Told
from frontdesk.services.staff_sessions import SignedIn
from frontdesk.staff.role import Permission
from frontdesk.values import Language
from frontdesk.web.desk.lead_due import due_of
from frontdesk.web.desk.lead_evidence import judged
from frontdesk.web.desk.lead_talk import stretches
from frontdesk.web.desk.lead_timeline import lines
from frontdesk.web.desk.texts import has_text, text
from frontdesk.wiring.desk import Desk
from frontdesk.wiring.response_clock import response_clock

_STATUSES = frozenset({"waiting", "delivered", "given_up", "nobody"})


def shown_of(view: LeadView, desk: Desk, who: SignedIn, language: Language) -> Mapping[str, object]:
    """Return everything but the forms; whoever may not read conversations sees no words of it."""
    file, now, member = view.file, desk.clock.now(), who.member
    reads_talk = member.may(Permission.READ_CONVERSATIONS)
    messages = view.talk.messages if reads_talk else ()
    return {
        "file": file,
        "lead": file.lead,
        "enquiry": file.lead.enquiry,
        "talk": view.talk,
        "reads_talk": reads_talk,
        "stretches": stretches(messages),
        "linked": tuple((one, talk, stretches(talk.messages if reads_talk else ())) for one, talk in view.linked),
        "likely": view.likely,
        "criteria": judged(file.lead.qualification, messages),
        "duplicates": view.duplicates,
        "due": due_of(file.standing, file.closed_at, now),
        "lines": lines(file, partial(text, language)),
        "told": tuple(_told(one) for one in file.told),
        "kinds": frozenset(AnswerKind),
        "timing": _timing(file.lead.enquiry.timeline, language),
        "now": now,
        "follow_up_day": brussels_day(response_clock(desk.settings).follow_up_at(now, None)).isoformat(),
        "certain_from": ALMOST_CERTAIN,
        "can_work": member.may(Permission.WORK_LEADS) and file.merged_into is None,
        "can_merge": member.may(Permission.WORK_LEADS),
        "colleagues": tuple((one.id, one.name) for one in file.staff.values() if one.may_work),
        "tones": tuple(Tone),
        "longest": {"note": LONGEST_NOTE, "label": LONGEST_LABEL, "title": LONGEST_TITLE},
    }


def _told(told: Told) -> tuple[str, str, Told]:
    """Return the texts of something told to the outside and of what became of it, with it."""
    topic = f"lead.topic.{told.topic}"
    became = told.status or "preparing"
    known = became in _STATUSES or told.status is None
    return topic if has_text(topic) else "lead.topic.any", f"lead.delivery.{became if known else 'under_way'}", told


def _timing(timeline: str | None, language: Language) -> str:
    """Return a period as people read it; years, months and spans stand as they were told."""
    if timeline is None:
        return text(language, "lead.unknown")
    if timeline == ASAP:
        return text(language, "lead.timing.asap")
    year, is_quarter, quarter = timeline.partition("-Q")
    if is_quarter:
        return text(language, "lead.timing.quarter", quarter=quarter, year=year)
    return timeline.replace("/", " – ")
