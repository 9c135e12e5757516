"""What visitors type in four languages and what is read from it."""

from datetime import date
from decimal import Decimal

import pytest

from frontdesk.enquiry import (
    country,
    email,
    investment,
    jobs,
    name,
    organisation,
    phone,
    project,
    sector,
    signature,
    timeline,
)
from frontdesk.enquiry.money_text import as_said, from_text, to_text
from frontdesk.enquiry.reading import Doubt, DoubtKind, Parsed, Reading
from frontdesk.values import Language, Money

TODAY = date(2026, 11, 23)
EN, FR, NL, DE = Language.EN, Language.FR, Language.NL, Language.DE


def value[T](reading: Reading[T]) -> T | None:
    """The value where it is sure."""
    return reading.value if isinstance(reading, Parsed) else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("jane@acme.com", "jane@acme.com"),
        ("You can write to Jane.Doe+x@Acme.co.uk.", "Jane.Doe+x@acme.co.uk"),
        ("Jane Doe <jane@acme.com>", "jane@acme.com"),
        ("mailto:jane@acme.com", "jane@acme.com"),
        ("jane at acme dot com", "jane@acme.com"),
        ("jane arobase acme point be", "jane@acme.be"),
        ("jane (at) acme (dot) nl", "jane@acme.nl"),
        ("info@bücher.de", "info@bücher.de"),
        ("x@mail.com", "x@mail.com"),
        ("jane@@acme.com", None),
        ("jane@acme", None),
        ("jane", None),
        ("@", None),
        (f"{'a' * 300}@acme.com", None),
        ("", None),
    ],
)
def test_email_is_read(text: str, expected: str | None) -> None:
    assert value(email.parse(text)) == expected


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("jane@gmial.com", "jane@gmail.com"),
        ("jane@hotmial.com", "jane@hotmail.com"),
        ("jane@outlok.com", "jane@outlook.com"),
        ("jane@acme.con", "jane@acme.com"),
        ("jane@acme.nte", "jane@acme.net"),
    ],
)
def test_slip_in_a_well_known_domain_is_asked_back(text: str, meant: str) -> None:
    assert email.parse(text) == Doubt(meant, text, DoubtKind.TYPO)


@pytest.mark.parametrize(
    ("text", "language", "where", "expected"),
    [
        ("+32 470 12 34 56", EN, None, "+32470123456"),
        ("+32 (0)2 555 12 12", EN, None, "+3225551212"),
        ("0032 2 555 12 12", NL, None, "+3225551212"),
        ("0471 23 45 67", FR, None, "+32471234567"),
        ("06 12 34 56 78", FR, "FR", "+33612345678"),
        ("020 7946 0958", EN, None, "+442079460958"),
        ("030 901820", DE, "DE", "+4930901820"),
        ("(617) 253-1000", EN, "US", "+16172531000"),
        ("my number is +1 617 253 1000, thanks", EN, None, "+16172531000"),
        ("12345", EN, None, None),
        ("asdf", EN, None, None),
        ("00000000000", EN, None, None),
        ("", EN, None, None),
    ],
)
def test_phone_is_read_as_e164(text: str, language: Language, where: str | None, expected: str | None) -> None:
    assert value(phone.parse(text, language, country=where)) == expected


def test_number_without_country_code_is_no_phone_wherever_it_stands() -> None:
    assert phone.find("0471 23 45 67", FR) is None
    assert value(phone.find("call 0032 471 23 45 67", EN)) == "+32471234567"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the States", "US"),
        ("USA", "US"),
        ("us", "US"),
        ("U.S.A.", "US"),
        ("Boston, USA", "US"),
        ("Deutschland", "DE"),
        ("Allemagne", "DE"),
        ("Duitsland", "DE"),
        ("UK", "GB"),
        ("GBR", "GB"),
        ("England", "GB"),
        ("Royaume-Uni", "GB"),
        ("Holland", "NL"),
        ("Pays-Bas", "NL"),
        ("je suis aux Pays-Bas", "NL"),
        ("we are based in Switzerland", "CH"),
        ("Südkorea", "KR"),
        ("Côte d’Ivoire", "CI"),
        ("Österreich", "AT"),
        ("australia", "AU"),
        ("wir sind aus Belgien", "BE"),
        ("Wallonie", "BE"),
        ("l'Allemagne", "DE"),
        ("I think it would be the Netherlands, if I understand the question that you ask me here today", "NL"),
        ("EU", None),
        ("XX", None),
        ("in", None),
        ("De", None),
        ("nowhere", None),
        ("asdf", None),
        ("", None),
    ],
)
def test_country_is_read(text: str, expected: str | None) -> None:
    assert value(country.parse(text)) == expected


