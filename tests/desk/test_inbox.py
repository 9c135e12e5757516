"""The page of leads: what it shows to whom, how it is searched without telling addresses, and what is done with several leads."""

import re
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import unquote

import pytest
from sqlalchemy import select, update

from frontdesk.leads.label import Tone
from frontdesk.qualification.model import LeadStatus, Outcome
from frontdesk.services.search_slips import SearchSlips
from frontdesk.staff.member import acting
from frontdesk.staff.role import Role
from frontdesk.store.audit_tables import AuditRow
from frontdesk.store.lead_tables import LeadRow
from frontdesk.values import Language
from frontdesk.wiring.clock import SystemClock
from frontdesk.wiring.lead_work import open_lead_work
from tests.desk.office import Colleague, Office, text_of
from tests.factories import FixedClock, make_enquiry, make_lead, make_qualification

pytestmark = pytest.mark.web


def recorded(
    office: Office, *, created_at: datetime | None = None, row: dict[str, Any] | None = None, **enquiry: Any
) -> str:
    """Record a lead that came now, or when the test says, and return its reference."""
    at = created_at or SystemClock().now()
    stores = office.installation.stores
    outcome = enquiry.pop("outcome", Outcome.QUALIFIED)
    lead = make_lead(
        enquiry=make_enquiry(**enquiry),
        qualification=make_qualification(outcome=outcome),
        created_at=at,
        due_at=at + timedelta(days=2),
    )
    reference = stores.leads.record_lead(lead, []).reference
    if row:
        with stores.database.writing() as session:
            session.execute(update(LeadRow).where(LeadRow.reference == reference).values(**row))
    return reference


def shown(colleague: Colleague, url: str) -> list[str]:
    """The references of the rows of a page, in order."""
    response = colleague.get(url)
    assert response.status_code == 200, response.text[:500]
    return re.findall(r'id="open-([^"]+)"', response.text)


def searched(colleague: Colleague, words: str) -> str:
    """Search as the form does, and return the address of what is found."""
    response = colleague.post("/desk/leads/search", {"q": words})
    assert response.status_code == 303
    return response.headers["location"]


def audited(office: Office) -> list[AuditRow]:
    with office.installation.stores.database.reading() as session:
        rows = session.scalars(select(AuditRow).where(AuditRow.object_id == "inbox").order_by(AuditRow.id)).all()
        session.expunge_all()
        return list(rows)


def test_the_desk_begins_with_the_leads(office: Office) -> None:
    response = office.signed_in().get("/desk/")
    assert (response.status_code, response.headers["location"]) == (303, "/desk/leads")


def test_nobody_sees_leads_without_signing_in(office: Office) -> None:
    recorded(office)
    for url in ("/desk/leads", "/desk/leads/counts", "/desk/"):
        assert office.http.get(url).headers["location"].startswith("/desk/sign-in")


@pytest.mark.parametrize("role", Role)
def test_everybody_reads_leads_but_only_those_who_work_on_them_may_change_and_export(
    office: Office, role: Role
) -> None:
    reference = recorded(office)
    colleague = office.signed_in(role)
    page = colleague.get("/desk/leads").text
    works = role in {Role.OFFICER, Role.ADMINISTRATOR}
    assert reference in page
    assert ('action="/desk/leads/bulk"' in page and 'id="bulk-bar"' in page) is works
    assert ("/desk/leads/export" in page) is works
    answered = colleague.post("/desk/leads/bulk", {"lead": reference, "do": "take"}).status_code
    assert answered == (303 if works else 403)
    assert colleague.post("/desk/leads/export?format=csv").status_code == (200 if works else 403)


def test_todays_qualified_leads_are_one_click_away(office: Office) -> None:
    today = recorded(office)
    recorded(office, created_at=SystemClock().now() - timedelta(days=2))
    recorded(office, outcome=Outcome.UNDECIDED)
    colleague = office.signed_in()
    page = colleague.get("/desk/leads").text
    link = re.search(r'id="qualified-today"[^>]*href="([^"]+)"', page)
    assert link
    assert "Qualified, received today 1" in text_of(page)
    assert shown(colleague, link[1].replace("&amp;", "&")) == [today]


