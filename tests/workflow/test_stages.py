"""Warned, breached, escalated: each once, to whom DOMAIN section 6 says, however late the sweep comes."""

import pytest

from deadlines.services import sweep
from tests.factories.contacts import contact_at, do
from tests.workflow.seeing import MONDAY, clock, london, made, mailed, told

pytestmark = pytest.mark.django_db
WARNING, BREACH, ESCALATION = london("2014-07-08 02:00"), london("2014-07-08 08:00"), london("2014-07-09 08:00")
STAGES = ("warned", "breached", "escalated")


def announced(contact, rule="contact_decision") -> dict[str, list[str]]:
    """Who was told of each stage of a clock."""
    return {stage: told(contact, f"{rule} {stage}") for stage in STAGES}


def a_minute_before(moment):
    return moment.replace(minute=59, hour=moment.hour - 1)


@pytest.fixture
def waiting(cast):
    """A contact in the duty tray, received on Monday at eight."""
    return contact_at("awaiting_decision", cast, MONDAY)


def test_the_duty_managers_are_warned_at_three_quarters_of_the_time(waiting):
    sweep(a_minute_before(WARNING))
    assert announced(waiting) == {"warned": [], "breached": [], "escalated": []}
    sweep(WARNING)
    assert announced(waiting) == {"warned": ["dana", "dev"], "breached": [], "escalated": []}


def test_duty_managers_and_practice_manager_are_told_at_the_due_time(waiting):
    sweep(WARNING)
    sweep(a_minute_before(BREACH))
    assert announced(waiting)["breached"] == []
    sweep(BREACH)
    assert announced(waiting)["breached"] == ["dana", "dev", "pat"]


def test_the_head_of_service_is_told_at_twice_the_time(waiting):
    for moment in (WARNING, BREACH, a_minute_before(ESCALATION)):
        sweep(moment)
    assert announced(waiting)["escalated"] == []
    sweep(ESCALATION)
    assert announced(waiting)["escalated"] == ["hugh"]


def test_each_stage_is_announced_once_however_often_the_sweep_runs(waiting):
    for moment in (WARNING, WARNING, BREACH, BREACH, ESCALATION, ESCALATION):
        sweep(moment)
    assert announced(waiting) == {"warned": ["dana", "dev"], "breached": ["dana", "dev", "pat"], "escalated": ["hugh"]}
    assert len(mailed(waiting)) == 6


def test_an_escalated_clock_announces_nothing_more(waiting):
    for moment in (WARNING, BREACH, ESCALATION):
        sweep(moment)
    assert clock(waiting, "contact_decision").next_at is None
    assert sweep(london("2014-07-20 09:00")) == 0


def test_a_warning_is_left_out_once_the_breach_has_come(waiting):
    sweep(BREACH)
    assert announced(waiting) == {"warned": [], "breached": ["dana", "dev", "pat"], "escalated": []}
    assert clock(waiting, "contact_decision").warned_at is None


def test_after_an_outage_breach_and_escalation_are_both_told(waiting):
    sweep(ESCALATION)
    assert announced(waiting) == {"warned": [], "breached": ["dana", "dev", "pat"], "escalated": ["hugh"]}


def test_the_holder_is_warned_as_well_and_of_a_breach_is_not(cast):
    contact = contact_at("with_worker", cast, MONDAY)
    sweep(WARNING)
    sweep(BREACH)
    assert announced(contact)["warned"] == ["dana", "dev", "sam"]
    assert announced(contact)["breached"] == ["dana", "dev", "pat"]


def test_a_clock_that_was_met_in_time_announces_nothing(cast, waiting):
    do(waiting, "decide_no_further_action", cast.dana, MONDAY, rationale="The school helps")
    for moment in (WARNING, BREACH, ESCALATION):
        assert sweep(moment) == 0
    assert announced(waiting) == {"warned": [], "breached": [], "escalated": []}


def test_a_breach_is_told_though_the_decision_came_before_the_sweep(cast, waiting):
    late = london("2014-07-08 08:10")
    do(waiting, "decide_no_further_action", cast.dana, late, rationale="The school helps")
    sweep(ESCALATION)
    assert announced(waiting) == {"warned": [], "breached": ["dana", "dev", "pat"], "escalated": []}


def test_the_early_help_manager_is_told_of_the_episodes_clock(cast, waiting):
    do(waiting, "decide_early_help", cast.dana, MONDAY, rationale="They would take help")
    [episode] = made(waiting)
    sweep(clock(episode, "early_help").due_at)
    assert "emma" in announced(episode, "early_help")["breached"]


def test_one_clock_that_cannot_be_announced_holds_up_no_other(cast, waiting, monkeypatch):
    other = contact_at("awaiting_decision", cast, MONDAY)
    bad = clock(waiting, "contact_decision")
    announce = type(bad).announce
    monkeypatch.setattr(type(bad), "announce", lambda self, now: 1 / 0 if self.pk == bad.pk else announce(self, now))
    sweep(BREACH)
    assert announced(other)["breached"] == ["dana", "dev", "pat"]
    assert announced(waiting)["breached"] == []
    monkeypatch.undo()
    sweep(london("2014-07-08 08:06"))
    assert announced(waiting)["breached"] == ["dana", "dev", "pat"]
