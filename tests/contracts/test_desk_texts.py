"""The desk speaks English and French alike, its sentences are in its texts, and its pages hold nothing that its policy forbids."""

import re
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from frontdesk.values import Language
from frontdesk.web.desk.texts import LANGUAGES, catalogue
from tests.contracts.source import ROOT

DESK = ROOT / "frontdesk" / "web" / "desk"
TEMPLATES = sorted((DESK / "templates").rglob("*.html"))
SOURCES = (*TEMPLATES, *DESK.glob("*.py"), *(DESK / "static").glob("*.js"))


def placeholders(text: Any) -> set[str]:
    """The names in braces of a text, over all its plural forms."""
    forms = text.values() if isinstance(text, dict) else [text]
    return {name for form in forms for _, name, _, _ in Formatter().parse(str(form)) if name}


def test_both_languages_have_the_same_texts() -> None:
    english, french = (set(catalogue(language)) for language in LANGUAGES)
    assert english == french, sorted(english ^ french)


@pytest.mark.parametrize("name", sorted(catalogue(Language.EN)))
def test_a_text_has_the_same_placeholders_in_both_languages(name: str) -> None:
    english, french = (placeholders(catalogue(language)[name]) for language in LANGUAGES)
    assert english == french


def test_no_text_is_left_that_nothing_shows() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    literal = set(re.findall(r"""["']([a-z_0-9]+(?:\.[a-z_0-9]+)+)["']""", source))
    begun = tuple(set(re.findall(r"""["']([a-z_0-9]+(?:\.[a-z_0-9]+)*\.)(?:["']|\{)""", source)))
    unused = [name for name in catalogue(Language.EN) if name not in literal and not name.startswith(begun)]
    assert not unused, unused


def own_words(template: Path) -> list[str]:
    """What a template says by itself: words outside of tags, expressions and comments, and in attributes that are read out."""
    source = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", template.read_text(encoding="utf-8"), flags=re.DOTALL)
    source = re.sub(r"<kbd>.*?</kbd>", " ", source)
    read_out = re.findall(r"""\b(?:aria-label|title|placeholder|alt)="([^"]*[A-Za-z]{2}[^"]*)\"""", source)
    outside = re.sub(r"<[^>]*>", " ", source)
    return read_out + re.findall(r"[A-Za-zÀ-ÿ]{2,}", outside)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(DESK)))
def test_templates_have_no_words_of_their_own(template: Path) -> None:
    assert not own_words(template)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(DESK)))
def test_templates_hold_nothing_inline(template: Path) -> None:
    source = template.read_text(encoding="utf-8")
    assert not re.findall(r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\ssrc=)|javascript:", source)
