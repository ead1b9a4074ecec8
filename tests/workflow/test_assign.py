"""`assign`: a worker is asked to find something out, and the decision's clock runs on."""

import pytest

from tests.factories.contacts import contact_at, do
from tests.workflow.seeing import MONDAY, clocks, mailed, place, said, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def assigned(cast):
    """A contact that Emma asked Sam to ring somebody about."""
    contact = contact_at("awaiting_decision", cast, MONDAY)
    return do(contact, "assign", cast.emma, MONDAY, worker="sam", task="Ring the school")


def test_it_lies_in_that_workers_tray_with_the_task(cast, assigned):
    assert (assigned.state, place(assigned)) == ("with_worker", "sam")
    assert (assigned.holder, assigned.task) == (cast.sam, "Ring the school")


def test_the_worker_is_told_once_and_nobody_else(assigned):
    assert told(assigned, "assign") == ["sam"]
    assert mailed(assigned) == ["sam@council.example"]


def test_the_decision_is_still_waited_for(assigned):
    assert clocks(assigned) == {"contact_decision": "running"}


def test_the_history_names_worker_and_task(assigned):
    assert said(assigned) == {"worker": "Sam", "task": "Ring the school"}


def test_a_manager_may_take_it_back_and_give_it_to_another(cast, assigned):
    contact = do(assigned, "return_to_tray", cast.dana, MONDAY, note="Sam is ill")
    contact = do(contact, "assign", cast.dana, MONDAY, worker="eli", task="Ring the school, please")
    assert place(contact) == "eli"
    assert told(contact, "assign") == ["eli", "sam"]
