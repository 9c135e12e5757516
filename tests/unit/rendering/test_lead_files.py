"""Leads as files: the names of the design, exact amounts, nothing a spreadsheet would run."""

import csv
import io
import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from frontdesk.qualification.model import Enquiry
from frontdesk.rendering.lead_files import WRITERS
from frontdesk.rendering.lead_files.as_csv import as_csv
from frontdesk.rendering.lead_files.as_json import as_json
from frontdesk.rendering.lead_files.as_vcard import as_vcard
from frontdesk.rendering.lead_files.as_xlsx import as_xlsx
from frontdesk.services.export_leads import LeadFormat
from frontdesk.services.lead_record import Record, lead_record
from tests.factories import make_enquiry, make_lead

NAMES = (
    "reference name organisation email phone country sector project investment_eur investment_original jobs timeline "
    "language channel consent qualification status owner due_at created_at conversation_id"
).split()
FORMULAS = ["=1+1", "+1+1", "-1", "@SUM(A1)", "\t=1", " =1", '=HYPERLINK("http://x","y")', "|cmd"]


def _record(enquiry: Enquiry | None = None) -> Record:
    return lead_record(make_lead(enquiry=enquiry, created_at=datetime(2026, 11, 23, 10, 0, 0, 5, tzinfo=UTC)))


def test_every_format_has_a_writer() -> None:
    assert set(WRITERS) == set(LeadFormat)


def test_json_has_exactly_the_names_of_the_design() -> None:
    (lead,) = json.loads(as_json([_record()]))
    assert list(lead) == NAMES
    assert list(lead["qualification"]) == ["outcome", "score", "criteria", "rules_version"]
    assert lead["qualification"]["criteria"][0] == {"name": "size", "points": 20, "evidence": "40M"}
    assert lead["consent"] == {
        "text_version": "2026-11",
        "text_sha256": "ab" * 32,
        "language": "en",
        "given_at": "2026-11-23T11:55:00+00:00",
        "channel": "widget",
        "purpose": "answer_enquiry",
    }


@pytest.mark.parametrize(
    ("amount", "printed"), [("40000000", "40000000"), ("2500000.55", "2500000.55"), ("0.10", "0.1"), (None, "null")]
)
def test_json_amounts_have_no_rounding(amount: str | None, printed: str) -> None:
    enquiry = make_enquiry(investment_eur=Decimal(amount) if amount else None)
    assert f'"investment_eur": {printed},' in as_json([_record(enquiry)]).decode()


def test_csv_is_a_table_with_nested_names_joined() -> None:
    text = as_csv([_record(make_enquiry(organisation='Liège "Bio", SA\nline two'))]).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["organisation"] == 'Liège "Bio", SA\nline two'
    assert row["qualification.outcome"] == "qualified"
    assert json.loads(row["qualification.criteria"])[0]["points"] == 20
    assert row["consent.given_at"] == "2026-11-23T11:55:00+00:00"
    assert (row["phone"], row["investment_eur"], row["owner"]) == ("+3281123456", "40000000", "")
    assert {name.split(".")[0] for name in row} == set(NAMES)


@pytest.mark.parametrize("formula", FORMULAS)
def test_csv_never_holds_a_formula(formula: str) -> None:
    enquiry = make_enquiry(name=formula, organisation=formula, project=formula, phone=formula, jobs=formula)
    (row,) = csv.DictReader(io.StringIO(as_csv([_record(enquiry)]).decode("utf-8-sig")))
    assert [row[name] for name in ("name", "organisation", "project", "phone", "jobs")] == [f"'{formula}"] * 5


@pytest.mark.parametrize("apart", [";", "; ", "\n", "\t", "\r\n"])
@pytest.mark.parametrize("formula", ["=1+1", "@SUM(A1)", "+1+1", "-1", "|cmd"])
def test_csv_holds_no_formula_where_cells_are_parted_at_semicolons_or_lines(formula: str, apart: str) -> None:
    exported = as_csv([_record(make_enquiry(project=f"A plant{apart}{formula}"))]).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(exported, newline=""))
    assert row["project"] == f"A plant{apart}'{formula}"


def test_csv_keeps_what_no_spreadsheet_runs() -> None:
    written = "Two lines; 40 jobs - not more.\nA budget of EUR 5 + 3 million; see https://acme.example/a=b"
    exported = as_csv([_record(make_enquiry(project=written))]).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(exported, newline=""))
    assert row["project"] == written


@pytest.mark.parametrize("formula", FORMULAS)
def test_xlsx_holds_text_as_text(formula: str) -> None:
    book = load_workbook(io.BytesIO(as_xlsx([_record(make_enquiry(project=formula, name="a\x00\x1bb"))])))
    heading, row = book["leads"].iter_rows()
    cells = {str(name.value): cell for name, cell in zip(heading, row, strict=True)}
    assert (cells["project"].value, cells["project"].data_type) == (formula, "s")
    assert cells["name"].value == "ab"
    assert cells["investment_eur"].value == 40000000
    assert cells["owner"].value is None


def test_vcard_escapes_and_folds() -> None:
    enquiry = make_enquiry(name="Peeters, Ann; Dr", project="Première ligne\nBEGIN:VCARD " + "é" * 60)
    lines = as_vcard([_record(enquiry)]).split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    unfolded = as_vcard([_record(enquiry)]).replace(b"\r\n ", b"").decode().split("\r\n")
    assert unfolded[0] == "BEGIN:VCARD"
    assert unfolded.count("BEGIN:VCARD") == 1
    assert r"FN:Peeters\, Ann\; Dr" in unfolded
    assert r"NOTE:Première ligne\nBEGIN:VCARD " + "é" * 60 in unfolded
    assert "TEL;VALUE=uri:tel:+3281123456" in unfolded
    assert "REV:20261123T100000Z" in unfolded
    assert unfolded[-2:] == ["END:VCARD", ""]


def test_a_card_without_telephone_has_no_empty_line() -> None:
    assert b"TEL" not in as_vcard([_record(make_enquiry(phone=None))])
