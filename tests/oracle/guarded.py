"""How a guard is tried: the step with every field right, refused with nothing changed, or done."""

import pytest

from contacts.models import Contact
from tests.factories.contacts import do, draft
from tests.oracle.fronts import FRONTS
from tests.oracle.reading import any_row, filled_in

each_front = pytest.mark.parametrize("front", FRONTS, ids=lambda front: front.name)


def answer_to(stage, front, contact, step, user):
    """What `user` is answered who does `step` with every field right."""
    data = filled_in(any_row(contact.state, step), contact, stage.cast.sue.username)
    return front.post(stage.client(user), contact, step, data, contact.version)


def assert_refused(stage, front, contact, step, user, *slugs):
    """Refused with these slugs, and nothing changed."""
    before = Contact.objects.filter(pk=contact.pk).values().get()
    answer = answer_to(stage, front, contact, step, user)
    assert (answer.done, answer.status) == (False, 409)
    assert set(slugs) <= answer.slugs
    assert Contact.objects.filter(pk=contact.pk).values().get() == before


def assert_done(stage, front, contact, step, user):
    assert answer_to(stage, front, contact, step, user).done


def waiting(case, *children):
    """A contact about these children that waits for its decision."""
    return do(draft(case.cast.cleo, children), "submit", case.cast.cleo)


def child(contact, number=0):
    """One of the children on a contact."""
    return list(contact.children)[number].person
