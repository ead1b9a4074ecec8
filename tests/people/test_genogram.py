"""A family drawn from what is on file, and edited where it is drawn."""

from datetime import date

import pytest

from people.models import Household, HouseholdMember, Nudge, Person, Relationship
from tests.factories import people
from tests.factories.cast import signed_in
from tests.people.conftest import NOW
from tests.people.pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def halls(db):
    """Ava with her mother and father, who parted, her grandmother, and a father's new baby that is on the way."""
    kim = people.person("Kim Hall", "adult", NOW, date(1980, 1, 1))
    lee = people.person("Lee Moss", "adult", NOW, date(1979, 1, 1))
    nan = people.person("Nan Hall", "adult", NOW, date(1950, 1, 1))
    ava, baby = people.person("Ava Hall", "child", NOW, date(2008, 2, 3)), people.person("Moss", "child", NOW)
    Person.objects.filter(pk=baby.pk).update(kind="unborn")
    Person.objects.filter(pk__in=[kim.pk, nan.pk]).update(sex="F")
    Person.objects.filter(pk=lee.pk).update(sex="M")
    Person.objects.filter(pk=nan.pk).update(death_date=date(2010, 1, 1))
    for one, kind, of in ((kim, "mother", ava), (lee, "father", ava), (nan, "mother", kim), (lee, "father", baby)):
        people.relationship(one, kind, of)
    Relationship.objects.create(person=lee, kind="partner", of=kim, to_date=date(2011, 1, 1))
    home = Household.objects.create()
    for one in (ava, kim):
        HouseholdMember.objects.create(household=home, person=one)
    return {"ava": ava, "kim": kim, "lee": lee, "nan": nan, "baby": baby}


def drawn(reads, user, person, more=""):
    """The genogram's page."""
    return reads(user, f"/people/{person.reference}/genogram/{more}")


def in_words(page):
    """What is said of each, by name."""
    lines = [words(line) for line in page.all(".genogram__words li")]
    return dict(line.split(" : ", 1) if " : " in line else line.split(": ", 1) for line in lines if ": " in line)


def test_it_says_in_words_all_that_it_draws(cast, halls, reads):
    page = drawn(reads, cast.cleo, halls["ava"])
    said = in_words(page)
    assert set(said) == {"Ava Hall", "Kim Hall", "Lee Moss", "Nan Hall", "Moss"}
    assert "child of Kim Hall and Lee Moss" in said["Ava Hall"]
    assert "was partner of Kim Hall" in said["Lee Moss"]
    assert "died at" in said["Nan Hall"]
    assert "unborn" in said["Moss"]
    assert "lives in the household" in said["Kim Hall"]
    assert "lives in the household" not in said["Lee Moss"]


def test_two_parents_stand_together_and_are_called_partners_only_where_somebody_said_so(cast, halls, reads):
    Relationship.objects.filter(kind="partner").delete()
    said = in_words(drawn(reads, cast.cleo, halls["ava"]))
    assert "partner" not in said["Lee Moss"] + said["Kim Hall"]
    assert "parent of Ava Hall together with Lee Moss" in said["Kim Hall"]
    assert "parent of Moss, parent of Ava Hall together with Kim Hall" in said["Lee Moss"]


@pytest.mark.parametrize("kind", ["mother", "sibling", "carer"])
def test_what_holds_no_more_is_not_drawn(cast, halls, reads, kind):
    una = people.person("Una Dale", "adult", NOW, date(1970, 1, 1))
    Relationship.objects.create(person=una, kind=kind, of=halls["ava"], to_date=date(2014, 1, 1))
    said = in_words(drawn(reads, cast.cleo, halls["ava"]))
    assert "Una Dale" not in said
    assert said["Ava Hall"].count("child of Kim Hall and Lee Moss") == 1


def test_every_symbol_has_its_standard_shape_and_a_name_that_is_read_out(cast, halls, reads):
    page = drawn(reads, cast.cleo, halls["ava"])
    shapes = {one["aria-label"]: one.select_one(".genogram__symbol")["d"] for one in page.all(".genogram__one")}
    by_name = {label.split(",")[0]: path for label, path in shapes.items()}
    assert " a " in by_name["Kim Hall"], "a circle"
    assert by_name["Lee Moss"].count("L") == 0, "a square"
    assert by_name["Moss"].count("L") == 2, "a triangle"
    assert by_name["Ava Hall"].count("L") == 3, "a diamond: nobody asked the sex"
    ava = next(one for one in page.all(".genogram__one") if one["aria-label"].startswith("Ava Hall"))
    assert ava.select_one(".genogram__symbol--inner"), "a double outline round the child whose genogram it is"
    nan = next(one for one in page.all(".genogram__one") if one["aria-label"].startswith("Nan Hall"))
    assert nan.select_one(".genogram__line"), "a cross over the dead"
    assert len(page.all(".genogram__loop")) == 1
    assert not page.all(".genogram__mark")
    assert "Dashed line: one household" in page.text
    assert "Dotted line: brothers or sisters" in page.text


