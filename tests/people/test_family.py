"""A family put on file through its pages: relationships, households and addresses over time."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from people.models import Address, Household, HouseholdMember, Person, ProtectedAddress, Relationship
from tests.factories import people
from tests.people.conftest import NOW
from tests.people.pages import changes, errors, opened, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def kim(db):
    """Kim Hall, born in 1980."""
    return people.person("Kim Hall", "adult", NOW, date(1980, 1, 1))


def add(user, person, kind, **said):
    """Add somebody of the family."""
    return changes(user, person, "relative", kind=kind, **said)


def part(reads, user, person, which):
    """The words of one card of a person's page."""
    return words(reads(user, f"/people/{person.reference}/").first(f"[data-part={which}]"))


def test_a_mother_is_put_on_file_with_responsibility_and_household(cast, ava, reads):
    said = {"given_name": "Kim", "family_name": "Hall", "sex": "F", "parental_responsibility": "true"}
    answer = add(cast.cleo, ava, "mother", since="3/2/2008", same_household="on", **said)
    assert answer.status == 302
    kim = Person.objects.get(given_name="Kim")
    assert kim.kind == "adult"
    shown = part(reads, cast.cleo, ava, "relationships")
    assert "Mother: Kim Hall holds parental responsibility, from 3 Feb 2008" in shown
    assert "Kim Hall" in part(reads, cast.cleo, ava, "household")
    assert "Mother of: Ava Hall" in part(reads, cast.cleo, kim, "relationships")


def test_a_child_is_the_parent_told_the_other_way_round(cast, kim):
    Person.objects.filter(pk=kim.pk).update(sex="F")
    assert add(cast.cleo, kim, "child", given_name="Ben", family_name="Hall").status == 302
    tie = Relationship.objects.get()
    assert (tie.person, tie.kind, tie.of.given_name) == (kim, "mother", "Ben")


def test_somebody_of_that_name_on_file_is_offered_before_anybody_new_is_made(cast, ava, kim):
    page = add(cast.cleo, ava, "mother", given_name="Kim", family_name="Hall")
    assert "on file" in errors(page)["is_new"]
    assert [radio["value"] for radio in page.all("[name=known]")] == [kim.reference, ""]
    assert not Relationship.objects.exists()
    assert add(cast.cleo, ava, "mother", given_name="Kim", family_name="Hall", known=kim.reference).status == 302
    assert add(cast.cleo, ava, "carer", given_name="Kim", family_name="Hall", is_new="on").status == 302
    assert Person.objects.filter(given_name="Kim").count() == 2


def test_the_family_on_file_is_offered_before_anything_is_typed(cast, ava, kim, reads):
    Relationship.objects.create(person=kim, of=ava, kind="mother")
    page = reads(cast.cleo, f"/people/{ava.reference}/change/household/")
    labels = {radio["value"]: radio.find_next("label").get_text(strip=True) for radio in page.all("[name=known]")}
    assert labels == {kim.reference: "Kim Hall", "": "None of these"}
    people.staff_relation(cast.dana, kim, NOW)
    page = changes(cast.dana, ava, "household", known=kim.reference)
    assert not HouseholdMember.objects.exists()
    assert kim.reference not in [radio["value"] for radio in page.all("[type=radio]")]


def test_a_relation_of_the_recorders_own_is_offered_to_nobody_and_taken_by_no_reference(cast, ava, kim):
    people.staff_relation(cast.cleo, kim, NOW)
    theirs = errors(add(cast.cleo, ava, "mother", reference=kim.reference))["reference"]
    assert theirs
    assert theirs == errors(add(cast.cleo, ava, "mother", reference="2222222222"))["reference"]
    assert add(cast.cleo, ava, "mother", given_name="Kim", family_name="Hall").status == 302


def wrong(cast, ava, kim):
    """What cannot be said of them, and why."""
    Relationship.objects.create(person=kim, of=ava, kind="mother")
    young = people.person("Tia Hall", "adult", NOW, date(2009, 1, 1))
    gran = people.person("Nan Hall", "adult", NOW)
    people.relationship(gran, "mother", kim)
    return [
        (ava, "sibling", {"reference": ava.reference}, "reference", "related to themselves"),
        (ava, "father", {"reference": young.reference}, "reference", "would be younger than Ava Hall"),
        (ava, "father", {"given_name": "X", "birth_date": "1/1/2010"}, "birth_date", "younger than Ava Hall"),
        (kim, "child", {"given_name": "X", "birth_date": "1/1/1970"}, "birth_date", "older than Kim Hall"),
        (ava, "mother", {"reference": gran.reference}, "reference", "has a mother already"),
        (ava, "parent", {"reference": kim.reference}, "reference", "on file already"),
        (kim, "father", {"reference": ava.reference}, "reference", "would be younger than Kim Hall"),
        (gran, "father", {"reference": ava.reference}, "reference", "descends from"),
        (ava, "sibling", {"reference": "2222222222"}, "reference", "Nobody on file"),
        (ava, "sibling", {}, "given_name", "Say who it is"),
        (ava, "sibling", {"given_name": "X", "since": "1/1/2999"}, "since", "in the future"),
    ]


