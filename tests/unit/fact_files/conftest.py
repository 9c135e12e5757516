"""A folder of fact files to spoil."""

from collections.abc import Callable
from pathlib import Path

import pytest

ATTRIBUTES = """\
attributes:
  founded_when: {topic: history, means: "year of foundation"}
  founded_by: {topic: history, means: "who founded it"}
  revenue: {topic: companies, held: false, means: "turnover"}
"""
SUBJECTS = """\
subjects:
  - id: ucb
    kind: organisation
    scope: BE
    names: {en: UCB, fr: UCB, nl: UCB, de: UCB}
    aliases: [Union Chimique Belge, no]
  - {id: janssen, kind: person, names: {en: E. Janssen, fr: E. Janssen, nl: E. Janssen, de: E. Janssen}}
"""
HISTORY = """\
topic: history
facts:
  - id: ucb-founded
    subject: ucb
    attribute: founded_when
    also_answers: [founded_by]
    also_about: [janssen]
    value: "1928"
    scope: BE
    as_of: "2026-11-23"
    source: {title: "Scene", url: "https://example.org/scene", retrieved: 2026-11-23, dated: false}
    confidence: high
    status: published
    review_by: 2027-05-31
    statement:
      en: UCB was founded in 1928.
      fr: UCB a été fondée en 1928.
      nl: UCB werd opgericht in 1928.
      de: UCB wurde 1928 gegründet.
    examples:
      en: ["When was UCB founded?", "UCB since?"]
      fr: ["UCB existe depuis quand ?"]
"""

type Spoil = Callable[[str, str], int]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("attributes", ATTRIBUTES), ("subjects", SUBJECTS), ("history", HISTORY)):
        (tmp_path / f"{name}.yml").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def spoil(folder: Path) -> Spoil:
    """Replace one piece of history.yml and return its line."""

    def replace(old: str, new: str) -> int:
        assert HISTORY.count(old) == 1
        (folder / "history.yml").write_text(HISTORY.replace(old, new), encoding="utf-8")
        return HISTORY[: HISTORY.index(old)].count("\n") + 1

    return replace