@pytest.mark.parametrize(
    ("text", "code"), [("Germny", "DE"), ("Belgim", "BE"), ("Swizerland", "CH"), ("Netherlans", "NL")]
)
def test_misspelt_country_is_asked_back(text: str, code: str) -> None:
    assert country.parse(text) == Doubt(code, text, DoubtKind.TYPO)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jane Doe, Acme, Germany", "DE"),
        ("we are a company from Japan looking at Wallonia", "JP"),
        ("we're based in the US", "US"),
        ("Je viens de France", "FR"),
        ("Wir kommen aus Deutschland", "DE"),
        ("I'm Jane from Acme in Boston, USA. We plan a plant", "US"),
        ("We want to invest in Belgium", None),
        ("hello from Acme", None),
        ("Germany", None),
    ],
)
def test_only_where_somebody_is_from_is_their_country(text: str, expected: str | None) -> None:
    assert value(country.find(text)) == expected


@pytest.mark.parametrize(
    ("language", "shown"), [(EN, "Germany"), (FR, "Allemagne"), (NL, "Duitsland"), (DE, "Deutschland")]
)
def test_country_is_shown_in_the_language(language: Language, shown: str) -> None:
    assert country.display("DE", language) == shown
    assert country.display("ZZZ", language) == "ZZZ"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vaccines", "vaccines"),
        ("Impfstoffe", "vaccines"),
        ("mRNA vaccines", "vaccines"),
        ("vacines", "vaccines"),
        ("thérapie génique", "cell_gene_therapy"),
        ("cell_gene_therapy", "cell_gene_therapy"),
        ("CDMO for antibodies", "biologics"),
        ("Medizintechnik", "medtech"),
        ("medische hulpmiddelen", "medtech"),
        ("plasmid DNA", "mrna_plasmid"),
        ("nuclear medicine", "radiopharma"),
        ("we make bioreactors", "biomanufacturing_equipment"),
        ("biotech", "biotech"),
        ("space mining", "space mining"),
        ("asdf", None),
        ("??", None),
        ("", None),
    ],
)
def test_sector_is_one_of_the_list_or_the_visitors_words(text: str, expected: str | None) -> None:
    assert value(sector.parse(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jane Doe", "Jane Doe"),
        ("jane", "jane"),
        ("my name is Jane Doe", "Jane Doe"),
        ("I'm Jane Doe from Acme Bio", "Jane Doe"),
        ("Dr. Jane Doe, Acme", "Dr. Jane Doe"),
        ("je m'appelle Marie Dupont", "Marie Dupont"),
        ("Ich bin Hans Müller von der Firma Bioneer GmbH", "Hans Müller"),
        ("ik ben Jan de Vries van Novum", "Jan de Vries"),
        ("it's Bob", "Bob"),
        ("Jean-Pierre O'Neill", "Jean-Pierre O'Neill"),
        ("Nguyễn Văn A", "Nguyễn Văn A"),
        ("李雷", "李雷"),
        ("J. Ng", "J. Ng"),
        ("NG", "NG"),
        ("asdf", None),
        ("xxxx", None),
        ("12345", None),
        ("I want to invest", None),
        ("how many universities are there", None),
        ("one two three four five six seven", None),
        ("skip", None),
        ("😀", None),
        ("", None),
    ],
)
def test_name_is_read(text: str, expected: str | None) -> None:
    assert value(name.parse(text)) == expected


@pytest.mark.parametrize(
    "text",
    ["this is Acme Therapeutics", "I am interested", "ich bin Geschäftsführer der Firma", "my name is not important"],
)
def test_introduction_of_something_else_is_no_name(text: str) -> None:
    assert name.find(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acme Bio", "Acme Bio"),
        ("acme", "acme"),
        ("GSK", "GSK"),
        ("3M", "3M"),
        ("Johnson & Johnson", "Johnson & Johnson"),
        ("Marks and Spencer", "Marks and Spencer"),
        ("We are Acme Bio, 40M, early 2027", "Acme Bio"),
        ("I work for Acme Therapeutics Inc.", "Acme Therapeutics Inc"),
        ("from Novum NV", "Novum NV"),
        ("Nous sommes BioWin SA", "BioWin SA"),
        ("Ich bin Hans Müller von der Firma Bioneer GmbH", "Bioneer GmbH"),
        ("ik ben Jan de Vries van Novum", "Novum"),
        ("My company is called Xyrion", "Xyrion"),
        ("a small start-up called Foo", "Foo"),
        ("private", "private"),
        ("just me", "private"),
        ("kein Unternehmen", "private"),
        ("je suis un particulier", "private"),
        ("we are a biotech company from Japan", None),
        ("asdf", None),
        ("a@b.com", None),
        ("", None),
    ],
)
def test_organisation_is_read(text: str, expected: str | None) -> None:
    assert value(organisation.parse(text)) == expected


