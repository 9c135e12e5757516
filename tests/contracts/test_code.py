"""Rules of the code that are about no import; each names the line that breaks it."""

import ast
from pathlib import Path

import pytest

from tests.contracts.source import ROOT, calls, data, dotted, files, place, tree

MAX_LINES, MAX_TEST_LINES = 300, 500
QUIET_CALLS = {
    "StrEnum",
    "TypeVar",
    "NamedTuple",
    "frozenset",
    "MappingProxyType",
    "re.compile",
    "logging.getLogger",
    "logging.makeLogRecord",
    "vars",
    "getLogger",
    "Decimal",
    "timedelta",
    "Path",
    "MetaData",
}


def broken(findings: list[str], rule: str) -> None:
    """Fail with the rule and every place that breaks it."""
    assert not findings, rule + ":\n  " + "\n  ".join(findings)


def test_no_sentence_a_visitor_reads_is_written_in_an_action() -> None:
    broken(
        [
            place(path, call)
            for path in files("actions")
            for name, call in calls(path)
            if name.endswith("utter_message")
            and any(
                keyword.arg == "text" and isinstance(keyword.value, ast.Constant | ast.JoinedStr)
                for keyword in call.keywords
            )
        ],
        "talk belongs in domain.yml `responses:`, answers in frontdesk/rendering",
    )


def test_only_the_settings_look_at_the_environment() -> None:
    allowed = {ROOT / "frontdesk" / "settings.py", ROOT / "bot" / "settings.py"}
    broken(
        [
            place(path, node)
            for path in files("frontdesk", "actions", "bot")
            if path not in allowed and "tests" not in path.parts
            for node in ast.walk(tree(path))
            if (isinstance(node, ast.Attribute) and dotted(node) in {"os.environ", "os.getenv", "os.environb"})
            or (
                isinstance(node, ast.ImportFrom)
                and node.module == "os"
                and any(a.name in {"environ", "getenv"} for a in node.names)
            )
        ],
        "read the environment through frontdesk.settings (bot/settings.py inside Rasa)",
    )


def test_only_the_session_commits() -> None:
    broken(
        [
            place(path, call)
            for path in files("frontdesk", "actions")
            if path != ROOT / "frontdesk" / "store" / "session.py"
            for name, call in calls(path)
            if name.endswith(".commit")
        ],
        "a transaction is committed in frontdesk/store/session.py only",
    )


def module_level_calls(path: Path) -> list[str]:
    """Places where importing the file does something; definitions, constants and decorators are fine."""
    found = []
    for statement in tree(path).body:
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom):
            continue
        if isinstance(statement, ast.If) and "__main__" in ast.unparse(statement.test):
            continue
        found += [
            f"{place(path, node)} calls {dotted(node.func)}"
            for node in ast.walk(statement)
            if isinstance(node, ast.Call) and dotted(node.func) not in QUIET_CALLS
        ]
    return found


@pytest.mark.parametrize("folder", ["actions", "frontdesk/store", "frontdesk/services", "frontdesk/wiring"])
def test_nothing_happens_on_import(folder: str) -> None:
    tables = {"Table", "Column", "Index", "event.listens_for"}
    broken(
        [
            finding
            for path in files(folder)
            if "migrations" not in path.parts
            for finding in module_level_calls(path)
            if finding.rpartition(" ")[2] not in tables
        ],
        "Rasa's SDK imports every file of actions/ at start, and tools import everything",
    )


def test_no_module_is_too_long_to_read() -> None:
    def limit(path: Path) -> int:
        return MAX_TEST_LINES if "tests" in path.parts else MAX_LINES

    lengths = {
        path: len(path.read_text(encoding="utf-8").splitlines())
        for path in files("frontdesk", "actions", "bot", "tests")
    }
    broken(
        [f"{path.relative_to(ROOT)}: {lines} lines" for path, lines in lengths.items() if lines > limit(path)],
        f"split modules longer than {MAX_LINES} lines ({MAX_TEST_LINES} for tests)",
    )


def test_every_module_says_what_lives_there() -> None:
    broken(
        [
            str(path.relative_to(ROOT))
            for path in files("frontdesk", "actions", "bot")
            if not ast.get_docstring(tree(path))
        ],
        "start the module with one sentence on what lives there",
    )


def test_no_module_has_a_name_that_says_nothing() -> None:
    vague = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "stuff"}
    broken(
        [
            str(p.relative_to(ROOT))
            for p in files("frontdesk", "actions", "bot", "tests")
            if vague & {p.stem, *p.parent.parts}
        ],
        "name the module after what it is about",
    )


def test_every_component_of_the_pipeline_exists() -> None:
    config = data("config.yml")
    for entry in [*config["pipeline"], *config["policies"]]:
        module, _, name = entry["name"].rpartition(".")
        if not module.startswith("bot."):
            continue
        path = ROOT / (module.replace(".", "/") + ".py")
        assert path.exists(), f"config.yml names {entry['name']}, but there is no {path.relative_to(ROOT)}"
        defined = {node.name for node in tree(path).body if isinstance(node, ast.ClassDef)}
        assert name in defined, (
            f"config.yml names {entry['name']}, but {path.relative_to(ROOT)} defines {sorted(defined)}"
        )


def test_rasa_reaches_and_opens_loopback_addresses_only() -> None:
    allowed = ("${FRONTDESK_", "http://127.0.0.1", "sqlite://")
    for name in ("endpoints.yml", "credentials.yml"):
        for text in strings(data(name)):
            assert "://" not in text or text.startswith(allowed), f"{name} names {text}"


def test_every_process_listens_on_loopback() -> None:
    broken(
        [
            place(path, node)
            for path in files("frontdesk", "actions", "bot")
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Constant)
            and node.value in {"0.0.0.0", "::"}  # noqa: S104 - this is what is looked for
            and "noqa: S104" not in path.read_text(encoding="utf-8").splitlines()[node.lineno - 1]
        ],
        "listen on 127.0.0.1; what the public reaches stands behind the agency's web server",
    )


def strings(value: object) -> list[str]:
    """Every text in a YAML document."""
    if isinstance(value, dict):
        return [text for item in value.values() for text in strings(item)]
    if isinstance(value, list):
        return [text for item in value for text in strings(item)]
    return [value] if isinstance(value, str) else []
