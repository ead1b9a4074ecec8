"""`correct_receipt`: the clock runs from the true receipt."""

import pytest

from deadlines.services import sweep
from tests.factories.contacts import contact_at, do
from tests.workflow.seeing import MONDAY, clock, clocks, london, place, said, told
from workflow.models import Slip

pytestmark = pytest.mark.django_db
TRUE = {"received": "2014-07-06 10:30", "reason": "The voice mail says so"}


def test_the_deadline_is_worked_out_again(cast):
    contact = do(contact_at("awaiting_decision", cast, MONDAY), "correct_receipt", cast.dana, MONDAY, **TRUE)
    assert contact.received_at == london("2014-07-06 10:30")
    assert clock(contact, "contact_decision").due_at == london("2014-07-07 10:30")
    assert clocks(contact, london("2014-07-07 10:31")) == {"contact_decision": "breached"}


def test_the_old_due_time_stays_in_the_history(cast):
    contact = do(contact_at("awaiting_decision", cast, MONDAY), "correct_receipt", cast.dana, MONDAY, **TRUE)
    assert said(contact) == {
        "received": "2014-07-06 10:30",
        "reason": "The voice mail says so",
        "was_due": "Tue 8 Jul 2014 08:00",
    }


def test_its_slip_moves_up_the_tray_and_stays_in_it(cast):
    contact = do(contact_at("awaiting_decision", cast, MONDAY), "correct_receipt", cast.dana, MONDAY, **TRUE)
    slip = Slip.about(contact).get()
    assert (place(contact), slip.due_at, slip.received_at) == (
        "duty",
        london("2014-07-07 10:30"),
        london("2014-07-06 10:30"),
    )


def test_a_breach_that_the_true_receipt_undoes_is_announced_again_in_its_time(cast):
    contact = do(contact_at("awaiting_decision", cast, MONDAY), "correct_receipt", cast.dana, MONDAY, **TRUE)
    sweep(london("2014-07-07 10:31"))
    right = {"received": "2014-07-07 07:45", "reason": "That was another call"}
    contact = do(contact, "correct_receipt", cast.dana, london("2014-07-07 10:40"), **right)
    assert clock(contact, "contact_decision").breached_at is None
    sweep(london("2014-07-08 07:46"))
    assert told(contact, "contact_decision breached") == ["dana", "dana", "dev", "dev", "pat", "pat"]


def test_a_decision_already_made_turns_out_late_when_it_came_in_earlier(cast):
    contact = contact_at("advice_in_progress", cast, MONDAY)
    earlier = {"received": "2014-07-05 10:30", "reason": "The voice mail says so"}
    contact = do(contact, "correct_receipt", cast.dana, MONDAY, **earlier)
    assert clocks(contact) == {"contact_decision": "met_late", "advice": "running"}


def test_the_new_deadline_of_a_reopened_contact_stays_as_it_is(cast):
    contact = do(contact_at("closed", cast, MONDAY), "reopen", cast.pat, MONDAY, reason="They rang again")
    contact = do(contact, "correct_receipt", cast.dana, MONDAY, **TRUE)
    assert clock(contact, "contact_decision").due_at == london("2014-07-08 09:00")