@pytest.mark.parametrize("text", ["Jan de Vries", "We want to invest in Belgium", "hello from Japan"])
def test_what_names_no_organisation_is_none(text: str) -> None:
    assert organisation.find(text) is None


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("a vaccine plant near Liège", {"plant"}),
        ("une usine et un laboratoire", {"plant", "laboratory"}),
        ("ein neues Werk", {"plant"}),
        ("R&D centre", {"research"}),
        ("samenwerking met een universiteit", {"partnership"}),
        ("Übernahme eines Unternehmens", {"acquisition"}),
        ("something else entirely", set()),
    ],
)
def test_project_hints_at_its_kind(text: str, kinds: set[str]) -> None:
    assert value(project.parse(text)) == text
    assert set(project.kinds(text)) == kinds


@pytest.mark.parametrize("text", ["new", "asdf asdf", "??", "", "1234 5678"])
def test_what_tells_no_project_is_asked_again(text: str) -> None:
    assert project.parse(text) is None


def test_only_the_clauses_about_the_project_are_taken_from_a_longer_message() -> None:
    told = project.find("Hello, we are Acme Bio. We want to build a vaccine plant near Liège, 40M, write to a@acme.com")
    assert value(told) == "We want to build a vaccine plant near Liège"


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


@pytest.mark.parametrize(
    ("text", "person", "company"),
    [
        ("ann peeters, vax lab, ann@vaxlab.com, a plant", "ann peeters", "vax lab"),
        ("Bert Maes, CFO of Zymo, bmaes@zymo.be", "Bert Maes", None),
        ("Zymogen India, write to sales@zymogen.in", None, "Zymogen India"),
        ("ann peeters, gmail, ann@gmail.com", "ann peeters", None),
        ("ann peeters, vax lab", None, None),
        ("write to ann@vaxlab.com", None, None),
    ],
)
def test_signature_names_whom_its_address_repeats(text: str, person: str | None, company: str | None) -> None:
    assert value(signature.name_in(text)) == person
    assert value(signature.organisation_in(text)) == company


@pytest.mark.parametrize(
    ("text", "person", "company"),
    [
        ("This is Maria from Zymo Pharma in Brazil", "Maria", "Zymo Pharma"),
        ("Je suis Claire Martin d'Enzymia, bonjour", "Claire Martin", "Enzymia"),
        ("ici Luc Noir de Zymo AS. Nous projetons", "Luc Noir", "Zymo AS"),
        ("We are Xyrion and we plan", None, "Xyrion"),
    ],
)
def test_introduction_names_person_and_organisation(text: str, person: str | None, company: str | None) -> None:
    assert value(name.find(text)) == person
    assert value(organisation.find(text)) == company


def test_year_after_an_amount_is_no_end_of_a_range() -> None:
    assert value(investment.find("une ligne de 25 M€ en 2027", FR)) == Money(
        Decimal(25_000_000), Decimal(25_000_000), "EUR"
    )
    assert investment.find("écrivez-moi à m.rossi", FR) is None


def test_announced_number_is_a_phone_without_country_code() -> None:
    assert value(phone.find("mon gsm 0475 12 34 56", FR)) == "+32475123456"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Zymo Ltd (Cambridge, UK) plans", "GB"), ("Maria of Zymo in Brazil", "BR"), ("We like Zymo in Belgium", None)],
)
def test_where_an_organisation_sits_is_the_country(text: str, expected: str | None) -> None:
    assert value(country.find(text)) == expected


@pytest.mark.parametrize(
    "text", ["we want to build", "we would like to set up a plant in Wallonia", "our expansion project"]
)
def test_mere_wish_is_no_project_told(text: str) -> None:
    assert project.find(text) is None
