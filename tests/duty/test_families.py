"""Second contacts stand with the first, and a whole family together when that is chosen."""

from datetime import timedelta

import pytest

from duty.families import family_on
from people.models import Household, HouseholdMember, Person, Relationship, Restriction
from tests.duty.conftest import MONDAY
from tests.duty.test_tray import row_of, rows
from tests.factories import people
from tests.factories.contacts import AVA, BEN, contact_at, do
from workflow.models import Slip

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
    assert "About a child of the one above" in row_of(page, second)
    assert "the one above" not in row_of(page, first)


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


@pytest.fixture
def apart(cast):
    """Ava and Ben, on a contact each, with another between them: nobody knows where either lives."""
    return awaiting(cast, 5), awaiting(cast, 4), awaiting(cast, 3, child=BEN)


@pytest.mark.parametrize("tie", ["sibling", "sibling the other way", "mother", "father", "parent"])
def test_brothers_and_sisters_who_live_apart_are_one_family(cast, apart, reads, tie):
    ava, other, ben = apart
    if tie.startswith("sibling"):
        who, of = (ava, ben) if tie == "sibling" else (ben, ava)
        people.relationship(child_of(who), "sibling", child_of(of))
    else:
        parent = people.person("Kim Hall", "adult", MONDAY)
        people.relationship(parent, tie, child_of(ava))
        people.relationship(parent, tie, child_of(ben))
    assert rows(reads(cast.dana, FAMILIES)) == [ava.reference, ben.reference, other.reference]


def test_a_tie_that_has_ended_or_is_none_of_the_nearest_makes_no_family(cast, apart, reads):
    ava, other, ben = apart
    people.relationship(child_of(ava), "other_relative", child_of(ben))
    Relationship.objects.create(
        person=child_of(ava), kind="sibling", of=child_of(ben), to_date=MONDAY.date() - timedelta(days=1)
    )
    assert rows(reads(cast.dana, FAMILIES)) == [ava.reference, other.reference, ben.reference]


@pytest.mark.parametrize("how", ["related", "restricted"])
def test_a_parent_of_whom_the_reader_may_not_know_ties_nothing_together(cast, apart, reads, how):
    ava, other, ben = apart
    parent = people.person("Kim Hall", "adult", MONDAY)
    for contact in (ava, ben):
        people.relationship(parent, "mother", child_of(contact))
    if how == "related":
        people.staff_relation(cast.dana, parent, MONDAY)
    else:
        Restriction.objects.create(
            person=parent, reason="A threat", review_on=MONDAY.date(), made_by=cast.pat, made_at=MONDAY
        )
    assert rows(reads(cast.dana, FAMILIES)) == [ava.reference, other.reference, ben.reference]
    if how == "related":
        assert rows(reads(cast.dev, FAMILIES)) == [ava.reference, ben.reference, other.reference]


def test_a_child_recorded_twice_and_merged_is_one_family(cast, reads):
    first, other, second = awaiting(cast, 90), awaiting(cast, 4), awaiting(cast, 3)
    duplicate = child_of(second)
    duplicate.identity = child_of(first)
    duplicate.save()
    assert rows(reads(cast.dana, FAMILIES)) == [first.reference, second.reference, other.reference]


def test_households_are_looked_for_by_an_index_and_never_all_of_them(cast):
    many = Person.objects.bulk_create(Person(given_name="Ava", recorded_at=MONDAY) for _ in range(20_000))
    home = Household.objects.create()
    HouseholdMember.objects.bulk_create(HouseholdMember(household=home, person=one) for one in many)
    Relationship.objects.bulk_create(Relationship(person=one, kind="mother", of=many[0]) for one in many[1:])
    plan = Slip.objects.annotate(family=family_on(MONDAY.date(), cast.dana)).values("family").explain()
    assert "Seq Scan on people_householdmember" not in plan
    assert "Seq Scan on people_relationship" not in plan
    assert "Seq Scan on people_person" not in plan
