"""The question and context types for entrypoints, which see services and values only."""

from frontdesk.facts.answer import AnswerKind
from frontdesk.facts.question import NOTHING_YET, Context, Mention, Question

__all__ = ["NOTHING_YET", "AnswerKind", "Context", "Mention", "Question"]
