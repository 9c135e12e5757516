"""The pages on the way to a changed fact: the form, what would change, and what somebody else has changed meanwhile."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from fastapi import Request
from starlette.responses import Response

from frontdesk.facts.lint import Finding
from frontdesk.facts.model import Fact
from frontdesk.services.compare_versions import compare
from frontdesk.services.curate_facts import FactFilesRefused, check_facts
from frontdesk.services.fact_history import fact_history
from frontdesk.values import Language
from frontdesk.web.desk.knowledge_form import Document, Sent, document_of, errors_of
from frontdesk.web.desk.knowledge_words import teller, words_of
from frontdesk.web.desk.pages import page
from frontdesk.wiring.desk import Desk

LONGEST_REASON = 500
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{1,99}")
_PLACES = frozenset({"new", "review-dates", "preview"})  # pages of the desk under the same address
_OF_THE_WAY = frozenset({"csrf", "step", "reason"})


@dataclass(frozen=True, slots=True)
class Editing:
    """What somebody has typed, and the fact as it is; none where it is new."""

    request: Request
    desk: Desk
    sent: Sent
    old: Fact | None = None
    version: int = 0
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def step(self) -> str:
        """Return what was asked for: to go on editing, to see what would change, or to save."""
        return self.sent.get("step", "check")

    @property
    def document(self) -> Document:
        """Return what was typed as a document."""
        status = self.old.status.value if self.old else "draft" if self.sent.get("draft") else "published"
        fact_id = self.old.id if self.old else self.sent.get("id", "").strip()
        return document_of(self.sent, fact_id=fact_id, status=status)

    def before_saving(self) -> Response | None:
        """Return the page that comes first; none where all is well and a reason is given."""
        if self.step == "edit":
            return self.form()
        errors = self._ids()
        try:
            book, lacking = check_facts(self.document, self.desk.knowledge.facts, called="form")
        except FactFilesRefused as refused:
            return self.form(errors_of(refused.problems, teller(self.request)) | errors)
        if errors:
            return self.form(errors)
        if self.step == "save" and (wrong := self._reason()) is None:
            return None
        return self._check(book.facts[0], lacking, wrong if self.step == "save" else None)

    def form(self, errors: Mapping[str, str] | None = None) -> Response:
        """Show the fields, with what is wrong beside each."""
        held = self.desk.knowledge.catalogue.current()
        return page(
            self.request,
            "knowledge/edit.html",
            status=HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK,
            values=self.sent,
            errors=errors or {},
            old=self.old,
            held=held,
            words=words_of(self.request),
            languages=tuple(Language),
        )

    def conflict(self, seen: int) -> Response:
        """Show what somebody else has changed since ``seen``, and what would be changed of theirs."""
        versions = fact_history(self.desk.stores.facts, self.old.id if self.old else "")
        current = versions[-1]
        base = next((one for one in versions if one.version == seen), None)
        try:
            mine = check_facts(self.document, self.desk.knowledge.facts, called="form")[0].facts[0]
        except FactFilesRefused:
            mine = None
        return page(
            self.request,
            "knowledge/conflict.html",
            status=HTTPStatus.CONFLICT,
            current=current,
            theirs=compare(base.fact, current.fact) if base else (),
            mine=compare(current.fact, mine) if mine else (),
            kept=self._kept() | {"seen": str(current.version)},
            words=words_of(self.request),
        )

    def _check(self, new: Fact, lacking: tuple[Finding, ...], wrong: str | None) -> Response:
        return page(
            self.request,
            "knowledge/check.html",
            status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
            old=self.old,
            new=new,
            differences=compare(self.old, new),
            lacking=lacking,
            worded=self.desk.knowledge.worded(new),
            kept=self._kept(),
            reason=self.sent.get("reason", ""),
            wrong=wrong or "",
            words=words_of(self.request),
        )

    def _ids(self) -> dict[str, str]:
        """Return what is wrong with the ids that are given anew."""
        tell, errors = teller(self.request), {}
        fact_id = self.sent.get("id", "").strip()
        if self.old is None and (not _ID.fullmatch(fact_id) or fact_id in _PLACES):
            errors["id"] = tell("knowledge.wrong.no_id")
        elif self.old is None and self.desk.knowledge.catalogue.current().get(fact_id) is not None:
            errors["id"] = tell("knowledge.wrong.used", about=fact_id)
        if "subjects" in self.document and not _ID.fullmatch(self.sent.get("subject", "").strip()):
            errors["subject"] = tell("knowledge.wrong.no_id")
        return errors

    def _reason(self) -> str | None:
        """Return what is wrong with the reason."""
        reason = self.sent.get("reason", "").strip()
        if not reason:
            return teller(self.request)("knowledge.wrong.reason")
        return teller(self.request)("knowledge.wrong.long") if len(reason) > LONGEST_REASON else None

    def _kept(self) -> dict[str, str]:
        return {name: value for name, value in self.sent.items() if name not in _OF_THE_WAY}
