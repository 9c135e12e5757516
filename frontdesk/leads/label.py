"""Labels: words staff put on leads, each in one of the desk's colours."""

from dataclasses import dataclass
from enum import StrEnum

LONGEST_LABEL = 40


class Tone(StrEnum):
    """The colours a label may have; the desk's style sheet knows each."""

    GREY = "grey"
    BLUE = "blue"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    VIOLET = "violet"


@dataclass(frozen=True, slots=True)
class Label:
    """One label. No two have the same name, whatever their case."""

    id: int
    name: str
    tone: Tone
