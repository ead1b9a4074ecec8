"""`return_to_tray`: what was found out goes back to those who decide."""

import pytest

from tests.factories.contacts import contact_at, do
from tests.workflow.seeing import MONDAY, clock, clocks, mailed, place, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def returned(cast):
    """A contact that Sam handed back."""
    contact = contact_at("with_worker", cast, MONDAY)
    return do(contact, "return_to_tray", cast.sam, MONDAY, note="The school confirms the injuries")


def test_it_lies_in_the_duty_tray_again_and_nobody_has_it(returned):
    assert (returned.state, place(returned), returned.holder) == ("awaiting_decision", "duty", None)


def test_its_decision_is_due_when_it_was(returned):
    assert clocks(returned) == {"contact_decision": "running"}
    assert clock(returned, "contact_decision").due_at == MONDAY.replace(day=8, hour=7)


def test_the_note_stands_in_the_history(returned):
    assert said(returned) == {"note": "The school confirms the injuries"}


def test_nobody_is_told_anew(returned):
    assert mailed(returned) == ["sam@council.example"], "only of the assignment"
