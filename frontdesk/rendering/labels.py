"""Names of attributes in each language, read from the labels folder beside this file."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from frontdesk.values import Language


@dataclass(frozen=True, slots=True)
class Labels:
    """One language's labels. Raises KeyError for what has no label; a contract test keeps that from happening."""

    content: dict[str, Any]

    def attribute(self, attribute: str, subject: str | None = None) -> str:
        """Name an attribute, of a subject where one is given: "the revenue of UCB"."""
        forms = self.content["attributes"][attribute]
        return str(forms["of"]).format(subject=subject) if subject else str(forms["plain"])

    def question(self, attribute: str, subject: str | None = None) -> str:
        """Ask for an attribute in a few words; without a subject, where the attribute is somebody's, by its name alone."""
        forms = self.content["attributes"][attribute]
        asked = str(forms["question"])
        return asked.format(subject=subject) if subject or "{subject}" not in asked else str(forms["plain"])


@cache
def labels(language: Language) -> Labels:
    """Read one language's labels, once."""
    file = files("frontdesk.rendering") / "labels" / f"{language}.yml"
    return Labels(yaml.safe_load(file.read_text(encoding="utf-8")))
