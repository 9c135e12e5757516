"""The audit log in words: who, what, to which object, and what else an entry holds."""

from functools import partial

from fastapi import Request

from frontdesk.services.audit import AuditAction, ObjectKind
from frontdesk.services.audit_seal import SealedEntry
from frontdesk.services.retain import RETENTION
from frontdesk.web.desk.access import desk_of
from frontdesk.web.desk.pages import reader_language
from frontdesk.web.desk.texts import has_text, text

_PAGES = {ObjectKind.LEAD: "/desk/leads/{}", ObjectKind.FACT: "/desk/knowledge/{}"}
_OF_STAFF = ("owner_id", "before_id")
_OF_STATUS = ("before", "after", "status")
_SORTS = ("system", "visitor", "cli:")


class AuditWords:
    """Entries as somebody reads them; names of staff are looked up once a page."""

    def __init__(self, request: Request) -> None:
        self._t = partial(text, reader_language(request))
        self._names = {f"staff:{member.id}": member.name for member in desk_of(request).stores.staff.list()}

    def actor(self, actor: str) -> str:
        """Return who did it: a name, or what it was that did."""
        if actor in self._names:
            return self._names[actor]
        if actor.startswith("cli:"):
            return self._t("audit.actor.command", account=actor.removeprefix("cli:"))
        return self._t(f"audit.actor.{actor}") if actor in _SORTS else actor

    def done(self, entry: SealedEntry) -> str:
        """Return what was done to what; in its own words where somebody wrote an action nobody knows."""
        if entry.object_id == RETENTION:
            return self._t(f"audit.action.{entry.action}", what=self._t("audit.retention"))
        kind, shown = f"audit.kind.{entry.object_kind}", self._named_object(entry)
        what = self._t(kind, id=shown) if has_text(kind) else f"{entry.object_kind} {shown}"
        action = f"audit.action.{entry.action}"
        return self._t(action, what=what) if has_text(action) else f"{entry.action} {what}"

    def details(self, entry: SealedEntry) -> list[tuple[str, str]]:
        """Return what else an entry holds, by the names that are known."""
        return [
            (self._named(name), self._shown(name, value))
            for name, value in sorted(entry.details.items())
            if value != ""
        ]

    def page_of(self, entry: SealedEntry) -> str | None:
        """Return where the object can be looked at; ids of leads and facts; of leads there are names of lists, too."""
        if entry.object_kind == ObjectKind.LEAD and entry.object_id != entry.object_id.upper():
            return None
        return {kind.value: url.format(entry.object_id) for kind, url in _PAGES.items()}.get(entry.object_kind)

    def actors(self) -> list[tuple[str, str]]:
        """Return whom the log can be filtered by."""
        staff = sorted(self._names.items(), key=lambda item: item[1].casefold())
        others = [(sort, self._t(f"audit.actor.{sort.removesuffix(':')}")) for sort in _SORTS]
        return [("", self._t("audit.anybody")), *staff, *others]

    def actions(self) -> list[tuple[str, str]]:
        """Return what the log can be filtered by."""
        named = [(action.value, self._t(f"audit.act.{action.value}")) for action in AuditAction]
        return [("", self._t("audit.anything")), *sorted(named, key=lambda item: item[1])]

    def kinds(self) -> list[tuple[str, str]]:
        """Return the sorts of objects."""
        named = [(kind.value, self._t(f"audit.object_names.{kind.value}")) for kind in ObjectKind]
        return [("", self._t("audit.any_object")), *sorted(named, key=lambda item: item[1])]

    def _named_object(self, entry: SealedEntry) -> str:
        is_staff = entry.object_kind == ObjectKind.STAFF
        return self._names.get(f"staff:{entry.object_id}", entry.object_id) if is_staff else entry.object_id

    def _shown(self, name: str, value: object) -> str:
        if value is None:
            return "–"
        if isinstance(value, bool):
            return self._t("audit.yes") if value else self._t("audit.no")
        if name in _OF_STAFF:
            return self._names.get(f"staff:{value}", str(value))
        status = f"terms.status.{value}"
        return self._t(status) if name in _OF_STATUS and has_text(status) else str(value)

    def _named(self, name: str) -> str:
        known = f"audit.detail.{name}"
        return self._t(known) if has_text(known) else name.replace("_", " ")
