"""Facts at the desk: found, read in four languages, edited with the difference shown first, restored, and due for review."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from frontdesk.facts.model import Fact, FactStatus
from frontdesk.staff.role import Role
from frontdesk.values import Language, PartialDate, Scope
from frontdesk.wiring.clock import SystemClock
from tests.desk.office import Colleague, Office, text_of
from tests.desk.page_forms import Form, form_of
from tests.factories import NOON, make_book, make_fact, make_source

pytestmark = pytest.mark.web

FOUNDED = make_fact()
EXPORTS = make_fact(
    id="exports-2025",
    topic="statistics",
    subject="wallonia",
    attribute="exports",
    value="13 bn EUR",
    statement={
        Language.EN: "Exports reached 13 billion euro.",
        Language.FR: "Les exportations ont atteint 13 milliards d'euros dans la région.",
        Language.NL: "De uitvoer bedroeg 13 miljard euro.",
        Language.DE: "Die Ausfuhren erreichten 13 Milliarden Euro.",
    },
    scope=Scope.WALLONIA,
    as_of=PartialDate(2025),
    source=make_source(dated=True),
    review_by=date(2026, 1, 31),
)
DRAFT = make_fact(id="ucb-today", value="9000", status=FactStatus.DRAFT)


@pytest.fixture
def editor(office: Office) -> Colleague:
    """An editor at a desk where three facts are held."""
    book = make_book(FOUNDED, EXPORTS, DRAFT)
    office.installation.stores.facts.import_book(book, author="import", reason="", at=NOON, retract_missing=False)
    return office.signed_in(Role.EDITOR, email="ed@agency.example")


@pytest.fixture
def held(office: Office) -> Callable[[str], Fact]:
    def find(fact_id: str = FOUNDED.id) -> Fact:
        return next(fact for fact in office.installation.stores.facts.book().facts if fact.id == fact_id)

    return find


def edited(editor: Colleague, fact_id: str = FOUNDED.id, **changed: str) -> Form:
    """The form of a fact with some fields typed over; dots of names are double underscores."""
    page = editor.get(f"/desk/knowledge/{fact_id}/edit")
    return form_of(page.text) | {name.replace("__", "."): value for name, value in changed.items()}


def test_facts_are_found_by_words_of_any_language_without_accents(editor: Colleague) -> None:
    assert "1 fact" in editor.read("/desk/knowledge?q=region+exportations")
    assert "exports-2025" in editor.get("/desk/knowledge?q=ausfuhren+milliarden").text
    assert "ucb-founded" in editor.get("/desk/knowledge?q=founded+ucb").text
    assert "No fact has all of these words" in editor.read("/desk/knowledge?q=exports+ucb")


@pytest.mark.parametrize(
    ("filters", "shown"),
    [
        ("", {"ucb-founded", "exports-2025", "ucb-today"}),
        ("topic=statistics", {"exports-2025"}),
        ("status=draft", {"ucb-today"}),
        ("scope=WAL", {"exports-2025"}),
        ("subject=ucb", {"ucb-founded", "ucb-today"}),
        ("overdue=on", {"exports-2025"}),
        ("undated=on", {"ucb-founded", "ucb-today"}),
        ("subject=ucb&undated=on&status=published", {"ucb-founded"}),
        ("status=nonsense", {"ucb-founded", "exports-2025", "ucb-today"}),
    ],
)
def test_filters_narrow_the_list(editor: Colleague, filters: str, shown: set[str]) -> None:
    page = editor.get(f"/desk/knowledge?{filters}").text
    links = {fact.id for fact in (FOUNDED, EXPORTS, DRAFT) if f'href="/desk/knowledge/{fact.id}"' in page}
    assert links == shown


def test_a_fact_is_shown_in_four_languages_with_who_changed_it_and_how_it_is_worded(editor: Colleague) -> None:
    page = editor.get("/desk/knowledge/ucb-founded").text
    for language in Language:
        assert f'lang="{language}">UCB was founded in 1928. ({language})' in page
    assert "by import" in text_of(page)
    assert "A buzzing biotech scene" in page
    assert editor.get("/desk/knowledge/nothing").status_code == 404


def test_what_would_change_is_shown_word_by_word_before_anything_is_saved(
    editor: Colleague, held: Callable[[str], Fact]
) -> None:
    form = edited(editor, statement__en="UCB was founded in 1929. (en)", value="1929")
    page = editor.post("/desk/knowledge/ucb-founded/edit", form | {"step": "check"})
    assert page.status_code == 200
    assert ">[taken out] </span>1928</del>" in page.text
    assert ">[put in] </span>1929</ins>" in page.text
    assert "UCB was founded in 1929. (en)" in text_of(page.text).partition("As a visitor would read it")[2]
    assert held(FOUNDED.id) == FOUNDED


def test_a_change_is_saved_with_its_reason_in_the_name_of_the_member(
    office: Office, editor: Colleague, held: Callable[[str], Fact]
) -> None:
    form = form_of(editor.post("/desk/knowledge/ucb-founded/edit", edited(editor, value="1929")).text)
    form |= {"step": "save", "reason": "The register says so"}
    response = editor.post("/desk/knowledge/ucb-founded/edit", form)
    assert response.headers["location"] == "/desk/knowledge/ucb-founded?said=knowledge.said.saved"
    assert held(FOUNDED.id) == replace(FOUNDED, value="1929")
    newest = office.installation.stores.facts.history(FOUNDED.id)[-1]
    assert (newest.author, newest.reason) == ("ed@agency.example", "The register says so")
    assert "ucb-founded" in office.installation.settings.knowledge_file.read_text()


def test_near_misses_are_compared_line_by_line_saved_and_shown(editor: Colleague, held: Callable[[str], Fact]) -> None:
    asked = ("When did UCB open in Japan?", "Who chairs UCB?")
    page = editor.post("/desk/knowledge/ucb-founded/edit", edited(editor, near_misses__en="\n".join(asked))).text
    assert ">[put in] </span>Who chairs UCB?" in page
    form = form_of(page) | {"step": "save", "reason": "Claimed too much"}
    assert editor.post("/desk/knowledge/ucb-founded/edit", form).status_code == 303
    assert held(FOUNDED.id).near_misses == {Language.EN: asked}
    assert "Near misses When did UCB open in Japan? Who chairs UCB?" in editor.read("/desk/knowledge/ucb-founded")


def test_nothing_is_saved_without_a_reason(editor: Colleague, held: Callable[[str], Fact]) -> None:
    response = editor.post("/desk/knowledge/ucb-founded/edit", edited(editor, value="1929") | {"step": "save"})
    assert response.status_code == 422
    assert 'id="f-reason-error"' in response.text
    assert held(FOUNDED.id) == FOUNDED


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"value": " "}, "value"),
        ({"as_of": "last year"}, "as_of"),
        ({"review_by": "2026-02-30"}, "review_by"),
        ({"source__url": "ucb.com"}, "source.url"),
        ({"source__retrieved": ""}, "source.retrieved"),
        ({"subject": "ubc"}, "subject"),
        ({"attribute": "founded"}, "attribute"),
        ({"also_answers": "founded_by"}, "also_answers"),
        ({"statement__de": ""}, "statement.de"),
        ({"caution__en": "An estimate"}, "caution.nl"),
        ({"scope": "FR"}, "scope"),
        ({"topic": "gossip"}, "topic"),
    ],
)
def test_each_error_is_tied_to_its_field_and_what_was_typed_stays(
    editor: Colleague, changed: dict[str, str], field: str
) -> None:
    response = editor.post("/desk/knowledge/ucb-founded/edit", edited(editor, **changed))
    assert response.status_code == 422
    assert f'id="f-{field}-error"' in response.text
    assert f'aria-describedby="f-{field}-error' in response.text
    typed = form_of(response.text)
    for name, value in changed.items():
        if name not in {"scope", "topic", "attribute"}:  # lists show one of theirs
            assert typed[name.replace("__", ".")] == value


def test_signs_that_no_database_keeps_are_left_out(editor: Colleague, held: Callable[[str], Fact]) -> None:
    form = edited(editor, value="19\x0030", statement__en="One line.\r\nAnother\x1b.") | {
        "step": "save",
        "reason": "new",
    }
    assert editor.post("/desk/knowledge/ucb-founded/edit", form).status_code == 303
    assert held(FOUNDED.id).value == "1930"
    assert held(FOUNDED.id).statement[Language.EN] == "One line.\nAnother."


def test_a_change_made_meanwhile_is_shown_beside_ones_own_and_not_overwritten(
    office: Office, editor: Colleague, held: Callable[[str], Fact]
) -> None:
    mine = edited(editor, value="1929")
    other = office.signed_in(Role.EDITOR, email="other@agency.example")
    other.post(
        "/desk/knowledge/ucb-founded/edit",
        edited(other, statement__en="UCB began in 1928.") | {"step": "save", "reason": "style"},
    )
    response = editor.post("/desk/knowledge/ucb-founded/edit", mine | {"step": "save", "reason": "a reason"})
    assert response.status_code == 409
    shown = text_of(response.text)
    assert "other@agency.example" in shown
    assert "began" in shown
    assert "1929" in shown
    assert held(FOUNDED.id).value == "1928"

    over = form_of(response.text) | {"step": "save", "reason": "mine is right"}
    assert editor.post("/desk/knowledge/ucb-founded/edit", over).status_code == 303
    assert held(FOUNDED.id).value == "1929"


def test_going_on_editing_keeps_what_was_typed(editor: Colleague) -> None:
    checked = form_of(editor.post("/desk/knowledge/ucb-founded/edit", edited(editor, value="1929")).text)
    again = form_of(editor.post("/desk/knowledge/ucb-founded/edit", checked | {"step": "edit"}).text)
    assert again["value"] == "1929"
    assert again["examples.en"] == "\n".join(FOUNDED.examples[Language.EN])


def test_a_fact_is_retracted_and_published_with_a_reason(editor: Colleague, held: Callable[[str], Fact]) -> None:
    url = "/desk/knowledge/ucb-founded/status"
    assert editor.post(url, {"status": "retracted", "seen": "1", "reason": " "}).status_code == 422
    assert editor.post(url, {"status": "retracted", "seen": "1", "reason": "wrong"}).status_code == 303
    assert held(FOUNDED.id).status is FactStatus.RETRACTED
    assert editor.post(url, {"status": "published", "seen": "1", "reason": "late"}).status_code == 409
    assert editor.post(url, {"status": "published", "seen": "2", "reason": "right"}).status_code == 303
    assert held(FOUNDED.id).status is FactStatus.PUBLISHED


def added(**changed: str) -> Form:
    """The form of a new fact, filled in."""
    given = {
        "id": "ucb-headcount",
        "subject": "ucb",
        "attribute": "founded_when",
        "value": "9000",
        "scope": "BE",
        "as_of": "2026-10",
        "review_by": "2027-05-31",
        "confidence": "high",
        "source.title": "Annual report",
        "source.url": "https://example.org/report",
        "source.retrieved": "2026-11-23",
        "source.dated": "true",
        "step": "save",
        "reason": "from the report",
    }
    statements = {f"statement.{language}": f"UCB employs 9,000 people ({language})." for language in Language}
    return given | statements | {name.replace("__", "."): value for name, value in changed.items()}


def test_a_new_fact_is_stated_at_once_and_a_draft_is_not(
    office: Office, editor: Colleague, held: Callable[[str], Fact]
) -> None:
    assert editor.get("/desk/knowledge/new").status_code == 200
    assert editor.post("/desk/knowledge/new", added()).status_code == 303
    assert held("ucb-headcount").status is FactStatus.PUBLISHED
    assert editor.post("/desk/knowledge/new", added(id="ucb-draft", draft="on")).status_code == 303
    assert held("ucb-draft").status is FactStatus.DRAFT
    known = json.loads(office.installation.settings.knowledge_file.read_text())["examples"]
    told = {example["fact_id"] for example in known}
    assert "ucb-headcount" in told
    assert "ucb-draft" not in told


def test_a_new_subject_comes_with_its_first_fact(office: Office, editor: Colleague) -> None:
    subject = {"subject": "nodeco", "new__kind": "organisation", "new__aliases": "Nodeco SA, Nodeco NV"}
    wrong = editor.post("/desk/knowledge/new", added(**subject))
    assert wrong.status_code == 422
    assert 'id="f-new.names.fr-error"' in wrong.text
    names = {f"new__names__{language}": "Nodeco" for language in Language}
    assert editor.post("/desk/knowledge/new", added(**subject, **names)).status_code == 303
    (made,) = [one for one in office.installation.stores.facts.book().subjects if one.id == "nodeco"]
    assert made.aliases == ("Nodeco SA", "Nodeco NV")


@pytest.mark.parametrize("fact_id", ["", "New Fact", "new", "preview", "ucb-founded", "x" * 101, "a/b"])
def test_an_id_that_cannot_be_or_is_used_is_refused_at_its_field(editor: Colleague, fact_id: str) -> None:
    response = editor.post("/desk/knowledge/new", added(id=fact_id))
    assert response.status_code == 422
    assert 'id="f-id-error"' in response.text


def test_any_two_versions_are_compared_and_an_earlier_one_holds_again(
    editor: Colleague, held: Callable[[str], Fact]
) -> None:
    for year in ("1929", "1930"):
        editor.post("/desk/knowledge/ucb-founded/edit", edited(editor, value=year) | {"step": "save", "reason": year})
    page = editor.get("/desk/knowledge/ucb-founded/history?from=1&to=3").text
    assert "</span>1928</del>" in page
    assert "</span>1930</ins>" in page
    assert editor.get("/desk/knowledge/ucb-founded/history?from=9").status_code == 404
    restored = {"version": "1", "seen": "3", "reason": "it was right"}
    assert editor.post("/desk/knowledge/ucb-founded/restore", restored).status_code == 303
    assert held(FOUNDED.id) == FOUNDED
    assert editor.post("/desk/knowledge/ucb-founded/restore", restored).status_code == 409
    assert (
        editor.post("/desk/knowledge/ucb-founded/restore", restored | {"seen": "4", "version": "9"}).status_code == 404
    )


def test_facts_past_their_review_date_are_confirmed_with_one_click(
    editor: Colleague, held: Callable[[str], Fact]
) -> None:
    assert "exports-2025" in editor.get("/desk/knowledge/review-dates").text
    response = editor.post("/desk/knowledge/exports-2025/checked", {"seen": "1", "to": "review-dates"})
    assert response.headers["location"].startswith("/desk/knowledge/review-dates?said=")
    fact, today = held("exports-2025"), SystemClock().now().date()
    assert fact.source.retrieved == today
    assert fact.review_by > today
    assert "exports-2025" not in editor.get("/desk/knowledge/review-dates").text


def test_who_may_only_look_sees_no_buttons_and_changes_nothing(office: Office, editor: Colleague) -> None:
    viewer = office.signed_in(Role.VIEWER)
    assert "/edit" not in viewer.get("/desk/knowledge/ucb-founded").text
    assert viewer.get("/desk/knowledge/ucb-founded/history").status_code == 200
    assert viewer.get("/desk/knowledge/ucb-founded/edit").status_code == 403
    for place in ("new", "ucb-founded/edit", "ucb-founded/status", "ucb-founded/checked", "ucb-founded/restore"):
        assert viewer.post(f"/desk/knowledge/{place}", added()).status_code == 403, place
    assert editor.get("/desk/knowledge/new").status_code == 200


def test_changes_are_logged_by_id_and_version_and_never_with_their_texts(office: Office, editor: Colleague) -> None:
    editor.post("/desk/knowledge/ucb-founded/edit", edited(editor, value="1929") | {"step": "save", "reason": "secret"})
    with office.installation.stores.database.reading() as session:
        (row,) = session.execute(
            text("SELECT actor, action, object_id, details FROM audit_log WHERE object_kind = 'fact'")
        )
    assert (row.actor, row.action, row.object_id) == (f"staff:{editor.member.id}", "changed", "ucb-founded")
    assert json.loads(row.details) == {"version": 2, "status": "published"}


def test_a_knowledge_file_that_cannot_be_written_is_told(office: Office, editor: Colleague) -> None:
    office.installation.settings.knowledge_file.mkdir()
    form = edited(editor, value="1929") | {"step": "save", "reason": "a reason"}
    response = editor.post("/desk/knowledge/ucb-founded/edit", form)
    assert response.status_code == 503
    assert "the assistant could not be told" in response.text
