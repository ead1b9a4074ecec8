"""`submit`: a draft goes to the duty tray."""

import pytest

from tests.factories.contacts import contact_at, do, draft
from tests.workflow.seeing import MONDAY, clocks, london, mailed, place, verbs

pytestmark = pytest.mark.django_db


def test_a_draft_lies_in_the_intake_tray_and_its_clock_runs_from_receipt(cast):
    contact = draft(cast.cleo, now=MONDAY)
    assert place(contact) == "intake"
    assert clocks(contact) == {"contact_decision": "running"}
    assert clocks(contact, london("2014-07-08 07:59")) == {"contact_decision": "running"}
    assert clocks(contact, london("2014-07-08 08:00")) == {"contact_decision": "breached"}


def test_a_submitted_contact_lies_in_the_duty_tray_and_its_clock_runs_on(cast):
    contact = contact_at("awaiting_decision", cast, MONDAY)
    assert place(contact) == "duty"
    assert clocks(contact) == {"contact_decision": "running"}
    assert verbs(contact) == ["record", "submit"]


def test_nobody_is_told_of_what_lies_in_the_tray_for_all_to_see(cast):
    assert mailed(contact_at("awaiting_decision", cast, MONDAY)) == []


def test_what_was_only_half_typed_is_forgotten(cast):
    contact = draft(cast.cleo, now=MONDAY)
    contact.typed = {"received": ["7/7/201"]}
    contact.save()
    assert do(contact, "submit", cast.cleo, MONDAY).typed is None
