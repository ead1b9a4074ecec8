"""What never was so comes off the file, and its history keeps what was said and who took it off."""

from datetime import date

import pytest

from audit.models import Event
from people.models import Address, Alert, Household, HouseholdMember, Person, PersonName, Relationship
from tests.factories import people
from tests.people.conftest import NOW
from tests.people.pages import changes, opened, words

pytestmark = pytest.mark.django_db
ROWS = {
    "name": (PersonName, "Eva Hull"),
    "alert": (Alert, "Animals: A large dog"),
    "address": (Address, "1 High Street, SL1 1AA until 1 Jan 2013"),
    "relationship": (Relationship, "Kim Hall is mother of Ava Hall"),
    "member": (HouseholdMember, "Ava Hall from 1 Jan 2012"),
}


@pytest.fixture
def family(ava):
    """Ava with one row of everything that can be recorded in error, and her mother."""
    kim, home = people.person("Kim Hall", "adult", NOW), Household.objects.create()
    people.relationship(kim, "mother", ava)
    HouseholdMember.objects.create(household=home, person=ava, from_date=date(2012, 1, 1))
    HouseholdMember.objects.create(household=home, person=kim)
    Address.objects.create(person=ava, lines="1 High Street", postcode="SL1 1AA", to_date=date(2013, 1, 1))
    Alert.objects.create(person=ava, kind="animals", text="A large dog", since=date(2014, 1, 1))
    return ava, kim


def rows_of(model, person):
    """What is on file of that kind about somebody."""
    return model.objects.filter(**{"of" if model is Relationship else "person": person})


@pytest.mark.parametrize("slug", sorted(ROWS))
def test_it_is_named_asked_for_once_more_and_gone(cast, family, reads, slug):
    ava, _ = family
    (model, said), page = ROWS[slug], reads(cast.cleo, ava.get_absolute_url())
    row = rows_of(model, ava).get()
    link = next(link["href"] for link in page.all("a") if f"/wrong-{slug}/{row.pk}/" in link["href"])
    question = reads(cast.cleo, link)
    assert words(question.first("[data-about]")) == said
    assert changes(cast.cleo, ava, f"wrong-{slug}", f"{row.pk}/").status == 302
    assert not rows_of(model, ava).exists()
    last = model.history.latest("history_id")
    event = Event.about(ava).get(verb="recorded in error")
    assert (last.history_type, last.history_change_reason, event.actor) == ("-", event.pk, cast.cleo)


def test_a_relationship_is_gone_from_both_pages_and_the_others_page_has_grown_old(cast, family, reads):
    ava, kim = family
    tie, hers = Relationship.objects.get(), opened(cast.sam, kim, "name")
    changes(cast.cleo, ava, "wrong-relationship", f"{tie.pk}/")
    assert "Ava Hall" not in reads(cast.cleo, kim.get_absolute_url()).first("[data-part=relationships]").text
    refused = changes(cast.sam, kim, "name", page=hers, kind="alias", given_name="Kimmy", family_name="")
    assert "Cleo was first: recorded in error" in refused.text


def test_of_somebody_else_nothing_is_taken_off_from_here(cast, family):
    ava, kim = family
    for slug in ("name", "alert", "address", "member"):
        row = rows_of(ROWS[slug][0], ava).get()
        assert opened(cast.cleo, kim, f"wrong-{slug}", f"{row.pk}/").status == 404


def test_a_relationship_with_somebody_hidden_is_nothing_to_take_off(cast, family):
    ava, kim = family
    people.staff_relation(cast.cleo, kim, NOW)
    tie = Relationship.objects.get()
    assert opened(cast.cleo, ava, "wrong-relationship", f"{tie.pk}/").status == 404


def test_the_main_systems_family_group_is_the_main_systems(cast, family):
    ava, _ = family
    Household.objects.update(kind=Household.Kind.FAMILY)
    assert opened(cast.cleo, ava, "wrong-member", f"{ava.memberships.get().pk}/").status == 404


def test_an_address_ends_without_another(cast, ava, reads):
    address = Address.objects.create(person=ava, lines="1 High Street", from_date=date(2013, 1, 1))
    assert changes(cast.cleo, ava, "end-address", f"{address.pk}/", on="1/1/2014").status == 302
    shown = words(reads(cast.cleo, ava.get_absolute_url()).first("[data-part=addresses]"))
    assert "1 High Street former address, from 1 Jan 2013 until 1 Jan 2014" in shown
    assert opened(cast.cleo, ava, "end-address", f"{address.pk}/").status == 404


def test_who_moves_leaves_a_history_that_says_by_which_event(cast, family):
    ava, _ = family
    dan = people.person("Dan Moss", "adult", NOW)
    assert changes(cast.cleo, dan, "household", reference=ava.reference).status == 302
    changed = Event.about(Person.objects.get(pk=ava.pk)).get(verb="household changed").pk
    rows = HouseholdMember.history.filter(person=ava, history_change_reason=changed)
    assert sorted(row.history_type for row in rows) == ["+", "~"], "the new one began, the one before ended"
