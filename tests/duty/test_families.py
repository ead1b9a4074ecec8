"""Second contacts stand with the first, and a whole family together when that is chosen."""

from datetime import timedelta

import pytest

from people.models import Household, HouseholdMember
from tests.duty.conftest import MONDAY
from tests.duty.test_tray import row_of, rows
from tests.factories import people
from tests.factories.contacts import AVA, BEN, contact_at, do

HOUR = timedelta(hours=1)
FAMILIES = "/tray/duty/?sort=family"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "swept")]


def awaiting(cast, hours, who=None, child=AVA):
    """A contact received so many hours ago, about somebody on file or about a child nobody knew."""
    children = [child | ({"who": who.reference} if who else {})]
    return contact_at("awaiting_decision", cast, received=MONDAY - hours * HOUR, children=children)


def child_of(contact):
    """The one child that a contact is about."""
    return contact.children.get().person


def test_a_second_contact_stands_beneath_the_first_and_says_so(cast, reads):
    first, other = awaiting(cast, 5), awaiting(cast, 4)
    second = awaiting(cast, 3, child_of(first))
    page = reads(cast.dana, "/tray/duty/")
    assert rows(page) == [first.reference, second.reference, other.reference]
    assert "Second contact, shown with the one above" in row_of(page, second)
    assert "shown with" not in row_of(page, first)


def test_an_urgent_second_contact_brings_the_first_with_it(cast, reads):
    first, other = awaiting(cast, 5), awaiting(cast, 4)
    second = do(awaiting(cast, 3, child_of(first)), "flag_urgent", cast.cleo, reason="A disclosed injury")
    assert rows(reads(cast.dana, "/tray/duty/")) == [second.reference, first.reference, other.reference]


def test_one_of_which_the_reader_may_not_know_brings_nothing_together(cast, reads):
    first, other = awaiting(cast, 5), awaiting(cast, 4)
    second = awaiting(cast, 3, child_of(first))
    people.staff_relation(cast.dana, child_of(first), MONDAY)
    assert rows(reads(cast.dana, "/tray/duty/")) == [other.reference]
    assert rows(reads(cast.dev, "/tray/duty/")) == [first.reference, second.reference, other.reference]


def test_a_family_stands_together_when_that_is_chosen(cast, reads):
    ava, other, ben = awaiting(cast, 5), awaiting(cast, 4), awaiting(cast, 3, child=BEN)
    home = Household.objects.create()
    for contact in (ava, ben):
        HouseholdMember.objects.create(household=home, person=child_of(contact))
    assert rows(reads(cast.dana, "/tray/duty/")) == [ava.reference, other.reference, ben.reference]
    page = reads(cast.dana, FAMILIES)
    assert rows(page) == [ava.reference, ben.reference, other.reference]
    assert "Same family as the one above" in row_of(page, ben)


def test_a_household_that_was_left_is_no_family_any_more(cast, reads):
    ava, other, ben = awaiting(cast, 5), awaiting(cast, 4), awaiting(cast, 3, child=BEN)
    home = Household.objects.create()
    HouseholdMember.objects.create(household=home, person=child_of(ava))
    HouseholdMember.objects.create(household=home, person=child_of(ben), to_date=MONDAY.date())
    assert rows(reads(cast.dana, FAMILIES)) == [ava.reference, other.reference, ben.reference]


def test_a_child_recorded_twice_and_merged_is_one_family(cast, reads):
    first, other, second = awaiting(cast, 90), awaiting(cast, 4), awaiting(cast, 3)
    duplicate = child_of(second)
    duplicate.identity = child_of(first)
    duplicate.save()
    assert rows(reads(cast.dana, FAMILIES)) == [first.reference, second.reference, other.reference]
