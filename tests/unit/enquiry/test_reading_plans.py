"""What visitors type of amounts, jobs and time in four languages, and what is read from it."""

from datetime import date
from decimal import Decimal

import pytest

from frontdesk.enquiry import (
    investment,
    jobs,
    project,
    timeline,
)
from frontdesk.enquiry.field import Field
from frontdesk.enquiry.money_text import as_said, from_text, in_unknown_currency, to_text
from frontdesk.enquiry.parsing import Situation, read
from frontdesk.enquiry.reading import Doubt, DoubtKind, Parsed, Reading
from frontdesk.values import Language, Money

TODAY = date(2026, 11, 23)
EN, FR, NL, DE = Language.EN, Language.FR, Language.NL, Language.DE


def value[T](reading: Reading[T]) -> T | None:
    """The value where it is sure."""
    return reading.value if isinstance(reading, Parsed) else None


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("€2.5m", EN, "EUR 2500000"),
        ("10-20 million dollars", EN, "USD 10000000-20000000"),
        ("between 10 and 20 million euros", EN, "EUR 10000000-20000000"),
        ("EUR 10m - 20m", EN, "EUR 10000000-20000000"),
        ("$5-7M", EN, "USD 5000000-7000000"),
        ("about 3 million CHF", EN, "CHF 3000000"),
        ("US$ 10m", EN, "USD 10000000"),
        ("£3m", EN, "GBP 3000000"),
        ("2,500,000 euro", EN, "EUR 2500000"),
        ("250 thousand euros", EN, "EUR 250000"),
        ("half a million euros", EN, "EUR 500000"),
        ("40 million euro in 2 phases", EN, "EUR 40000000"),
        ("40M€", FR, "EUR 40000000"),
        ("entre 10 et 15 millions (EUR)", FR, "EUR 10000000-15000000"),
        ("40 M€", FR, "EUR 40000000"),
        ("MEUR 40", FR, "EUR 40000000"),
        ("5k€", FR, "EUR 5000"),
        ("2 Md€", FR, "EUR 2000000000"),
        ("entre 10 et 20 millions d'euros", FR, "EUR 10000000-20000000"),
        ("25 000 000 €", FR, "EUR 25000000"),
        ("2.500.000 EUR", NL, "EUR 2500000"),
        ("een half miljoen euro", NL, "EUR 500000"),
        ("vijf miljoen euro", NL, "EUR 5000000"),
        ("2,5 Mio. €", DE, "EUR 2500000"),
        ("eine halbe Million Euro", DE, "EUR 500000"),
        ("zwischen 3 und 5 Millionen Euro", DE, "EUR 3000000-5000000"),
        ("1 Mrd. Euro", DE, "EUR 1000000000"),
    ],
)
def test_amount_with_its_currency_is_read(text: str, language: Language, expected: str) -> None:
    money = value(investment.parse(text, language))
    assert money is not None
    assert to_text(money) == expected
    assert from_text(expected) == Money(money.minimum, money.maximum, money.currency)


@pytest.mark.parametrize(
    ("text", "language", "amount"),
    [
        ("25 mio", EN, 25_000_000),
        ("40M", EN, 40_000_000),
        ("1.5 bn", EN, 1_500_000_000),
        ("1,250 million", EN, 1_250_000_000),
        ("1.250 million", EN, 1_250_000),
        ("500k", EN, 500_000),
        ("500000", EN, 500_000),
        ("un demi-million", FR, 500_000),
        ("vijf miljoen", NL, 5_000_000),
    ],
)
def test_amount_without_currency_is_asked_back(text: str, language: Language, amount: int) -> None:
    reading = investment.parse(text, language)
    assert isinstance(reading, Doubt)
    assert (reading.kind, reading.value.minimum) == (DoubtKind.CURRENCY, Decimal(amount))


