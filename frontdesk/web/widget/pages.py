"""Renders the demonstration site: one template a page, one file of texts a language."""

import json
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from frontdesk.values import Language

_DEMO = Path(__file__).parent / "demo"
PAGES = {"index": "/", "privacy": "/privacy"}


def render_page(page: str, language: Language) -> str:
    """Return the HTML of a page; a text missing in a language is an error, never an empty place."""
    environment = Environment(
        loader=FileSystemLoader(_DEMO), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template(f"{page}.html.j2").render(
        t=_texts(language),
        language=language.value,
        links=[(other.value, _texts(other)["language_name"], _path(page, other)) for other in Language],
        home=_path("index", language),
        privacy=_path("privacy", language),
    )


def _texts(language: Language) -> dict[str, Any]:
    texts: dict[str, Any] = json.loads((_DEMO / "texts" / f"{language}.json").read_text(encoding="utf-8"))
    return texts


def _path(page: str, language: Language) -> str:
    prefix = "" if language is Language.EN else f"/{language}"
    return (prefix + PAGES[page]).rstrip("/") or "/"
