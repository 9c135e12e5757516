"""Roles of staff and what each may do: one table, which routes, services and tests read."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody is at the agency's desk."""

    VIEWER = "viewer"
    OFFICER = "officer"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """Something that may be done; every route of the desk names one."""

    OWN_ACCOUNT = "own_account"  # one's own password, second factor, sessions, language, absences
    READ_LEADS = "read_leads"
    WORK_LEADS = "work_leads"  # take, assign, note, label, move, answer, merge
    EXPORT_LEADS = "export_leads"
    READ_CONVERSATIONS = "read_conversations"
    TAKE_OVER = "take_over"
    READ_KNOWLEDGE = "read_knowledge"
    EDIT_KNOWLEDGE = "edit_knowledge"  # facts and the review queue
    READ_INSIGHT = "read_insight"
    ADMINISTER = "administer"  # staff, routing, destinations, deliveries
    READ_AUDIT = "read_audit"


_VIEWER = frozenset(
    {
        Permission.OWN_ACCOUNT,
        Permission.READ_LEADS,
        Permission.READ_CONVERSATIONS,
        Permission.READ_KNOWLEDGE,
        Permission.READ_INSIGHT,
    }
)
_OFFICER = _VIEWER | {Permission.WORK_LEADS, Permission.EXPORT_LEADS, Permission.TAKE_OVER}
_EDITOR = _VIEWER | {Permission.EDIT_KNOWLEDGE}
_ALLOWED = {
    Role.VIEWER: _VIEWER,
    Role.OFFICER: _OFFICER,
    Role.EDITOR: _EDITOR,
    Role.ADMINISTRATOR: frozenset(Permission),
}


def may(role: Role, permission: Permission) -> bool:
    """Tell whether a role may do something."""
    return permission in _ALLOWED[role]
