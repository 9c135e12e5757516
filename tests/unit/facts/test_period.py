"""Which years a text means."""

import pytest

from frontdesk.facts.period import Period, asks_for_events, period_in


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("What happened between 1980 and 2000?", 1980, 2000),
        ("entre 1980 et 2000", 1980, 2000),
        ("tussen 1980 en 2000", 1980, 2000),
        ("zwischen 1980 und 2000", 1980, 2000),
        ("1980–2000", 1980, 2000),
        ("before 1960", None, 1959),
        ("avant 1960", None, 1959),
        ("since 2010?", 2010, None),
        ("after 2010", 2011, None),
        ("seit 2010", 2010, None),
        ("in the 90s", 1990, 1999),
        ("the 1970s", 1970, 1979),
        ("années 90", 1990, 1999),
        ("dans les années soixante-dix", 1970, 1979),
        ("in de jaren negentig", 1990, 1999),
        ("in den neunziger Jahren", 1990, 1999),
        ("die 1980er", 1980, 1989),
        ("in 2010", 2010, 2010),
        ("and 1985?", 1985, 1985),
        ("au XXe siècle", 1900, 1999),
    ],
)
def test_a_period_is_read(text: str, first: int | None, last: int | None) -> None:
    period = period_in(text)
    assert period is not None
    assert (period.first, period.last) == (first, last)


@pytest.mark.parametrize("text", ["vor 10 Jahren", "more than 2000 jobs", "who founded UCB?", "5000 euros"])
def test_other_numbers_are_no_period(text: str) -> None:
    assert period_in(text) is None


def test_a_bare_period_asks_nothing_else() -> None:
    bare, asking = period_in("and before 1960?"), period_in("exports before 1960")
    assert bare is not None
    assert asking is not None
    assert (bare.bare, asking.bare) == (True, False)


def test_an_open_period_holds_all_years_on_its_side() -> None:
    assert Period(first=2010).holds(2026)
    assert not Period(last=1959).holds(1960)
    assert Period(1930, 1939).distance(1928) == 2


@pytest.mark.parametrize(
    "text", ["What happened in 1999?", "Que s'est-il passé ?", "wat is er gebeurd", "Was geschah damals?"]
)
def test_asking_what_happened_is_recognised(text: str) -> None:
    assert asks_for_events(text)
