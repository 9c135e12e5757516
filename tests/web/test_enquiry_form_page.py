"""The enquiry form without JavaScript while things go wrong: nothing is lost, nothing is doubled, and a page says what happened."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest

from frontdesk.services.complete_spooled import complete_spooled
from frontdesk.settings import Settings
from frontdesk.store.spool import FileSpool
from frontdesk.web.gateway.app import create_app
from frontdesk.wiring.clock import SystemClock
from frontdesk.wiring.stores import Stores, ready_stores
from tests.web.installation import SECRET, served

pytestmark = pytest.mark.web
PATHS = {"en": "/enquiry", "fr": "/fr/enquiry", "nl": "/nl/enquiry", "de": "/de/enquiry"}
TOLD = {
    "enquiry": "7f2c1df0-13b1-4a56-9d8c-0f4b3c1e2a11",
    "consent": "yes",
    "name": "Ann Peeters",
    "organisation": "Acme Biologics",
    "email": "ann@acme-biologics.example",
    "country": "BE",
    "sector": "vaccines",
    "project": "We plan a plant for viral vectors near Liège.",
}
REFERENCE = re.compile(r"WAL-\d\d-\w{4}-\w{4}")
FAILED = {
    "en": "could not be kept just now",
    "fr": "n’a pas pu être conservée",
    "nl": "kon nu niet worden bewaard",
    "de": "konnte gerade nicht gespeichert werden",
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, secret=SECRET, rasa_url="http://127.0.0.1:9", rate_limits=False)


@pytest.fixture
def stores(settings: Settings) -> Iterator[Stores]:
    with ready_stores(settings) as stores:
        yield stores


@pytest.fixture
def form(settings: Settings, stores: Stores) -> Iterator[httpx.Client]:
    assert stores.is_migrated()
    with served(create_app(settings)) as url, httpx.Client(base_url=url, timeout=30) as http:
        yield http


@contextmanager
def database_away(settings: Settings) -> Iterator[None]:
    """Take away the table leads are kept in, and bring it back with all that was in it."""
    with closing(sqlite3.connect(settings.data_dir / "frontdesk.db")) as connection:
        connection.execute("PRAGMA legacy_alter_table = ON")
        connection.execute("ALTER TABLE leads RENAME TO leads_away")
        connection.commit()
        try:
            yield
        finally:
            connection.execute("ALTER TABLE leads_away RENAME TO leads")
            connection.commit()


def spooled(settings: Settings) -> list[str]:
    return [lead.enquiry.name for lead, _ in FileSpool(settings.data_dir / "spool").waiting()]


def test_an_enquiry_that_comes_while_the_database_is_away_waits_on_disk_and_is_one_lead_afterwards(
    form: httpx.Client, settings: Settings, stores: Stores
) -> None:
    with database_away(settings):
        pages = [form.post("/enquiry", data=TOLD) for _ in range(2)]
        assert [page.status_code for page in pages] == [200, 200]
        assert "Your enquiry has arrived" in pages[0].text
        assert not REFERENCE.search(pages[0].text), "there is none yet"
        assert spooled(settings) == ["Ann Peeters"]
    spool = FileSpool(settings.data_dir / "spool")
    assert complete_spooled(stores.leads, spool, SystemClock()) == 1
    assert spooled(settings) == []
    (lead,) = stores.leads.list_leads()
    assert (lead.enquiry.email, lead.enquiry.channel) == (TOLD["email"], "website")
    again = form.post("/enquiry", data=TOLD)
    assert REFERENCE.findall(again.text)[0] == lead.reference
    assert len(stores.leads.list_leads()) == 1


@pytest.mark.parametrize("language", PATHS)
def test_an_enquiry_that_can_be_kept_nowhere_comes_back_whole_and_is_taken_when_sent_again(
    form: httpx.Client, settings: Settings, stores: Stores, language: str
) -> None:
    words = {**TOLD, "country": "Belgium" if language == "en" else TOLD["country"]}
    (settings.data_dir / "spool").write_text("a file where the folder should be")
    with database_away(settings):
        page = form.post(PATHS[language], data=words)
    assert page.status_code == 503
    assert FAILED[language] in page.text
    assert page.headers["content-type"].startswith("text/html")
    for value in words.values():
        assert f'value="{value}"' in page.text or f">{value}</textarea>" in page.text
    assert "checked" in page.text
    assert REFERENCE.search(form.post(PATHS[language], data=words).text)
    assert len(stores.leads.list_leads()) == 1


@pytest.mark.parametrize("language", PATHS)
def test_a_form_from_another_site_is_refused_on_a_page_that_says_so_and_keeps_nothing(
    form: httpx.Client, stores: Stores, language: str
) -> None:
    page = form.post(PATHS[language], data=TOLD, headers={"Sec-Fetch-Site": "cross-site"})
    assert page.status_code == 403
    assert page.headers["content-type"].startswith("text/html")
    assert 'role="alert"' in page.text
    assert TOLD["name"] not in page.text, "another site must not fill the form in"
    assert stores.leads.list_leads() == ()


@pytest.mark.parametrize("language", PATHS)
def test_a_form_that_is_too_large_is_refused_on_a_page(form: httpx.Client, stores: Stores, language: str) -> None:
    page = form.post(PATHS[language], data={**TOLD, "project": "x" * 70_000})
    assert page.status_code == 413
    assert 'role="alert"' in page.text
    assert len(page.content) < 20_000
    assert stores.leads.list_leads() == ()


@pytest.mark.parametrize("language", PATHS)
def test_whoever_sends_too_often_keeps_their_words_and_learns_how_long_to_wait(tmp_path: Path, language: str) -> None:
    settings = Settings(data_dir=tmp_path, secret=SECRET, rasa_url="http://127.0.0.1:9")
    with ready_stores(settings) as stores, served(create_app(settings)) as url:
        for _ in range(10):
            httpx.post(f"{url}{PATHS[language]}", data={"consent": "yes"})
        page = httpx.post(f"{url}{PATHS[language]}", data=TOLD)
        assert stores.leads.list_leads() == ()
    assert page.status_code == 429
    assert f" {page.headers['retry-after']} " in page.text
    assert TOLD["project"] in page.text
    assert f'value="{TOLD["enquiry"]}"' in page.text, "sent again it is the same enquiry"


def test_what_a_robot_fills_in_is_shown_to_people_and_kept_nowhere(form: httpx.Client, stores: Stores) -> None:
    page = form.post("/enquiry", data={**TOLD, "website": "https://spam.example"})
    assert page.status_code == 422
    assert "Leave this field empty" in page.text
    assert "spam.example" not in page.text
    assert stores.leads.list_leads() == ()


@pytest.mark.parametrize(
    "body", [b"\xff\xfe", b"&".join(b"a%d=1" % number for number in range(99)), b"", b"name=%00%1b[31mAnn"]
)
def test_what_is_no_form_is_an_empty_one(form: httpx.Client, stores: Stores, body: bytes) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    page = form.post("/enquiry", content=body, headers=headers)
    assert page.status_code == 422
    assert "\x1b" not in page.text
    assert stores.leads.list_leads() == ()


def test_the_page_runs_nothing_and_sends_only_to_itself(form: httpx.Client) -> None:
    policy = form.get("/enquiry").headers["content-security-policy"]
    for rule in ("default-src 'none'", "form-action 'self'", "frame-ancestors 'none'"):
        assert rule in policy
    assert "set-cookie" not in form.get("/enquiry").headers
