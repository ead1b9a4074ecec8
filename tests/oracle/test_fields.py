"""What each field may hold: a wrong value is refused by the field's name, on the page and on the internal API."""

from datetime import timedelta

import pytest
from django.utils import timezone

from directory.london import LONDON
from directory.roles import Role
from directory.services import grant
from people.models import StaffRelation
from tests.factories.cast import make_user
from tests.oracle.fronts import FRONTS
from tests.oracle.reading import DUTY_TEAM, ROLES, any_row, filled_in

each_front = pytest.mark.parametrize("front", FRONTS, ids=lambda front: front.name)


def answer_to(stage, front, state, step, actor, **given):
    """What is answered when all is right but for what is given here."""
    contact = stage.contacts[state]
    data = filled_in(any_row(state, step), contact, stage.cast.sue.username) | given
    return front.post(stage.client(actor), contact, step, data, contact.version)


def assert_refused_by(stage, answer, field):
    """Refused by the field's name, and nothing changed."""
    assert (answer.done, answer.status) == (False, 422)
    assert field in answer.slugs
    assert stage.unchanged()


@each_front
@pytest.mark.parametrize("role", ROLES)
def test_a_contact_is_assigned_to_the_duty_team_alone(stage, case, front, role):
    answer = answer_to(case, front, "awaiting_decision", "assign", case.cast.dana, worker=f"role.{role}")
    if role in DUTY_TEAM:
        assert answer.done
    else:
        assert_refused_by(case, answer, "worker")


@each_front
@pytest.mark.parametrize("role", ROLES)
def test_advice_is_given_by_a_duty_social_worker_alone(case, front, role):
    answer = answer_to(case, front, "awaiting_decision", "decide_advice", case.cast.dana, worker=f"role.{role}")
    if role == "duty_social_worker":
        assert answer.done
    else:
        assert_refused_by(case, answer, "worker")


@each_front
@pytest.mark.parametrize("step", ["assign", "decide_advice"])
def test_nobody_is_given_a_contact_about_their_own_relation(case, front, step):
    child = case.contacts["awaiting_decision"].children.first().person
    StaffRelation.objects.create(user=case.cast.sue, person=child, declared_at=timezone.now())
    answer = answer_to(case, front, "awaiting_decision", step, case.cast.dana, worker="sue")
    assert (answer.done, answer.status) == (False, 422)
    assert "worker" in answer.slugs


@each_front
@pytest.mark.parametrize("step", ["assign", "decide_advice"])
def test_nobody_is_given_a_contact_whose_role_has_ended_or_has_yet_to_begin(case, front, step):
    now, day = timezone.now(), timedelta(days=1)
    ended, coming, gone = make_user("Ended"), make_user("Coming"), make_user("Gone", Role.DUTY_SOCIAL_WORKER)
    grant(ended, Role.DUTY_SOCIAL_WORKER, starts=now - 2 * day, until=now - day)
    grant(coming, Role.DUTY_SOCIAL_WORKER, starts=now + day)
    gone.is_active = False
    gone.save()
    for worker in ("ended", "coming", "gone", "nobody.at.all"):
        answer = answer_to(case, front, "awaiting_decision", step, case.cast.dana, worker=worker)
        assert (answer.done, answer.status) == (False, 422), worker
        assert "worker" in answer.slugs


@each_front
@pytest.mark.parametrize("priority", ["urgent", "assessment", "early_help", "information"])
def test_each_priority_of_the_manual_is_taken(case, front, priority):
    assert answer_to(case, front, "awaiting_decision", "prioritise", case.cast.emma, priority=priority).done


@each_front
def test_no_other_priority_is_taken(case, front):
    answer = answer_to(case, front, "awaiting_decision", "prioritise", case.cast.emma, priority="high")
    assert_refused_by(case, answer, "priority")


@each_front
@pytest.mark.parametrize("threshold", ["met", "not_met", "not_recorded", ""])
def test_whether_the_threshold_was_met_is_said_or_left(case, front, threshold):
    step = "decide_no_further_action"
    assert answer_to(case, front, "awaiting_decision", step, case.cast.dana, threshold=threshold).done


@each_front
def test_no_other_threshold_is_taken(case, front):
    step = "decide_no_further_action"
    answer = answer_to(case, front, "awaiting_decision", step, case.cast.dana, threshold="perhaps")
    assert_refused_by(case, answer, "threshold")


@each_front
@pytest.mark.parametrize("state", ["draft", "awaiting_decision", "with_worker"])
def test_nothing_is_received_in_the_future(case, front, state):
    tomorrow = f"{(timezone.now() + timedelta(days=1)).astimezone(LONDON):%Y-%m-%d %H:%M}"
    answer = answer_to(case, front, state, "correct_receipt", case.cast.dana, received=tomorrow)
    assert_refused_by(case, answer, "received")


@each_front
def test_nothing_is_received_after_it_was_recorded(case, front):
    later = case.contacts["with_worker"].created_at + timedelta(minutes=5)
    text = f"{later.astimezone(LONDON):%Y-%m-%d %H:%M}"
    answer = answer_to(case, front, "with_worker", "correct_receipt", case.cast.dana, received=text)
    assert_refused_by(case, answer, "received")
