"""The models: they learn the same thing twice, survive being stored, and draw their lines from unseen sentences."""

import json
from pathlib import Path
from typing import List, Tuple

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from bot.components.discriminant_space import DiscriminantSpace
from bot.components.encoder import shared_encoder
from bot.components.fact_index import FactIndex
from bot.components.intent_model import IntentModel
from bot.components.near_miss_index import NearMissIndex, Nearness
from bot.components.near_miss_model import NearMissModel
from bot.components.score_thresholds import fold_numbers, out_of_fold_scores, thresholds
from bot.components.softmax_regression import fit_softmax, softmax
from bot.components.vector_cache import VectorCache
from bot.knowledge import FactText, KnowledgeWatch

EXAMPLES: List[Tuple[str, str]] = [
    *(
        (text, "founded")
        for text in ("when was it founded", "year of foundation", "how old is the company", "when did it start")
    ),
    *(
        (text, "located")
        for text in ("where is it located", "what is its address", "in which city is it", "where are the sites")
    ),
    *(
        (text, "staff")
        for text in ("how many people work there", "number of employees", "how large is the staff", "headcount")
    ),
]
TEXTS = [text for text, _ in EXAMPLES]
INTENTS = [intent for _, intent in EXAMPLES]


def test_the_regression_finds_what_scikit_learn_finds() -> None:
    random = np.random.RandomState(0)
    rows = random.randn(300, 20).astype(np.float32)
    labels = np.argmax(rows[:, :4] + 0.7 * random.randn(300, 4), axis=1)
    weights, biases = fit_softmax(rows, labels, 4, strength=30)
    theirs = LogisticRegression(C=30, max_iter=500).fit(rows, labels)
    ours = softmax(rows @ weights + biases)
    assert np.abs(ours - theirs.predict_proba(rows)).max() < 0.05
    assert (ours.argmax(axis=1) == theirs.predict(rows)).mean() > 0.98


def test_training_twice_gives_the_same_model_and_storing_keeps_it(tmp_path: Path) -> None:
    vectors = shared_encoder().vectors(TEXTS)
    first, second = IntentModel().fit(TEXTS, vectors, INTENTS), IntentModel().fit(TEXTS, vectors, INTENTS)
    assert np.array_equal(first.probabilities(TEXTS, vectors), second.probabilities(TEXTS, vectors))
    first.save(tmp_path)
    kept = IntentModel.load(tmp_path)
    assert kept.intents == first.intents
    assert np.allclose(kept.probabilities(TEXTS, vectors), first.probabilities(TEXTS, vectors), atol=0.01)
    one_by_one = [kept.probabilities_of_one(text, vector) for text, vector in zip(TEXTS, vectors, strict=True)]
    assert np.allclose(one_by_one, kept.probabilities(TEXTS, vectors), atol=1e-4)


def test_unseen_questions_are_recognised() -> None:
    encoder = shared_encoder()
    model = IntentModel().fit(TEXTS, encoder.vectors(TEXTS), INTENTS)
    asked = ["what year was it established", "what city is it in", "how many employees"]
    best = model.probabilities(asked, encoder.vectors(asked)).argmax(axis=1)
    assert [model.intents[number] for number in best] == ["founded", "located", "staff"]


def test_the_lines_are_quantiles_of_scores_of_unseen_sentences() -> None:
    vectors = shared_encoder().vectors(TEXTS)
    folds = fold_numbers([(intent, "en") for intent in INTENTS])
    scores = out_of_fold_scores(TEXTS, vectors, INTENTS, folds, outside=("staff",))
    assert len(scores) == 8
    reject, clarify = thresholds(list(np.linspace(0, 1, 101)))
    assert (reject, clarify) == pytest.approx((0.05, 0.10))


def test_translations_at_the_same_place_fall_into_the_same_fold() -> None:
    assert fold_numbers([("a", "en"), ("a", "fr"), ("a", "en"), ("b", "en"), ("a", "fr")]) == [0, 0, 1, 0, 1]


def test_vectors_are_kept_on_disk_and_forgotten_with_their_text(tmp_path: Path) -> None:
    path = tmp_path / "knowledge.vectors.npz"
    cache = VectorCache(path, shared_encoder())
    first = cache.vectors(["one", "two", "one"])
    assert VectorCache(path, shared_encoder()).missing(["one", "two", "three"]) == ["three"]
    assert np.allclose(VectorCache(path, shared_encoder()).vectors(["two"]), first[1:2], atol=0.01)
    assert VectorCache(path, shared_encoder()).missing(["one"]) == ["one"]


def test_a_damaged_cache_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "knowledge.vectors.npz"
    path.write_bytes(b"not an archive")
    assert VectorCache(path, shared_encoder()).vectors(["one"]).shape == (1, shared_encoder().dimensions)


def test_a_statement_counts_less_than_a_question_that_is_as_near() -> None:
    texts = [
        FactText("a", "who founded it", is_statement=False),
        FactText("b", "who founded it", is_statement=True),
    ]
    index = FactIndex(texts, shared_encoder().vectors([text.text for text in texts]))
    first, second = index.rank(shared_encoder().vector("who founded it"), "who founded it")
    assert (first["id"], first["similarity"]) == ("a", pytest.approx(1, abs=0.001))
    assert (second["id"], second["similarity"]) == ("b", pytest.approx(0.9, abs=0.001))