def test_each_view_shows_and_counts_its_leads(office: Office) -> None:
    colleague = office.signed_in()
    mine = recorded(office, row={"owner_id": colleague.member.id})
    closed = recorded(office, row={"status": "won", "owner_id": colleague.member.id})
    late = recorded(
        office, outcome=Outcome.UNDECIDED, row={"owner_id": None, "due_at": SystemClock().now() - timedelta(hours=1)}
    )
    expected = {
        "mine": {mine},
        "unassigned": {late},
        "due": {late},
        "qualified": {mine},
        "undecided": {late},
        "closed": {closed},
    }
    for view, leads in (expected | {"all": {mine, closed, late}}).items():
        page = colleague.get(f"/desk/leads?view={view}").text
        assert set(re.findall(r'id="open-([^"]+)"', page)) == leads
        tab = re.search(rf'id="view-{view}"[^>]*>(.*?)</a>', page, re.DOTALL)
        assert tab
        assert text_of(tab[1]).endswith(str(len(leads)))


def test_an_overdue_lead_is_marked_by_a_word(office: Office) -> None:
    recorded(office, row={"due_at": SystemClock().now() - timedelta(hours=3)})
    assert "Overdue 3 hours ago" in office.signed_in().read("/desk/leads?view=due")


def test_the_words_of_a_search_are_in_no_address(office: Office) -> None:
    found = recorded(office, name="Zoë Ørsted", organisation="Secret Söhne")
    recorded(office)
    colleague = office.signed_in()
    url = searched(colleague, "secret sohne")
    assert "secret" not in unquote(url).lower()
    assert shown(colleague, url) == [found]
    page = colleague.get(url).text
    addresses = re.findall(r'(?:href|action|hx-get)="([^"]*)"', page)
    assert not [one for one in addresses if "secret" in unquote(one).lower()]
    assert 'value="secret sohne"' in page


def test_a_search_can_be_filtered_sorted_and_exported(office: Office) -> None:
    french, american = (recorded(office, organisation="Novacell", country=country) for country in ("FR", "US"))
    recorded(office)
    colleague = office.signed_in()
    url = searched(colleague, "novac")
    assert set(shown(colleague, url)) == {french, american}
    assert shown(colleague, f"{url}&country=FR&sort=score") == [french]
    slip = url.partition("found=")[2]
    exported = colleague.post("/desk/leads/export?format=json", {"found": slip, "country": "US"}).json()
    assert [one["reference"] for one in exported] == [american]


def test_nobody_reads_the_search_of_another(office: Office) -> None:
    recorded(office, organisation="Novacell")
    url = searched(office.signed_in(), "novacell")
    response = office.signed_in().get(url)
    assert "not kept that long" in response.text
    assert 'value="novacell"' not in response.text
    slip = url.partition("found=")[2]
    assert office.signed_in().post("/desk/leads/export?format=json", {"found": slip}).status_code == 422


def test_a_search_is_forgotten_after_a_working_day() -> None:
    clock = FixedClock()
    slips = SearchSlips(clock)
    slip = slips.keep(1, "Ann")
    assert slips.text(1, slip) == "Ann"
    clock.move(timedelta(hours=13))
    assert slips.text(1, slip) is None


def test_filters_are_shown_as_chips_that_take_them_off(office: Office) -> None:
    vaccines, other = recorded(office, country="FR"), recorded(office, country="FR", sector="Our own thing")
    colleague = office.signed_in()
    url = "/desk/leads?view=all&country=FR&sector=vaccines"
    page = colleague.get(url).text
    assert shown(colleague, url) == [vaccines]
    assert "Country: France" in text_of(page)
    off = re.search(r'href="([^"]+)" aria-label="Remove the filter: Sector: Vaccines"', page)
    assert off
    assert set(shown(colleague, off[1].replace("&amp;", "&"))) == {vaccines, other}
    assert shown(colleague, "/desk/leads?sector=another") == [other]


