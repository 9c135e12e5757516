"""What can be said about the widget without a browser: its size, its texts, and what its sources never do."""

import gzip
import json
import re

import pytest

from frontdesk.values import Language
from frontdesk.web.widget.bundle import SOURCES, BundleProblem, widget_script
from frontdesk.web.widget.pages import PAGES, render_page

BUDGET = 30 * 1024


def test_whole_widget_fits_into_30_kib_gzip() -> None:
    size = len(gzip.compress(widget_script().encode(), 9))
    assert size <= BUDGET, f"{size} bytes"


def test_every_ui_text_exists_in_every_language_with_the_same_placeholders() -> None:
    texts = {language: json.loads((SOURCES / "strings" / f"{language}.json").read_text()) for language in Language}
    english = texts[Language.EN]
    for language in Language:
        assert texts[language].keys() == english.keys(), language
        for key, text in texts[language].items():
            assert text.strip(), f"{language}: {key} is empty"
            assert re.findall(r"\{\w+\}", text) == re.findall(r"\{\w+\}", english[key]), f"{language}: {key}"


def test_every_ui_text_is_used() -> None:
    code = "\n".join(path.read_text() for path in SOURCES.glob("*.js"))
    keys = json.loads((SOURCES / "strings" / "en.json").read_text())
    built = ("scope_", "ask_", "failed_")  # put together from what the server names
    assert [key for key in keys if f'"{key}"' not in code and not key.startswith(built)] == []


@pytest.mark.parametrize(
    "forbidden",
    [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        "localStorage",
        "cookie",
    ],
)
def test_no_source_parses_html_runs_text_or_stores_for_long(forbidden: str) -> None:
    assert [path.name for path in SOURCES.glob("*.js") if forbidden in path.read_text()] == []


def test_no_two_modules_declare_the_same_name() -> None:
    declared = re.findall(
        r"^(?:export )?(?:async )?(?:function\*?|class|const|let) +(\w+)", widget_script(), re.MULTILINE
    )
    assert sorted(set(declared)) == sorted(declared)


def test_a_missing_or_circular_import_is_named(tmp_path: pytest.TempPathFactory) -> None:
    folder = SOURCES.__class__(str(tmp_path))
    (folder / "one.js").write_text('import { two } from "./two.js";\n')
    with pytest.raises(BundleProblem, match=r"two\.js"):
        widget_script(folder / "one.js")
    (folder / "two.js").write_text('import { one } from "./one.js";\nexport const two = 2;\n')
    with pytest.raises(BundleProblem, match="circular"):
        widget_script(folder / "one.js")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_written_in_its_language_and_runs_nothing_inline(page: str, language: Language) -> None:
    html = render_page(page, language)
    assert f'<html lang="{language}">' in html
    assert re.findall(r"<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=", html) == []
