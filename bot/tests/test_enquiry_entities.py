"""What enquirers tell in one breath, in four languages."""

import time
from typing import Dict

import pytest

from bot.components.enquiry_entities import find_spans
from bot.components.word_list import all_stop_words

KNOWN = all_stop_words() | {"interested", "looking", "plan", "invest", "company"}
NOVALGEN = {"organisation": "Novalgen Bio", "email": "ann@novalgen.com"}


def told(text: str) -> Dict[str, str]:
    return {span.entity: text[span.start : span.end] for span in find_spans(text, KNOWN)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "We are Novalgen Bio, 40M, early 2027, write to ann@novalgen.com",
            {**NOVALGEN, "amount": "40M", "timeframe": "early 2027"},
        ),
        (
            "Nous sommes Novalgen Bio, 40M, début 2027, écrivez à ann@novalgen.com",
            {**NOVALGEN, "amount": "40M", "timeframe": "début 2027"},
        ),
        (
            "Wij zijn Novalgen Bio, 40M, begin 2027, mail naar ann@novalgen.com",
            {**NOVALGEN, "amount": "40M", "timeframe": "begin 2027"},
        ),
        (
            "Wir sind Novalgen Bio, 40 Mio, Anfang 2027, E-Mail ann@novalgen.com",
            {**NOVALGEN, "amount": "40 Mio", "timeframe": "Anfang 2027"},
        ),
        ("ich bin Anna Müller von der Firma Novalgen", {"person": "Anna Müller", "organisation": "Novalgen"}),
        ("ik ben Jan van den Berg van Novalgen BV", {"person": "Jan van den Berg", "organisation": "Novalgen BV"}),
        ("je m'appelle Anne Dupont, 50 ETP", {"person": "Anne Dupont", "job_count": "50 ETP"}),
        (
            "This is Tom Nguyen of Nordhelix AS. We plan a site",
            {"person": "Tom Nguyen", "organisation": "Nordhelix AS"},
        ),
        ("my name is john smith", {"person": "john smith"}),
        ("€2.5m", {"amount": "€2.5m"}),
        ("25 mio", {"amount": "25 mio"}),
        ("10-20 million dollars", {"amount": "10-20 million dollars"}),
        ("1.500.000 euro", {"amount": "1.500.000 euro"}),
        ("forty million euros", {"amount": "forty million euros"}),
        ("Q3 2027", {"timeframe": "Q3 2027"}),
        ("innerhalb von 18 Monaten", {"timeframe": "innerhalb von 18 Monaten"}),
        ("eind 2028", {"timeframe": "eind 2028"}),
        ("50 FTE", {"job_count": "50 FTE"}),
        ("50 Arbeitsplätze", {"job_count": "50 Arbeitsplätze"}),
        ("call me on 0475 12 34 56", {"phone": "0475 12 34 56"}),
        ("+32 475 12 34 56", {"phone": "+32 475 12 34 56"}),
        ("nous venons de Suisse", {"country": "Suisse"}),
        ("based in the united kingdom", {"country": "united kingdom"}),
    ],
)
def test_what_is_told_is_found_and_nothing_else(text: str, expected: Dict[str, str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "we are interested in investing",
        "We are looking for a site of 5000 m2",
        "Ich bin Investor",
        "How many people work at GSK?",
        "Our company wants to expand",
        "when was UCB founded in 1928",
        "nous sommes intéressés",
    ],
)
def test_ordinary_sentences_tell_nothing_about_an_enquirer(text: str) -> None:
    assert told(text) == {}


def test_a_long_message_of_digits_is_read_quickly() -> None:
    start = time.process_time()
    for text in (
        "1" * 2000,
        "1 000 " * 330,
        "10-20 " * 330,
        "a@" * 1000,
        "+32 4 " * 330,
        "de la " * 330,
        "We are " * 280,
    ):
        find_spans(text, KNOWN)
    assert time.process_time() - start < 2