def test_an_address_of_nonsense_is_a_page(office: Office) -> None:
    reference = recorded(office)
    nonsense = "view=x&sort=-x&owner=a&label=-1&since=2026-99-99&until=99999-01-01&after=1~x&after=&before=~&country=%27&merged&found=%00x"
    assert shown(office.signed_in(), f"/desk/leads?{nonsense}") == [reference]
    many = "&".join(f"owner={number}" for number in range(2_000))
    assert office.signed_in().get(f"/desk/leads?{many}").status_code == 200


def test_headings_sort_and_say_how(office: Office) -> None:
    first, second = recorded(office, organisation="Zelle"), recorded(office, organisation="élan")
    colleague = office.signed_in()
    page = colleague.get("/desk/leads").text
    assert 'aria-sort="descending"' in page
    link = re.search(r'id="sort-organisation"[^>]*href="([^"]+)"', page)
    assert link
    url = link[1].replace("&amp;", "&")
    assert shown(colleague, url) == [second, first]
    assert 'aria-sort="ascending"' in colleague.get(url).text


def test_pages_follow_each_other_without_gaps(office: Office) -> None:
    now = SystemClock().now()
    expected = [recorded(office, created_at=now - timedelta(minutes=number)) for number in range(120)]
    colleague = office.signed_in()
    url, seen = "/desk/leads", []
    while True:
        page = colleague.get(url).text
        seen += re.findall(r'id="open-([^"]+)"', page)
        later = re.search(r'href="([^"]+)" rel="next"', page)
        if later is None:
            break
        url = later[1].replace("&amp;", "&")
    assert seen == expected
    back = re.search(r'href="([^"]+)" rel="prev"', page)
    assert back
    assert shown(colleague, back[1].replace("&amp;", "&")) == expected[50:100]


def test_no_address_of_a_page_names_an_organisation(office: Office) -> None:
    now = SystemClock().now()
    for number in range(60):
        recorded(office, organisation=f"Secret {number}", created_at=now - timedelta(minutes=number))
    page = office.signed_in().get("/desk/leads?sort=organisation").text
    later = re.search(r'href="([^"]+)" rel="next"', page)
    assert later
    assert "secret" not in unquote(later[1]).lower()


def test_the_counts_keep_themselves_up_to_date_without_keeping_anybody_signed_in(office: Office) -> None:
    colleague = office.signed_in()
    page = colleague.get("/desk/leads").text
    assert 'hx-trigger="every 30s"' in page
    assert "X-Desk-Polling" in page
    before = len(audited(office))
    recorded(office)
    part = colleague.get("/desk/leads/counts?view=all", headers={"x-desk-polling": "1", "hx-request": "true"})
    assert "Unassigned 1" in text_of(part.text)
    assert "<html" not in part.text
    assert len(audited(office)) == before


def test_a_look_at_leads_is_audited_without_their_words(office: Office) -> None:
    recorded(office, organisation="Novacell")
    colleague = office.signed_in()
    colleague.get("/desk/leads?view=qualified&country=FR")
    colleague.get(searched(colleague, "novacell"))
    viewed, search = audited(office)
    assert (viewed.action, viewed.actor) == ("viewed", f"staff:{colleague.member.id}")
    assert viewed.details == {"view": "qualified", "filters": "countries", "count": 0}
    assert (search.action, search.details["count"]) == ("searched", 1)
    assert "novacell" not in str(search.details)


def test_saved_views_are_ones_own(office: Office) -> None:
    mine, other = office.signed_in(), office.signed_in()
    fields = {
        "name": " French  vaccines ",
        "view": "qualified",
        "country": "FR",
        "sector": "vaccines",
        "sort": "-score",
    }
    assert mine.post("/desk/leads/views", fields).headers["location"].endswith("said=inbox.said.saved")
    page = mine.get("/desk/leads").text
    link = re.search(r'id="saved-(\d+)" href="([^"]+)"[^>]*>French vaccines<', page)
    assert link
    assert link[2].replace("&amp;", "&") == "/desk/leads?view=qualified&sector=vaccines&country=FR&sort=-score"
    assert "French vaccines" not in other.read("/desk/leads")
    assert other.post(f"/desk/leads/views/{link[1]}/delete").status_code == 404
    assert mine.post(f"/desk/leads/views/{link[1]}/delete").status_code == 303
    assert "French vaccines" not in mine.read("/desk/leads")


