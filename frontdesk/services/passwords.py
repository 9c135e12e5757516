"""Passwords of staff: which are refused, and how they are kept."""

import unicodedata
from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from frontdesk.services.errors import TooBusy

SHORTEST, LONGEST = 12, 256
_ESTIMATED = 72  # the estimator reads no further; a beginning that is hard to guess is enough
_SAFE_SCORE = 3  # of 0 to 4: more than a hundred million guesses
_HERE = ("frontdesk", "front desk", "investor", "wallonia", "wallonie", "biotech", "agency", "awex")
_AT_ONCE = 2  # each hash takes 64 MiB
_PATIENCE_SECONDS = 5.0


class PasswordProblem(StrEnum):
    """Why a password is refused. There are no rules on which characters it is made of."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    COMMON = "common"


class PasswordRefused(Exception):
    """Carries the reason."""

    def __init__(self, problem: PasswordProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


class Passwords:
    """Hashes with Argon2id under the parameters of RFC 9106, few at a time. Raises TooBusy where too many wait."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._turns = BoundedSemaphore(_AT_ONCE)
        self._nobody = cache(lambda: self._hasher.hash("nobody has this password"))

    def hash(self, password: str) -> str:
        """Return what is kept of a password."""
        return self._in_turn(lambda: self._hasher.hash(_normal(password)))

    def verify(self, kept: str | None, password: str) -> bool:
        """Tell whether a password is the one that was kept; where none was, it takes as long to say no."""
        compared = kept or self._in_turn(self._nobody)
        return self._in_turn(lambda: self._matches(compared, _normal(password))) and kept is not None

    def is_outdated(self, kept: str) -> bool:
        """Tell whether a hash was made under earlier parameters."""
        return self._hasher.check_needs_rehash(kept)

    def _matches(self, kept: str, password: bytes) -> bool:
        try:
            return self._hasher.verify(kept, password)
        except (VerificationError, InvalidHashError):
            return False

    def _in_turn[T](self, work: Callable[[], T]) -> T:
        if not self._turns.acquire(timeout=_PATIENCE_SECONDS):
            raise TooBusy
        try:
            return work()
        finally:
            self._turns.release()


def demand_good(password: str, about: Iterable[str]) -> None:
    """Refuse a password that is too short or soon guessed, also by who knows the words ``about`` its owner.

    Raises PasswordRefused. The words and common passwords come with the estimator: nothing is asked of anybody outside.
    """
    if len(password) < SHORTEST:
        raise PasswordRefused(PasswordProblem.TOO_SHORT)
    if len(password) > LONGEST:
        raise PasswordRefused(PasswordProblem.TOO_LONG)
    if _score(password, [*_HERE, *about]) < _SAFE_SCORE:
        raise PasswordRefused(PasswordProblem.COMMON)


def _score(password: str, known: list[str]) -> int:
    from zxcvbn import zxcvbn  # noqa: PLC0415 - its lists take 15 MB, for what happens a few times a year

    return int(zxcvbn(password[:_ESTIMATED], user_inputs=known)["score"])


def _normal(password: str) -> bytes:
    """Let é be é on every keyboard; half a surrogate pair, which only a forged form can hold, is kept as it is."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
