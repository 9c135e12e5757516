"""The dashboard shows the figures of a period, compares them, and hands each of them over."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from openpyxl import load_workbook

from frontdesk.staff.role import Role
from frontdesk.values import Language
from tests.desk.furnished import furnish
from tests.desk.office import Colleague, Office, text_of
from tests.factories import make_answer, make_conversation, make_message

pytestmark = pytest.mark.web

FIGURES = (
    *("conversations", "languages", "channels", "funnel", "answers", "facts", "intents", "unanswered", "thumbs"),
    *("promises", "pipeline", "outcomes", "sectors", "countries", "owners", "lead_languages", "lead_channels"),
)


@pytest.fixture
def viewer(office: Office) -> Colleague:
    furnish(office.installation.stores, datetime.now(UTC))
    return office.signed_in(Role.VIEWER)


def _rows(reader: Colleague, name: str, query: str = "span=four_weeks") -> list[list[str]]:
    response = reader.get(f"/desk/insight/{name}.csv?{query}")
    assert response.status_code == 200, response.text
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


@pytest.mark.parametrize("language", [Language.EN, Language.FR])
@pytest.mark.parametrize(
    "span", ["week", "four_weeks", "quarter", "year", "days&first=2026-01-01&last=2026-12-31", "bogus"]
)
def test_every_period_is_shown_in_both_languages(office: Office, language: Language, span: str) -> None:
    furnish(office.installation.stores, datetime.now(UTC), leads=8)
    page = office.signed_in(Role.VIEWER, language=language).get(f"/desk/insight?span={span}")
    assert page.status_code == 200
    assert "style=" not in page.text
    assert page.text.count("<svg") > 10


def test_an_empty_desk_has_a_dashboard_too(office: Office) -> None:
    page = office.signed_in(Role.VIEWER).read("/desk/insight")
    assert "Nothing in this period." in page
    assert "Nothing to compare with" in page


@pytest.mark.parametrize("name", FIGURES)
def test_each_figure_is_handed_over_as_csv_and_xlsx(viewer: Colleague, name: str) -> None:
    told = _rows(viewer, name)
    assert len(told[0]) >= 2
    book = load_workbook(io.BytesIO(viewer.get(f"/desk/insight/{name}.xlsx?span=four_weeks").content))
    sheet = [[str(cell if cell is not None else "") for cell in row] for row in book[name].iter_rows(values_only=True)]
    assert sheet == told


def test_the_table_behind_a_chart_has_the_numbers_of_the_file(viewer: Colleague) -> None:
    page = viewer.get("/desk/insight?span=four_weeks").text
    section = page.partition('aria-labelledby="figure-conversations"')[2].partition("</section>")[0]
    table = [text_of(row).split() for row in re.findall(r"<tr>.*?</tr>", section.partition("<table")[2], re.DOTALL)]
    told = _rows(viewer, "conversations")
    assert [row[:2] for row in table[1:]] == [row[:2] for row in told[1:]]
    assert len(told) == 29


def test_the_sums_of_figures_agree(viewer: Colleague) -> None:
    leads = sum(int(row[1]) for row in _rows(viewer, "pipeline", "span=year")[1:])
    for name in ("outcomes", "sectors", "countries", "owners", "lead_languages", "lead_channels"):
        assert sum(int(row[1]) for row in _rows(viewer, name, "span=year")[1:]) == leads
    assert sum(int(cell) for cell in _rows(viewer, "promises", "span=year")[1][1:]) <= leads
    assert leads > 0


def test_a_day_without_conversations_is_zero_and_not_missing(office: Office) -> None:
    reader = office.signed_in(Role.VIEWER)
    assert {row[1] for row in _rows(reader, "conversations")[1:]} == {"0"}


def test_what_was_said_counts_as_it_should(office: Office) -> None:
    store, now = office.installation.stores.conversations, datetime.now(UTC)
    talk = make_conversation(created_at=now, last_seen=now)
    store.create(talk)
    asked = store.append_all(talk.id, [make_message(sent_at=now)])[0]
    store.append_all(talk.id, [make_answer(sent_at=now, kind="facts", in_reply_to=asked.id)])
    store.append_all(talk.id, [make_message(sent_at=now)])
    reader = office.signed_in(Role.VIEWER)
    assert _rows(reader, "answers", "span=week")[1] == ["All", "1", "0", "0", "0"]
    assert [row[1] for row in _rows(reader, "funnel", "span=week")[1:]] == ["1", "1", "1", "0", "0", "0"]
    assert _rows(reader, "facts", "span=week")[1] == ["ucb-founded", "1"]


def test_a_figure_or_form_that_is_not_there_is_not_found(viewer: Colleague) -> None:
    assert viewer.get("/desk/insight/secrets.csv").status_code == 404
    assert viewer.get("/desk/insight/funnel.pdf").status_code == 404


def test_handing_over_is_logged_with_the_period(office: Office, viewer: Colleague) -> None:
    today = datetime.now(UTC).date()
    first = today - timedelta(days=3)
    viewer.get(f"/desk/insight/funnel.csv?span=days&first={first}&last={today}")
    log = office.signed_in(Role.ADMINISTRATOR).read("/desk/audit?kind=insight")
    assert f"exported figures funnel format csv from {first}" in log


def test_nobody_comes_in_without_signing_in(office: Office) -> None:
    assert office.http.get("/desk/insight").status_code == 303
    assert office.http.get("/desk/insight/funnel.csv").status_code == 303
