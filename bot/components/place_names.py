"""Countries by name, in four languages."""

from functools import lru_cache
from pathlib import Path
from typing import FrozenSet, List

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.util import filter_spans

from bot.components.blank_pipeline import blank_pipeline
from bot.components.quantity_patterns import Span

NAMES_FILE = Path(__file__).with_name("country_names.txt")
NEEDS_CAPITAL = frozenset(
    {"turkey", "chile", "mali", "jersey", "guinea", "oman", "man", "us", "vs", "america", "chad", "niger", "togo"}
)
"""Names that are ordinary words, or nearly, when written small."""


@lru_cache(maxsize=1)
def country_matcher() -> PhraseMatcher:
    """Return the matcher of all country names, without regard to case."""
    nlp = blank_pipeline()
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("country", [nlp.make_doc(name) for name in country_names()])
    return matcher


@lru_cache(maxsize=1)
def country_names() -> FrozenSet[str]:
    """Return the names and usual abbreviations of all countries."""
    return frozenset(NAMES_FILE.read_text(encoding="utf-8").split("\n")) - {""}


def country_spans(doc: Doc) -> List[Span]:
    """Return the countries named in `doc`, the longest name where several overlap."""
    found = [doc[start:end] for _, start, end in country_matcher()(doc)]
    spans = filter_spans([one for one in found if _is_meant(one.text)])
    return [Span("country", one.start_char, one.end_char) for one in spans]


def _is_meant(written: str) -> bool:
    if written.lower() not in NEEDS_CAPITAL:
        return True
    return written.isupper() or (written[0].isupper() and len(written) > 2)  # noqa: PLR2004 - "US", not "Us"
