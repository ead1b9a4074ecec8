"""`discard`: recorded in error, and kept."""

import pytest

from contacts.models import Contact
from tests.factories.contacts import do, draft
from tests.workflow.seeing import MONDAY, clock, clocks, made, mailed, place, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def discarded(cast):
    """A draft that its recorder discarded."""
    return do(draft(cast.cleo, now=MONDAY), "discard", cast.cleo, MONDAY, reason="Recorded twice")


def test_it_is_closed_with_that_outcome_and_lies_in_no_tray(discarded):
    assert (discarded.state, discarded.outcome, place(discarded)) == ("closed", "recorded_in_error", "")


def test_it_is_kept_with_the_reason(discarded):
    assert Contact.objects.filter(pk=discarded.pk).exists()
    assert said(discarded) == {"reason": "Recorded twice"}


def test_its_clock_is_cancelled_and_announces_nothing_more(discarded):
    assert clocks(discarded) == {"contact_decision": "cancelled"}
    assert clock(discarded, "contact_decision").next_at is None


def test_nothing_is_made_and_nobody_told(discarded):
    assert made(discarded) == []
    assert mailed(discarded) == []


def test_what_was_half_typed_is_forgotten(cast):
    contact = draft(cast.cleo, now=MONDAY)
    contact.typed = {"received": ["7/7/201"]}
    contact.save()
    assert do(contact, "discard", cast.cleo, MONDAY, reason="Recorded twice").typed is None
