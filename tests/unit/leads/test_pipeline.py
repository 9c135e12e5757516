"""Leads move along the pipeline, and nobody can be done with one that was never answered."""

from datetime import timedelta

import pytest

from frontdesk.leads.pipeline import answered_at_after, closed_at_after, following, may_follow
from frontdesk.qualification.model import LeadStatus
from tests.factories import NOON

S = LeadStatus


@pytest.mark.parametrize("status", S)
def test_every_status_leads_somewhere_else(status: LeadStatus) -> None:
    assert following(status)
    assert status not in following(status)
    assert len(set(following(status))) == len(following(status))


@pytest.mark.parametrize("closed", [S.WON, S.LOST])
def test_a_lead_nobody_answered_is_neither_won_nor_lost(closed: LeadStatus) -> None:
    assert not may_follow(S.NEW, closed)


def test_what_is_no_enquiry_may_be_put_away_unanswered() -> None:
    assert may_follow(S.NEW, S.NOT_A_LEAD)


@pytest.mark.parametrize("closed", [status for status in S if status.is_closed])
def test_a_closed_lead_may_be_reopened_and_only_that(closed: LeadStatus) -> None:
    assert not any(status.is_closed for status in following(closed))


def test_whoever_was_in_contact_has_answered() -> None:
    assert answered_at_after(S.CONTACTED, None, at=NOON) == NOON
    assert answered_at_after(S.IN_DISCUSSION, None, at=NOON) == NOON


def test_the_first_answer_stays_the_first() -> None:
    first = NOON - timedelta(hours=3)
    assert answered_at_after(S.IN_DISCUSSION, first, at=NOON) == first
    assert answered_at_after(S.WON, first, at=NOON) == first


def test_the_clock_runs_again_for_what_is_new_again() -> None:
    assert answered_at_after(S.NEW, NOON, at=NOON) is None


def test_putting_a_lead_away_answers_nobody() -> None:
    assert answered_at_after(S.NOT_A_LEAD, None, at=NOON) is None


@pytest.mark.parametrize("status", S)
def test_a_lead_is_closed_from_the_moment_it_is_done_with(status: LeadStatus) -> None:
    assert closed_at_after(status, at=NOON) == (NOON if status in {S.WON, S.LOST, S.NOT_A_LEAD} else None)
