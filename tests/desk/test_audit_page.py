"""Administrators look through the audit log, hand it over and check it; nobody else does."""

import csv
import io
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import text

from frontdesk.services.audit import AuditAction, ObjectKind
from frontdesk.staff.member import Actor, acting
from frontdesk.staff.role import Role
from frontdesk.values import Language
from tests.desk.office import Colleague, Office
from tests.factories import make_audit_entry

pytestmark = pytest.mark.web


@pytest.fixture
def auditor(office: Office) -> Colleague:
    return office.signed_in(Role.ADMINISTRATOR, name="Ada Auditor")


def _told(office: Office, *entries: dict[str, Any]) -> None:
    office.installation.stores.audit.note([make_audit_entry(**entry) for entry in entries])


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OFFICER, Role.EDITOR])
@pytest.mark.parametrize("path", ["/desk/audit", "/desk/audit.csv", "/desk/audit/check"])
def test_only_administrators_see_it(office: Office, role: Role, path: str) -> None:
    assert office.signed_in(role).get(path).status_code == 403


def test_an_entry_is_told_in_words(office: Office, auditor: Colleague) -> None:
    officer = office.member(Role.OFFICER, name="Odile Officer")
    _told(office, {"actor": acting(officer), "action": AuditAction.EXPORTED, "details": {"rows": 12}})
    assert "Odile Officer exported lead WAL-26-000001 rows 12" in auditor.read("/desk/audit")


def test_it_is_told_in_french_too(office: Office) -> None:
    reader = office.signed_in(Role.ADMINISTRATOR, language=Language.FR)
    _told(office, {"actor": Actor("cli:root"), "action": AuditAction.ERASED})
    assert "Commande de root a effacé la demande WAL-26-000001" in reader.read("/desk/audit")


def test_what_came_from_outside_is_text(office: Office, auditor: Colleague) -> None:
    _told(office, {"object_kind": ObjectKind.ROUTE, "object_id": "<script>alert(1)</script>"})
    page = auditor.get("/desk/audit").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("actor=visitor", {"one"}),
        ("actor=cli:", {"two", "three"}),
        ("action=erased", {"two"}),
        ("kind=fact", {"three"}),
        ("object=one", {"one"}),
        ("first=2026-11-24", {"three"}),
        ("first=2026-11-23&last=2026-11-23", {"one", "two"}),
        ("actor=cli:&last=2026-11-23", {"two"}),
        ("first=nonsense&actor=nobody", set()),
    ],
)
def test_filters_narrow_it_down(office: Office, auditor: Colleague, query: str, shown: set[str]) -> None:
    late = datetime(2026, 11, 23, 22, 59, tzinfo=UTC)  # one minute to midnight in Brussels
    after = datetime(2026, 11, 23, 23, 1, tzinfo=UTC)
    _told(
        office,
        {"object_id": "one", "actor": Actor("visitor"), "at": late},
        {"object_id": "two", "actor": Actor("cli:a"), "action": AuditAction.ERASED, "at": late},
        {"object_id": "three", "actor": Actor("cli:b"), "object_kind": ObjectKind.FACT, "at": after},
    )
    rows = csv.DictReader(io.StringIO(auditor.get(f"/desk/audit.csv?{query}").content.decode("utf-8-sig")))
    assert {row["object_id"] for row in rows} & {"one", "two", "three"} == shown
    page = auditor.get(f"/desk/audit?{query}").text
    table = page.partition("<tbody>")[2].partition("</tbody>")[0]
    assert {name for name in ("one", "two", "three") if f" {name}<" in table} == shown


def test_pages_go_back_and_forth(office: Office, auditor: Colleague) -> None:
    _told(office, *({"object_id": f"lead-{n:03}", "actor": Actor("visitor")} for n in range(120)))
    first = auditor.get("/desk/audit?actor=visitor").text
    assert ("lead-119" in first, "lead-070" in first, "lead-069" in first) == (True, True, False)
    second = auditor.get(_link(first, "next")).text
    assert ("lead-070" in second, "lead-069" in second, "lead-020" in second) == (False, True, True)
    third = auditor.get(_link(second, "next")).text
    assert ("lead-019" in third, 'rel="next"' in third) == (True, False)
    assert "lead-119" in auditor.get(_link(auditor.get(_link(third, "prev")).text, "prev")).text


def _link(page: str, rel: str) -> str:
    before, _, _ = page.partition(f'" rel="{rel}"')
    return before.rpartition('href="')[2].replace("&amp;", "&")


def test_looking_and_exporting_are_entries_themselves(auditor: Colleague) -> None:
    auditor.get("/desk/audit.csv")
    page = auditor.read("/desk/audit?kind=audit_log")
    assert "Ada Auditor exported the audit log (csv)" in page
    assert "Ada Auditor viewed the audit log (list)" in page


def test_a_formula_in_the_file_is_text(office: Office, auditor: Colleague) -> None:
    _told(office, {"object_id": "=1+1"})
    assert "'=1+1" in auditor.get("/desk/audit.csv").text


def test_the_check_says_that_it_is_whole_and_shows_the_head(office: Office, auditor: Colleague) -> None:
    _told(office, {}, {})
    assert "Check now" in auditor.read("/desk/audit/check")
    page = auditor.post("/desk/audit/check").text
    assert "The log is whole" in page
    assert "entries, each sealed with the one before" in page


def test_the_check_names_what_was_tampered_with(office: Office, auditor: Colleague) -> None:
    _told(office, *({"object_id": f"lead-{n}"} for n in range(9)))
    with office.installation.stores.database.changing_schema() as connection:
        connection.execute(text("DROP TRIGGER audit_log_refuses_update"))
        number = connection.scalar(text("SELECT id FROM audit_log WHERE object_id = 'lead-4'"))
        connection.execute(text("UPDATE audit_log SET actor = 'staff:99' WHERE object_id = 'lead-4'"))
    page = auditor.post("/desk/audit/check").text
    assert "The log is broken" in page
    assert f"Entry {number} was changed" in page


def test_a_check_asked_for_by_another_site_is_refused(auditor: Colleague) -> None:
    assert auditor.http.post("/desk/audit/check", data={"csrf": "guessed"}).status_code == 403
