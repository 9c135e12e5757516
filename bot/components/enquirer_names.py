"""Who writes, for which organisation and from where: names after the phrases that introduce them."""

from functools import lru_cache
from typing import Dict, FrozenSet, Iterator, List, Optional, Sequence, Tuple

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Token

from bot.components.blank_pipeline import blank_pipeline
from bot.components.name_triggers import (
    AFTER_PERSON,
    BUSINESS_WORDS,
    LEGAL_FORMS,
    NAME_SIGNS,
    NO_NAMES,
    SURNAME_PARTICLES,
    TRIGGERS,
)
from bot.components.place_names import country_spans
from bot.components.quantity_patterns import Span

LONGEST_NAME = 8
LONGEST_SMALL_NAME = 3
"""Words taken for a name that is written small, where nothing else shows its end."""


@lru_cache(maxsize=1)
def trigger_matcher() -> PhraseMatcher:
    """Return the matcher of all introducing phrases, labelled with what follows them."""
    nlp = blank_pipeline()
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    for label, phrases in TRIGGERS.items():
        matcher.add(label, [nlp.make_doc(phrase) for phrase in phrases])
    return matcher


class NameFinder:
    """Finds persons, organisations and places in one text."""

    def __init__(self, known: FrozenSet[str], doc: Doc, taken: Sequence[Span]) -> None:
        """Look at `doc`; `known` are words of ordinary questions, `taken` spans are amounts, dates and addresses."""
        self._known = known
        self._doc = doc
        self._spans: List[Span] = list(taken)
        self._countries = country_spans(doc)
        self._phrase_starts: FrozenSet[int] = frozenset()

    def spans(self) -> List[Span]:
        """Return what was found, without the spans that were taken before."""
        before = len(self._spans)
        triggers = self._triggers()
        # "Anna Müller von der Firma Novalgen": the next phrase ends the name before it.
        self._phrase_starts = frozenset(first for _, first, _ in triggers)
        for label, _, start in triggers:
            self._after_trigger(label, start)
        for first, last in self._business_names():
            self._keep("organisation", first, last)
        for span in self._countries:
            if self._is_free(span.start, span.end):
                self._spans.append(span)
        return self._spans[before:]

    def _triggers(self) -> List[Tuple[str, int, int]]:
        """Return label, first word and next word of each phrase; the longest phrase that ends somewhere wins."""
        longest: Dict[int, Tuple[str, int, int]] = {}
        for label, start, end in sorted(trigger_matcher()(self._doc), key=lambda one: one[2] - one[1]):
            longest[end] = (self._doc.vocab.strings[label], start, end)
        return [longest[end] for end in sorted(longest)]

    def _after_trigger(self, label: str, start: int) -> None:
        if label == "person":
            self._person(self._capitals(start) or self._small(start))
        elif label == "maybe_person":
            self._person(self._unordinary(self._capitals(start)))
        elif label == "place":
            self._place(self._capitals(start, self._particles_of_places()))
        elif label == "organisation":
            self._organisation(self._unordinary(self._capitals(start)) or self._small_organisation(start))
        elif label == "maybe_organisation":
            self._organisation(self._unordinary(self._capitals(start)))
        else:
            self._organisation_or_place(self._capitals(start))

    def _person(self, words: Optional[Tuple[int, int]]) -> None:
        if words is None:
            return
        first, last = self._without_employer(*words)
        is_company = self._doc[last - 1].lower_.rstrip(".") in BUSINESS_WORDS
        self._keep("organisation" if is_company else "person", first, last)
        if not is_company and last < len(self._doc) and self._doc[last].lower_ in AFTER_PERSON:
            self._organisation(self._unordinary(self._capitals(last + 1)))

    def _without_employer(self, first: int, last: int) -> Tuple[int, int]:
        """Cut "Jan van den Berg van Novalgen" and "Anna Müller von Novalgen" before the organisation."""
        groups = self._particle_groups(first, last)
        for number, (start, length) in enumerate(groups):
            full_name_before = start - first > 1
            to_company = self._doc[last - 1].lower_.rstrip(".") in BUSINESS_WORDS and number == len(groups) - 1
            if number > 0 or (length == 1 and full_name_before) or to_company:
                return first, start
        return first, last

    def _particle_groups(self, first: int, last: int) -> List[Tuple[int, int]]:
        groups: List[Tuple[int, int]] = []
        for token in self._doc[first:last]:
            if token.lower_ not in SURNAME_PARTICLES or self._is_capital(token):
                continue
            if groups and sum(groups[-1]) == token.i:
                groups[-1] = (groups[-1][0], groups[-1][1] + 1)
            else:
                groups.append((token.i, 1))
        return groups

    def _organisation(self, words: Optional[Tuple[int, int]]) -> None:
        if words is not None and not self._is_country(*words):
            self._keep("organisation", *words)

    def _place(self, words: Optional[Tuple[int, int]]) -> None:
        if words is not None:
            self._keep("country", *words)

    def _organisation_or_place(self, words: Optional[Tuple[int, int]]) -> None:
        if words is None:
            return
        first, last = words
        tail = self._doc[last - 1].lower_
        is_company = tail.rstrip(".") in BUSINESS_WORDS or any(letter.isupper() for letter in self._doc[first].text[1:])
        self._keep("organisation" if is_company else "country", first, last)

    def _capitals(self, start: int, particles: FrozenSet[str] = SURNAME_PARTICLES) -> Optional[Tuple[int, int]]:
        """Return the run of capitalised words from `start`, with particles and signs between them."""
        end = last = start
        while (
            end < len(self._doc) and end - start < LONGEST_NAME and self._may_continue(self._doc[end], start, particles)
        ):
            end += 1
            if self._is_capital(self._doc[end - 1]):
                last = end
        return (start, last) if last > start and self._is_capital(self._doc[start]) else None

    def _may_continue(self, token: Token, start: int, particles: FrozenSet[str]) -> bool:
        inside = token.i > start
        if not self._is_free(token.idx, token.idx + len(token)):
            return False
        if inside and (token.i in self._phrase_starts or self._is_complete(token)):
            return False
        return self._is_capital(token) or (inside and (token.lower_ in particles or token.text in NAME_SIGNS))

    def _is_complete(self, token: Token) -> bool:
        """Tell whether the name ended before `token`: with a sentence ("GmbH." but not "J.") or with "Inc" or "AG"."""
        before = self._doc[token.i - 1]
        if token.text == ".":
            return len(before.text) > 1
        return self._ends_sentence(before) or (before.lower_ in LEGAL_FORMS and token.lower_ not in LEGAL_FORMS)

    @staticmethod
    def _ends_sentence(token: Token) -> bool:
        return token.text.endswith(".") and len(token.text) > 2 and token.whitespace_ != ""  # noqa: PLR2004

    @staticmethod
    def _is_capital(token: Token) -> bool:
        return token.text[0].isupper() or (token.text[0].isdigit() and any(letter.isupper() for letter in token.text))

    @staticmethod
    def _particles_of_places() -> FrozenSet[str]:
        return frozenset({"-", "of", "de", "la", "sur", "upon", "am", "aan"})

    def _unordinary(self, words: Optional[Tuple[int, int]]) -> Optional[Tuple[int, int]]:
        if words is None:
            return None
        first, last = words
        alone = last - first == 1
        word = self._doc[first].lower_
        return None if word in NO_NAMES or (alone and word in self._known) else words

    def _small(self, start: int) -> Optional[Tuple[int, int]]:
        end = start
        while end < min(len(self._doc), start + LONGEST_SMALL_NAME) and self._is_small_name(self._doc[end]):
            end += 1
        return (start, end) if end > start else None

    def _small_organisation(self, start: int) -> Optional[Tuple[int, int]]:
        if start >= len(self._doc) or not self._doc[start].is_lower:
            return None
        words = self._small(start)
        if words is None or self._doc[start].lower_.endswith(("ing", "ed", "ly", "ende", "end", "ant", "és", "ées")):
            return None
        return words

    def _is_small_name(self, token: Token) -> bool:
        if not token.text[0].isalpha() or not self._is_free(token.idx, token.idx + len(token)):
            return False
        return token.lower_ not in self._known or token.lower_ in BUSINESS_WORDS

    def _business_names(self) -> Iterator[Tuple[int, int]]:
        """Return runs of capitalised words of which the last one is typical of companies."""
        for token in self._doc:
            if token.lower_.rstrip(".") not in BUSINESS_WORDS or not self._is_capital(token) or token.i == 0:
                continue
            first = token.i
            while first > 0 and self._is_part_of_name(self._doc[first - 1]):
                first -= 1
            if first < token.i and self._doc[first].lower_ not in NO_NAMES | self._known:
                yield first, token.i + 1

    def _is_part_of_name(self, token: Token) -> bool:
        return (
            self._is_capital(token)
            and self._is_free(token.idx, token.idx + len(token))
            and not self._ends_sentence(token)
        )

    def _is_country(self, first: int, last: int) -> bool:
        start, end = self._doc[first].idx, self._doc[last - 1].idx + len(self._doc[last - 1])
        return any((span.start, span.end) == (start, end) for span in self._countries)

    def _is_free(self, start: int, end: int) -> bool:
        return all(end <= span.start or start >= span.end for span in self._spans)

    def _keep(self, entity: str, first: int, last: int) -> None:
        start = self._doc[first].idx
        end = start + len(self._doc[first:last].text.rstrip(".,;: "))
        if end > start and self._is_free(start, end):
            self._spans.append(Span(entity, start, end))
