"""What holds for every page of the desk: who comes in, what forms prove, what browsers are told."""

import httpx
import pytest

from tests.desk.office import Office

pytestmark = pytest.mark.web


def test_a_page_that_is_not_there_is_a_page_in_the_desk(office: Office) -> None:
    response = office.signed_in().get("/desk/no-such-page")
    assert response.status_code == 404
    assert "Not found" in response.text
    assert "<nav" in response.text


def test_asvs_3_4_3_nothing_inline_and_nothing_from_elsewhere_runs(office: Office) -> None:
    response = office.signed_in().get("/desk/no-such-page")
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "frame-ancestors 'none'" in policy
    assert " style=" not in response.text
    assert "<script>" not in response.text


def test_asvs_14_3_2_pages_are_not_kept_by_browsers(office: Office) -> None:
    assert office.signed_in().get("/desk/no-such-page").headers["cache-control"] == "no-store"


def test_styles_and_scripts_are_kept_and_named_by_their_content(office: Office) -> None:
    page = office.signed_in().get("/desk/no-such-page").text
    url = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
    response = office.http.get(url)
    assert response.status_code == 200
    assert "immutable" in response.headers["cache-control"]


def test_a_form_that_is_too_large_is_refused(office: Office) -> None:
    response = office.signed_in().post("/desk/sign-out", {"text": "x" * 600_000})
    assert response.status_code in {404, 413}


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://elsewhere.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "null"},
    ],
)
def test_asvs_3_5_1_a_form_of_another_site_is_refused(office: Office, headers: dict[str, str]) -> None:
    colleague = office.signed_in()
    response = colleague.post("/desk/sign-out", headers=headers)
    assert response.status_code == 403
    assert "too old" in response.text


def test_asvs_3_5_1_a_form_without_the_session_s_token_is_refused(office: Office) -> None:
    colleague = office.signed_in()
    assert colleague.http.post("/desk/sign-out", data={}).status_code == 403
    other = office.signed_in()
    assert colleague.http.post("/desk/sign-out", data={"csrf": other.csrf}).status_code == 403


def test_a_desk_without_its_database_says_so(office: Office) -> None:
    colleague = office.signed_in()
    with office.installation.stores.database.writing() as session:
        from sqlalchemy import text  # noqa: PLC0415

        session.execute(text("ALTER TABLE staff_sessions RENAME TO gone"))
    response: httpx.Response = colleague.get("/desk/leads")
    assert response.status_code == 503
    assert "database cannot be reached" in response.text