@pytest.mark.parametrize(
    "text",
    [
        "40",
        "€40",
        "lots",
        "-5 million",
        "3 million doses",
        "200 m2",
        "40 m²",
        "50 jobs",
        "2027",
        "early 2027",
        "900 trillion",
        "",
    ],
)
def test_what_is_no_investment_is_not_read_as_one(text: str) -> None:
    assert investment.parse(text, EN) is None


def test_bare_number_is_no_amount_wherever_it_stands() -> None:
    assert investment.find("500000", EN) is None
    assert isinstance(investment.find("We are Acme, 40M, early 2027", EN), Doubt)


def test_words_of_an_amount_name_its_currency() -> None:
    assert as_said("EUR 40000000", "40M") == "40M (EUR)"
    assert as_said("EUR 40000000", "40 million euro") == "40 million euro"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("50", "50"),
        ("about 50 FTE", "50"),
        ("50-60", "50-60"),
        ("between 20 and 30 people", "20-30"),
        ("50 bis 60 Mitarbeiter", "50-60"),
        ("une cinquantaine d'emplois", "50"),
        ("twenty", "20"),
        ("twenty-five", "25"),
        ("1,200", "1200"),
        ("1.200 Stellen", "1200"),
        ("around 120 highly skilled jobs", "120"),
        ("60 Arbeitsplätzen", "60"),
        ("2 years", None),
        ("40M", None),
        ("0", None),
        ("-5", None),
        ("3.5", None),
        ("half", None),
        ("1000000", None),
        ("lots", None),
        ("", None),
    ],
)
def test_jobs_are_read(text: str, expected: str | None) -> None:
    assert value(jobs.parse(text, EN)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("120 jobs", "120"),
        ("we would hire 30 people", "30"),
        ("a company with 200 employees", None),
        ("120", None),
        ("40M and 60 FTE", "60"),
        ("une usine de vaccins à Liège avec 20 personnes", "20"),
        ("usine de vaccins, 5 M€, 20 personnes, 2027", "20"),
        ("We want a 30-person lab near Gosselies", "30"),
        ("Labor in Lüttich, etwa 25 Mitarbeiter, Anfang 2027", "25"),
        ("een labo voor celtherapie met 15 medewerkers", "15"),
        ("We are a company with 200 employees and plan a plant", None),
        ("Nous sommes une société de 200 personnes", None),
        ("Acme Bio, 200 employees, wants a plant", None),
    ],
)
def test_staff_a_company_has_are_no_jobs_to_come(text: str, expected: str | None) -> None:
    assert value(jobs.find(text, EN)) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Q3 2027", EN, "2027-Q3"),
        ("2027 Q3", EN, "2027-Q3"),
        ("Q1'27", EN, "2027-Q1"),
        ("Q1", EN, "2027-Q1"),
        ("third quarter of 2027", EN, "2027-Q3"),
        ("last quarter 2027", EN, "2027-Q4"),
        ("T3 2027", FR, "2027-Q3"),
        ("troisième trimestre 2027", FR, "2027-Q3"),
        ("derde kwartaal van 2027", NL, "2027-Q3"),
        ("3. Quartal 2027", DE, "2027-Q3"),
        ("H1 2028", EN, "2028-H1"),
        ("in the second half of 2027", EN, "2027-H2"),
        ("premier semestre 2028", FR, "2028-H1"),
        ("eerste helft 2027", NL, "2027-H1"),
        ("2. Halbjahr 2027", DE, "2027-H2"),
        ("second half", EN, "2026-H2"),
        ("early 2027", EN, "2027-01/2027-04"),
        ("mid-2027", EN, "2027-05/2027-08"),
        ("fin 2027", FR, "2027-09/2027-12"),
        ("Anfang 2027", DE, "2027-01/2027-04"),
        ("eind volgend jaar", NL, "2027-09/2027-12"),
        ("Ende nächsten Jahres", DE, "2027-09/2027-12"),
        ("March 2027", EN, "2027-03"),
        ("März 2027", DE, "2027-03"),
        ("03/2027", FR, "2027-03"),
        ("2027-03-15", EN, "2027-03"),
        ("15/03/2027", FR, "2027-03"),
        ("spring 2027", EN, "2027-03/2027-05"),
        ("summer of next year", EN, "2027-06/2027-08"),
        ("winter 2027", EN, "2027-12/2028-02"),
        ("2027", EN, "2027"),
        ("2027-2028", EN, "2027-01/2028-12"),
        ("2027/28", EN, "2027-01/2028-12"),
        ("next year", EN, "2027"),
        ("this year", EN, "2026"),
        ("übernächstes Jahr", DE, "2028"),
        ("in 18 months", EN, "2028-05"),
        ("dans 18 mois", FR, "2028-05"),
        ("over 2 jaar", NL, "2028-11"),
        ("in zwei Jahren", DE, "2028-11"),
        ("in 8 weeks", EN, "2027-01"),
        ("6 to 12 months", EN, "2027-05/2027-11"),
        ("asap", EN, "asap"),
        ("dès que possible", FR, "asap"),
        ("zo snel mogelijk", NL, "asap"),
        ("so bald wie möglich", DE, "asap"),
        ("le 3 mars", FR, "2027-03"),
        ("2019", EN, None),
        ("2069", EN, None),
        ("over 3 years", EN, None),
        ("banana", EN, None),
        ("asdf", EN, None),
        ("", EN, None),
    ],
)
def test_timeline_is_read(text: str, language: Language, expected: str | None) -> None:
    assert value(timeline.parse(text, language, today=TODAY)) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("we have been at it for 20 years", None), ("start in 2 years", "2028-11")]
)
def test_how_long_something_lasted_is_no_plan(text: str, expected: str | None) -> None:
    assert value(timeline.find(text, EN, today=TODAY)) == expected


