"""When a draft came in may be put right, but it was recorded after that: what cannot be is refused by the field."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from contacts.models import Contact
from tests.contacts.open_page import OpenPage
from tests.factories.contacts import draft
from tests.workflow.seeing import clock

pytestmark = pytest.mark.django_db
NOON = datetime(2014, 7, 7, 11, 0, tzinfo=UTC)
"""Monday 7 July 2014, 12:00 in London."""
AN_HOUR = timedelta(hours=1)


@pytest.fixture
def page(cast):
    """A draft that was recorded at noon and came in at eleven, opened at one o'clock."""
    contact = draft(cast.cleo, now=NOON)
    with time_machine.travel(NOON + AN_HOUR, tick=False):
        yield OpenPage(cast.cleo, contact)


def test_an_earlier_receipt_moves_its_clock(page):
    page.types(received="7/7/2014 10:30").presses()
    assert page.page.status == 200
    assert clock(Contact.objects.get(), "contact_decision").due_at == datetime(2014, 7, 8, 9, 30, tzinfo=UTC)


def test_a_receipt_after_it_was_recorded_is_refused_in_words_and_what_was_typed_stands(page):
    page.types(received="7/7/2014 12:30", concerns="A bruise").presses()
    assert page.page.status == 422
    assert "The contact was recorded before that." in page.page.refusal
    assert (page.holds("received"), page.holds("concerns")) == ("7/7/2014 12:30", "A bruise")
    now = Contact.objects.get()
    assert (now.received_at, now.concerns) == (NOON - AN_HOUR, "A bruise")


def test_so_it_is_while_it_is_typed(page):
    errors = page.types(received="7/7/2014 12:30").autosaves().json()["errors"]
    assert errors == {"received": "The contact was recorded before that."}
