"""Whatever visitors read outside domain.yml is there in every language, with the same parts."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.contracts.source import LANGUAGES, ROOT, data

RENDERING = ROOT / "frontdesk" / "rendering"
WIDGET = ROOT / "frontdesk" / "web" / "widget"
TEXTS = {
    "notices": (RENDERING / "notices", ".yml"),
    "widget": (WIDGET / "src" / "strings", ".json"),
    "demonstration": (WIDGET / "demo" / "texts", ".json"),
}


def content(path: Path) -> dict[str, Any]:
    """A file of texts; JSON is YAML too."""
    assert path.exists(), f"{path.relative_to(ROOT)} is missing"
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def names(value: Any, at: str = "") -> set[str]:
    """Where the texts of a file stand, however deep."""
    if isinstance(value, dict):
        return {name for key, inner in value.items() for name in names(inner, f"{at}.{key}")}
    if isinstance(value, list):
        return {name for number, inner in enumerate(value) for name in names(inner, f"{at}[{number}]")}
    return {at}


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("kind", TEXTS)
def test_texts_have_the_same_parts_in_every_language(kind: str, language: str) -> None:
    folder, suffix = TEXTS[kind]
    english, here = (names(content(folder / f"{one}{suffix}")) for one in ("en", language))
    assert here == english, f"{kind}/{language}: {sorted(here ^ english)}"


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_templates_are_there_in_every_language(language: str) -> None:
    english, here = ({path.name for path in (RENDERING / "templates" / one).glob("*.j2")} for one in ("en", language))
    assert english
    assert here == english


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_attribute_has_a_label_and_every_label_an_attribute(language: str) -> None:
    labels = content(RENDERING / "labels" / f"{language}.yml")["attributes"]
    assert set(labels) == set(data("data/facts/attributes.yml")["attributes"])
    assert all(label["plain"] and label["of"] for label in labels.values())
