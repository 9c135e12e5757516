"""The one blank spaCy pipeline: word rules for any language, no statistical model to download."""

from functools import lru_cache

import spacy
from spacy.language import Language


@lru_cache(maxsize=1)
def blank_pipeline() -> Language:
    """Return spaCy's multi-language tokenizer."""
    return spacy.blank("xx")