def test_a_saved_view_is_replaced_by_its_name_and_keeps_no_search(office: Office) -> None:
    colleague = office.signed_in()
    slip = searched(colleague, "novacell").partition("found=")[2]
    colleague.post("/desk/leads/views", {"name": "Mine", "view": "all", "found": slip, "country": "FR"})
    colleague.post("/desk/leads/views", {"name": "Mine", "view": "mine"})
    page = colleague.get("/desk/leads").text
    assert re.findall(r'id="saved-\d+" href="([^"]+)"', page) == ["/desk/leads?view=mine"]
    assert colleague.post("/desk/leads/views", {"name": "  "}).headers["location"].endswith("inbox.said.unnamed")
    for number in range(40):
        last = colleague.post("/desk/leads/views", {"name": f"View {number}", "view": "mine"})
    assert last.headers["location"].endswith("inbox.said.too_many")


def test_several_leads_are_taken_given_labelled_and_moved(office: Office) -> None:
    colleague, other = office.signed_in(), office.member(name="Bo Other")
    references = [recorded(office, row={"owner_id": None}) for _ in range(3)]
    work = open_lead_work(office.installation.stores, SystemClock())
    work.labels.put_named(references[0], "Visit", Tone.BLUE, by=acting(colleague.member))
    (label,) = work.labels.labels()
    for fields in (
        {"do": "take"},
        {"do": "assign", "to": str(other.id)},
        {"do": "label", "with_label": str(label.id)},
        {"do": "move", "to_status": "contacted"},
    ):
        response = colleague.post("/desk/leads/bulk", {"lead": references, "view": "all", "country": "US"} | fields)
        assert (response.status_code, response.headers.get("location")) == (
            303,
            "/desk/leads?view=all&country=US&said=inbox.said.done",
        ), response.text[:300]
    page = colleague.read("/desk/leads")
    assert page.count("Contacted Bo Other") == 3
    assert page.count(" Visit ") >= 3


def test_what_could_not_be_done_with_some_is_told(office: Office) -> None:
    colleague, other = office.signed_in(), office.member(name="Bo Other")
    taken, free = recorded(office, row={"owner_id": other.id}), recorded(office, row={"owner_id": None})
    response = colleague.post("/desk/leads/bulk", {"lead": [taken, free], "do": "take"})
    assert response.status_code == 409
    assert "1 lead was changed" in text_of(response.text)
    assert f"{taken} – It belongs to Bo Other." in text_of(response.text)


@pytest.mark.parametrize(
    "fields",
    [{"do": "take"}, {"lead": "x", "do": "assign"}, {"lead": "x", "do": "move", "to_status": "zzz"}, {"lead": "x"}],
)
def test_pressing_a_button_without_choosing_changes_nothing(office: Office, fields: dict[str, str]) -> None:
    response = office.signed_in().post("/desk/leads/bulk", fields)
    assert response.status_code == 422
    assert "Nothing was selected" in text_of(response.text)


def test_an_empty_inbox_says_what_to_do_next(office: Office) -> None:
    colleague = office.signed_in()
    assert "No enquiry has come in yet" in colleague.read("/desk/leads")
    assert "Look at the unassigned leads" in colleague.read("/desk/leads?view=mine")
    assert "No lead fits" in colleague.read("/desk/leads?country=JP")


def test_what_visitors_wrote_is_text(office: Office) -> None:
    recorded(
        office,
        organisation="<script>alert(1)</script>",
        project='"><img src=x>',
        sector="{{ 7*7 }}",
        jobs=None,
        investment_eur=Decimal(1),
    )
    page = office.signed_in().get("/desk/leads").text
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "{{ 7*7 }}" in page


def test_the_page_speaks_french(office: Office) -> None:
    recorded(office, investment_eur=Decimal(42_000_000))
    page = office.signed_in(language=Language.FR).read("/desk/leads?status=new")
    assert "Exporter la semaine" in page
    assert "Statut : Nouvelle" in page
    assert re.search(r"42\s000\s000\s€", page)
    assert LeadStatus.NEW.value not in page.split("Statut : Nouvelle")[0].split()[:20]
