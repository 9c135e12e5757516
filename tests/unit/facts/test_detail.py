"""Whether a question asks for a detail of a fact: told by its words alone."""

import pytest

from frontdesk.facts.detail import asks_figure, detail_of
from frontdesk.facts.model import Fact
from frontdesk.values import Language
from tests.factories import make_fact

EN, FR, NL, DE = Language.EN, Language.FR, Language.NL, Language.DE

PLANT = make_fact(
    id="plant",
    attribute="capacity",
    statement={
        EN: "Medicines made at the plant in Lessines can treat more than 300,000 patients a year.",
        FR: "Les médicaments de l'usine de Lessines peuvent traiter plus de 300 000 patients par an.",
        NL: "Met geneesmiddelen uit de fabriek in Lessen kunnen meer dan 300.000 patiënten per jaar behandeld worden.",
        DE: "Mit Arzneimitteln aus dem Werk in Lessines können mehr als 300.000 Patienten im Jahr behandelt werden.",
    },
)
RULING = make_fact(
    id="ruling",
    statement=dict.fromkeys(Language, "An advance ruling binds for five years and is renewable."),
    examples=dict.fromkeys(Language, ("How long is a ruling valid?",)),
)
FILING = make_fact(
    id="filing",
    statement={
        EN: "Applying for the aid costs nothing, but the file must be in French or German.",
        FR: "La demande d'aide est gratuite, mais le dossier doit être en français ou en allemand.",
        NL: "De steun aanvragen is gratis, maar het dossier moet in het Frans of het Duits.",
        DE: "Der Antrag auf Beihilfe ist kostenlos, die Unterlagen müssen aber auf Französisch oder Deutsch sein.",
    },
)


def holds(text: str, language: Language, fact: Fact) -> bool:
    return detail_of(text, language, [fact]) is not None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (EN, "how many patients exactly"),
        (EN, "where is that plant"),
        (FR, "combien de patients exactement ?"),
        (FR, "et cette usine, où est-elle ?"),
        (NL, "hoeveel patiënten precies?"),
        (DE, "wie viele Patienten genau?"),
    ],
)
def test_what_a_fact_states_is_a_detail_of_it(language: Language, text: str) -> None:
    assert holds(text, language, PLANT)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (EN, "how many people does it employ"),
        (EN, "what did the plant cost"),
        (EN, "how long are patients treated"),
        (FR, "combien de salariés ?"),
        (NL, "hoeveel mensen werken er"),
        (DE, "wie viele Mitarbeiter hat das Werk"),
    ],
)
def test_what_a_fact_does_not_state_is_no_detail_of_it(language: Language, text: str) -> None:
    assert not holds(text, language, PLANT)


@pytest.mark.parametrize("text", ["how long is it valid", "can it be renewed", "how long does it bind"])
def test_words_of_the_questions_a_fact_answers_are_its_words_too(text: str) -> None:
    assert holds(text, EN, RULING)


def test_a_word_that_nothing_of_a_fact_begins_with_leaves_it_out() -> None:
    assert not holds("can it be sold", EN, RULING)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (EN, "what does that cost"),
        (FR, "il y a des frais ?"),
        (NL, "kost dat iets"),
        (DE, "kostet das was"),
    ],
)
def test_what_is_free_tells_what_it_costs(language: Language, text: str) -> None:
    assert holds(text, language, FILING)
    assert not holds(text, language, PLANT)


def test_a_word_of_a_fact_that_says_nothing_begins_no_word_of_a_question() -> None:
    assert not holds("wie hoch ist die Mehrwertsteuer?", DE, PLANT)


def test_the_fact_that_states_more_of_the_words_is_the_one_asked_for() -> None:
    found = detail_of("is the ruling renewable", EN, [PLANT, RULING])
    assert found is not None
    assert found.fact.id == "ruling"


@pytest.mark.parametrize("text", ["up to how much", "jusqu'à quel montant", "tot welk bedrag", "bis zu welchem Betrag"])
def test_a_question_for_a_figure_is_told_from_the_wish_for_more(text: str) -> None:
    assert asks_figure(text)
    assert not asks_figure("tell me more")