def test_year_after_an_amount_is_no_end_of_a_range() -> None:
    assert value(investment.find("une ligne de 25 M€ en 2027", FR)) == Money(
        Decimal(25_000_000), Decimal(25_000_000), "EUR"
    )
    assert investment.find("écrivez-moi à m.rossi", FR) is None


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("tweede helft 2027", NL, None),
        ("1st half 2027", EN, None),
        ("50 by 2028", EN, "50"),
        ("2030 people", EN, "2030"),
    ],
)
def test_number_that_tells_a_time_counts_no_jobs(text: str, language: Language, expected: str | None) -> None:
    answer = read(Field.JOBS, text, Situation(language, TODAY))
    assert (answer.value if answer else None) == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("entre 10 et 15 millions", FR),
        ("between 10 and 15 million", EN),
        ("tussen 10 en 15 miljoen", NL),
        ("zwischen 10 und 15 Millionen", DE),
    ],
)
def test_range_between_two_amounts_is_echoed_as_typed(text: str, language: Language) -> None:
    reading = investment.find(f"Budget: {text}, 2027", language)
    assert isinstance(reading, Doubt)
    assert (to_text(reading.value), reading.words) == ("EUR 10000000-15000000", text)


def test_amount_in_a_currency_nobody_knows_yet_is_shown_as_said() -> None:
    assert as_said(in_unknown_currency("EUR 10000000-15000000"), "10-15M") == "10-15M"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("60 jobs", "60"),
        ("50-60 emplois", "50-60"),
        ("60 Arbeitsplätze", "60"),
        ("jobs: 60", "60"),
        ("30 people", "30 people"),
        ("120", "120"),
    ],
)
def test_count_is_shown_without_the_word_before_it(words: str, shown: str) -> None:
    assert jobs.without_label(words) == shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Projet : Projet : usine de vaccins", "usine de vaccins"),
        ("Project: a plant", "a plant"),
        ("project management for a lab", "project management for a lab"),
    ],
)
def test_label_before_a_project_is_no_part_of_it(text: str, expected: str) -> None:
    assert value(project.parse(text)) == expected
