"""`flag_urgent`: first in its tray, and every manager knows at once."""

import pytest

from directory.models import Rota
from directory.roles import Role
from tests.factories.contacts import contact_at, do
from tests.workflow.seeing import MONDAY, clock, mailed, place, told
from workflow.models import Slip

pytestmark = pytest.mark.django_db
EVERY_MANAGER = ["dana", "dev", "pat"]


@pytest.fixture
def flagged(cast):
    """A contact in the duty tray that Cleo flagged."""
    contact = contact_at("awaiting_decision", cast, MONDAY)
    return do(contact, "flag_urgent", cast.cleo, MONDAY, reason="A disclosed injury")


def test_it_is_urgent_and_stays_where_it_is(flagged):
    assert (flagged.priority, flagged.state, place(flagged)) == ("urgent", "awaiting_decision", "duty")


def test_it_stands_before_what_is_due_earlier(cast, flagged):
    earlier = contact_at("awaiting_decision", cast, MONDAY.replace(day=6))
    tray = Slip.objects.in_tray("duty").values_list("reference", flat=True)
    assert list(tray) == [flagged.reference, earlier.reference]


def test_every_duty_manager_and_practice_manager_is_told_and_nobody_else(flagged):
    assert told(flagged, "flag_urgent") == EVERY_MANAGER
    assert mailed(flagged) == [f"{name}@council.example" for name in EVERY_MANAGER]


def test_also_those_are_told_whom_the_rota_does_not_name(cast):
    Rota.objects.create(day=MONDAY.date(), role=Role.DUTY_MANAGER, user=cast.dana)
    contact = do(contact_at("awaiting_decision", cast, MONDAY), "flag_urgent", cast.cleo, MONDAY, reason="Injury")
    assert told(contact, "flag_urgent") == EVERY_MANAGER


def test_its_decision_is_due_when_it_was(cast, flagged):
    assert clock(flagged, "contact_decision").due_at == MONDAY.replace(day=8, hour=7)


def test_two_flags_are_two_tellings(cast, flagged):
    do(flagged, "flag_urgent", cast.sam, MONDAY, reason="Another")
    assert told(flagged, "flag_urgent") == sorted(EVERY_MANAGER * 2)
