"""The years a question names, against those a fact tells of."""

import re

from frontdesk.facts.model import Fact
from frontdesk.facts.question import Question

_HISTORY = "history"
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")


def fits_years(question: Question, fact: Fact) -> bool:
    """Tell whether a fact can answer for the years a question names; a figure of today is none for 2005.

    Years after the fact was checked are a visitor's plans and no question about the past. What happened to a named subject is told
    whatever year is asked for: "was Mithra founded in 1989?" is answered by the year it was.
    """
    if fact.topic == _HISTORY and question.mentions:
        return True
    asked = {year for year in map(int, _YEAR.findall(question.text)) if year <= fact.source.retrieved.year}
    told = " ".join((fact.value, str(fact.as_of), *fact.statement.values(), *fact.caution.values()))
    return not asked or bool(asked & set(map(int, _YEAR.findall(told))))
