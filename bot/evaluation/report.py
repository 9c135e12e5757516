"""README.md of the evaluation, from the numbers alone."""

from typing import Any, Dict, Iterator, List

from bot.evaluation.public_sets import TYPOS
from bot.evaluation.report_parts import of_own_questions, of_parts
from bot.evaluation.tables import difference, percent, prose, table, with_interval
from bot.evaluation.wording import LANGUAGES, PUBLISHED, SYSTEMS, TRIALS

Results = Dict[str, Any]


def report(results: Results) -> str:
    """Return the whole page."""
    trials: Dict[str, Results] = results["trials"]
    about = results["about"]
    packages = ", ".join(f"{name} {version}" for name, version in about["packages"].items())
    sections = [
        prose("head").format(**{**about, "packages": packages}),
        _contents(trials),
        *(_languages(name, trials[name]) if name.startswith("xsid") else _trial(name, trials[name]) for name in trials),
        _outside({name: trial for name, trial in trials.items() if "outside" in trial["systems"]["ours"]}),
        _published(trials),
        of_parts(trials),
        of_own_questions(results.get("own")),
        prose("how_to_read"),
    ]
    return "\n".join(section.strip("\n") + "\n" for section in sections if section)


def _contents(trials: Dict[str, Results]) -> str:
    rows = []
    for name, trial in trials.items():
        tests = trial["systems"]["ours"]["tests"]
        first, spoilt = next(iter(tests)), next(test for test in tests if test.endswith(TYPOS))
        others = [_accuracy(trial, other, first) for other in ("tfidf", "stock")]
        rows.append([TRIALS[name], _accuracy(trial, "ours", first), *others, _accuracy(trial, "ours", spoilt)])
    head = ["accuracy, %", SYSTEMS["ours"], SYSTEMS["tfidf"], SYSTEMS["stock"], "Frontdesk, with typos"]
    return (
        table(head, rows)
        + "\n(xSID: its English questions; the other languages are below.)\n\n![Accuracy with 95 % intervals](accuracy.svg)\n"
    )


def _accuracy(trial: Results, system: str, test: str) -> str:
    found = trial["systems"].get(system)
    return with_interval(found["tests"][test]["accuracy"]) if found else "–"


def _trial(name: str, trial: Results) -> str:
    head = ["", "accuracy", "with typos", "among three", "calibration error", "area", "ms", "training"]
    rows = []
    for system, found in trial["systems"].items():
        test, spoilt = found["tests"]["test"], found["tests"]["test" + TYPOS]
        row = [with_interval(test["accuracy"]), with_interval(spoilt["accuracy"]), percent(test["among_three"])]
        row += [f"{100 * test['calibration']['error']:.1f}", f"{100 * test['selective']['area']:.1f}", *_cost(found)]
        rows.append([SYSTEMS[system], *row])
    return _section(name, trial) + table(head, rows) + "\n" + "\n".join(_differences(trial)) + "\n"


def _languages(name: str, trial: Results) -> str:
    tests = [*LANGUAGES, *(code + TYPOS for code in LANGUAGES)]
    asked = [test for test in tests if test in trial["systems"]["ours"]["tests"]]
    head = ["accuracy", *(_of_language(test) for test in asked), "ms", "training"]
    rows = [
        [SYSTEMS[system], *(_accuracy(trial, system, test) for test in asked), *_cost(found)]
        for system, found in trial["systems"].items()
    ]
    return _section(name, trial) + table(head, rows) + "\n" + "\n".join(_differences(trial)) + "\n"


def _section(name: str, trial: Results) -> str:
    size, tests = trial["training"], trial["systems"]["ours"]["tests"]
    asked = next(iter(tests.values()))["accuracy"]["total"]
    facts = f"{size['sentences']:,} training sentences, {size['intents']} intents, {asked:,} questions a test."
    return f"## {TRIALS[name]}\n\n{facts}\n\n"


def _of_language(test: str) -> str:
    return LANGUAGES[test.removesuffix(TYPOS)] + (", typos" if test.endswith(TYPOS) else "")


def _cost(found: Results) -> List[str]:
    return [f"{found['query_cpu_milliseconds']:.1f}", f"{found['training_cpu_seconds']:.0f}"]


def _differences(trial: Results) -> Iterator[str]:
    for system, tests in trial["compared"].items():
        told = [f"{_test_name(test)}: {difference(found)}" for test, found in tests.items()]
        yield f"- Frontdesk − {SYSTEMS[system]}. " + "; ".join(told) + "."


def _test_name(test: str) -> str:
    if test.startswith("test"):
        return "with typos" if test.endswith(TYPOS) else "as written"
    return _of_language(test)


def _outside(trials: Dict[str, Results]) -> str:
    if not trials:
        return ""
    head = [
        "CLINC150's 1,000 questions out of scope",
        "AUROC",
        "caught, 95 % kept",
        "own line keeps",
        "own line catches",
    ]
    rows = []
    for name, trial in trials.items():
        for system, found in trial["systems"].items():
            outside = found["outside"]
            line = [percent(outside["own_line"][end]) for end in ("kept", "caught")]
            row = [f"{100 * outside['auroc']:.1f}", with_interval(outside["caught"]), *line]
            rows.append([f"{SYSTEMS[system]}; {TRIALS[name].split(', ', 1)[1]}", *row])
    return f"## Out of scope\n\n{table(head, rows)}\n" + prose("out_of_scope")


def _published(trials: Dict[str, Results]) -> str:
    ours = [_value(trials.get(name)) for name in ("banking77-10shot", "clinc150-10shot")]
    rows = [[one.name, f"{one.banking:.1f}", f"{one.clinc:.1f}"] for one in PUBLISHED] + [
        ["**Frontdesk, this run**", *ours]
    ]
    return "## Published results on the same files\n\n" + table(["10-shot accuracy", "BANKING77", "CLINC150"], rows)


def _value(trial: "Results | None") -> str:
    return f"**{percent(trial['systems']['ours']['tests']['test']['accuracy'])}**" if trial else "–"
