"""`reopen`: a closed contact that nothing has taken on is decided again."""

import pytest

from deadlines.models import Deadline
from tests.factories.contacts import contact_at, do
from tests.workflow.seeing import MONDAY, clock, london, made, mailed, place, said

pytestmark = pytest.mark.django_db
THURSDAY = london("2014-07-10 11:00")


@pytest.fixture
def reopened(cast):
    """A contact that was closed on Monday and opened again on Thursday."""
    return do(contact_at("closed", cast, MONDAY), "reopen", cast.pat, THURSDAY, reason="The school rang again")


def test_it_lies_in_the_duty_tray_without_an_outcome(reopened):
    assert (reopened.state, place(reopened), reopened.outcome) == ("awaiting_decision", "duty", "")


def test_a_new_decision_deadline_runs_from_that_moment(reopened):
    assert clock(reopened, "contact_decision").started_at == THURSDAY
    assert clock(reopened, "contact_decision").due_at == london("2014-07-11 11:00")


def test_the_first_deadline_keeps_what_it_was(reopened):
    first = Deadline.about(reopened).earliest("pk")
    assert (first.status(THURSDAY), first.due_at) == ("met", london("2014-07-08 08:00"))


def test_what_the_former_decision_made_is_still_there(reopened):
    assert [record.KIND for record in made(reopened)] == ["no_further_action_record"]


def test_the_reason_stands_in_the_history_and_nobody_is_told(reopened):
    assert said(reopened) == {"reason": "The school rang again"}
    assert mailed(reopened) == []


def test_nobody_is_the_completer_of_a_reopened_contacts_next_advice(cast):
    contact = do(contact_at("awaiting_authorisation", cast, MONDAY), "authorise", cast.dana, MONDAY)
    assert do(contact, "reopen", cast.pat, THURSDAY, reason="They rang again").advised_by is None


def test_whether_the_threshold_was_met_is_open_again_too(cast):
    contact = contact_at("awaiting_decision", cast, MONDAY)
    said = {"rationale": "The school supports the family", "threshold": "met"}
    contact = do(contact, "decide_no_further_action", cast.dana, MONDAY, **said)
    assert do(contact, "reopen", cast.pat, THURSDAY, reason="They rang again").threshold == "not_recorded"
