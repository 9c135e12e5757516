"""The one figure a fact states, as its sentence writes it; none where there are several or it cannot be found with certainty."""

import re
from dataclasses import dataclass

from frontdesk.facts.figure_words import HEDGES, NUMBERS, UNIT, UNTIL, plain_number
from frontdesk.facts.model import Fact
from frontdesk.values import Language

_YEAR = r"\b(?:1[89]|20)\d\d\b"
_YEARS = re.compile(rf"{_YEAR}(?:\s?[-–]\s?{_YEAR})?")
_NOT_COUNTED = re.compile(r"\d+(?:st|nd|rd|th)\b|\d+x\b|[+-]\d|\bkm2\b")
_END = re.compile(r"[,.;:(](?!\d)|\s[–-]\s|$")
_LONGEST_LABEL = 60
_TOPICS = frozenset({"statistics", "talent"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in the words of the sentence: 'plus de 350', no unit, 'entreprises de biotechnologie'."""

    value: str
    unit: str
    label: str


def figure_of(fact: Fact, language: Language) -> Figure | None:
    """Return the figure a statistic gives, cut out of its statement; what hedges it stays with it."""
    numbers = _numbers_of(fact.value) if fact.topic in _TOPICS else ()
    sentence = fact.statement[language]
    found = next((match for match in _figures(sentence, language) if _is(match, numbers, language)), None)
    if not numbers or found is None or (_is_hedged(fact.value) and not found["hedge"]):
        return None
    return Figure(found["value"], (found["unit"] or "").strip(), _label(sentence[found.end() :]))


def _is_hedged(value: str) -> bool:
    return re.search(rf"\b(?:{HEDGES[Language.EN]})\b", value) is not None


def _label(rest: str) -> str:
    """Return what follows a figure up to the next pause; nothing where that is half a sentence."""
    end = _END.search(rest)
    label = rest[: end.start()].strip() if end else rest.strip()
    return label if len(label) <= _LONGEST_LABEL else ""


def _numbers_of(value: str) -> tuple[str, ...]:
    """Return the number a value gives, or both ends of its range; nothing where it gives several, or a rank, a factor or a change."""
    without_years = _YEARS.sub(" ", value)
    if _NOT_COUNTED.search(without_years.replace("–", " to ").replace("-", " to ")):
        return ()
    numbers = re.findall(NUMBERS[Language.EN], without_years)
    is_range = re.search(r"\d%?\s?[-–]\s?\d", without_years) is not None
    if len(numbers) != 1 + is_range:
        return ()
    return tuple(plain_number(number, Language.EN) for number in numbers)


def _figures(sentence: str, language: Language) -> list[re.Match[str]]:
    number = NUMBERS[language]
    pattern = (
        rf"(?<![\w.,-])(?P<value>(?P<hedge>(?:{HEDGES[language]})\s)?(?P<low>{number})"
        rf"(?:\s?(?:%\s)?(?:-|–|{UNTIL[language]})\s?(?P<high>{number}))?)(?P<unit>\s?(?:{UNIT}))?(?![\w])"
    )
    return list(re.finditer(pattern, sentence))


def _is(match: re.Match[str], numbers: tuple[str, ...], language: Language) -> bool:
    written = [plain_number(part, language) for part in (match["low"], match["high"]) if part]
    return written == list(numbers)
