"""A form sent twice is done once and answered "done"; a form's number answers for nothing else."""

from uuid import uuid4

import pytest

from audit.models import Event
from tests.oracle.fronts import FRONTS
from tests.oracle.reading import POSSIBLE, any_row, filled_in
from tests.oracle.stage import database_now, undone

RATIONALE = {"rationale": "The school helps"}
each_front = pytest.mark.parametrize("front", FRONTS, ids=lambda front: front.name)


@each_front
@pytest.mark.parametrize(("state", "step"), POSSIBLE)
def test_a_double_click_is_answered_as_done_and_does_it_once(stage, front, state, step):
    contact, row, key = stage.contact(state, step), any_row(state, step), uuid4()
    client = stage.client(stage.actor(row))
    data = filled_in(row, contact, stage.cast.sue.username)
    with undone():
        assert front.post(client, contact, step, data, contact.version, key).done
        after_the_first = database_now()
        assert front.post(client, contact, step, data, contact.version, key).done
        assert database_now() == after_the_first


@each_front
def test_the_number_of_a_form_does_not_answer_for_another_contact_or_another_action(case, front):
    one, other, key = case.contacts["awaiting_decision"], case.contacts["with_worker"], uuid4()
    client = case.client(case.cast.dana)
    assert front.post(client, one, "decide_no_further_action", RATIONALE, one.version, key).done
    for contact, step in ((other, "return_to_tray"), (one, "add_information")):
        answer = front.post(client, contact, step, {"note": "They rang"}, None, key)
        assert (answer.done, answer.status) == (False, 409)


@each_front
def test_the_number_of_somebody_elses_form_is_nobodys_business(case, front):
    one, key = case.contacts["awaiting_decision"], uuid4()
    assert front.post(case.client(case.cast.dana), one, "add_information", {"note": "One"}, None, key).done
    assert front.post(case.client(case.cast.dev), one, "add_information", {"note": "Two"}, None, key).done
    assert Event.about(one).filter(verb="add_information").count() == 2
