"""Every step × role × state, posted to the page and to the internal API, against the copy by hand of DOMAIN."""

import pytest

from audit.models import Event
from tests.factories.contacts import do, make_team
from tests.oracle.fronts import FRONTS
from tests.oracle.reading import (
    CASES,
    DUTY_TEAM,
    FIELDS,
    ORACLE,
    POSSIBLE,
    ROLES,
    SEES_DUTY_WORK,
    STATES,
    STEPS,
    any_row,
    filled_in,
    rows_for,
)
from tests.oracle.stage import undone
from workflow.process import process_named, processes

each_front = pytest.mark.parametrize("front", FRONTS, ids=lambda front: front.name)
each_case = pytest.mark.parametrize(("state", "step"), CASES)
each_possible_case = pytest.mark.parametrize(("state", "step"), POSSIBLE)


def mismatch(stage, front, contact, step, user, rows, may_see):
    """What is wrong with the answer to `user`, who may do the step by `rows`; nothing when it is right."""
    state, version = contact.state, contact.version
    data = filled_in(any_row(state, step), contact, stage.cast.sue.username) if (state, step) in POSSIBLE else {}
    with undone():
        answer = front.post(stage.client(user), contact, step, data, version)
        if not rows:
            status = 404 if not may_see else 403 if (state, step) in POSSIBLE else 409
            if (answer.done, answer.status) != (False, status):
                return f"answered {answer.status}, not {status}"
            return None if stage.unchanged() else "refused, but something changed"
        if not answer.done:
            return f"refused with {answer.status}: {sorted(answer.slugs)}"
        now = type(contact).objects.get(pk=contact.pk)
        last = Event.about(contact).last()
        if (now.state, now.version) != (rows[0].after, version + 1):
            return f"led to {now.state}, version {now.version}"
        return None if (last.verb, last.actor) == (step, user) else f"the last event is {last}"


def wrong(stage, front, contact, step, readers):
    """Every answer that is not as it must be, of everybody in `readers`: (name, user, rows, may see it)."""
    found = {who: mismatch(stage, front, contact, step, user, rows, sees) for who, user, rows, sees in readers}
    return {who: what for who, what in found.items() if what}


@each_front
@each_case
def test_exactly_the_roles_of_the_oracle_may(stage, front, state, step):
    readers = [(role, stage.by_role[role], rows_for(state, step, role), role in SEES_DUTY_WORK) for role in ROLES]
    assert not wrong(stage, front, stage.contact(state, step), step, readers)


@each_front
@each_case
def test_whoever_has_it_may_what_the_oracle_gives_the_holder(stage, front, state, step):
    relations = ["holder"] if state in ("with_worker", "advice_in_progress") else []
    rows = rows_for(state, step, "duty_social_worker", relations)
    assert not wrong(stage, front, stage.contact(state, step), step, [("holder", stage.cast.sam, rows, True)])


@each_front
@each_case
def test_whoever_recorded_it_may_what_the_oracle_gives_the_recorder(stage, front, state, step):
    rows = rows_for(state, step, "cso", ["recorder"])
    assert not wrong(stage, front, stage.contact(state, step), step, [("recorder", stage.cast.cleo, rows, True)])


@each_front
@each_case
def test_those_of_the_team_that_has_it_may_what_the_oracle_gives_them(stage, front, state, step):
    team = stage.team
    theirs = {"team_manager": team.tess, "team_bso": team.bo, "team_worker": team.will}
    has_it = state in ("with_team_manager", "with_team")
    readers = [
        (role, user, rows_for(state, step, relations=[role]) if has_it else [], has_it) for role, user in theirs.items()
    ]
    assert not wrong(stage, front, stage.contact(state, step), step, readers)


@each_front
@pytest.mark.parametrize("step", STEPS)
def test_another_teams_people_may_nothing_and_know_nothing(case, front, step):
    other = make_team("Protection and Care", " Two")
    for state in ("with_team_manager", "with_team"):
        for user in (other.tess, other.bo, other.will):
            answer = front.post(case.client(user), case.contact(state, step), step, {"reason": "x"}, None)
            assert (answer.done, answer.status) == (False, 404)


@each_front
@pytest.mark.parametrize("role", DUTY_TEAM)
def test_that_worker_may_return_it_whatever_role_they_hold(case, front, role):
    worker, waiting = case.by_role[role], case.contacts["awaiting_decision"]
    contact = do(waiting, "assign", case.cast.dana, worker=worker.username, task="Ring the school")
    assert front.post(case.client(worker), contact, "return_to_tray", {"note": "They confirm it"}, contact.version).done


@each_front
@each_possible_case
def test_every_required_field_is_asked_for(stage, front, state, step):
    contact, row = stage.contact(state, step), any_row(state, step)
    actor = stage.actor(row)
    right = filled_in(row, contact, stage.cast.sue.username)
    for left_out in sorted(row.required):
        for given in ({}, {left_out: ""}, {left_out: " \n"}):
            data = {name: value for name, value in right.items() if name != left_out} | given
            with undone():
                answer = front.post(stage.client(actor), contact, step, data, contact.version)
                assert (answer.done, answer.status) == (False, 422), left_out
                assert left_out in answer.slugs
                assert stage.unchanged()


@each_front
@each_possible_case
def test_every_optional_field_may_be_left(stage, front, state, step):
    contact, row = stage.contact(state, step), any_row(state, step)
    actor = stage.actor(row)
    right = filled_in(row, contact, stage.cast.sue.username)
    with undone():
        given = {name: value for name, value in right.items() if name in row.required}
        assert front.post(stage.client(actor), contact, step, given, contact.version).done


def test_the_declaration_has_the_oracles_steps_and_no_other():
    contact = process_named("contact")
    assert {t.name for t in contact.transitions} == set(STEPS)
    assert {(source, t.name) for t in contact.transitions for source in t.source} == set(POSSIBLE)
    assert set(contact.states) == set(STATES)


def test_no_other_process_has_a_step_yet():
    assert {row.process for row in ORACLE} == {p.slug for p in processes() if p.transitions}


@each_possible_case
def test_the_declaration_asks_for_the_oracles_fields_and_holds_its_guards(state, step):
    declared, row = process_named("contact").transition(step, state), any_row(state, step)
    fields = declared.form.base_fields
    assert {name for name, field in fields.items() if field.required} == row.required
    assert {name for name, field in fields.items() if not field.required} == row.optional
    assert {guard.__name__ for guard in declared.guards} == row.guards
    assert str(declared.stale) == row.stale


def test_every_field_of_the_oracle_has_an_example():
    assert {name for row in ORACLE for name in row.required | row.optional} == set(FIELDS)
