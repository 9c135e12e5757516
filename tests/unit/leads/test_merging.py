"""What a kept lead takes over from the one merged into it: the earlier promise, an answer, an owner; never less than it had."""

from datetime import timedelta
from typing import Any

import pytest

from frontdesk.leads.merging import Standing, consent_state, is_left_unanswered, standing_after
from frontdesk.qualification.model import LeadStatus
from tests.factories import NOON, make_consent

SOON, LATE = NOON + timedelta(hours=2), NOON + timedelta(days=2)


def standing(**given: Any) -> Standing:
    usual: dict[str, Any] = {"status": LeadStatus.NEW, "due_at": LATE}
    return Standing(**(usual | given))


@pytest.mark.parametrize(("kept", "merged"), [(SOON, LATE), (LATE, SOON)])
def test_of_two_promises_the_earlier_holds(kept: Any, merged: Any) -> None:
    assert standing_after(standing(due_at=kept), standing(due_at=merged)).due_at == SOON


def test_a_promise_that_was_kept_is_no_deadline_any_more() -> None:
    answered = standing(due_at=SOON, answered_at=NOON, status=LeadStatus.CONTACTED)
    assert standing_after(standing(), answered).due_at == LATE


def test_an_answer_to_either_is_an_answer() -> None:
    answered = standing(answered_at=NOON, status=LeadStatus.CONTACTED)
    after = standing_after(standing(), answered)
    assert (after.answered_at, after.status) == (NOON, LeadStatus.CONTACTED)


def test_an_owner_is_kept_and_one_is_taken_over_where_there_was_none() -> None:
    owned, other = standing(owner_id=1, assigned_at=NOON), standing(owner_id=2, assigned_at=SOON)
    assert standing_after(owned, other).owner_id == 1
    taken = standing_after(standing(), other)
    assert (taken.owner_id, taken.assigned_at) == (2, SOON)


@pytest.mark.parametrize("closed", [LeadStatus.WON, LeadStatus.LOST, LeadStatus.NOT_A_LEAD])
def test_merging_closes_no_lead_and_reopens_none(closed: LeadStatus) -> None:
    done = standing(status=closed, answered_at=NOON)
    assert standing_after(standing(), done).status is LeadStatus.NEW
    assert standing_after(done, standing(status=LeadStatus.IN_DISCUSSION)).status is closed


def test_an_enquiry_that_an_earlier_answer_cannot_have_known_of_is_left_unanswered() -> None:
    answered = standing(answered_at=NOON, status=LeadStatus.CONTACTED)
    assert is_left_unanswered(answered, standing())
    assert not is_left_unanswered(standing(), standing())
    assert not is_left_unanswered(answered, answered)
    assert not is_left_unanswered(answered, standing(status=LeadStatus.NOT_A_LEAD))


def test_consent_is_the_same_in_every_language_and_another_with_another_wording() -> None:
    one = consent_state([make_consent()])
    assert one == consent_state([make_consent(text_sha256="ef" * 32, channel="mail")])
    assert one != consent_state([make_consent(text_version="2027-01")])
    assert one != consent_state([make_consent(), make_consent(text_version="2027-01")])
    assert one != consent_state([])
