"""Texts, names of subjects, spelling and languages, as the components read them."""

from typing import Dict, List, Tuple

import pytest

from bot.components.language_model import LanguageModel
from bot.components.name_index import NameIndex
from bot.components.word_list import count_words
from bot.components.word_repair import WordRepair
from bot.knowledge import KnownSubject
from bot.text import clean_text

SUBJECTS = [
    KnownSubject("ucb", "organisation", ("UCB", "Union Chimique Belge")),
    KnownSubject("univercells", "organisation", ("Univercells",)),
    KnownSubject("liege", "place", ("Liège", "Luik")),
    KnownSubject("liege-airport", "place", ("Liège Airport",)),
    KnownSubject("we", "organisation", ("Wallonie Entreprendre", "WE")),
    KnownSubject("wallonia", "region", ("Wallonia", "Wallonie")),
]
ORDINARY = frozenset({"universal", "therapy", "wallonia", "allows", "airport"})


def found(text: str) -> List[Tuple[str, str, bool]]:
    index = NameIndex(SUBJECTS, ORDINARY)
    return [(one.name.subject_id, text[one.start : one.end], one.confidence == 1.0) for one in index.find(text)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("/restart", "restart"),
        (" // /greet", "greet"),
        ("\u200b/greet", "greet"),
        ("a\x00b\ud800c", "abc"),
        ("e\u0301te\u0301", "été"),
        ("two\n\nlines\t here ", "two lines here"),
        ("x" * 5000, "x" * 2000),
    ],
)
def test_typed_text_is_bounded_and_harmless(typed: str, expected: str) -> None:
    assert clean_text(typed) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("when was ucb founded", [("ucb", "ucb", True)]),
        ("UCB's sites", [("ucb", "UCB", True)]),
        ("les sites de l'UCB", [("ucb", "UCB", True)]),
        ("union chimique belge?", [("ucb", "union chimique belge", True)]),
        ("where is LIEGE", [("liege", "LIEGE", True)]),
        ("freight at Liege airport", [("liege-airport", "Liege airport", True)]),
        ("who owns univercels", [("univercells", "univercels", False)]),
        ("who owns Univrecells and UCB", [("univercells", "Univrecells", False), ("ucb", "UCB", True)]),
        ("investing in walonia", [("wallonia", "walonia", False)]),
        ("does WE invest", [("we", "WE", True)]),
    ],
)
def test_subjects_are_found_by_any_name_longest_first(text: str, expected: List[Tuple[str, str, bool]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text", ["we want to invest", "CAN WE INVEST", "universal therapy", "ucd", "allows", "", "12345"]
)
def test_ordinary_words_and_near_abbreviations_are_no_subject(text: str) -> None:
    assert found(text) == []


REPAIR = WordRepair(count_words([("en", "where is the company located")] * 3 + [("nl", "waar ligt het bedrijf")] * 3))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("where is the compnay locatd", "where is the company located"),
        ("Compnay", "Compnay"),
        ("GMP and UCB", "GMP and UCB"),
        ("write to ann@compny.com", "write to ann@compny.com"),
        ("bedrijf", "bedrijf"),
    ],
)
def test_one_error_in_a_word_is_repaired_but_never_a_name_or_an_address(text: str, expected: str) -> None:
    assert REPAIR.repair(text, "en", frozenset()) == expected


LISTED = WordRepair(
    count_words([("en", "which company does clinical development")] * 3 + [("fr", "combien de sociétés")] * 3),
    {"en": {"companion": 12, "airport": 12, "developer": 12, "rare": 3}, "fr": {"ces": 20}},
)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "companion", "companion"),  # a word of the list is none of the training sentences' with an error
        ("en", "airprot", "airport"),
        ("en", "clnical develpmnt", "clinical development"),
        ("en", "rari", "rari"),  # too seldom a word to be meant, and too short
        ("en", "wich compnay", "which company"),
        ("fr", "cb de societés", "combien de sociétés"),
    ],
)
def test_words_of_the_list_stay_and_long_or_shortened_ones_are_read(language: str, text: str, expected: str) -> None:
    assert LISTED.repair(text, language, frozenset()) == expected


def test_a_protected_word_is_not_repaired() -> None:
    assert REPAIR.repair("the compny", "en", frozenset({(4, 10)})) == "the compny"


SENTENCES: Dict[str, List[str]] = {
    "en": [
        "where is the company",
        "how many people work there",
        "when was it founded",
        "thank you very much",
        "yes please",
    ],
    "fr": [
        "où se trouve la société",
        "combien de personnes y travaillent",
        "quand a-t-elle été fondée",
        "merci beaucoup",
        "bonjour",
    ],
    "nl": [
        "waar ligt het bedrijf",
        "hoeveel mensen werken er",
        "wanneer is het opgericht",
        "dank u wel",
        "goedemorgen",
    ],
    "de": [
        "wo liegt das Unternehmen",
        "wie viele Leute arbeiten dort",
        "wann wurde es gegründet",
        "vielen Dank",
        "guten Tag",
    ],
}
LANGUAGES = LanguageModel().fit([(language, text) for language, texts in SENTENCES.items() for text in texts])


def chosen(text: str, current: str) -> str:
    return LANGUAGES.choose(text, current, *LANGUAGES.detect(text))


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_in_another_language_changes_the_conversations(language: str) -> None:
    for current in SENTENCES:
        assert chosen(SENTENCES[language][1], current) == language


@pytest.mark.parametrize(
    "text", ["UCB", "Novalgen Bio", "40M", "ann@novalgen.com", "+32 475 12 34 56", "", "ok", "2027", "Jan Peeters"]
)
def test_names_numbers_and_single_words_change_nothing(text: str) -> None:
    for current in SENTENCES:
        assert chosen(text, current) == current
