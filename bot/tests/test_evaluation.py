"""The evaluation on public data: real systems on a corner of BANKING77 and CLINC150, and figures that can be checked by hand."""

import json
from pathlib import Path
from typing import Any, Dict

import pytest

from bot.evaluation import ablation_trial, kept, rasa_trial, scores, tfidf_trial
from bot.evaluation.charts import draw
from bot.evaluation.kept import CONFIG, ROOT, System
from bot.evaluation.public_sets import OUT_OF_SCOPE, TRIALS, Trial, limited
from bot.evaluation.report import report
from bot.evaluation.results import summary
from bot.evaluation.typos import with_typo

DATA = ROOT / "tests" / "benchmarks"
SIZES = {
    "banking77-10shot": (770, 77, {"test": 3080}),
    "clinc150-10shot": (1500, 150, {"test": 4500, OUT_OF_SCOPE: 1000}),
    "clinc150-10shot-oos": (1600, 151, {"test": 4500, OUT_OF_SCOPE: 1000}),
    "xsid-en": (300, 15, {"en": 500, "de": 500, "nl": 500}),
    "xsid-all": (900, 15, {"en": 500, "de": 500, "nl": 500}),
    "banking77-full": (10003, 77, {"test": 3080}),
    "clinc150-full-oos": (15100, 151, {"test": 4500, OUT_OF_SCOPE: 1000}),
}


@pytest.fixture(scope="module")
def small() -> Trial:
    """Five intents, eight questions a test, with questions out of scope."""
    return limited(TRIALS["clinc150-10shot"](DATA), intents=5, questions=8)


@pytest.fixture(scope="module")
def results(small: Trial) -> Dict[str, Any]:
    """The numbers of a real run of our configuration, the plain baseline and the parts."""
    outcomes = {"ours": rasa_trial.run(small, CONFIG), "tfidf": tfidf_trial.run(small)}
    parts = ablation_trial.run(small)
    about = {"date": "2027-01-01", "commit": "0", "python": "3.10", "packages": {}, "processor": "-", "command": "-"}
    size = {"sentences": len(small.train), "intents": 5}
    trial = {"training": size, **summary(outcomes, "ours"), "parts": summary(parts, ablation_trial.NGRAMS)}
    found: Dict[str, Any] = json.loads(json.dumps({"about": about, "trials": {"clinc150-10shot": trial}, "own": None}))
    return found


@pytest.mark.parametrize("name", TRIALS)
def test_the_public_sets_are_complete(name: str) -> None:
    trial = TRIALS[name](DATA)
    sentences, intents, tests = SIZES[name]
    assert (len(trial.train), len({one.intent for one in trial.train})) == (sentences, intents)
    assert {test: len(asked) for test, asked in trial.tests.items() if not test.endswith("-typos")} == tests
    assert not {one.text for one in trial.train} & {""}


def test_a_typo_changes_one_word_and_is_the_same_every_time() -> None:
    text = "where is my new card"
    spoilt = [with_typo(text, number) for number in range(50)]
    assert spoilt == [with_typo(text, number) for number in range(50)]
    assert text not in spoilt
    for changed in spoilt:
        differing = [pair for pair in zip(text.split(), changed.split(), strict=True) if pair[0] != pair[1]]
        assert len(differing) == 1
        assert len(differing[0][0]) >= 4
    assert with_typo("is it on", 0) == "is it on"


def test_our_configuration_learns_and_its_rejection_scores_what_is_out_of_scope_lower(results: Dict[str, Any]) -> None:
    ours = results["trials"]["clinc150-10shot"]["systems"]["ours"]
    assert ours["tests"]["test"]["accuracy"]["value"] > 0.8
    assert ours["outside"]["auroc"] > 0.8
    assert 0 < ours["query_cpu_milliseconds"] < 100


def test_the_parts_are_those_of_the_configuration(results: Dict[str, Any]) -> None:
    trial = results["trials"]["clinc150-10shot"]
    whole = trial["systems"]["ours"]["tests"]["test"]["accuracy"]["hits"]
    assert abs(whole - trial["parts"]["systems"][ablation_trial.REPAIRED]["tests"]["test"]["accuracy"]["hits"]) <= 1


def test_the_page_and_its_charts_are_made_from_the_numbers_alone(results: Dict[str, Any], tmp_path: Path) -> None:
    page = report(results)
    draw(results, tmp_path)
    for chart in ("accuracy.svg", "selective.svg", "reliability.svg", "outside.svg"):
        assert chart in page
        assert "prefers-color-scheme: dark" in (tmp_path / chart).read_text(encoding="utf-8")
    assert "## Out of scope" in page
    assert ablation_trial.REPAIRED in page


def test_predictions_are_kept_until_what_they_depend_on_changes(small: Trial, tmp_path: Path) -> None:
    folder = kept.folder_of(tmp_path, System.TFIDF, "banking77-10shot", small)
    outcome = tfidf_trial.run(small)
    assert kept.read(folder) == {}
    kept.write({"tfidf": outcome}, folder)
    assert kept.read(folder) == {"tfidf": outcome}
    other = Trial(small.train[1:], small.tests)
    assert kept.folder_of(tmp_path, System.TFIDF, "banking77-10shot", other) != folder


def test_the_figures_are_those_of_the_textbook() -> None:
    assert scores.share(81, 100)["interval"] == pytest.approx([0.7222, 0.8749], abs=1e-4)
    better = scores.compared([True] * 9 + [False], [False] * 6 + [True] * 3 + [False])
    assert better["difference"] == pytest.approx(0.6)
    assert better["p"] == pytest.approx(0.03125)
    assert better["interval"][0] > 0
    apart = scores.separated([0.9] * 19 + [0.1], [0.2, 0.2, 0.95, 0.05])
    assert apart["caught"]["hits"] == 3
    assert apart["kept"] == pytest.approx(0.95)
    assert scores.calibrated([0.8] * 10, [True] * 6 + [False] * 4)["error"] == pytest.approx(0.2)
    assert scores.selective([0.9, 0.8, 0.1], [True, True, False])["area"] == pytest.approx(1 / 9)
