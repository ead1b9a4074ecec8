"""Every open state of every process has a running deadline, or a written reason why not (DOMAIN section 6)."""

import pytest
from django.core.checks import run_checks

from contacts.models import Contact
from deadlines.models import Deadline
from tests.factories.contacts import contact_at, do
from workflow.models import Link
from workflow.process import process_named, process_of, processes

OPEN_CONTACTS = tuple(process_named("contact").trays)


def has_a_clock(record):
    """Whether something waits for somebody, or it is written down why nothing does."""
    return Deadline.about(record).running().exists() or record.state in process_of(record).no_clock


def test_the_declarations_pass_their_own_checks():
    assert not [problem for problem in run_checks() if problem.id and problem.id.startswith("workflow.")]


def test_every_state_can_be_reached():
    for process in processes():
        assert process.reachable() == set(process.states), process.slug


@pytest.mark.parametrize("state", OPEN_CONTACTS)
def test_a_contact_that_is_open_has_a_clock(cast, state):
    assert has_a_clock(contact_at(state, cast))


@pytest.mark.parametrize("step", ["decide_early_help", "decide_referral"])
def test_what_a_decision_makes_has_a_clock(cast, step):
    contact = do(contact_at(Contact.State.AWAITING_DECISION, cast), step, cast.dana, rationale="Threshold met")
    made = [link.record for link in Link.objects.filter(maker_id=contact.pk)]
    assert made
    assert all(has_a_clock(record) for record in made)


def test_every_process_is_walked_here():
    assert {process.slug for process in processes()} == {"contact", "early_help", "referral"}
