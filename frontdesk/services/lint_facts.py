"""Say what facts lack and which are due for review."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from frontdesk.facts.errors import FactFilesRefused, FileProblem
from frontdesk.facts.lint import Finding, due_for_review, lint
from frontdesk.facts.model import Fact
from frontdesk.services.ports import Clock, FactFiles, FactStore

__all__ = ["FileProblem", "Finding", "lint_files", "lint_store", "review_list"]


def lint_files(files: FactFiles, paths: Sequence[Path], clock: Clock) -> tuple[FileProblem | Finding, ...]:
    """Return what the files lack: what would refuse them, or else what their facts could do better."""
    try:
        return lint(files.read(paths), clock.now().date())
    except FactFilesRefused as refused:
        return refused.problems


def lint_store(store: FactStore, clock: Clock) -> tuple[Finding, ...]:
    """Return what the stored facts lack. Raises StoreUnavailable."""
    return lint(store.book(), clock.now().date())


def review_list(store: FactStore, clock: Clock, within: timedelta) -> tuple[Fact, ...]:
    """Return the stored facts to be reviewed within a time from now, most urgent first. Raises StoreUnavailable."""
    return due_for_review(store.book(), clock.now().date() + within)
