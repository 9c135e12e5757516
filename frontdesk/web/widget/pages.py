"""Renders the demonstration site: one template a page, one file of texts a language."""

import json
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from frontdesk.values import Language

_DEMO = Path(__file__).parent / "demo"
PAGES = {"index": "/", "privacy": "/privacy"}
_FORM = {"enquiry": "/enquiry", "received": "/enquiry"}


def render_page(page: str, language: Language, **shown: object) -> str:
    """Return the HTML of a page with what it shows; a text missing in a language is an error, never an empty place."""
    environment = Environment(
        loader=FileSystemLoader(_DEMO), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template(f"{page}.html.j2").render(
        t=_texts(language),
        f=_read(f"form/{language}.json"),
        language=language.value,
        links=[(other.value, _texts(other)["language_name"], path_of(page, other)) for other in Language],
        home=path_of("index", language),
        privacy=path_of("privacy", language),
        enquiry=path_of("enquiry", language),
        **shown,
    )


def path_of(page: str, language: Language) -> str:
    """Return where a page stands: English at the root, each other language below its name."""
    prefix = "" if language is Language.EN else f"/{language}"
    return (prefix + {**PAGES, **_FORM}[page]).rstrip("/") or "/"


def _texts(language: Language) -> dict[str, Any]:
    return _read(f"texts/{language}.json")


def _read(name: str) -> dict[str, Any]:
    texts: dict[str, Any] = json.loads((_DEMO / name).read_text(encoding="utf-8"))
    return texts