def test_what_cannot_be_is_refused_by_its_field_in_words(cast, ava, kim):
    for person, kind, said, field, why in wrong(cast, ava, kim):
        assert why in errors(add(cast.cleo, person, kind, **said)).get(field, ""), (person.full_name, kind, said)


def test_a_second_mother_on_a_new_name_is_refused_too(cast, ava, kim):
    people.relationship(kim, "mother", ava)
    page = add(cast.cleo, ava, "mother", given_name="Una", family_name="Hill")
    assert "has a mother already" in page.text
    assert not Person.objects.filter(given_name="Una").exists()


def test_a_relationship_that_ended_stands_under_before(cast, ava, kim, reads):
    tie = people.relationship(kim, "carer", ava)
    Relationship.objects.filter(pk=tie.pk).update(from_date=date(2010, 1, 1))
    before = changes(cast.cleo, ava, "end-relationship", f"{tie.pk}/", on="1/1/2009")
    assert "before it began" in errors(before)["on"]
    assert changes(cast.cleo, ava, "end-relationship", f"{tie.pk}/", on="5/5/2012").status == 302
    shown = part(reads, cast.cleo, ava, "relationships")
    assert "Before Carer: Kim Hall" in shown
    assert "until 5 May 2012" in shown


def test_parental_responsibility_is_held_not_held_or_not_asked(cast, ava, kim, reads):
    tie = people.relationship(kim, "mother", ava)
    assert "not asked" in part(reads, cast.cleo, ava, "relationships")
    changes(cast.cleo, ava, "responsibility", f"{tie.pk}/", parental_responsibility="false")
    assert "does not hold" in part(reads, cast.cleo, ava, "relationships")


def test_on_the_page_of_the_other_it_is_not_covered_up_unseen(cast, ava, kim):
    tie = people.relationship(kim, "mother", ava)
    hers = opened(cast.sam, kim, "responsibility", f"{tie.pk}/")
    changes(cast.cleo, ava, "responsibility", f"{tie.pk}/", parental_responsibility="false")
    refused = changes(cast.sam, kim, "responsibility", f"{tie.pk}/", page=hers, parental_responsibility="true")
    assert "Somebody was first. Nothing of yours was saved yet" in refused.text
    tie.refresh_from_db()
    assert tie.parental_responsibility is False


def test_a_relationship_of_somebody_else_cannot_be_ended_from_here(cast, ava, kim):
    other = people.relationship(kim, "carer", people.person("Ben Hall", "child", NOW))
    assert changes(cast.cleo, ava, "end-relationship", f"{other.pk}/", on="5/5/2012").status == 404


def test_who_moves_lives_nowhere_else_any_more(cast, reads):
    ava = people.person("Ava Hall", "child", NOW, date(2008, 2, 3), "Hall")
    kim = people.person("Kim Hall", "adult", NOW, date(1980, 1, 1), "Hall")
    dan = people.person("Dan Moss", "adult", NOW, household="Moss")
    assert changes(cast.cleo, dan, "household", reference=ava.reference).status == 302
    assert HouseholdMember.objects.filter(person=ava, to_date=None).count() == 1
    assert "Before Kim Hall" not in part(reads, cast.cleo, ava, "household").split("Before")[0]
    assert "Dan Moss" in part(reads, cast.cleo, ava, "household").split("Before")[0]
    assert "Before Ava Hall" in part(reads, cast.cleo, kim, "household")
    again = changes(cast.cleo, dan, "household", reference=ava.reference)
    assert "They live there already" in again.text


def test_a_former_household_whose_others_may_not_be_known_of_is_not_told_of(cast, reads):
    ava = people.person("Ava Hall", "child", NOW, date(2008, 2, 3), "Hall")
    kim = people.person("Kim Hall", "adult", NOW, date(1980, 1, 1), "Hall")
    dan = people.person("Dan Moss", "adult", NOW, household="Moss")
    changes(cast.cleo, dan, "household", reference=ava.reference)
    people.staff_relation(cast.cleo, kim, NOW)
    assert "Before" not in part(reads, cast.cleo, ava, "household")
    assert "Before" in part(reads, cast.dana, ava, "household")


def test_an_address_without_a_date_still_ends_the_one_before(cast, ava, reads):
    Address.objects.create(person=ava, lines="1 High Street", postcode="SL1 1AA")
    assert changes(cast.cleo, ava, "address", lines="2 Low Road", postcode="SL2 2BB").status == 302
    assert Address.objects.filter(person=ava, to_date=None).get().lines == "2 Low Road"
    shown = part(reads, cast.cleo, ava, "addresses")
    assert "2 Low Road, SL2 2BB" in shown
    assert "1 High Street, SL1 1AA former address, until" in shown
    assert "already" in errors(changes(cast.cleo, ava, "address", lines="2 low road"))["lines"]


