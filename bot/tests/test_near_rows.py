"""Comparing roughly first and remembering words saves time and changes no result."""

from typing import List, Tuple

import numpy as np
import pytest
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer

from bot.components import near_rows
from bot.components.encoder import Vectors
from bot.components.fact_index import FactIndex
from bot.components.near_rows import MANY, ROUGH, NearRows
from bot.components.vector_cache import Halves
from bot.components.word_memory import LONGEST, remembered
from bot.components.wording_index import BUCKETS, PIECES, WordingIndex
from bot.knowledge import FactText

WIDTH = 896
COUNT = MANY + 500


@pytest.fixture(scope="module")
def crowd() -> Halves:
    """Rows in close groups, as sentences about the same fact are: many are nearly as near as the nearest."""
    random = np.random.RandomState(1)
    middles = random.randn(COUNT // 50, WIDTH)
    rows = middles[np.arange(COUNT) % len(middles)] + 0.3 * random.randn(COUNT, WIDTH)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float16)


def _question(rows: Halves, number: int) -> Vectors:
    near = rows[number].astype(np.float32) + 0.02 * np.random.RandomState(number).randn(WIDTH).astype(np.float32)
    return np.asarray(near / np.linalg.norm(near), dtype=np.float32)


def test_rough_cosines_are_near_the_exact_ones_and_the_nearest_are_exact(
    crowd: Halves,
) -> None:
    rows = NearRows(crowd)
    for number in range(20):
        question = _question(crowd, number)
        exact = crowd.astype(np.float32) @ question
        rough = rows.roughly(question)
        assert 0 < np.abs(rough - exact).max() < ROUGH
        assert np.allclose(np.sort(rows.nearest(question, 3)), np.sort(exact)[-3:], atol=1e-6)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4])
def test_few_rows_are_compared_exactly(crowd: Halves, count: int) -> None:
    question = _question(crowd, 0)
    exact = crowd[:count].astype(np.float32) @ question
    assert np.allclose(np.sort(NearRows(crowd[:count]).nearest(question, 3)), np.sort(exact)[-3:], atol=1e-6)


def test_facts_are_ranked_as_if_all_sentences_were_compared_exactly(
    crowd: Halves, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [FactText(f"fact-{number % 40}", f"sentence {number}", number % 9 == 0) for number in range(COUNT - 1)]
    texts.append(FactText("with one sentence only", "sentence"))
    roughly_first = FactIndex(texts, crowd)
    monkeypatch.setattr(near_rows, "MANY", COUNT + 1)
    exactly = FactIndex(texts, crowd)
    for number in (*range(10), COUNT - 1):
        ranked, expected = (
            index.rank(_question(crowd, number), f"sentence {number}") for index in (roughly_first, exactly)
        )
        assert [found["id"] for found in ranked] == [found["id"] for found in expected]
        for found, other in zip(ranked, expected, strict=True):
            assert found["similarity"] == pytest.approx(other["similarity"], abs=1e-4)
            assert found["wording"] == other["wording"]


def test_wording_is_compared_as_scikit_learn_would() -> None:
    texts = ["Which grants are there for research?", "Wie viele Menschen arbeiten dort?", "À quoi sert un  crédit ?"]
    pieces = HashingVectorizer(
        analyzer="char_wb", ngram_range=PIECES, n_features=BUCKETS, norm=None, alternate_sign=False
    )
    weighting = TfidfTransformer(sublinear_tf=True)
    rows = weighting.fit_transform(pieces.transform(text.lower() for text in texts))
    index = WordingIndex(texts)
    for question in (*texts, "grants, GRANTS and credits", "x", "日本語 🙂", "word" * LONGEST):
        asked = weighting.transform(pieces.transform([question.lower()]))
        assert np.allclose(index.similarities(question), (asked @ rows.T).toarray()[0], atol=1e-6), question
    assert index.similarities("").tolist() == [0, 0, 0]


def test_words_are_remembered_but_no_endless_ones() -> None:
    computed: List[str] = []

    def compute(word: str) -> Tuple[int, ...]:
        computed.append(word)
        return (len(word),)

    of_word, endless = remembered(compute), "a" * (LONGEST + 1)
    assert [of_word(word) for word in ("one", "one", endless, endless)] == [(3,), (3,), (41,), (41,)]
    assert computed == ["one", endless, endless]
