"""/health/ready is red while work is late, says what is, and gives nobody a figure."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from audit.models import Heartbeat
from correspondence.models import Outbox
from correspondence.outbox import enqueue
from deadlines.models import Deadline
from deadlines.services import sweep
from frontdoor.health import STOPPED_AFTER
from tests.factories.contacts import contact_at

NOW = datetime(2014, 7, 7, 9, 0, tzinfo=UTC)
QUESTIONS = (
    "stage_late", "mail_late", "mail_undelivered", "seen_by_nobody", "trays_wrong", "trays_not_compared",
)  # fmt: skip
FINE = {"loops_stopped": []} | dict.fromkeys(QUESTIONS, False)


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def at_work(db, clock):
    """Every loop has just gone round."""
    for loop in STOPPED_AFTER:
        Heartbeat.objects.beat(loop, NOW)


def health() -> tuple[int, dict]:
    answer = Client().get("/health/ready")
    return answer.status_code, answer.json()


def is_red_for(trouble: dict) -> bool:
    return health() == (503, {"status": "late"} | FINE | trouble)


def moved_on(clock, span: timedelta):
    """Later, with every loop still going round."""
    clock.move_to(NOW + span)
    for loop in STOPPED_AFTER:
        Heartbeat.objects.beat(loop, NOW + span)


def test_it_is_green_when_all_is_done(at_work):
    assert health() == (200, {"status": "ok"} | FINE)


@pytest.mark.parametrize("loop", ["tick", "sweep", "relay", "unseen", "imports"])
def test_every_loop_is_watched(at_work, loop):
    Heartbeat.objects.filter(loop=loop).update(beat_at=NOW - STOPPED_AFTER[loop] - timedelta(seconds=1))
    assert is_red_for({"loops_stopped": [loop]})
    Heartbeat.objects.filter(loop=loop).delete()
    assert is_red_for({"loops_stopped": [loop]})


def test_a_stage_that_nobody_announces_is_late(cast, at_work, clock):
    contact_at("awaiting_decision", cast)
    Outbox.objects.all().delete()
    moved_on(clock, timedelta(hours=17, seconds=89))
    assert health()[0] == 200
    moved_on(clock, timedelta(hours=17, seconds=91))
    assert is_red_for({"stage_late": True})


def test_a_contact_recorded_long_after_its_receipt_is_late_only_from_then_on(cast, at_work, clock):
    contact_at("awaiting_decision", cast, received=NOW - timedelta(days=3))
    Outbox.objects.all().delete()
    assert health()[0] == 200
    moved_on(clock, timedelta(seconds=91))
    assert is_red_for({"stage_late": True})


def test_a_clock_that_cannot_be_announced_stays_late(cast, at_work, clock):
    contact = contact_at("awaiting_decision", cast)
    Deadline.about(contact).update(rule="a_rule_that_is_gone")
    moved_on(clock, timedelta(days=1))
    for minute in range(12):
        sweep(NOW + timedelta(days=1, minutes=minute))
    Outbox.objects.all().delete()
    assert is_red_for({"stage_late": True})


def test_a_mail_that_waits_is_late_and_one_refused_for_good_is_said_until_somebody_settles_it(cast, at_work, clock):
    enqueue("one", "robin@elmwood.example", "Subject", "Words", cast.cleo, NOW)
    moved_on(clock, timedelta(minutes=15, seconds=1))
    assert is_red_for({"mail_late": True})
    Outbox.objects.update(next_at=None, failed_at=NOW)
    assert is_red_for({"mail_undelivered": True})
    Outbox.objects.update(settled_at=NOW)
    assert health()[0] == 200


def test_what_nobody_can_see_is_said_without_a_figure(at_work):
    Heartbeat.objects.beat("unseen", NOW, figure=3)
    assert is_red_for({"seen_by_nobody": True})


def test_trays_that_do_not_agree_with_the_records_are_said_until_the_next_comparison_finds_none(at_work):
    Heartbeat.objects.beat("slips", NOW, figure=1)
    assert is_red_for({"trays_wrong": True})
    Heartbeat.objects.beat("slips", NOW, figure=0)
    assert health()[0] == 200


def test_a_comparison_that_was_left_out_is_said_but_not_before_the_first(at_work):
    Heartbeat.objects.beat("slips", NOW - timedelta(hours=25, minutes=59))
    assert health()[0] == 200
    Heartbeat.objects.beat("slips", NOW - timedelta(hours=26, minutes=1))
    assert is_red_for({"trays_not_compared": True})


def test_it_gives_words_and_no_figure(at_work):
    Heartbeat.objects.beat("unseen", NOW, figure=3)
    Heartbeat.objects.filter(loop="tick").delete()
    assert not any(letter.isdigit() for letter in json.dumps(health()[1]))
