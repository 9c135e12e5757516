"""What the systems, trials and tests are called in tables and charts, and what others published."""

from typing import Dict, NamedTuple, Tuple

SYSTEMS: Dict[str, str] = {
    "ours": "Frontdesk",
    "tfidf": "TF-IDF, logistic regression",
    "stock": "Rasa's stock pipeline (DIET)",
}
TRIALS: Dict[str, str] = {
    "banking77-10shot": "BANKING77, 10 sentences an intent",
    "clinc150-10shot": "CLINC150, 10 sentences an intent",
    "clinc150-10shot-oos": "CLINC150, 10 sentences an intent and 100 out of scope",
    "xsid-en": "xSID, 300 English sentences",
    "xsid-all": "xSID, 300 sentences in each of English, German and Dutch",
    "banking77-full": "BANKING77, all sentences",
    "clinc150-full-oos": "CLINC150, all sentences and 100 out of scope",
}
LANGUAGES: Dict[str, str] = {"en": "English", "de": "German", "nl": "Dutch", "fr": "French"}


class Published(NamedTuple):
    """A system with its published accuracy, 10-shot, in per cent."""

    name: str
    banking: float
    clinc: float


PUBLISHED: Tuple[Published, ...] = (
    Published("USE", 84.2, 90.9),
    Published("ConveRT", 83.3, 92.6),
    Published("USE + ConveRT", 85.2, 93.3),
    Published("RoBERTa classifier", 84.3, 91.6),
    Published("CPFT", 87.2, 94.2),
    Published("ICDA", 89.8, 94.8),
)
"""From the leaderboard of the Few-Shot-Intent-Detection collection, on the same files."""
