"""What nobody on duty who may decide can see is counted, so that the health check is red."""

import pytest
from django.utils import timezone

from contacts.models import Contact
from duty.unseen import seen_by_nobody
from tests.factories import people
from tests.factories.contacts import contact_at

S = Contact.State
pytestmark = pytest.mark.django_db


def hide(contact, *users):
    """Make the child on the contact a relation of these users."""
    for user in users:
        people.staff_relation(user, contact.children.get().person, timezone.now())


def test_what_one_manager_can_see_is_seen(cast):
    hide(contact_at(S.AWAITING_DECISION, cast), cast.dana, cast.dev)
    assert seen_by_nobody(timezone.now()) == 0


def test_what_no_manager_who_decides_can_see_is_counted_though_a_reviewer_can(cast):
    hide(contact_at(S.AWAITING_DECISION, cast), cast.dana, cast.dev, cast.pat)
    assert cast.emma.grants.exists()
    assert seen_by_nobody(timezone.now()) == 1