def test_a_former_address_is_put_beside_the_one_of_now(cast, ava, reads):
    Address.objects.create(person=ava, lines="1 High Street", from_date=date(2014, 5, 1))
    early = changes(cast.cleo, ava, "address", lines="2 Low Road", from_date="1/1/2010")
    assert "which began on 1 May 2014" in errors(early)["from_date"]
    backwards = changes(cast.cleo, ava, "address", lines="2 Low Road", from_date="1/1/2010", to_date="1/1/2009")
    assert "before the day since when" in errors(backwards)["to_date"]
    said = {"lines": "2 Low Road", "from_date": "1/1/2010", "to_date": "30/4/2014"}
    assert changes(cast.cleo, ava, "address", **said).status == 302
    shown = part(reads, cast.cleo, ava, "addresses")
    assert "1 High Street from 1 May 2014" in shown
    assert "2 Low Road former address, from 1 Jan 2010 until 30 Apr 2014" in shown


def test_a_protection_does_not_begin_before_the_address_that_it_ends(cast, ava):
    Address.objects.create(person=ava, lines="1 High Street", from_date=date(2014, 5, 1))
    said = {"lines": "9 Refuge Row", "because": "Her father"}
    early = changes(cast.cleo, ava, "protected-address", from_date="1/1/2010", **said)
    assert "which began on 1 May 2014" in errors(early)["from_date"]
    assert changes(cast.cleo, ava, "protected-address", from_date="2/5/2014", **said).status == 302


def test_nobody_moves_before_they_moved_to_where_they_live_now(cast):
    ava = people.person("Ava Hall", "child", NOW, date(2008, 2, 3), "Hall")
    dan = people.person("Dan Moss", "adult", NOW, household="Moss")
    HouseholdMember.objects.filter(person=ava).update(from_date=date(2014, 5, 1))
    early = changes(cast.cleo, dan, "household", reference=ava.reference, since="1/1/2010")
    assert "which began on 1 May 2014" in errors(early)["since"]
    assert HouseholdMember.objects.get(person=ava).to_date is None
    assert changes(cast.cleo, dan, "household", reference=ava.reference, since="2/5/2014").status == 302


@pytest.mark.parametrize("model", [Address, ProtectedAddress, HouseholdMember, Relationship])
def test_nothing_ends_before_it_starts(ava, kim, model):
    dates = {"from_date": date(2014, 5, 2), "to_date": date(2014, 5, 1)}
    more = {
        HouseholdMember: lambda: {"household": Household.objects.create()},
        Relationship: lambda: {"of": kim, "kind": "carer"},
    }.get(model, lambda: {"lines": "1 High Street"})()
    with pytest.raises(IntegrityError, match="ends_after_it_starts"), transaction.atomic():
        model.objects.create(person=ava, **dates, **more)


def test_what_a_duplicate_of_theirs_has_is_theirs(cast, ava, kim, reads):
    twin = people.person("Ava Hull", "child", NOW)
    Person.objects.filter(pk=twin.pk).update(identity=ava)
    people.relationship(kim, "mother", twin)
    Address.objects.create(person=twin, lines="3 Side Lane")
    assert "Mother: Kim Hall" in part(reads, cast.cleo, ava, "relationships")
    assert "3 Side Lane" in part(reads, cast.cleo, ava, "addresses")
    assert "on file already" in errors(add(cast.cleo, ava, "mother", reference=kim.reference))["reference"]


def test_a_refusal_tells_nothing_of_a_relation_whom_the_recorder_may_not_know(cast, ava, kim):
    people.relationship(kim, "mother", ava)
    people.staff_relation(cast.cleo, kim, NOW)
    assert add(cast.cleo, ava, "mother", given_name="Una", family_name="Hill").status == 302
    page = changes(
        cast.cleo,
        ava,
        "facts",
        given_name="Ava",
        family_name="Hall",
        kind="child",
        birth_date="1/1/1970",
        birth_date_is="exact",
    )
    assert "Kim" not in page.text


def test_who_lives_with_nobody_whom_the_reader_may_know_lives_in_no_household(cast, reads):
    ava = people.person("Ava Hall", "child", NOW, date(2008, 2, 3), "Hall")
    kim = people.person("Kim Hall", "adult", NOW, household="Hall")
    assert "has left" in part(reads, cast.cleo, kim, "household")
    assert reads(cast.cleo, f"/people/{kim.reference}/").first(".genogram__loop")
    people.staff_relation(cast.cleo, ava, NOW)
    assert part(reads, cast.cleo, kim, "household") == "Household Nobody else is on file."
    assert not reads(cast.cleo, f"/people/{kim.reference}/").first(".genogram__loop")
