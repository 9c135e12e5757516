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
        """Ask for an attribute in a few words; by its name alone where it has no question, or one of a subject that is not given."""
        forms = self.content["attributes"][attribute]
        if subject is None:
            asked = str(forms.get("question") or "{subject}")
            return str(forms["plain"]) if "{subject}" in asked else asked
        return str(forms.get("question") or forms["of"]).format(subject=subject)


@cache
def labels(language: Language) -> Labels:
    """Read one language's labels, once."""
    file = files("frontdesk.rendering") / "labels" / f"{language}.yml"
    return Labels(yaml.safe_load(file.read_text(encoding="utf-8")))
