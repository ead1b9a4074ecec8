"""`decide_advice`, `complete_advice`, `authorise`, `send_back`: a worker advises, another manager looks at it."""

import pytest

from contacts.models import NoFurtherActionRecord
from directory.roles import Role
from tests.factories.cast import make_user
from tests.factories.contacts import contact_at, do
from tests.workflow.seeing import MONDAY, clock, clocks, london, made, mailed, place, said, told

pytestmark = pytest.mark.django_db
WEDNESDAY = london("2014-07-09 12:00")


def test_the_decision_deadline_is_met_and_two_working_days_for_the_advice_begin(cast):
    contact = contact_at("advice_in_progress", cast, MONDAY)
    assert clocks(contact) == {"contact_decision": "met", "advice": "running"}
    assert clock(contact, "advice").due_at == london("2014-07-09 17:00")


def test_the_worker_has_it_and_is_told_and_nobody_else(cast):
    contact = contact_at("advice_in_progress", cast, MONDAY)
    assert (contact.holder, place(contact)) == (cast.sam, "sam")
    assert told(contact, "decide_advice") == ["sam"]
    assert mailed(contact) == ["sam@council.example"]


def test_no_outcome_stands_before_it_is_authorised(cast):
    for state in ("advice_in_progress", "awaiting_authorisation"):
        assert contact_at(state, cast, MONDAY).outcome == ""


def test_completed_advice_lies_in_the_duty_tray_and_its_clock_runs_on(cast):
    contact = contact_at("awaiting_authorisation", cast, MONDAY)
    assert (place(contact), contact.holder, contact.advised_by) == ("duty", None, cast.sam)
    assert clocks(contact)["advice"] == "running"


def test_the_history_holds_the_advice_and_where_they_were_sent_on_to(cast):
    contact = contact_at("advice_in_progress", cast, MONDAY)
    contact = do(contact, "complete_advice", cast.sam, MONDAY, advice_given="Ask at the library", signposted_to="FIS")
    assert said(contact) == {"advice_given": "Ask at the library", "signposted_to": "FIS"}


def test_authorised_advice_is_the_outcome_and_meets_its_clock(cast):
    contact = do(contact_at("awaiting_authorisation", cast, MONDAY), "authorise", cast.pat, WEDNESDAY)
    assert (contact.state, contact.outcome, place(contact)) == ("closed", "advice", "")
    assert clocks(contact) == {"contact_decision": "met", "advice": "met"}
    assert clock(contact, "advice").met_at == WEDNESDAY


def test_advice_makes_no_record_and_nothing_that_goes_on(cast):
    contact = do(contact_at("awaiting_authorisation", cast, MONDAY), "authorise", cast.pat, MONDAY)
    assert made(contact) == []
    assert not NoFurtherActionRecord.objects.exists()


def test_what_is_sent_back_returns_to_whoever_completed_it_who_is_told(cast):
    contact = do(contact_at("awaiting_authorisation", cast, MONDAY), "send_back", cast.dana, MONDAY, reason="The dates")
    assert (contact.state, contact.holder, place(contact)) == ("advice_in_progress", cast.sam, "sam")
    assert told(contact, "send_back") == ["sam"]
    assert said(contact) == {"reason": "The dates"}


def test_what_is_sent_back_is_due_when_it_was(cast):
    contact = do(contact_at("awaiting_authorisation", cast, MONDAY), "send_back", cast.dana, MONDAY, reason="The dates")
    assert clock(contact, "advice").due_at == london("2014-07-09 17:00")


def test_advice_that_was_sent_back_is_completed_and_authorised(cast):
    contact = do(contact_at("awaiting_authorisation", cast, MONDAY), "send_back", cast.dana, MONDAY, reason="The dates")
    contact = do(contact, "complete_advice", cast.sam, MONDAY, advice_given="On 7 July, by telephone")
    assert do(contact, "authorise", cast.dana, MONDAY).outcome == "advice"


def test_a_worker_who_covers_for_a_manager_does_not_get_round_it(cast):
    covering = make_user("Covering", Role.DUTY_SOCIAL_WORKER, Role.DUTY_MANAGER)
    contact = contact_at("awaiting_authorisation", cast, MONDAY)
    assert do(contact, "authorise", covering, MONDAY).outcome == "advice", "somebody else completed it"
