"""Finds names of subjects in a text: exactly, without regard to accents and case, and with typing errors."""

import re
from dataclasses import dataclass
from typing import Dict, FrozenSet, Iterable, List, NamedTuple, Optional, Sequence, Tuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.components.word_list import all_stop_words
from bot.knowledge import KnownSubject
from bot.text import fold

_WORD = re.compile(r"[^\W_]+", re.UNICODE)
SHORTEST_FUZZY = 5
"""Shorter names and abbreviations are only matched exactly."""
ERRORS_ALLOWED = ((7, 1), (12, 2))
"""Length up to which so many typing errors are forgiven."""
ERRORS_ALLOWED_LONG = 3
LEAST_SIMILARITY = 0.8


class Word(NamedTuple):
    """A word of the text with its position."""

    folded: str
    surface: str
    start: int
    end: int


@dataclass(frozen=True)
class Name:
    """One name of one subject."""

    subject_id: str
    kind: str
    written: str
    needs_its_capitals: bool


@dataclass(frozen=True)
class Found:
    """A name found in a text."""

    name: Name
    start: int
    end: int
    confidence: float


class NameIndex:
    """All names of all subjects, ready to be looked for."""

    def __init__(self, subjects: Iterable[KnownSubject], ordinary: FrozenSet[str]) -> None:
        """Index `subjects`; `ordinary` words are never taken for a misspelt name."""
        self._stop_words = frozenset(map(fold, all_stop_words()))
        self._ordinary = frozenset(map(fold, ordinary)) | self._stop_words
        self._names: Dict[str, List[Name]] = {}
        self._longest = 1
        for subject in subjects:
            for written in subject.names:
                self._add(subject, written)
        # Training sentences write "wallonia" too: a name is no ordinary word, except where it is a stop word.
        self._ordinary = (self._ordinary - self._names.keys()) | self._stop_words
        self._fuzzy = [key for key in self._names if len(key) >= SHORTEST_FUZZY and key not in self._stop_words]
        self.words = frozenset(word.folded for key in self._written() for word in split(key))

    def _add(self, subject: KnownSubject, written: str) -> None:
        parts = split(written)
        if not parts:
            return
        self._longest = max(self._longest, len(parts))
        # "WE" (Wallonie Entreprendre) is not "we": a name that is also a word must be written as the name is.
        word = parts[0].folded if len(parts) == 1 else ""
        needs_its_capitals = word in self._stop_words or (written.isupper() and word in self._ordinary)
        name = Name(subject.id, subject.kind, written, needs_its_capitals)
        self._names.setdefault(_key(parts), []).append(name)

    def _written(self) -> Iterable[str]:
        return (name.written for names in self._names.values() for name in names)

    def find(self, text: str) -> List[Found]:
        """Return the names in `text` in order; the longest wins where several overlap, exact before misspelt."""
        parts = split(text)
        exact = [found for window in _windows(parts, self._longest + 1) for found in self._exact(window, text)]
        taken = _longest_first(exact)
        free = [window for window in _windows(parts, self._longest) if not _overlaps(window, taken)]
        misspelt = [found for window in free for found in self._misspelt(window)]
        return sorted([*taken, *_longest_first(misspelt)], key=lambda found: found.start)

    def _exact(self, window: Sequence[Word], text: str) -> List[Found]:
        if len(window) > 1 and all(word.folded in self._stop_words for word in window):
            return []  # Dutch "in de" is not French "Inde"
        start, end = window[0].start, window[-1].end
        surface = text[start:end]
        shouted = text.isupper()
        return [
            Found(name, start, end, 1.0)
            for name in self._names.get(_key(window), [])
            if not name.needs_its_capitals or (surface == name.written and not shouted)
        ]

    def _misspelt(self, window: Sequence[Word]) -> List[Found]:
        key = _key(window)
        if len(key) < SHORTEST_FUZZY or key.isdigit() or self._is_ordinary(window):
            return []
        best = self._closest(key)
        if best is None:
            return []
        match, similarity = best
        start, end = window[0].start, window[-1].end
        return [Found(name, start, end, round(similarity, 3)) for name in self._names[match]]

    def _is_ordinary(self, window: Sequence[Word]) -> bool:
        """A misspelt name starts and ends with a word that is no ordinary one."""
        return window[0].folded in self._ordinary or window[-1].folded in self._ordinary

    def _closest(self, key: str) -> Optional[Tuple[str, float]]:
        found = process.extractOne(key, self._fuzzy, scorer=OSA.distance, score_cutoff=_errors(len(key)))
        if found is None or (found[0][0] != key[0] and found[1] > 1):
            return None
        similarity = 1 - found[1] / max(len(key), len(found[0]))
        return (found[0], similarity) if similarity >= LEAST_SIMILARITY else None


def split(text: str) -> List[Word]:
    """Return the words of `text`, an apostrophe or a hyphen ending one."""
    return [Word(fold(match.group()), match.group(), *match.span()) for match in _WORD.finditer(text)]


def _key(words: Sequence[Word]) -> str:
    return "".join(word.folded for word in words)


def _errors(length: int) -> int:
    for up_to, allowed in ERRORS_ALLOWED:
        if length <= up_to:
            return allowed
    return ERRORS_ALLOWED_LONG


def _windows(words: Sequence[Word], longest: int) -> List[Sequence[Word]]:
    lengths = range(1, longest + 1)
    return [words[i : i + length] for length in lengths for i in range(len(words) - length + 1)]


def _longest_first(candidates: Sequence[Found]) -> List[Found]:
    kept: List[Found] = []
    for found in sorted(candidates, key=lambda one: (one.start - one.end, -one.confidence, one.start)):
        clash = [other for other in kept if found.start < other.end and other.start < found.end]
        # One name may stand for two subjects; both are told, and the dialogue asks which is meant.
        same_place = all((other.start, other.end) == (found.start, found.end) for other in clash)
        if same_place and found.name.subject_id not in {other.name.subject_id for other in clash}:
            kept.append(found)
    return kept


def _overlaps(window: Sequence[Word], taken: Sequence[Found]) -> bool:
    return any(window[0].start < found.end and found.start < window[-1].end for found in taken)
