"""The enquiry without JavaScript: consent first, errors at their fields, nothing lost, and the same lead as from the chat."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from frontdesk.settings import Settings
from frontdesk.web.gateway.app import create_app
from frontdesk.wiring.stores import Stores, ready_stores
from tests.browser.serving import serving

pytestmark = pytest.mark.browser
PATHS = ("/enquiry", "/fr/enquiry", "/nl/enquiry", "/de/enquiry")
TOLD = {
    "name": "Ann Peeters",
    "organisation": "Acme Biologics",
    "email": "ann@acme-biologics.example",
    "phone": "+32 4 366 00 00",
    "country": "Germany",
    "sector": "cell and gene therapy",
    "project": "We plan a plant for viral vectors near Liège.",
    "investment": "20 million euros",
    "jobs": "120",
    "timeline": "early 2027",
}


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory, rasa_url: str) -> Settings:
    folder: Path = tmp_path_factory.mktemp("form")
    return Settings(data_dir=folder, rasa_url=rasa_url, rate_limits=False)


@pytest.fixture(scope="module")
def stores(settings: Settings) -> Iterator[Stores]:
    with ready_stores(settings) as stores:
        yield stores


@pytest.fixture(scope="module")
def site(settings: Settings, stores: Stores) -> Iterator[str]:
    assert stores.is_migrated()
    with serving(create_app(settings)) as url:
        yield url


@pytest.fixture(params=["light", "dark"])
def plain(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of a browser that runs no script of the site."""
    context = browser.new_context(java_script_enabled=False, color_scheme=request.param)
    yield context.new_page()
    context.close()


def fill(page: Page, **instead: str) -> None:
    for name, words in {**TOLD, **instead}.items():
        page.locator(f"#{name}").fill(words)


def test_a_visitor_without_script_is_led_to_the_form(plain: Page, site: str) -> None:
    plain.goto(site)
    plain.get_by_role("link", name="No script? Use our enquiry form.").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Leave an enquiry")


def test_an_enquiry_becomes_a_lead_with_consent_and_a_reference(plain: Page, site: str, stores: Stores) -> None:
    plain.goto(f"{site}/enquiry")
    plain.get_by_label("Yes, I agree").check()
    fill(plain)
    plain.get_by_role("button", name="Send the enquiry").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Your enquiry has arrived")
    reference = plain.locator(".reference strong").inner_text()
    expect(plain.locator(".lead")).to_contain_text(f"recorded under the reference {reference}")
    lead = next(lead for lead in stores.leads.list_leads() if lead.reference == reference)
    assert (lead.enquiry.email, lead.enquiry.country, lead.enquiry.sector) == (TOLD["email"], "DE", "cell_gene_therapy")
    assert lead.enquiry.investment_eur == 20_000_000
    assert lead.consent.channel == "website"
    assert lead.qualification.criteria


def test_what_is_missing_is_named_at_its_field_and_nothing_typed_is_lost(plain: Page, site: str) -> None:
    plain.goto(f"{site}/enquiry")
    fill(plain, email="not an address", name="")
    plain.get_by_role("button", name="Send the enquiry").click()
    expect(plain).to_have_title(re.compile("^Not sent yet"))
    expect(plain.get_by_role("alert").get_by_role("link")).to_have_text(
        ["Your consent", "Your name", "Your e-mail address"]
    )
    for label, words in (
        ("Your name", "please fill this in"),
        ("Your e-mail address", "this is not an e-mail address"),
    ):
        field = plain.get_by_label(label)
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_accessible_description(re.compile(words))
    expect(plain.get_by_label("Your project")).to_have_value(TOLD["project"])


def test_a_doubtful_address_is_asked_once_and_kept_when_sent_again(plain: Page, site: str, stores: Stores) -> None:
    plain.goto(f"{site}/enquiry")
    plain.get_by_label("Yes, I agree").check()
    fill(plain, email="ann@gmial.com")
    plain.get_by_role("button", name="Send the enquiry").click()
    expect(plain.get_by_label("Your e-mail address")).to_have_accessible_description(re.compile("ann@gmail.com"))
    plain.get_by_role("button", name="Send the enquiry").click()
    reference = plain.locator(".reference strong").inner_text()
    assert (
        next(lead for lead in stores.leads.list_leads() if lead.reference == reference).enquiry.email == "ann@gmial.com"
    )


@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing_in_any_state_of_the_form(browser: Browser, site: str, path: str) -> None:
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme, viewport={"width": 390, "height": 844})
        page = context.new_page()
        page.goto(site + path)
        assert Axe().run(page).response["violations"] == []
        page.locator("form.enquiry [type=submit]").click()
        assert Axe().run(page).response["violations"] == []
        page.locator("#consent").check()
        country, sector = ("Allemagne", "vaccins") if "/fr" in path else ("Germany", "vaccines")
        fill(page, country=country, sector=sector)
        page.locator("form.enquiry [type=submit]").click()
        expect(page.locator(".reference")).to_be_visible()
        assert Axe().run(page).response["violations"] == []
        context.close()


def test_the_same_form_sent_twice_is_one_lead(site: str, stores: Stores) -> None:
    form = {**TOLD, "consent": "yes", "enquiry": "7f2c1df0-13b1-4a56-9d8c-0f4b3c1e2a11"}
    pages = [httpx.post(f"{site}/enquiry", data=form).text for _ in range(2)]
    references = {match[0] for page in pages if (match := re.search(r"WAL-\d\d-\w{4}-\w{4}", page))}
    assert len(references) == 1
    assert [lead.reference for lead in stores.leads.list_leads()].count(references.pop()) == 1


def test_without_consent_nothing_is_kept(site: str, stores: Stores) -> None:
    before = len(stores.leads.list_leads())
    assert httpx.post(f"{site}/enquiry", data=TOLD).status_code == 422
    assert len(stores.leads.list_leads()) == before


def test_the_trap_the_size_and_foreign_pages_are_refused(site: str) -> None:
    form = {**TOLD, "consent": "yes"}
    assert httpx.post(f"{site}/enquiry", data={**form, "website": "https://spam.example"}).status_code == 422
    assert httpx.post(f"{site}/enquiry", data={**form, "project": "x" * 70_000}).status_code == 413
    foreign = httpx.post(f"{site}/enquiry", data=form, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403


def test_what_was_typed_comes_back_as_text(site: str) -> None:
    page = httpx.post(f"{site}/enquiry", data={"name": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in page


def test_too_many_forms_from_one_address_are_slowed_down(tmp_path: Path, rasa_url: str) -> None:
    settings = Settings(data_dir=tmp_path, rasa_url=rasa_url)
    with ready_stores(settings), serving(create_app(settings)) as url:
        answers = [httpx.post(f"{url}/enquiry", data={}).status_code for _ in range(12)]
    assert answers[0] == 422
    assert answers[-1] == 429
