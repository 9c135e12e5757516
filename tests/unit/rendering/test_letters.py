"""Every letter in every language: complete, the same in text and HTML, and refused where its payload lacks something."""

import html
import re
from pathlib import Path

import pytest

from frontdesk.leads import announcements
from frontdesk.rendering.letters import NEEDED, STAFF_LANGUAGES, LetterRenderer
from frontdesk.services.delivery import LETTER_TOPICS, Topic
from frontdesk.services.delivery_texts import TextIncomplete
from frontdesk.staff.member import Member
from frontdesk.staff.role import Role
from frontdesk.values import Language
from tests.factories import NOON, make_enquiry, make_lead
from tests.unit.delivery.produced import DESK, letter_parcel

MAIL = Path("frontdesk/rendering/mail")
LETTERS = LetterRenderer(DESK)
WRITTEN = [
    (topic, language)
    for topic in NEEDED
    for language in (Language if topic.startswith("visitor.") else STAFF_LANGUAGES)
]


def words(text: str) -> list[str]:
    return html.unescape(re.sub(r"<[^>]*>", " ", text)).split()


def test_every_topic_of_letters_has_its_needs() -> None:
    assert set(NEEDED) == {*LETTER_TOPICS, Topic.TEST}


def test_files_are_those_of_the_letters_and_no_others() -> None:
    expected = {f"{language}/{topic}.{part}.j2" for topic, language in WRITTEN for part in ("subject", "txt")}
    found = {str(file.relative_to(MAIL)) for file in MAIL.glob("*/*.j2")}
    assert found == expected


@pytest.mark.parametrize(("topic", "language"), WRITTEN)
@pytest.mark.parametrize("left_out", [(), ("owner", "rule", "deputy_for")])
def test_letter_says_the_same_in_text_and_html_and_leaves_no_gap(
    topic: Topic, language: Language, left_out: tuple[str, ...]
) -> None:
    payload = dict(letter_parcel(topic, language).payload) | dict.fromkeys(left_out)
    letter = LETTERS.letter(topic, payload)
    assert words(letter.html.partition("<body")[2].partition(">")[2]) == letter.text.split()
    assert f'<html lang="{language}">' in letter.html
    assert "\n" not in letter.subject
    assert letter.subject
    assert not re.search(r"\bNone\b|\{\{|\n\n\n", letter.text)
    assert letter.language is language


@pytest.mark.parametrize("topic", NEEDED)
def test_letter_whose_payload_lacks_something_is_refused_by_its_name(topic: Topic) -> None:
    whole = letter_parcel(topic, "en").payload
    for missing in NEEDED[topic]:
        for broken in ({name: value for name, value in whole.items() if name != missing}, {**whole, missing: ["x"]}):
            with pytest.raises(TextIncomplete, match=missing):
                LETTERS.letter(topic, broken)


@pytest.mark.parametrize("told", [{"language": "xx"}, {"due_at": "soon"}, {"due_at": "2026-11-24T16:00:00"}])
def test_letter_with_a_value_of_the_wrong_kind_is_refused(told: dict[str, str]) -> None:
    with pytest.raises(TextIncomplete):
        LETTERS.letter("visitor.acknowledgement", {**letter_parcel("visitor.acknowledgement", "en").payload, **told})


def test_staff_whose_language_has_no_letters_read_english() -> None:
    assert LETTERS.letter("staff.overdue", letter_parcel("staff.overdue", "nl").payload).language is Language.EN


def test_unknown_topic_is_refused() -> None:
    with pytest.raises(TextIncomplete, match="topic"):
        LETTERS.letter("lead.recorded", letter_parcel("lead.recorded", "en").payload)


def test_moments_are_brussels_time_in_summer_and_winter() -> None:
    payload = letter_parcel("visitor.acknowledgement", "en").payload
    winter = LETTERS.letter("visitor.acknowledgement", payload)
    summer = LETTERS.letter("visitor.acknowledgement", {**payload, "due_at": "2027-07-01T15:00:00+00:00"})
    assert "Tuesday, 24 November 2026, 17:00 (Brussels time)" in winter.text
    assert "Thursday, 1 July 2027, 17:00" in summer.text


def test_a_name_of_several_lines_makes_no_paragraph_and_no_link_of_its_own() -> None:
    payload = {**letter_parcel("visitor.acknowledgement", "en").payload, "name": "Ann\n\nhttps://evil.example\n\nx"}
    letter = LETTERS.letter("visitor.acknowledgement", payload)
    assert "<a " not in letter.html
    assert letter.text.startswith("Dear Ann https://evil.example x,\n\n")


def test_what_is_announced_of_leads_can_be_written() -> None:
    lead = make_lead(enquiry=make_enquiry(language=Language.DE))
    ann = Member(1, "ann@agency.example", "Ann", Role.OFFICER, Language.FR, NOON)
    entries = [
        announcements.acknowledgement(lead, ann, NOON),
        announcements.acknowledgement(lead, None, NOON),
        announcements.answer(lead, announcements.Reply("1", "Yes."), ann, NOON),
        announcements.assigned(lead, ann, NOON, rule=None, deputy_for="Bo"),
        *announcements.unassigned(lead, [ann], NOON),
        *announcements.due_soon(lead, [ann], NOON),
        *announcements.overdue(lead, [ann], None, NOON, NOON.date()),
    ]
    letters = [LETTERS.letter(entry.topic, entry.payload) for entry in entries]
    assert [letter.language for letter in letters] == [Language.DE] * 3 + [Language.FR] * 4
    assert all(lead.reference in letter.subject for letter in letters)
