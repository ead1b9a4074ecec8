"""Two colleagues at work on one family at the same moment: none of them ever waits for the other in a circle."""

from datetime import date

import pytest

from people.models import Household, HouseholdMember, ProtectedAddress, Relationship, StaffRelation
from people.services import addresses, family, interest
from tests.factories import people
from tests.factories.cast import make_cast, signed_in
from tests.people.conftest import NOW
from tests.people.pages import hidden, opened
from tests.workflow.together import at_once, meeting_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def everybody(transactional_db):
    """The cast, committed, for every connection to see."""
    return make_cast()


@pytest.fixture
def pair(everybody):
    """Ava and her mother Kim, who live together."""
    ava = people.person("Ava Hall", "child", NOW, date(2008, 2, 3))
    kim, home = people.person("Kim Hall", "adult", NOW), Household.objects.create()
    for one in (ava, kim):
        HouseholdMember.objects.create(household=home, person=one)
    return ava, kim


def sending(user, person, what, more="", **said):
    """That change, ready to be sent from a page that is open already: answers how it was answered."""
    page, browser = opened(user, person, what, more), signed_in(user)
    return lambda: browser.post(page.address, hidden(page) | said).status_code


def test_both_ends_of_a_relationship(everybody, pair, monkeypatch):
    ava, kim = pair
    tie = people.relationship(kim, "carer", ava)
    meeting_in(monkeypatch, family, "locked_people")
    answers = at_once(
        sending(everybody.cleo, ava, "end-relationship", f"{tie.pk}/", on="1/1/2014"),
        sending(everybody.sam, kim, "responsibility", f"{tie.pk}/", parental_responsibility="true"),
    )
    assert sorted(answers, key=str) == [200, 302], "the one is made, the other is told who was first"
    tie.refresh_from_db()
    assert (tie.to_date is None) is (tie.parental_responsibility is True)


def test_one_address_protected_from_two_pages(everybody, pair, monkeypatch):
    ava, kim = pair
    meeting_in(monkeypatch, addresses, "note")
    said = {"lines": "9 Refuge Row", "because": "Her father", "household": "on"}
    answers = at_once(
        sending(everybody.cleo, ava, "protected-address", **said),
        sending(everybody.sam, kim, "protected-address", **said),
    )
    assert sorted(answers, key=str) == [200, 302]
    assert ProtectedAddress.objects.filter(to_date=None).count() == 2


def test_two_who_know_the_family(everybody, pair, monkeypatch):
    ava, kim = pair
    people.relationship(kim, "mother", ava)
    meeting_in(monkeypatch, interest, "note")
    one, other = signed_in(everybody.cleo), signed_in(everybody.sam)
    answers = at_once(
        lambda: one.post(f"/people/{ava.reference}/interest/").status_code,
        lambda: other.post(f"/people/{kim.reference}/interest/").status_code,
    )
    assert answers == [302, 302]
    assert StaffRelation.objects.count() == 4
    assert Relationship.objects.count() == 1
