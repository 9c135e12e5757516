"""Where a message is cut into questions, and where not."""

import pytest

from frontdesk.services.split_message import split_message
from frontdesk.values import Language

EN, FR, NL, DE = Language.EN, Language.FR, Language.NL, Language.DE


def texts(text: str, language: Language = EN, *names: str) -> list[str]:
    return [part.text for part in split_message(text, language, names)]


@pytest.mark.parametrize(
    ("language", "text", "parts"),
    [
        (EN, "Is there a cluster? What is the tax rate?", ["Is there a cluster?", "What is the tax rate?"]),
        (EN, "What is the tax rate and is there a relief?", ["What is the tax rate", "is there a relief?"]),
        (EN, "corporate tax rate\nland price", ["corporate tax rate", "land price"]),
        (EN, "how many firms and jobs?", ["how many firms", "how many jobs?"]),
        (FR, "Combien d'entreprises et combien d'emplois ?", ["Combien d'entreprises", "combien d'emplois ?"]),
        (NL, "Hoeveel bedrijven zijn er en hoeveel jobs?", ["Hoeveel bedrijven zijn er", "hoeveel jobs?"]),
        (DE, "Wie hoch ist die Steuer und was kostet Land?", ["Wie hoch ist die Steuer", "was kostet Land?"]),
        (EN, "how do we join, what's the fee", ["how do we join", "what's the fee"]),
        (EN, "how long does it hold, can it be renewed", ["how long does it hold", "can it be renewed"]),
        (
            EN,
            "and the company, what does it make and how many staff",
            ["and the company, what does it make", "how many staff"],
        ),
        (EN, "what is the tax rate how many firms pay it", ["what is the tax rate", "how many firms pay it"]),
        (FR, "il faut la demander quand et c'est gratuit", ["il faut la demander quand", "c'est gratuit"]),
        (FR, "combien de gens formés, à quel prix", ["combien de gens formés", "à quel prix"]),
        (NL, "wie leidt het, waarom zo klein", ["wie leidt het", "waarom zo klein"]),
        (DE, "wo liegt das, wie viele Leute sind da", ["wo liegt das", "wie viele Leute sind da"]),
        (EN, "who set it up + where are they now?", ["who set it up", "where are they now?"]),
        (FR, "qui l'a fondée + combien d'employés", ["qui l'a fondée", "combien d'employés"]),
        (NL, "hoeveel jobs + wat is de omzet", ["hoeveel jobs", "wat is de omzet"]),
        (DE, "Wer leitet es + gibt es Beihilfen?", ["Wer leitet es", "gibt es Beihilfen?"]),
    ],
)
def test_a_message_is_cut_between_its_questions(language: Language, text: str, parts: list[str]) -> None:
    assert texts(text, language) == parts


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (EN, "Research and development aid: who can get it?"),
        (EN, "How much does R&D cost?"),
        (EN, "Dr. Martial cloned which gene?"),
        (FR, "UCB a été fondée en quelle année ?"),
        (FR, "et en Belgique ?"),
        (EN, "What do small and medium companies get?"),
        (EN, "can you tell me how many firms there are"),
    ],
)
def test_one_question_stays_whole(language: Language, text: str) -> None:
    assert texts(text, language) == [text]


def test_two_names_are_one_question() -> None:
    assert texts("What do UCB and Mithra do?", EN, "UCB", "Mithra") == ["What do UCB and Mithra do?"]


@pytest.mark.parametrize(
    ("language", "text", "second"),
    [
        (EN, "Who founded UCB and when?", "when founded UCB?"),
        (FR, "Qui a fondé UCB et en quelle année ?", "en quelle année a fondé UCB?"),
        (NL, "Wie heeft UCB opgericht en wanneer?", "wanneer heeft UCB opgericht?"),
        (DE, "Wer hat UCB gegründet und wann?", "wann hat UCB gegründet?"),
    ],
)
def test_a_bare_question_word_takes_the_rest_of_the_question_beside_it(
    language: Language, text: str, second: str
) -> None:
    assert texts(text, language)[1] == second


def test_what_is_told_ahead_goes_with_the_question() -> None:
    (part,) = split_message("We are a CDMO from Boston. How many firms are there?", EN)
    assert (part.before, part.text) == ("We are a CDMO from Boston.", "How many firms are there?")


def test_a_list_is_only_perhaps_several_questions() -> None:
    assert [part.weak for part in split_message("revenue and headcount of UCB", EN, ["UCB"])] == [True, True]


def test_a_list_that_is_one_question_keeps_its_sentence() -> None:
    parts = split_message("ok and for researchers, anything? also the VAT rate", EN)
    assert [part.whole for part in parts if part.weak] == ["ok and for researchers, anything?"] * 2
    assert parts[-1].text == "also the VAT rate"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (EN, "is it only for big firms or can a start-up go there too"),
        (EN, "what about GSK in Wavre, how big is that"),
        (DE, "Ich möchte wissen, wie viele Firmen es gibt"),
    ],
)
def test_what_goes_on_with_the_same_question_is_at_most_perhaps_another(language: Language, text: str) -> None:
    assert all(part.weak and part.whole == text for part in split_message(text, language))
