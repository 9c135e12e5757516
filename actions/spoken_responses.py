"""The responses of domain.yml: Rasa keeps them to itself when it calls an action, because they are most of what it would send."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml

from frontdesk.settings import PROJECT_ROOT


@cache
def spoken_responses() -> Mapping[str, Any]:
    """Return the responses by name, read once. Raises OSError or YAMLError where domain.yml is missing or broken."""
    with (PROJECT_ROOT / "domain.yml").open(encoding="utf-8") as file:
        domain = yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  # both are safe
    responses: Mapping[str, Any] = domain["responses"]
    return responses
