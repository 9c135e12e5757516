"""Coming into the desk with a real browser, whose cookies behave as browsers' do; nothing for axe to find on the way."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pyotp
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from frontdesk.services.staff_ports import NewMember
from frontdesk.settings import Settings
from frontdesk.staff.member import SYSTEM
from frontdesk.staff.role import Role
from frontdesk.web.gateway.app import create_app
from frontdesk.wiring.accounts import Accounts, open_accounts, open_sessions
from frontdesk.wiring.clock import SystemClock
from frontdesk.wiring.stores import ready_stores
from tests.browser.serving import free_port, serving
from tests.desk.provider import CLIENT, SECRET, Provider

pytestmark = pytest.mark.browser
FOLLOW = """url => {
    const link = document.createElement("a");
    link.href = url;
    document.body.append(link);
    link.click();
}"""
PASSWORD = "sept oranges bleues au grenier"


@pytest.fixture
def provider() -> Iterator[Provider]:
    """On another site than the desk: ``localhost`` is not ``127.0.0.1``."""
    made = Provider()
    with serving(made.app()) as url:
        made.issuer = url.replace("127.0.0.1", "localhost")
        yield made


@pytest.fixture
def desk(tmp_path: Path, rasa_url: str, provider: Provider) -> Iterator[tuple[str, Accounts]]:
    """The address of a desk, and what lets staff into it."""
    port = free_port()
    settings = Settings.model_validate(
        {
            "data_dir": tmp_path,
            "rasa_url": rasa_url,
            "public_url": f"http://127.0.0.1:{port}",
            "oidc_issuer": provider.issuer,
            "oidc_client_id": CLIENT,
            "oidc_client_secret": SECRET,
        }
    )
    with ready_stores(settings) as stores, serving(create_app(settings), port=port) as url:
        clock = SystemClock()
        yield url, open_accounts(settings, stores, open_sessions(settings, stores, clock), clock)


def invited(accounts: Accounts) -> str:
    new = NewMember("ann@agency.example", "Ann Lambert", Role.ADMINISTRATOR)
    return accounts.invitations.invite(new, by=SYSTEM)[1]


def check(page: Page) -> None:
    """Let axe look at the page, at a desk and on a telephone."""
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        found = Axe().run(page)
        assert found.violations_count == 0, f"{page.url} at {width}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{page.url} at {width}"
    page.set_viewport_size({"width": 1280, "height": 800})


def come_in(page: Page, url: str, accounts: Accounts) -> None:
    """Follow an invitation and choose the password."""
    page.goto(f"{url}/desk/welcome/{invited(accounts)}")
    check(page)
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_label("The same password again").fill(PASSWORD)
    page.get_by_role("button", name="Set the password and sign in").click()
    page.wait_for_url(re.compile(r"/desk/leads"))


def set_up(page: Page) -> pyotp.TOTP:
    """Set a second factor up in the account and return the app."""
    page.get_by_role("link", name="Set it up").click()
    check(page)
    page.get_by_text("Or type these letters").click()
    app = pyotp.TOTP(page.locator("details code").inner_text().replace(" ", ""))
    page.get_by_label("Six digits").fill(app.at(time.time() - 30))
    page.get_by_label("Present password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    check(page)
    return app


def sign_in(page: Page, password: str) -> None:
    page.get_by_label("E-mail address").fill("ann@agency.example")
    page.get_by_label("Password", exact=True).fill(password)
    page.keyboard.press("Enter")


def test_from_the_invitation_to_the_second_factor(desk: tuple[str, Accounts], context: BrowserContext) -> None:
    url, accounts = desk
    page = context.new_page()
    come_in(page, url, accounts)
    page.goto(f"{url}/desk/account")
    check(page)
    app = set_up(page)
    page.get_by_role("button", name="Sign out").first.click()
    expect(page.get_by_text("You are signed out.")).to_be_visible()
    check(page)
    sign_in(page, "wrong")
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    check(page)
    sign_in(page, PASSWORD)
    expect(page.get_by_role("heading", name="Second factor")).to_be_visible()
    check(page)
    page.get_by_label("Code").fill(app.now())
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/desk/leads"))


def test_staff_pages_are_accessible(desk: tuple[str, Accounts], context: BrowserContext) -> None:
    url, accounts = desk
    page = context.new_page()
    come_in(page, url, accounts)
    for path in ("/desk/staff", "/desk/staff/new", "/desk/staff/1"):
        page.goto(url + path)
        check(page)
    page.goto(f"{url}/desk/staff/new")
    page.get_by_label("Name").fill("Ben Maes")
    page.get_by_label("E-mail address").fill("ben@agency.example")
    page.get_by_label("Countries").fill("Atlantis")
    page.get_by_role("button", name="Make the link").click()
    expect(page.get_by_text("is no country")).to_be_visible()
    check(page)
    page.get_by_label("Countries").fill("Germany, FR")
    page.get_by_role("button", name="Make the link").click()
    expect(page.get_by_role("heading", name="One-time link")).to_be_visible()
    check(page)


def test_a_browser_comes_back_from_the_provider_signed_in(desk: tuple[str, Accounts], context: BrowserContext) -> None:
    url, accounts = desk
    invited(accounts)
    page = context.new_page()
    page.goto(f"{url}/desk/account")
    page.get_by_role("link", name="organisation's account").click()
    page.wait_for_url(f"{url}/desk/account")
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    (cookie,) = [one for one in context.cookies() if one["name"] == "__Host-frontdesk-desk"]
    assert (cookie["sameSite"], cookie["secure"], cookie["httpOnly"]) == ("Strict", True, True)


def test_a_link_on_another_site_opens_the_desk_for_who_is_signed_in(
    desk: tuple[str, Accounts], context: BrowserContext
) -> None:
    url, accounts = desk
    page = context.new_page()
    come_in(page, url, accounts)
    mail = f"http://localhost:{urlsplit(url).port}/healthz"
    page.goto(mail)
    page.evaluate(FOLLOW, f"{url}/desk/account")
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
