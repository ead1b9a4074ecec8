"""`decide_referral`: one referral for each child."""

import pytest

from referrals.models import Referral
from tests.factories.contacts import AVA, BEN, do, draft
from tests.workflow.seeing import MONDAY, clock, clocks, london, made, place

pytestmark = pytest.mark.django_db


def decided(cast, *children, **said):
    """A contact about these children that meets the threshold."""
    contact = do(draft(cast.cleo, children, MONDAY, **said), "submit", cast.cleo, MONDAY)
    return do(contact, "decide_referral", cast.dana, MONDAY, rationale="Likely significant harm")


def test_it_is_closed_and_its_decision_deadline_met(cast):
    contact = decided(cast, AVA)
    assert (contact.state, contact.outcome, place(contact)) == ("closed", "referral", "")
    assert clocks(contact) == {"contact_decision": "met"}


def test_each_child_has_a_referral_of_its_own(cast):
    referrals = made(decided(cast, AVA, BEN))
    assert [type(referral) for referral in referrals] == [Referral, Referral]
    assert [referral.child.given_name for referral in referrals] == ["Ava", "Ben"]


def test_a_referral_is_open_in_the_duty_tray_with_the_rationale(cast):
    [referral] = made(decided(cast, AVA))
    assert (referral.state, place(referral), referral.reason) == ("open", "duty", "Likely significant harm")


def test_a_referral_keeps_the_contacts_source_and_priority(cast):
    [referral] = made(decided(cast, AVA, urgent="yes", urgent_reason="An injury", referrer_source="2A"))
    assert (referral.priority, referral.source) == ("urgent", "2A")


def test_its_transfer_is_due_at_the_close_of_the_second_working_day(cast):
    [referral] = made(decided(cast, AVA))
    assert clocks(referral) == {"referral_transfer": "running"}
    assert clock(referral, "referral_transfer").due_at == london("2014-07-09 17:00")


def test_an_urgent_ones_transfer_is_due_at_the_end_of_the_next_day(cast):
    [referral] = made(decided(cast, AVA, urgent="yes"))
    assert clock(referral, "referral_transfer").due_at == london("2014-07-08 23:59")
