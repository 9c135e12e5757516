"""The arithmetic of serving: how long answers took, what they cost each process, whether a message was lost or doubled."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import quantiles

_VISITOR = "visitor"


@dataclass(frozen=True, slots=True)
class Exchange:
    """One message of a visitor: what sort it was, how long its answer took, and whether the assistant gave one."""

    kind: str
    ms: float
    answered: bool


@dataclass(frozen=True, slots=True)
class Timing:
    """How long one sort of messages took, in milliseconds."""

    number: int
    p50: float
    p95: float
    worst: float


def timing(times: Sequence[float]) -> Timing:
    """Return the middle, the 95th of 100 and the slowest. Raises ValueError where there is none."""
    if not times:
        raise ValueError("nothing was timed")
    if len(times) == 1:
        return Timing(1, *times, *times, *times)
    percentiles = quantiles(times, n=100, method="inclusive")
    return Timing(len(times), percentiles[49], percentiles[94], max(times))


@dataclass(frozen=True, slots=True)
class Kept:
    """One message as the server keeps it."""

    id: str
    author: str


@dataclass(frozen=True, slots=True)
class Account:
    """What became of messages: how many were sent, and how many of them, or of their answers, are missing or there twice."""

    sent: int = 0
    lost: int = 0
    doubled: int = 0
    unanswered: int = 0

    @property
    def wrong(self) -> int:
        """Return how much of it is not as it should be."""
        return self.lost + self.doubled + self.unanswered

    def __add__(self, other: "Account") -> "Account":
        return Account(
            self.sent + other.sent,
            self.lost + other.lost,
            self.doubled + other.doubled,
            self.unanswered + other.unanswered,
        )


def account_for(sent: int, heard: Collection[str], kept: Sequence[Kept]) -> Account:
    """Compare what one visitor sent and heard, by id, with what the server keeps of the conversation, oldest first.

    A message that is not followed by an answer is unanswered; an answer that was kept and never heard is a doubled one.
    """
    asked = sum(one.author == _VISITOR for one in kept)
    answers = {one.id for one in kept if one.author != _VISITOR}
    authors = [*(one.author for one in kept), _VISITOR]
    silent = sum(author == then == _VISITOR for author, then in pairwise(authors))
    return Account(
        sent=sent,
        lost=max(0, sent - asked) + len(set(heard) - answers),
        doubled=max(0, asked - sent) + len(answers - set(heard)),
        unanswered=silent,
    )


def cost_per_message(before: Mapping[str, float], after: Mapping[str, float], messages: int) -> dict[str, float]:
    """Return the CPU milliseconds that one message cost each process. Raises ValueError where there was no message."""
    if not messages:
        raise ValueError("no message was sent")
    return {name: (after[name] - before[name]) / messages for name in before}
