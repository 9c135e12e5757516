"""How far an enquiry has come. It travels in one slot of the conversation as JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from frontdesk.enquiry.field import DATA, Field
from frontdesk.enquiry.reading import DoubtKind


@dataclass(frozen=True, slots=True)
class Answer:
    """A value in its stored form and the visitor's own words for it."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class OpenDoubt:
    """A value waiting to be confirmed."""

    value: str
    words: str
    kind: DoubtKind


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """When consent was given (ISO 8601, UTC) and in which language it was asked."""

    at: str
    language: str


@dataclass(frozen=True, slots=True)
class EnquiryState:
    """Everything the form remembers. Until ``consent`` is there, ``answers`` exist in this form only and are dropped with it.

    ``consent_read_in`` is the language in which the whole consent question was last shown; empty before.
    """

    enquiry_id: str
    consent: ConsentGiven | None = None
    asked: Field = Field.CONSENT
    answers: Mapping[Field, Answer] = field(default_factory=dict)
    doubts: Mapping[Field, OpenDoubt] = field(default_factory=dict)
    skipped: frozenset[Field] = frozenset()
    attempts: Mapping[Field, int] = field(default_factory=dict)
    last_message: str = ""
    consent_read_in: str = ""

    def with_answer(self, at: Field, answer: Answer) -> "EnquiryState":
        """Return the state with a value; whatever was doubted, skipped or tried for that field is settled."""
        return replace(
            self,
            answers={**self.answers, at: answer},
            doubts=_without(self.doubts, at),
            attempts=_without(self.attempts, at),
            skipped=self.skipped - {at},
        )

    def with_doubt(self, at: Field, doubt: OpenDoubt) -> "EnquiryState":
        """Return the state with a value to be confirmed when its field is asked."""
        return replace(self, doubts={**self.doubts, at: doubt})

    def without_doubt(self, at: Field) -> "EnquiryState":
        """Return the state without the doubt about a field."""
        return replace(self, doubts=_without(self.doubts, at))

    def with_skipped(self, at: Field) -> "EnquiryState":
        """Return the state with a field left out and nothing kept of it."""
        settled = replace(
            self,
            answers=_without(self.answers, at),
            doubts=_without(self.doubts, at),
            attempts=_without(self.attempts, at),
        )
        return replace(settled, skipped=self.skipped | {at})

    def with_attempt(self, at: Field) -> "EnquiryState":
        """Return the state with one more answer that could not be read."""
        return replace(self, attempts={**self.attempts, at: self.attempts.get(at, 0) + 1})

    def next_field(self) -> Field:
        """Return what to ask now: consent first, then what is missing, then the confirmation."""
        if self.consent is None:
            return Field.CONSENT
        open_fields = (at for at in DATA if at in self.doubts or (at not in self.answers and at not in self.skipped))
        return next(open_fields, Field.CONFIRM)

    def to_json(self) -> str:
        """Return the text that :meth:`from_json` reads."""
        return json.dumps(
            {
                "enquiry_id": self.enquiry_id,
                "consent": [self.consent.at, self.consent.language] if self.consent else None,
                "asked": self.asked,
                "answers": {at: [answer.value, answer.words] for at, answer in self.answers.items()},
                "doubts": {at: [doubt.value, doubt.words, doubt.kind] for at, doubt in self.doubts.items()},
                "skipped": sorted(self.skipped),
                "attempts": dict(self.attempts),
                "last_message": self.last_message,
                "consent_read_in": self.consent_read_in,
            },
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read a state. Raises ValueError, KeyError or TypeError where the text is none."""
        read = json.loads(text)
        return cls(
            enquiry_id=read["enquiry_id"],
            consent=ConsentGiven(*read["consent"]) if read["consent"] else None,
            asked=Field(read["asked"]),
            answers={Field(at): Answer(*answer) for at, answer in read["answers"].items()},
            doubts={
                Field(at): OpenDoubt(value, said, DoubtKind(kind)) for at, (value, said, kind) in read["doubts"].items()
            },
            skipped=frozenset(Field(at) for at in read["skipped"]),
            attempts={Field(at): count for at, count in read["attempts"].items()},
            last_message=read["last_message"],
            consent_read_in=read.get("consent_read_in", ""),  # a form opened before this was remembered
        )


def _without[V](of: Mapping[Field, V], at: Field) -> dict[Field, V]:
    return {other: value for other, value in of.items() if other is not at}