def test_several_near_questions_count_more_than_one_by_chance() -> None:
    texts = [
        *(
            FactText("often", text, is_statement=False)
            for text in ("who founded it", "who founded it?", "who has founded it")
        ),
        *(
            FactText("once", text, is_statement=False)
            for text in ("who founded it", "bread and butter", "rain tomorrow")
        ),
    ]
    index = FactIndex(texts, shared_encoder().vectors([text.text for text in texts]))
    ranked = index.rank(shared_encoder().vector("who founded it"), "who founded it")
    assert [found["id"] for found in ranked] == ["often", "once"]


QUESTIONS = ("How many people work in the sector?", "how many jobs are there", "number of employees in biotech")
MISSES = (
    "How many women work in the sector?",
    "how many jobs are held by women",
    "share of female employees in biotech",
)


def test_a_question_like_a_near_miss_is_told_from_one_like_an_example() -> None:
    texts = [
        *(FactText("jobs", one) for one in QUESTIONS),
        *(FactText("jobs", one, is_near_miss=True) for one in MISSES),
    ]
    model = NearMissModel(texts, shared_encoder().vectors([text.text for text in texts]))
    asked, missed = (model.likeness(shared_encoder().vector(text)) for text in ("how many employees", "women employed"))
    assert 0 <= asked < 0.5 < missed <= 1


@pytest.mark.parametrize("is_near_miss", [False, True])
def test_with_one_kind_of_question_only_none_is_like_a_near_miss(*, is_near_miss: bool) -> None:
    texts = [FactText("jobs", one, is_near_miss=is_near_miss) for one in QUESTIONS]
    model = NearMissModel(texts, shared_encoder().vectors([text.text for text in texts]))
    assert model.likeness(shared_encoder().vector(QUESTIONS[0])) == 0


HIRING = ("Can you help me recruit?", "do you help with hiring", "support for finding staff")


def test_beside_near_misses_a_question_is_nearer_to_what_it_asks() -> None:
    texts = [
        *(FactText("jobs", one) for one in QUESTIONS),
        *(FactText("hiring", one) for one in HIRING),
        *(FactText("jobs", one, is_near_miss=True) for one in MISSES),
    ]
    index = NearMissIndex(texts, shared_encoder().vectors([text.text for text in texts]))
    asked, missed = (
        index.nearness(shared_encoder().vector(text), text)
        for text in ("how many employees are there", "how many women are employed")
    )
    assert asked.lead < 0 < missed.lead
    assert asked.wording < missed.wording


@pytest.mark.parametrize(
    "texts", [(), (FactText("jobs", QUESTIONS[0]), FactText("jobs", MISSES[0], is_near_miss=True))]
)
def test_too_few_facts_to_compare_with_say_that_a_question_is_like_no_near_miss(texts: Tuple[FactText, ...]) -> None:
    index = NearMissIndex(texts, shared_encoder().vectors([text.text for text in texts]))
    assert index.nearness(shared_encoder().vector(MISSES[0]), MISSES[0]) == Nearness()


def test_the_discriminants_draw_the_sentences_of_a_fact_together() -> None:
    texts = [*(FactText("jobs", one) for one in QUESTIONS), *(FactText("hiring", one) for one in HIRING)]
    vectors = shared_encoder().vectors([text.text for text in texts])
    rows = DiscriminantSpace(texts, vectors).project(vectors)
    before, after = vectors @ vectors.T, rows @ rows.T
    assert np.allclose(np.diag(after), 1, atol=1e-5)
    assert after[:3, :3].min() > before[:3, :3].min()
    assert after[:3, :3].min() > after[:3, 3:].max()


def test_without_facts_nothing_is_ranked() -> None:
    assert FactIndex((), shared_encoder().vectors([])).rank(shared_encoder().vector("anything"), "anything") == []


def test_a_broken_knowledge_file_leaves_the_old_knowledge_in_use(tmp_path: Path) -> None:
    path, now = tmp_path / "knowledge.json", [0.0]
    watch = KnowledgeWatch(path, clock=lambda: now[0])
    assert watch.current().subjects == ()
    path.write_text(json.dumps({"version": "1", "subjects": [{"id": "ucb", "kind": "organisation", "names": ["UCB"]}]}))
    assert watch.current().subjects == (), "the file is looked at once a second"
    now[0] = 1.5
    assert watch.current().subjects[0].id == "ucb"
    path.write_text("{broken")
    now[0] = 3.0
    assert watch.current().subjects[0].id == "ucb"


def test_a_fact_that_shares_rare_words_with_a_question_is_told_from_its_neighbour() -> None:
    texts = (
        FactText("aid", "Which grants are there for research on cells?", is_statement=False),
        FactText("tracing", "Who traced cell lineages first?", is_statement=False),
        FactText("jobs", "How many people work there?", is_statement=False),
    )
    index = FactIndex(texts, shared_encoder().vectors([text.text for text in texts]))
    wording = {found["id"]: found["wording"] for found in index.rank(shared_encoder().vector("x"), "lineage tracing")}
    assert wording["tracing"] > 2 * wording["aid"]
    assert wording["jobs"] < 0.1
