"""Cuts a message into the questions it asks, by its punctuation and its words; what a part means is for the language model."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from frontdesk.facts.follow_up_words import INTERJECTION
from frontdesk.facts.text_shape import folded
from frontdesk.services.clause_cuts import clause_cuts, joins_a_question
from frontdesk.services.message_words import (
    ABBREVIATED,
    ANY_ASKING,
    ANY_TOGETHER,
    ANY_VERB,
    LEADING,
    LISTED,
    NOUN_OF_WORD,
    ORDER,
    TELLING,
)
from frontdesk.values import Language

_LONGEST_TOPIC = 8  # words of a line that is a question without looking like one: "corporate tax rate Belgium"
_MOST_LISTED = 4

_SENTENCE_END = re.compile(r"[?!？]+[\s\"'»”)]*|[.;…]+\s+|\s*[\n\r]+\s*|\s[–—•]\s")
_ABBREVIATED = re.compile(ABBREVIATED)
_LEAD = re.compile(rf"^\W*(?:{LEADING},? ?)?(?:{ANY_ASKING}|{ANY_VERB}|{ORDER})")
_QUESTION = re.compile(rf"^\W*(?:{LEADING},? ?)?(?:{ANY_ASKING}|{ANY_VERB})")
_TELLING = re.compile(rf"^\W*(?:{TELLING})")
_TOGETHER = re.compile(ANY_TOGETHER)
_INTERJECTION = re.compile(rf"^\W*(?:{INTERJECTION}[\s,.!:-]+)+")
_QUESTION_WORD = re.compile(rf"{ANY_ASKING}(?: {NOUN_OF_WORD}\b)?")
_HOW_MANY = re.compile(r"\W*(?:how many|how much|combien|hoeveel|wie viele?)\b")


@dataclass(frozen=True, slots=True)
class Part:
    """One question of a message. ``weak`` parts came of one question for two things: only their meaning tells whether they are two.

    A ``joined`` part stands in one sentence with the one before it. ``before`` is what the visitor told ahead of it, ``whole`` the
    sentence that a weak part was cut out of.
    """

    text: str
    weak: bool = False
    joined: bool = False
    before: str = ""
    whole: str = ""


def split_message(text: str, language: Language, names: Iterable[str] = ()) -> tuple[Part, ...]:
    """Return the questions of a message in order, one where it cannot be cut; ``names`` are never cut."""
    kept = tuple(name for name in names if name)
    parts: list[Part] = []
    told: list[str] = []
    for sentence in _sentences(text):
        if not _asks(sentence, language):
            told.append(sentence.strip())
            continue
        found = _parts(sentence, language, kept)
        parts += [replace(found[0], before=" ".join(told)), *found[1:]]
        told = []
    return tuple(parts) or (Part(text.strip()),)


def _parts(sentence: str, language: Language, names: tuple[str, ...]) -> list[Part]:
    found = [Part(piece, joined=at > 0) for at, piece in enumerate(_clauses(sentence, language, names))]
    if len(found) > 1:
        return found
    listed = enumerate(_listed(sentence, language, names))
    return [Part(piece, weak=True, joined=at > 0, whole=sentence) for at, piece in listed] or found


def _sentences(text: str) -> Iterator[str]:
    begin = 0
    for match in _SENTENCE_END.finditer(text):
        if match.group().strip() == "." and _ABBREVIATED.search(folded(text[begin : match.start()])):
            continue
        yield from _not_blank(text[begin : match.end()])
        begin = match.end()
    yield from _not_blank(text[begin:])


def _not_blank(text: str) -> Iterator[str]:
    if any(character.isalnum() for character in text):
        yield text.strip().strip("–—•;").strip()


def _asks(sentence: str, language: Language) -> bool:
    plain = folded(sentence)
    if "?" in sentence or _LEAD.search(plain) or joins_a_question(plain, language):
        return True
    return len(plain.split()) <= _LONGEST_TOPIC and not _TELLING.search(plain) and not sentence.endswith(("!", "."))


def _clauses(sentence: str, language: Language, names: tuple[str, ...]) -> list[str]:
    """Cut "who founded it and when?" before each further question word."""
    plain = folded(sentence)
    begins = _QUESTION.search(plain) is not None
    cuts = clause_cuts(plain, language, begins=begins)
    kept = [cut for cut in cuts if not _inside(cut, sentence, names)]
    pieces = _cut(sentence, kept)
    # "By how much, and what is …": a comma leaves the first to what was said before.
    return [pieces[0], *_completed(pieces)[1:]] if kept and "," in sentence[slice(*kept[0])] else _completed(pieces)


def _cut(sentence: str, cuts: list[tuple[int, int]]) -> list[str]:
    pieces, begin = [], 0
    for start, end in cuts:
        if start > begin:
            pieces.append(sentence[begin:start])
            begin = end
    return [piece.strip() for piece in (*pieces, sentence[begin:]) if piece.strip()]


def _completed(pieces: list[str]) -> list[str]:
    """Give a bare question word what the question beside it says: "who founded UCB" and "when" ask "when founded UCB"."""
    return [_complete(piece, pieces[:at][::-1] + pieces[at + 1 :]) for at, piece in enumerate(pieces)]


def _complete(piece: str, others: list[str]) -> str:
    bare = piece.strip(" ?!.,")
    match = _QUESTION_WORD.match(folded(bare))
    if match is None or match.end() < len(bare):
        return piece
    for other in others:
        lead = _QUESTION_WORD.search(folded(other))
        if lead is not None and len(other[lead.end() :].strip(" ?!.,")) > 0:
            return f"{bare} {other[lead.end() :].strip(' ?!.,')}?"
    return piece


def _listed(sentence: str, language: Language, names: tuple[str, ...]) -> list[str]:
    """Cut "revenue and headcount of UCB" where it lists; nothing where it does not, or lists too much."""
    plain = folded(sentence)
    begin = said.end() if (said := _INTERJECTION.search(plain)) else 0
    cuts = [
        match.span()
        for match in re.compile(LISTED[language.value]).finditer(plain, begin)
        if not _inside(match.span(), sentence, names)
    ]
    pieces = _cut(sentence, cuts)
    if not 1 < len(pieces) <= _MOST_LISTED:
        return []
    lead = _HOW_MANY.match(folded(pieces[0]))
    if lead is None:
        return pieces
    return [pieces[0], *(f"{pieces[0][: lead.end()].strip()} {piece}" for piece in pieces[1:])]


def _inside(cut: tuple[int, int], sentence: str, names: tuple[str, ...]) -> bool:
    """Tell whether a cut would part a name, two names, or what belongs together."""
    plain = folded(sentence)
    spans = [match.span() for match in _TOGETHER.finditer(plain)]
    named = [match.span() for name in names for match in re.finditer(re.escape(folded(name)), plain)]
    before = any(end == cut[0] for _, end in named)
    after = any(start == cut[1] for start, _ in named)
    return (before and after) or any(start < cut[1] and cut[0] < end for start, end in (*spans, *named))
