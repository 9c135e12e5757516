"""What can be wrong with facts.

* FactProblem
    + FactFilesRefused   the files hold problems; nothing of them was taken over
    + FactNotFound       no fact, or no such version of it, has this id
    + FactExists         a fact of this id is held already
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class FileProblem:
    """One reason why a file is refused, with the line (from 1) where staff can repair it."""

    path: str
    line: int
    reason: str

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
