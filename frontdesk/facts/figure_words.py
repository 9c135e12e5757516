"""How a number is written in a sentence of each language: the marks inside it, what stands before it and the unit behind it."""

from collections.abc import Mapping

from frontdesk.values import Language

HEDGES: Mapping[Language, str] = {
    Language.EN: "more than|over|almost|nearly|close to|about|around|some|up to|at least",
    Language.FR: "plus de|près de|presque|environ|quelque|jusqu'à|au moins",
    Language.NL: "meer dan|ruim|bijna|ongeveer|circa|zowat|tot|minstens",
    Language.DE: "mehr als|über|fast|beinahe|knapp|rund|etwa|ungefähr|bis zu|mindestens",
}
"""They belong to the figure: without them it would claim more than the source."""

UNTIL: Mapping[Language, str] = {
    Language.EN: "to|and",
    Language.FR: "à|et",
    Language.NL: "tot|en",
    Language.DE: "bis|und",
}

_EURO = r"(?:d['’]euros?|euros?|Euro)"
_LARGE = "billion|million|milliards?|millions?|miljard|miljoen|Milliarden?|Millionen?"
UNIT = rf"%|(?:{_LARGE})(?:\s(?:de\s)?{_EURO})?(?!\w)|{_EURO}(?!\w)|€"

NUMBERS: Mapping[Language, str] = {
    Language.EN: r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?",
    Language.FR: r"\d{1,3}(?:[\s.]\d{3})+(?:,\d+)?|\d+(?:,\d+)?",
    Language.NL: r"\d{1,3}(?:[\s.]\d{3})+(?:,\d+)?|\d+(?:,\d+)?",
    Language.DE: r"\d{1,3}(?:[\s.]\d{3})+(?:,\d+)?|\d+(?:,\d+)?",
}


def plain_number(written: str, language: Language) -> str:
    """Return a number as it is compared: '51 000' and '51,000' as '51000', '4,1' as '4.1'."""
    if language is Language.EN:
        return written.replace(",", "")
    return "".join(sign for sign in written if sign.isdigit() or sign == ",").replace(",", ".")
