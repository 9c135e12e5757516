"""Exports: exactly what is shown, in every form, safe to open, and noted before they are handed over."""

import csv
import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from frontdesk.services import export_leads
from frontdesk.staff.role import Role
from frontdesk.wiring.clock import SystemClock
from tests.desk.office import Office, text_of
from tests.desk.test_inbox import audited, recorded

pytestmark = pytest.mark.web


def test_an_export_is_exactly_what_is_filtered(office: Office) -> None:
    wanted = recorded(office, country="FR")
    recorded(office, country="US")
    recorded(office, country="FR", row={"merged_into_id": 1})
    response = office.signed_in().post("/desk/leads/export", {"view": "all", "country": "FR", "format": "json"})
    assert [one["reference"] for one in response.json()] == [wanted]
    assert response.headers["content-disposition"].startswith('attachment; filename="leads-')


def test_an_export_tells_what_a_person_decided(office: Office) -> None:
    recorded(office, row={"override_outcome": "not_qualified"})
    (lead,) = office.signed_in().post("/desk/leads/export?format=json").json()
    assert lead["qualification"]["outcome"] == "not_qualified"


def test_the_week_is_one_action(office: Office) -> None:
    now = SystemClock().now()
    this_week = recorded(office, created_at=now)
    recorded(office, created_at=now - timedelta(days=8))
    colleague = office.signed_in()
    page = colleague.get("/desk/leads").text
    since = page.partition('name="since" value="')[2].partition('"')[0]
    response = colleague.post("/desk/leads/export?format=xlsx", {"view": "all", "since": since})
    sheet = load_workbook(io.BytesIO(response.content)).active
    assert sheet is not None
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == [this_week]


HOSTILE = ("=HYPERLINK(1)", "+1+1", "-2", "@SUM(A1)", "\t=1", "  =1", "|calc")


@pytest.mark.parametrize("words", HOSTILE)
def test_no_spreadsheet_runs_what_a_visitor_wrote(office: Office, words: str) -> None:
    recorded(office, organisation=words, project=words)
    colleague = office.signed_in()
    table = colleague.post("/desk/leads/export?format=csv").content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(table))
    assert row["organisation"] == row["project"] == f"'{words}"
    sheet = load_workbook(io.BytesIO(colleague.post("/desk/leads/export?format=xlsx").content)).active
    assert sheet is not None
    cell = sheet.cell(2, 3)
    assert (cell.value, cell.data_type) == (words, "s")


def test_cards_are_one_a_lead(office: Office) -> None:
    recorded(office)
    recorded(office)
    response = office.signed_in().post("/desk/leads/export?format=vcard")
    assert response.headers["content-type"].startswith("text/vcard")
    assert response.text.count("BEGIN:VCARD") == 2


def test_an_export_is_noted_with_its_count_and_the_names_of_its_filters(office: Office) -> None:
    recorded(office, country="FR")
    colleague = office.signed_in()
    colleague.post("/desk/leads/export?format=csv", {"view": "qualified", "country": "FR"})
    (entry,) = [one for one in audited(office) if one.action == "exported"]
    assert entry.actor == f"staff:{colleague.member.id}"
    assert entry.details == {"format": "csv", "count": 1, "view": "qualified", "filters": "countries", "words": False}


def test_nothing_is_exported_by_a_link_or_by_another_site(office: Office) -> None:
    recorded(office)
    colleague = office.signed_in()
    assert colleague.get("/desk/leads/export?format=csv").status_code in {404, 405}
    assert colleague.http.post("/desk/leads/export?format=csv").status_code == 403
    assert (
        colleague.post("/desk/leads/export?format=csv", headers={"origin": "https://elsewhere.example"}).status_code
        == 403
    )
    assert [one for one in audited(office) if one.action == "exported"] == []


@pytest.mark.parametrize("role", [Role.VIEWER, Role.EDITOR])
def test_whoever_may_not_export_gets_nothing(office: Office, role: Role) -> None:
    reference = recorded(office)
    response = office.signed_in(role).post("/desk/leads/export?format=csv")
    assert response.status_code == 403
    assert reference not in response.text


def test_more_leads_than_a_file_holds_are_refused_with_what_to_do(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_leads.Wanted.__init__, "__defaults__", (1,))
    recorded(office)
    recorded(office)
    colleague = office.signed_in()
    response = colleague.post("/desk/leads/export?format=csv")
    assert response.status_code == 422
    assert "1 leads at most" in text_of(response.text)
    assert [one for one in audited(office) if one.action == "exported"] == []


@pytest.mark.parametrize("form", ["", "exe"])
def test_a_form_nobody_knows_is_refused(office: Office, form: str) -> None:
    assert office.signed_in().post("/desk/leads/export", {"format": form}).status_code == 422