def test_a_household_round_which_no_line_goes_is_marked_person_by_person(cast, halls, reads):
    HouseholdMember.objects.filter(person=halls["kim"]).update(person=halls["nan"])
    HouseholdMember.objects.create(household=Household.objects.get(), person=halls["baby"])
    page = drawn(reads, cast.cleo, halls["ava"])
    assert not page.all(".genogram__loop")
    marked = {one["aria-label"].split(",")[0] for one in page.all(".genogram__one") if one.select(".genogram__mark")}
    assert marked == {"Ava Hall", "Nan Hall", "Moss"}
    assert "H: lives in the household" in page.text
    assert "Dashed line" not in page.text


def test_a_line_beside_a_symbol_that_is_too_long_is_drawn_narrower(cast, halls, reads):
    Person.objects.filter(pk=halls["kim"].pk).update(given_name="Wilhelmmwamm")
    page = drawn(reads, cast.cleo, halls["ava"])
    assert {line.text: line.get("textlength") for line in page.all(".genogram__name")}["Wilhelmmwamm"]
    assert not next(line for line in page.all(".genogram__name") if line.text == "Lee Moss").get("textlength")


@pytest.mark.parametrize(("who", "may"), [("cleo", True), ("hugh", False)])
def test_with_nobody_of_the_family_on_file_it_says_so_and_who_may_adds_somebody(cast, reads, who, may):
    una = people.person("Una Dale", "child", NOW)
    for address in (una.get_absolute_url(), f"{una.get_absolute_url()}genogram/"):
        said = reads(getattr(cast, who), address).main
        assert "Nobody of the family is on file." in said.text
        link = next((one for one in said.select("a") if one.text == "Add somebody"), None)
        assert bool(link) == may
        assert not may or link["href"].endswith("#edit")


def test_whoever_is_hidden_from_the_reader_is_not_drawn(cast, halls, reads):
    people.staff_relation(cast.cleo, halls["lee"], NOW)
    page = drawn(reads, cast.cleo, halls["ava"])
    assert "Lee" not in page.text
    assert "Moss" not in in_words(page), "known by way of the father alone"


def test_one_more_is_added_where_it_is_drawn_and_one_is_back_there(cast, halls, reads):
    page = drawn(reads, cast.cleo, halls["ava"], f"?at={halls['nan'].reference}")
    form = page.first("#edit form")
    sent = {field["name"]: field["value"] for field in form.select("input[type=hidden]")}
    sent |= {"kind": "child", "given_name": "Uma", "family_name": "Hall", "sex": "F"}
    answer = signed_in(cast.cleo).post(form["action"], sent)
    assert answer.status_code == 302
    assert answer["Location"] == f"/people/{halls['ava'].reference}/genogram/?at={halls['nan'].reference}#edit"
    assert "Uma Hall" in in_words(drawn(reads, cast.cleo, halls["ava"]))


def test_a_symbol_is_moved_by_hand_and_laid_out_afresh(cast, halls, reads):
    browser, address = signed_in(cast.cleo), f"/people/{halls['ava'].reference}/genogram/nudge/"
    before = place(drawn(reads, cast.cleo, halls["ava"]), "Kim Hall")
    for _ in range(3):
        browser.post(address, {"at": halls["kim"].reference, "way": "right"})
    moved = place(drawn(reads, cast.cleo, halls["ava"]), "Kim Hall")
    assert moved == before + 36
    assert place(drawn(reads, cast.cleo, halls["kim"]), "Kim Hall") != moved, "only on the sheet on which it was moved"
    browser.post(address, {"way": "afresh"})
    assert place(drawn(reads, cast.cleo, halls["ava"]), "Kim Hall") == before


def place(page, name):
    """How far to the right a name stands."""
    return next(float(line["x"]) for line in page.all(".genogram__name") if line.text == name)


def test_who_is_not_of_the_duty_team_edits_nothing(cast, halls, reads):
    page = drawn(reads, cast.hugh, halls["ava"])
    assert page.found
    assert not page.first("#edit")
    refused = signed_in(cast.hugh).post(f"{page.address}nudge/", {"at": halls["kim"].reference, "way": "right"})
    assert refused.status_code == 404
    assert not Nudge.objects.exists()


def test_a_person_twice_on_file_stands_there_once_and_is_nobodys_own_mother(cast, halls, reads):
    twin = people.person("Kim Hull", "adult", NOW)
    Person.objects.filter(pk=twin.pk).update(identity=halls["kim"])
    people.relationship(twin, "mother", halls["ava"])
    people.relationship(twin, "mother", halls["kim"])
    said = in_words(drawn(reads, cast.cleo, halls["ava"]))
    assert [name for name in said if name.startswith("Kim")] == ["Kim Hall"]


def test_a_family_that_is_its_own_ancestor_is_drawn_all_the_same(cast, halls, reads):
    people.relationship(halls["ava"], "mother", halls["nan"])
    assert drawn(reads, cast.cleo, halls["ava"]).found


def test_a_large_family_costs_no_more_queries(cast, halls, django_assert_max_num_queries):
    for number in range(30):
        people.relationship(halls["kim"], "mother", people.person(f"Bo{number} Hall", "child", NOW))
    browser = signed_in(cast.cleo)
    with django_assert_max_num_queries(30):
        browser.get(f"/people/{halls['ava'].reference}/genogram/")
