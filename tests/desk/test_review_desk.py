"""Misunderstood messages at the desk: each decision leads on to the next, teaches what it says, and can be taken back."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from frontdesk.services.review import Answered, Occasion, ReviewItem, ReviewQuery, ReviewReason, ReviewStatus
from frontdesk.staff.role import Role
from frontdesk.values import Language
from tests.desk.office import Colleague, Office, text_of
from tests.desk.reading import away, read_as, reading
from tests.factories import NOON, make_book, make_conversation, make_fact, make_message

pytestmark = pytest.mark.web

FOUNDED = make_fact()
REFUSED = Answered("refusal", (), "ask_revenue", 0.71)

type Note = Callable[..., int]


@pytest.fixture
def editor(office: Office) -> Colleague:
    stores = office.installation.stores
    stores.facts.import_book(make_book(FOUNDED), author="import", reason="", at=NOON, retract_missing=False)
    return office.signed_in(Role.EDITOR, email="ed@agency.example")


@pytest.fixture
def note(office: Office) -> Note:
    """Note a text, said by a visitor of its own so many times; the one said first is the most asked."""
    stores = office.installation.stores

    def run(
        said: str, *, times: int = 1, language: Language = Language.EN, why: ReviewReason = ReviewReason.REFUSED
    ) -> int:
        for _ in range(times):
            conversation = make_conversation()
            stores.conversations.create(conversation)
            message, _ = stores.conversations.append(conversation.id, make_message(text=said))
            occasion = Occasion(conversation.id, message.id, why, NOON + timedelta(minutes=1))
            stores.reviews.note(said, language, REFUSED, occasion)
        return next(item.id for item in stores.reviews.items(ReviewQuery(status=None)) if item.text == said)

    return run


@pytest.fixture
def item(office: Office) -> Callable[[int], ReviewItem]:
    return office.installation.stores.reviews.get


def examples(office: Office) -> tuple[str, ...]:
    (fact,) = office.installation.stores.facts.book().facts
    return fact.examples[Language.EN]


def test_the_queue_lists_what_waits_the_most_asked_first_and_filters_it(editor: Colleague, note: Note) -> None:
    note("Since when is there UCB")
    note("How old is UCB", times=3)
    note("Hoe oud is UCB", language=Language.NL, why=ReviewReason.ASKED_BACK)
    page = editor.read("/desk/review")
    assert page.index("How old is UCB") < page.index("Since when is there UCB")
    assert "3 messages" in page
    assert "How old" not in editor.read("/desk/review?language=nl")
    assert "Hoe oud" in editor.read("/desk/review?why=asked_back")
    assert "Nothing here" in editor.read("/desk/review?status=ignored")


def test_a_message_assigned_to_a_fact_is_an_example_of_it_at_once_and_the_next_one_is_shown(
    office: Office, editor: Colleague, note: Note, item: Callable[[int], ReviewItem]
) -> None:
    first, second = note("Since when is there UCB", times=2), note("How old is UCB")
    response = editor.post(f"/desk/review/{first}/fact", {"fact": FOUNDED.id, "wording": "Since when is there UCB?"})
    assert response.status_code == 303
    assert response.headers["location"].startswith(f"/desk/review/{second}?done={first}&said=review.said.fact")
    assert item(first).status is ReviewStatus.ASSIGNED_FACT
    assert "Since when is there UCB?" in examples(office)
    assert "Since when is there UCB?" in office.installation.settings.knowledge_file.read_text(encoding="utf-8")
    newest = office.installation.stores.facts.history(FOUNDED.id)[-1]
    assert newest.author == "ed@agency.example"


def test_after_the_last_item_the_list_offers_to_take_it_back(editor: Colleague, note: Note) -> None:
    number = note("How old is UCB")
    response = editor.post(f"/desk/review/{number}/ignore")
    page = editor.get(response.headers["location"]).text
    assert "Nothing here" in page
    assert f'action="/desk/review/{number}/undo"' in page


def test_a_decision_is_taken_back_and_so_is_what_the_fact_learned_by_it(
    office: Office, editor: Colleague, note: Note, item: Callable[[int], ReviewItem]
) -> None:
    number = note("How old is UCB")
    editor.post(f"/desk/review/{number}/fact", {"fact": FOUNDED.id, "wording": "How old is UCB"})
    assert editor.post(f"/desk/review/{number}/undo").status_code == 303
    assert item(number).decision is None
    assert examples(office) == FOUNDED.examples[Language.EN]
    assert "How old is UCB" not in office.installation.settings.knowledge_file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("means", "fields", "status", "target"),
    [
        (
            "intent",
            {"intent": "ask_revenue", "wording": "turnover of UCB"},
            ReviewStatus.ASSIGNED_INTENT,
            "ask_revenue",
        ),
        ("out-of-scope", {"wording": "turnover of UCB"}, ReviewStatus.OUT_OF_SCOPE, None),
        ("ignore", {"wording": "whatever"}, ReviewStatus.IGNORED, None),
    ],
)
def test_each_decision_is_kept_with_who_decided(  # noqa: PLR0917
    editor: Colleague,
    note: Note,
    item: Callable[[int], ReviewItem],
    means: str,
    fields: dict[str, str],
    status: ReviewStatus,
    target: str | None,
) -> None:
    number = note("How much does UCB turn over")
    assert editor.post(f"/desk/review/{number}/{means}", fields).status_code == 303
    decision = item(number).decision
    assert decision is not None
    assert (decision.status, decision.target, decision.by) == (status, target, "ed@agency.example")
    assert decision.wording == (fields["wording"] if means != "ignore" else None)


@pytest.mark.parametrize(
    ("means", "fields", "place"),
    [
        ("fact", {"fact": FOUNDED.id, "wording": "Ask [person] at UCB"}, "f-wording-error"),
        ("fact", {"fact": FOUNDED.id, "wording": "x" * 201}, "f-wording-error"),
        ("out-of-scope", {"wording": "?"}, "f-wording-error"),
        ("fact", {"fact": "gone", "wording": "How old"}, "is not published any more"),
        ("intent", {"intent": "", "wording": "How old"}, "f-intent-error"),
        ("intent", {"intent": "made_up", "wording": "How old"}, "f-intent-error"),
        ("mask", {"text": "  "}, "f-text-error"),
    ],
)
def test_what_cannot_be_kept_is_told_at_its_field_and_stays_typed(  # noqa: PLR0917
    editor: Colleague, note: Note, item: Callable[[int], ReviewItem], means: str, fields: dict[str, str], place: str
) -> None:
    number = note("How old is UCB")
    response = editor.post(f"/desk/review/{number}/{means}", fields)
    assert response.status_code == 422
    assert place in response.text
    assert fields.get("wording", "").strip() in response.text
    assert item(number).status is ReviewStatus.OPEN


def test_what_a_colleague_decided_meanwhile_is_not_decided_again(
    editor: Colleague, note: Note, item: Callable[[int], ReviewItem]
) -> None:
    number = note("How old is UCB")
    editor.post(f"/desk/review/{number}/ignore")
    assert editor.post(f"/desk/review/{number}/out-of-scope", {"wording": "How old"}).status_code == 409
    assert item(number).status is ReviewStatus.IGNORED
    assert editor.post("/desk/review/999/ignore").status_code == 404
    assert editor.post(f"/desk/review/{number}/burn").status_code == 404


def test_more_is_masked_and_a_text_that_is_there_already_takes_the_item_in(
    office: Office, editor: Colleague, note: Note, item: Callable[[int], ReviewItem]
) -> None:
    number, other = note("Is Ann at UCB"), note("Is Bob at UCB", times=2)
    editor.post(f"/desk/review/{number}/mask", {"text": "Is [person]  at UCB"})
    assert item(number).text == "Is [person] at UCB"
    response = editor.post(f"/desk/review/{other}/mask", {"text": "is [person] at UCB?"})
    assert response.headers["location"].startswith(f"/desk/review/{number}?")
    assert item(number).asked == 3
    assert editor.get(f"/desk/review/{other}").status_code == 404
    with office.installation.stores.database.reading() as session:
        assert "Bob" not in str(session.execute(text("SELECT * FROM review_items")).all())


def test_facts_are_found_while_typing_and_by_a_form_without_scripts(editor: Colleague, note: Note) -> None:
    number = note("How old is UCB")
    part = editor.get(f"/desk/review/{number}/facts?q=founded+ucb", headers={"hx-request": "true"}).text
    assert 'name="fact" value="ucb-founded"' in part
    assert "<html" not in part
    assert 'value="ucb-founded"' in editor.get(f"/desk/review/{number}?q=founded").text
    assert "No published fact" in editor.read(f"/desk/review/{number}?q=zebra")


def test_filters_lead_on_within_what_they_show(editor: Colleague, note: Note) -> None:
    note("How old is UCB", times=3)
    first = note("Hoe oud is UCB", language=Language.NL, times=2)
    second = note("Sinds wanneer UCB", language=Language.NL)
    page = editor.get(f"/desk/review/{first}?language=nl").text
    assert f'data-key="j" href="/desk/review/{second}?language=nl"' in page
    response = editor.post(f"/desk/review/{second}/ignore?language=nl")
    assert response.headers["location"].startswith(f"/desk/review/{first}?language=nl&done={second}")


def test_the_answer_of_today_is_shown_beside_the_one_of_then(office: Office, editor: Colleague, note: Note) -> None:
    number = note("How old is UCB")
    office.installation.rasa.script = reading(others=read_as("ask_founded_when", near=(FOUNDED.id,), subject="ucb"))
    assert "Refuses by name" in editor.read(f"/desk/review/{number}")
    part = editor.get(f"/desk/review/{number}/answer", headers={"hx-request": "true"}).text
    assert "UCB was founded in 1928. (en)" in text_of(part)
    assert "<html" not in part
    assert "<html" in editor.get(f"/desk/review/{number}/answer").text


@pytest.mark.parametrize(
    ("read", "told"),
    [
        (read_as("ask_founded_when", near=(FOUNDED.id,), subject="ucb"), "Learned"),
        (read_as("ask_revenue", subject="ucb"), "Not yet"),
        (None, "Not known"),
    ],
)
def test_what_was_learned_is_told_for_each_decision(
    office: Office, editor: Colleague, note: Note, read: dict[str, Any] | None, told: str
) -> None:
    number = note("How old is UCB")
    editor.post(f"/desk/review/{number}/fact", {"fact": FOUNDED.id, "wording": "How old is UCB"})
    office.installation.rasa.script = reading(others=read) if read else away
    page = editor.read("/desk/review/changes")
    assert "How old is UCB" in page
    assert "Refuses by name" in page
    assert told in page


def test_who_may_only_look_decides_nothing(
    office: Office, editor: Colleague, note: Note, item: Callable[[int], ReviewItem]
) -> None:
    number = note("How old is UCB")
    viewer = office.signed_in(Role.OFFICER)
    assert "<form id=" not in viewer.get(f"/desk/review/{number}").text
    for means in ("fact", "intent", "out-of-scope", "ignore", "mask", "undo"):
        assert viewer.post(f"/desk/review/{number}/{means}", {"text": "x"}).status_code == 403, means
    assert item(number).status is ReviewStatus.OPEN
    assert editor.post(f"/desk/review/{number}/ignore").status_code == 303


def test_decisions_are_logged_by_number_and_never_with_their_texts(
    office: Office, editor: Colleague, note: Note
) -> None:
    number = note("Is Ann at UCB")
    editor.post(f"/desk/review/{number}/mask", {"text": "Is [person] at UCB"})
    editor.post(f"/desk/review/{number}/ignore")
    editor.post(f"/desk/review/{number}/undo")
    query = "SELECT actor, action, object_id, details FROM audit_log WHERE object_kind = 'review_item' ORDER BY id"
    with office.installation.stores.database.reading() as session:
        rows = session.execute(text(query)).all()
    assert {(row.actor, row.action, row.object_id) for row in rows} == {
        (f"staff:{editor.member.id}", "changed", str(number))
    }
    assert [json.loads(row.details) for row in rows] == [{"changed": "text"}, {"status": "ignored"}, {"status": "open"}]
