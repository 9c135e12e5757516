"""What visitors type of themselves and their project in four languages, and what is read from it."""

from datetime import date

import pytest

from frontdesk.enquiry import (
    country,
    email,
    name,
    organisation,
    phone,
    project,
    sector,
    signature,
)
from frontdesk.enquiry.reading import Doubt, DoubtKind, Parsed, Reading
from frontdesk.values import Language

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
        ("jane.doe arobase acme.be", "jane.doe@acme.be"),
        ("look at acme.be", None),
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


@pytest.mark.parametrize(
    "text",
    [
        "klopt niet, het zijn 70 mensen",
        "klopt niet het zijn 70 mensen",
        "nein",
        "Oui",
        "no, that's wrong",
        "it's 70 people",
    ],
)
def test_bare_no_or_complaint_names_nobody_and_no_organisation(text: str) -> None:
    assert name.parse(text) is None
    assert organisation.parse(text) is None


def test_organisation_named_after_a_no_is_read() -> None:
    assert value(organisation.parse("No, Acme Bio")) == "Acme Bio"
    assert value(organisation.parse("No Limits Pharma")) == "No Limits Pharma"
    assert value(organisation.parse("geen")) == "private"


def test_how_a_name_is_spelt_is_no_part_of_it() -> None:
    assert value(name.parse("Jean-Luc Morreau avec deux r")) == "Jean-Luc Morreau"
    assert value(name.parse("mein Name ist Anna Schmitt mit zwei t")) == "Anna Schmitt"
