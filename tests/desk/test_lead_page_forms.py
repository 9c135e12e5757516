"""The small forms of a lead's page: notes, labels, tasks and duplicates; with htmx and without."""

import re
from datetime import timedelta

import pytest

from frontdesk.qualification.model import Lead
from tests.desk.office import Colleague, Office
from tests.desk.test_lead_page import NOW, done, recorded, standing, url
from tests.factories import make_consent

pytestmark = pytest.mark.web
TOMORROW = (NOW + timedelta(days=1)).date().isoformat()
LONG_AGO = (NOW - timedelta(days=9)).date().isoformat()


def last_note(office: Office, lead: Lead) -> int:
    return int(standing(office, lead).notes[-1].id)


@pytest.fixture
def tom(office: Office) -> Colleague:
    return office.signed_in(name="Tom")


def test_a_note_is_written_corrected_and_taken_back(office: Office, tom: Colleague) -> None:
    lead = recorded(office)
    assert "Tuesday at <noon>" in done(tom, url(lead, "notes"), {"text": "Tuesday at <noon>"})
    note = last_note(office, lead)
    editing = tom.get(url(lead) + f"?note={note}").text
    assert f'action="/desk/leads/{lead.reference}/notes/{note}"' in editing
    page = done(tom, url(lead, f"notes/{note}"), {"text": "Wednesday"})
    assert "Wednesday" in page
    assert "Tuesday" not in page
    page = done(tom, url(lead, f"notes/{note}/remove"))
    assert "Tom took a note back." in page
    assert "Wednesday" not in page


def test_an_empty_or_endless_note_is_shown_again_with_what_is_wrong(office: Office, tom: Colleague) -> None:
    lead = recorded(office)
    empty = tom.post(url(lead, "notes"), {"text": " "})
    assert empty.status_code == 422
    assert "Write something first." in empty.text
    assert 'aria-describedby="note-text-error"' in empty.text
    endless = tom.post(url(lead, "notes"), {"text": "word " * 1_001})
    assert endless.status_code == 422
    assert "word word word" in endless.text, "what was written is not lost"
    note_page = done(tom, url(lead, "notes"), {"text": "A"})
    assert "Correct" in note_page
    note = last_note(office, lead)
    wrong = tom.post(url(lead, f"notes/{note}"), {"text": ""})
    assert wrong.status_code == 422
    assert 'id="edit-text-error"' in wrong.text


def test_asvs_8_2_2_somebody_else_s_note_is_theirs(office: Office, tom: Colleague) -> None:
    lead, claire = recorded(office), office.signed_in(name="Claire")
    done(tom, url(lead, "notes"), {"text": "Mine"})
    note = last_note(office, lead)
    assert claire.post(url(lead, f"notes/{note}"), {"text": "Yours"}).status_code == 403
    assert claire.post(url(lead, f"notes/{note}/remove")).status_code == 403
    assert f"notes/{note}" not in claire.get(url(lead) + f"?note={note}").text


def test_htmx_gets_the_panel_with_what_was_added(office: Office, tom: Colleague) -> None:
    lead = recorded(office)
    headers = {"hx-request": "true", "x-csrf-token": tom.csrf}
    moved = tom.http.post(url(lead, "notes"), data={"text": "By htmx"}, headers=headers)
    answer = tom.get(moved.headers["location"], headers=headers)
    panel = re.search(r'<section class="card" id="notes".*?</section>', answer.text, re.DOTALL)
    assert panel is not None
    assert "By htmx" in panel.group()
    assert "The note was added." in answer.text


def test_a_label_is_put_on_and_taken_off(office: Office, tom: Colleague) -> None:
    lead = recorded(office)
    page = done(tom, url(lead, "labels"), {"name": "Trade mission", "tone": "amber"})
    assert "put on the label “Trade mission”" in page
    (label,) = standing(office, lead).labels
    assert 'class="badge tone-amber"' in tom.get(url(lead)).text
    page = done(tom, url(lead, f"labels/{label.id}/off"))
    assert "No labels." in page
    assert tom.post(url(lead, "labels"), {"name": " "}).status_code == 422
    assert tom.post(url(lead, "labels"), {"name": "x" * 41}).status_code == 422
    assert tom.post(url(lead, "labels"), {"name": "x", "tone": "pink"}).status_code == 422


def test_the_signs_of_a_title_are_read_aloud_as_they_were_typed(office: Office, tom: Colleague) -> None:
    lead = recorded(office)
    form = {"title": 'Ask "Ann" if 5 < 6', "day": TOMORROW, "assignee": tom.member.id}
    page = tom.get(tom.post(url(lead, "tasks"), form).headers["location"]).text
    assert 'aria-label="Done: Ask &#34;Ann&#34; if 5 &lt; 6"' in page
    assert "&amp;" not in page


def test_a_task_is_made_done_undone_and_given_away(office: Office, tom: Colleague) -> None:
    lead, claire = recorded(office), office.signed_in(name="Claire")
    page = done(tom, url(lead, "tasks"), {"title": "Send list", "day": TOMORROW, "assignee": tom.member.id})
    assert "made the task “Send list”" in page
    (task,) = standing(office, lead).tasks
    back = {"back": lead.reference}
    done(tom, f"/desk/tasks/{task.id}/assign", {"to": claire.member.id} | back)
    assert standing(office, lead).tasks[0].assignee_id == claire.member.id
    assert "1 done" in done(claire, f"/desk/tasks/{task.id}/done", back)
    assert "put the task “Send list” back" in done(claire, f"/desk/tasks/{task.id}/undone", back)


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"title": "Call", "day": ""}, "task-day"),
        ({"title": "Call", "day": "2026-13-01"}, "task-day"),
        ({"title": "", "day": TOMORROW}, "task-title"),
        ({"title": "x" * 301, "day": TOMORROW}, "task-title"),
    ],
)
def test_a_task_that_does_not_fit_is_shown_again(
    office: Office, tom: Colleague, data: dict[str, str], field: str
) -> None:
    answer = tom.post(url(recorded(office), "tasks"), data)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert f'value="{data["title"]}"' in answer.text


