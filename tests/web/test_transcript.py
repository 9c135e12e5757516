"""A visitor takes the conversation along as PDF, and learns whether people are there."""

import re
import zlib

import pytest

from tests.web.installation import Installation
from tests.web.rasa_stand_in import said

pytestmark = pytest.mark.web
CITED = {"fact_id": "a-fact", "title": "A report", "url": "https://example.org/report", "as_of": "2021", "scope": "BE"}


def test_a_conversation_is_given_as_a_pdf_in_its_language(desk: Installation) -> None:
    visitor = desk.visitor({"language": "fr"})
    desk.rasa.script = lambda _: said({"text": "Une réponse.", "custom": {"citations": [CITED]}}, language="fr")
    visitor.say('Combien ? <img src="file:///etc/passwd"/> & Łódź')
    response = desk.http.get(f"{visitor.path}/transcript.pdf", headers=visitor.headers)
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/pdf"
    assert response.headers["cache-control"] == "no-store"
    assert response.content.startswith(b"%PDF-")
    assert b"/Lang (fr-BE)" in response.content
    assert b"https://example.org/report" in _unpacked(response.content)


def test_nobody_gets_a_conversation_without_its_token(desk: Installation) -> None:
    visitor, stranger = desk.visitor(), desk.visitor()
    path = f"{visitor.path}/transcript.pdf"
    assert desk.http.get(path).status_code == 401
    assert desk.http.get(path, headers=stranger.headers).status_code == 404


def test_the_office_tells_when_it_opens_and_that_nobody_is_there(desk: Installation) -> None:
    office = desk.http.get("/api/v1/office").json()
    assert office["staffed"] is False
    assert (office["opens_at"] is None) == office["open"]


def _unpacked(pdf: bytes) -> bytes:
    streams = re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)
    return pdf + b"".join(_inflated(stream) for stream in streams)


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""
