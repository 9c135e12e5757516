"""The letters of a transcript: Noto Sans, and WenQuanYi Micro Hei for Chinese, Japanese and Korean. Both are embedded in the file."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import as_file, files
from io import BytesIO
from itertools import groupby
from xml.sax.saxutils import escape

REGULAR, BOLD, ASIAN = "NotoSans", "NotoSans-Bold", "MicroHei"
UNKNOWN = "\N{REPLACEMENT CHARACTER}"  # for what neither font can draw: a sign is honest, an empty box is not
_NOTO = {REGULAR: "notos", BOLD: "notosbo"}
_INVISIBLE = frozenset({"Cf", "Cc"})  # joiners, direction marks
_ACCENT = "Mn"  # of the letter before, or which variant of an emoji is meant


def lettered(text: str, font: str = REGULAR) -> str:
    """Return text as mark-up in which every stretch is set in a font that has its letters; what it says is never mark-up."""
    stretches = groupby(_drawable(unicodedata.normalize("NFC", text), font), key=lambda one: one[0])
    return "".join(_set(chosen, "".join(letter for _, letter in some), font) for chosen, some in stretches)


def is_whole(text: str) -> bool:
    """Tell whether every letter of a text can be drawn."""
    return all(letter != UNKNOWN for _, letter in _drawable(unicodedata.normalize("NFC", text), REGULAR))


@cache
def ready() -> None:
    """Make the fonts known to the library that writes PDFs."""
    from pymupdf_fonts import myfont  # noqa: PLC0415 - a tenth of a second, spent by who asks
    from reportlab.pdfbase.pdfmetrics import registerFont  # noqa: PLC0415 - as above
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415 - as above

    for name, code in _NOTO.items():
        registerFont(TTFont(name, BytesIO(myfont(code))))
    with as_file(files("paperang_p2_fonts_cjk") / "fonts" / "wqy-microhei.ttc") as path:
        registerFont(TTFont(ASIAN, str(path)))


def _drawable(text: str, font: str) -> Iterator[tuple[str, str]]:
    """Give each letter with the font it is set in; several in a row that cannot be drawn are one sign."""
    before = ""
    for letter in text:
        chosen = next((one for one in (font, ASIAN) if ord(letter) in _letters_of(one)), None)
        sort = unicodedata.category(letter)
        if sort in _INVISIBLE or (sort == _ACCENT and chosen is None):
            continue
        shown = letter if chosen else UNKNOWN
        if not (shown == before == UNKNOWN):
            yield chosen or font, shown
        before = shown


def _set(chosen: str, text: str, font: str) -> str:
    return escape(text) if chosen == font else f'<font name="{chosen}">{escape(text)}</font>'


@cache
def _letters_of(font: str) -> frozenset[int]:
    from reportlab.pdfbase.pdfmetrics import getFont  # noqa: PLC0415 - as above

    ready()
    return frozenset(getFont(font).face.charToGlyph)
