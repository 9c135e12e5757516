"""A conversation on paper: every name keeps its letters, and what cannot be drawn is said to be missing."""

import re
from dataclasses import replace

import pytest
from pypdfium2 import PdfDocument

from frontdesk.rendering.transcript_fonts import ASIAN, BOLD, REGULAR, UNKNOWN, is_whole, lettered, ready
from frontdesk.rendering.transcript_pdf import transcript_pdf
from frontdesk.services.transcript import Author, Message
from frontdesk.values import Language
from tests.factories import NOON, make_message

NAMES = {
    "Łódź Şahin Nguyễn Thị Ế Ångström": set(),
    "Αλέξανδρος Παπαδόπουλος": set(),
    "Людмила Ґонґадзе «Биотех»": set(),
    "株式会社バイオ工場": {ASIAN},
    "生物製藥 生物制药": {ASIAN},
    "바이오 주식회사": {ASIAN},
}


def fonts_in(markup: str, font: str) -> list[tuple[str, str]]:
    """Every stretch of a mark-up with the font it is set in."""
    plain, *others = re.split(r'<font name="([^"]+)">(.*?)</font>', markup)
    inner = [
        pair for name, text, after in zip(*[iter(others)] * 3, strict=True) for pair in ((name, text), (font, after))
    ]
    return [(font, plain), *inner]


@pytest.mark.parametrize("font", [REGULAR, BOLD])
@pytest.mark.parametrize(("name", "others"), NAMES.items())
def test_every_letter_is_set_in_a_font_that_has_it(name: str, others: set[str], font: str) -> None:
    from reportlab.pdfbase.pdfmetrics import getFont  # noqa: PLC0415 - only once the fonts are known

    ready()
    stretches = fonts_in(lettered(name, font), font)
    for chosen, text in stretches:
        drawn = getFont(chosen).face.charToGlyph
        assert all(drawn.get(ord(letter)) for letter in text), f"{chosen} cannot draw all of {text}"
    assert {chosen for chosen, text in stretches if text} - {font} == others
    assert is_whole(name)


def test_what_no_font_has_is_one_sign_a_stretch_and_joiners_are_none() -> None:
    assert lettered("Yes 👍🏽 no") == f"Yes {UNKNOWN} no"
    assert lettered("مرحبا!") == f"{UNKNOWN}!"
    assert lettered("a\u200db \N{WOMAN}\u200d\N{MICROSCOPE}\ufe0f") == f"ab {UNKNOWN}"
    assert not is_whole("👍")


def test_letters_told_in_two_parts_become_one() -> None:
    assert lettered("Zoe\u0308") == "Zoë"


def test_mark_up_is_words() -> None:
    assert lettered("<b>山</b> & co") == f'&lt;b&gt;<font name="{ASIAN}">山</font>&lt;/b&gt; &amp; co'


@pytest.mark.parametrize("language", Language)
def test_the_file_says_its_title_and_language_and_brings_its_fonts(language: Language) -> None:
    pdf = transcript_pdf(_talk(language, "Ich bin 山田 Αθηνά"), language, NOON)
    assert f"/Lang ({language}-{'GB' if language is Language.EN else 'BE'})".encode() in pdf
    assert b"/DisplayDocTitle true" in pdf
    embedded = set(re.findall(rb"/FontName /[A-Z]{6}\+(\S+)", pdf))
    assert {name.decode() for name in embedded} == {"NotoSans-Regular", "NotoSans-Bold", "WenQuanYiMicroHei-0"}
    assert pdf.count(b"/FontFile2") == len(embedded)


def test_a_reader_finds_every_letter_again() -> None:
    text = " ".join(NAMES)
    read = _read(transcript_pdf(_talk(Language.EN, text), Language.EN, NOON))
    assert text in read
    assert "Zoë 山田 · Team member" in read
    assert UNKNOWN not in read


def test_a_sign_that_is_missing_is_explained() -> None:
    read = _read(transcript_pdf(_talk(Language.EN, "Yes 👍"), Language.EN, NOON))
    assert f"are shown as {UNKNOWN}; the text file has them" in read
    assert f"Yes {UNKNOWN}" in read


def test_long_words_without_spaces_go_on_on_the_next_page() -> None:
    pages = PdfDocument(transcript_pdf(_talk(Language.EN, "細胞治療工廠" * 600), Language.EN, NOON))
    assert len(pages) > 1


def _talk(language: Language, text: str) -> list[Message]:
    said = make_message(text=text, language=language, sent_at=NOON)
    staff = replace(said, author=Author.STAFF, staff_id=1, staff_name="Zoë 山田")
    return [Message(1, "a-conversation", said), Message(2, "a-conversation", staff)]


def _read(pdf: bytes) -> str:
    """The words of all pages, in one line."""
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in PdfDocument(pdf)).split())
