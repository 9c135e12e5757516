"""Members of staff and their sessions between rows and the domain."""

from datetime import datetime

from frontdesk.services.staff_ports import Credentials, NewMember
from frontdesk.staff.member import Member
from frontdesk.staff.role import Role
from frontdesk.staff.session import StaffSession
from frontdesk.store.staff_tables import StaffRow, StaffSessionRow
from frontdesk.values import Language


def member_from(row: StaffRow) -> Member:
    """Return the member of a row."""
    return Member(
        id=row.id,
        email=row.email,
        name=row.name,
        role=Role(row.role),
        language=Language.parse(row.language),
        created_at=row.created_at,
        is_active=row.is_active,
        sectors=tuple(row.sectors),
        countries=tuple(row.countries),
        spoken=tuple(row.spoken),
        takes_leads=row.takes_leads,
        last_assigned_at=row.last_assigned_at,
        last_seen_at=row.last_seen_at,
        has_second_factor=row.totp_confirmed_at is not None,
        uses_shortcuts=row.uses_shortcuts,
    )


def staff_row(member: NewMember, created_at: datetime) -> StaffRow:
    """Return the row of somebody new, who cannot sign in yet."""
    return StaffRow(
        email=member.email.strip().lower(),
        name=member.name,
        role=member.role.value,
        language=member.language.value,
        is_active=True,
        sectors=list(member.sectors),
        countries=list(member.countries),
        spoken=list(member.spoken),
        takes_leads=member.takes_leads,
        uses_shortcuts=True,
        created_at=created_at,
    )


def credentials_from(row: StaffRow) -> Credentials:
    """Return what the member of a row proves themselves with."""
    return Credentials(row.password_hash, row.totp_secret, row.totp_confirmed_at, row.totp_last_step, row.oidc_subject)


def session_from(row: StaffSessionRow) -> StaffSession:
    """Return the session of a row."""
    return StaffSession(
        id=row.id,
        staff_id=row.staff_id,
        csrf_token=row.csrf_token,
        created_at=row.created_at,
        last_seen_at=row.last_seen_at,
        expires_at=row.expires_at,
        confirmed_at=row.confirmed_at,
        browser=row.browser,
    )


def session_row(session: StaffSession) -> StaffSessionRow:
    """Return the row of a session."""
    return StaffSessionRow(
        id=session.id,
        staff_id=session.staff_id,
        csrf_token=session.csrf_token,
        created_at=session.created_at,
        last_seen_at=session.last_seen_at,
        expires_at=session.expires_at,
        confirmed_at=session.confirmed_at,
        browser=session.browser,
    )