def test_the_page_of_tasks_lists_mine_by_day_and_everybody_s(office: Office, tom: Colleague) -> None:
    lead, claire = recorded(office, enquiry={"organisation": "Nordvax"}), office.signed_in(name="Claire")
    for title, day, who in (("Late one", LONG_AGO, tom), ("Next one", TOMORROW, tom), ("Hers", TOMORROW, claire)):
        done(tom, url(lead, "tasks"), {"title": title, "day": day, "assignee": who.member.id})
    mine = tom.read("/desk/tasks")
    assert mine.index("Late") < mine.index("Late one") < mine.index("Tomorrow") < mine.index("Next one")
    assert "Hers" not in mine
    assert "Nordvax" in mine
    everybody = tom.read("/desk/tasks?whose=all")
    assert "Hers" in everybody
    assert "Claire" in everybody
    assert tom.get("/desk/tasks?whose=nobody").status_code == 422


def test_a_task_is_done_with_one_click_and_undone_with_another(office: Office, tom: Colleague) -> None:
    lead = recorded(office)
    done(tom, url(lead, "tasks"), {"title": "Send list", "day": TOMORROW, "assignee": tom.member.id})
    (task,) = standing(office, lead).tasks
    answer = tom.post(f"/desk/tasks/{task.id}/done", {"back": "mine"})
    page = tom.get(answer.headers["location"]).text
    assert "Nothing to be done" in page
    assert f'action="/desk/tasks/{task.id}/undone"' in page
    assert "Send list" in done(tom, f"/desk/tasks/{task.id}/undone", {"back": "mine"})


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "../../sign-out", "x\r\ny: z"])
def test_a_form_leads_nowhere_but_to_the_desk(office: Office, tom: Colleague, back: str) -> None:
    lead = recorded(office)
    done(tom, url(lead, "tasks"), {"title": "Send list", "day": TOMORROW, "assignee": tom.member.id})
    (task,) = standing(office, lead).tasks
    location = tom.post(f"/desk/tasks/{task.id}/done", {"back": back}).headers["location"]
    assert re.fullmatch(r"/desk/leads/[A-Za-z0-9%._~-]+\?said=[a-z_.]+#tasks", location)


def test_duplicates_are_shown_merged_and_parted(office: Office, tom: Colleague) -> None:
    lead, other = recorded(office), recorded(office, enquiry={"project": "A plant for vaccines"})
    page = tom.read(url(lead))
    assert "1 other lead may be the same enquiry." in page
    assert "same e-mail address, same telephone, same name, same organisation" in page.replace(
        "same telephone, same name", "same telephone, same name"
    )
    merged = done(tom, url(lead, "merge"), {"other": other.reference, "keep": lead.reference})
    assert "Merged into this lead" in merged
    assert f"merged it with {other.reference}" in merged
    gone = tom.get(url(other)).text
    assert "This lead was merged into another." in gone
    assert f'action="/desk/leads/{other.reference}/notes"' not in gone
    refused = tom.post(url(other, "notes"), {"text": "x"})
    assert refused.status_code == 409
    assert lead.reference in refused.text
    (merge,) = standing(office, lead).merged
    assert "The leads are two again." in done(tom, url(lead, f"merges/{merge.merge_id}/undo"))
    assert standing(office, other).merged_into is None
    assert tom.post(url(lead, f"merges/{merge.merge_id}/undo")).status_code == 404


def test_the_other_lead_may_be_kept_instead(office: Office, tom: Colleague) -> None:
    lead, other = recorded(office), recorded(office)
    page = done(tom, url(lead, "merge"), {"other": other.reference, "keep": other.reference})
    assert other.reference in page
    assert standing(office, lead).merged_into == other.reference


def test_different_enquiries_are_not_suggested_again(office: Office, tom: Colleague) -> None:
    lead, other = recorded(office), recorded(office)
    page = done(tom, url(lead, "different"), {"other": other.reference})
    assert "may be the same enquiry" not in page
    assert "may be the same enquiry" not in tom.read(url(other))


def test_leads_with_different_consent_are_not_merged(office: Office, tom: Colleague) -> None:
    lead, other = recorded(office), recorded(office, consent=make_consent(text_version="2025"))
    page = tom.get(url(lead)).text
    assert "agreed to different things" in page
    assert f'name="keep" value="{other.reference}"' not in page
    answer = tom.post(url(lead, "merge"), {"other": other.reference})
    assert answer.status_code == 409
    assert "agreed to different things" in answer.text
    assert standing(office, other).merged_into is None


def test_a_lead_is_merged_by_its_reference_and_a_mistyped_one_is_told(office: Office, tom: Colleague) -> None:
    lead, other = (
        recorded(office),
        recorded(office, enquiry={"name": "Bob Maes", "email": "b@x.example", "phone": None}),
    )
    wrong = tom.post(url(lead, "merge"), {"other": "WAL-26-WRONG"})
    assert wrong.status_code == 422
    assert 'id="merge-other-error"' in wrong.text
    assert tom.post(url(lead, "merge"), {"other": lead.reference}).status_code == 409
    done(tom, url(lead, "merge"), {"other": f" {other.reference.lower()} "})
    assert standing(office, other).merged_into == lead.reference
