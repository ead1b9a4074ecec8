"""The sweep: one bad clock holds up no other, and what is nobody's fault is tried again by the next."""

from datetime import UTC, datetime, timedelta
from math import log2

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError

from audit.models import Heartbeat
from deadlines import services
from deadlines.models import Deadline
from deadlines.services import RETRY_BAD_ROW, next_stage_due, sweep, sweep_if_late
from tests.factories.contacts import contact_at
from workflow.engine import open_record

pytestmark = pytest.mark.django_db
NOW = datetime(2014, 7, 7, 9, 0, tzinfo=UTC)
LATE = NOW + timedelta(days=1)


@pytest.fixture
def clocks(cast):
    """`clocks(count)`: so many running clocks of which each is breached at `LATE`."""

    def make(count):
        contact = contact_at("awaiting_decision", cast, NOW)
        made = [contact]
        for _ in range(count - 1):
            record = type(contact)(state=contact.state, received_at=contact.received_at, concerns="Late as well")
            made.append(open_record(record, cast.cleo, NOW))
        return [Deadline.about(record).get() for record in made]

    return make


@pytest.fixture
def tries(monkeypatch):
    """How many clocks each try to announce was for."""
    seen, announced = [], services._announced

    def counted(due, now):
        seen.append(len(due))
        return announced(due, now)

    monkeypatch.setattr(services, "_announced", counted)
    return seen


def spoil(*deadlines):
    """Nothing can be said of these any more."""
    Deadline.objects.filter(pk__in=[deadline.pk for deadline in deadlines]).update(rule="a_rule_that_is_gone")


def announced() -> set[int]:
    return set(Deadline.objects.filter(breached_at__isnull=False).values_list("pk", flat=True))


def test_a_bad_clock_is_found_by_halves_and_holds_up_no_other(clocks, tries):
    made = clocks(32)
    spoil(made[13])
    assert sweep(LATE) == 32
    assert announced() == {deadline.pk for deadline in made} - {made[13].pk}
    assert len(tries) == 1 + 2 * log2(32)


def test_only_the_bad_clock_is_logged(clocks, caplog):
    made = clocks(8)
    spoil(made[2], made[3])
    sweep(LATE)
    assert [record.getMessage() for record in caplog.records if record.name == "deadlines.services"] == [
        f"sweep: clock {deadline.pk} could not be announced" for deadline in made[2:4]
    ]


def test_a_bad_clock_is_held_back_for_a_while_and_counts_as_late_all_along(clocks, tries):
    (bad,) = clocks(1)
    spoil(bad)
    due = next_stage_due()
    assert [sweep(LATE), sweep(LATE + RETRY_BAD_ROW - timedelta(seconds=1)), sweep(LATE + RETRY_BAD_ROW)] == [1, 0, 1]
    assert next_stage_due() == due


def test_a_bad_clock_that_was_put_right_is_announced(clocks):
    (bad,) = clocks(1)
    spoil(bad)
    sweep(LATE)
    Deadline.objects.update(rule=bad.rule)
    sweep(LATE + RETRY_BAD_ROW)
    assert announced() == {bad.pk}
    assert Deadline.objects.get().held_until is None


@pytest.mark.parametrize("error", [SoftTimeLimitExceeded(), OperationalError("a lock was not to be had")], ids=repr)
def test_what_is_no_clocks_fault_is_left_to_the_next_sweep(clocks, monkeypatch, error):
    made = clocks(2)

    def fails(*_):
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(services, "tell", fails)
        with pytest.raises(type(error)):
            sweep(LATE)
    assert announced() == set()
    assert sweep(LATE) == 2
    assert announced() == {deadline.pk for deadline in made}


def test_a_reader_sweeps_a_small_batch_and_is_shown_the_tray_whatever_comes_of_it(db, monkeypatch):
    asked = []

    def fails(now, batch):
        asked.append(batch)
        raise OperationalError("a lock was not to be had")

    monkeypatch.setattr(services, "sweep", fails)
    sweep_if_late(NOW)
    assert asked == [100]
    Heartbeat.objects.beat("sweep", NOW)
    sweep_if_late(NOW)
    assert asked == [100]


def test_a_contact_recorded_long_after_its_receipt_is_due_at_once_and_loses_no_stage(cast):
    contact = contact_at("awaiting_decision", cast, NOW, received=NOW - timedelta(days=3))
    assert next_stage_due() == NOW
    assert sweep(NOW) == 1
    deadline = Deadline.about(contact).get()
    assert (deadline.warned_at, deadline.breached_at, deadline.escalated_at) == (None, NOW, NOW)
    assert deadline.next_at is None
