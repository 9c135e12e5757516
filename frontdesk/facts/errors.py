"""What can be wrong with facts.

* FactProblem
    + FactFilesRefused   the files hold problems; nothing of them was taken over
    + FactNotFound       no fact, or no such version of it, has this id
    + FactExists         a fact of this id is held already
    + FactChanged        somebody else changed the fact meanwhile
"""

from dataclasses import dataclass, field
from enum import StrEnum


class Wrong(StrEnum):
    """What is wrong with a value, for those who put it into words of their own."""

    MISSING = "missing"
    EMPTY = "empty"
    NO_DATE = "no_date"
    NO_PARTIAL_DATE = "no_partial_date"
    NO_CHOICE = "no_choice"
    NO_ADDRESS = "no_address"
    LACKS_LANGUAGES = "lacks_languages"
    NOT_KNOWN = "not_known"
    USED = "used"
    UNREADABLE = "unreadable"  # whatever else, most often the form of the file itself


@dataclass(frozen=True, slots=True, order=True)
class FileProblem:
    """One reason why a file is refused, with the line (from 1) where staff can repair it.

    ``key`` is the place among the keys of the entry (`source.url`), ``about`` what is meant: a value, or the languages that lack.
    """

    path: str
    line: int
    reason: str
    key: str = field(default="", compare=False)
    wrong: Wrong = field(default=Wrong.UNREADABLE, compare=False)
    about: str = field(default="", compare=False)

    def __str__(self) -> str:
        """Return ``path:line: reason``, the form editors jump to."""
        return f"{self.path}:{self.line}: {self.reason}"


class FactProblem(Exception):
    """Any problem with facts."""


class FactFilesRefused(FactProblem):
    """Carries every problem found, ordered by file and line."""

    def __init__(self, problems: tuple[FileProblem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class FactNotFound(FactProblem):
    """Carries the id, and the version where one was asked for."""

    def __init__(self, fact_id: str, version: int | None = None) -> None:
        super().__init__(fact_id if version is None else f"{fact_id} version {version}")
        self.fact_id = fact_id
        self.version = version


class FactExists(FactProblem):
    """Carries the id."""

    def __init__(self, fact_id: str) -> None:
        super().__init__(fact_id)
        self.fact_id = fact_id


class FactChanged(FactProblem):
    """Carries the id and the version that holds now, which is not the one that was seen."""

    def __init__(self, fact_id: str, version: int) -> None:
        super().__init__(f"{fact_id} is now version {version}")
        self.fact_id = fact_id
        self.version = version
