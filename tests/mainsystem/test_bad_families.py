"""Relationships, addresses and cases that cannot be are left out and told of; what the front door has said stands."""

import pytest

from people.models import Address, Involvement, Relationship
from people.services.addresses import protect_address
from tests.factories import people
from tests.factories.main_system import address_json, csv_of
from tests.mainsystem.conftest import NOW, case, people_file, person, somebody
from tests.mainsystem.test_reading import LATER, address_of, mother_of

pytestmark = pytest.mark.django_db
GROWN = somebody("P2", pers_dob="1980-01-01")


class TestFamilies:
    @pytest.mark.parametrize(
        ("mother", "child", "column", "why"),
        [
            ("P1", "P1", "moth_childs_person_id", "Nobody is her own mother"),
            ("P1", "P2", "moth_person_id", "A mother younger than her child"),
            ("P3", "P1", "moth_person_id", "A mother younger than her child"),
        ],
    )
    def test_who_cannot_be_the_mother(self, sender, mother, child, column, why):
        twin = somebody("P3")
        files = csv_of("person", somebody("P1"), GROWN, twin), csv_of("mother", mother_of("M1", mother, child))
        report = sender.read(*files)
        assert report.problems() == [[column, why, "1", "left out", "2"]]
        assert not Relationship.objects.exists()

    def test_nobody_is_the_mother_of_a_duplicate_of_herself(self, sender):
        sender.read(csv_of("person", somebody("P1", pers_dob=""), GROWN))
        duplicate = person("P1")
        duplicate.identity = person("P2")
        duplicate.save()
        assert sender.read(csv_of("mother", mother_of("M1", "P2", "P1")), as_of=LATER).problems()

    def test_two_who_would_be_each_others_mother(self, sender):
        rows = [mother_of("M1", "P1", "P2"), mother_of("M2", "P2", "P1")]
        sender.read(people_file("P1", "P2", pers_dob=""), csv_of("mother", *rows))
        assert Relationship.objects.get().person == person("P1")

    def test_a_second_mother_is_left_out_and_the_first_stands(self, sender):
        rows = [mother_of("M1", "P2", "P1"), mother_of("M2", "P3", "P1")]
        other = somebody("P3", pers_dob="1981-01-01")
        report = sender.read(csv_of("person", somebody("P1"), GROWN, other), csv_of("mother", *rows))
        assert report.problems() == [["moth_person_id", "The child has another mother on file", "1", "left out", "3"]]
        assert Relationship.objects.get().person == person("P2")

    def test_one_that_the_front_door_ended_is_not_begun_again(self, sender):
        files = csv_of("person", somebody("P1"), GROWN), csv_of("mother", mother_of("M1", "P2", "P1"))
        sender.read(*files)
        Relationship.objects.update(to_date="2014-07-07")
        sender.read(*files, as_of=LATER)
        assert not Relationship.objects.filter(to_date=None).exists()

    def test_an_address_that_ends_before_it_starts(self, sender):
        row = address_of("A1", "P1", addr_address_start_date="2014-01-02", addr_address_end_date="2014-01-01")
        assert sender.read(people_file("P1"), csv_of("address", row)).problems()[0][:2] == [
            "addr_address_end_date", "Before the start",
        ]  # fmt: skip
        assert not Address.objects.exists()

    def test_an_address_that_would_start_after_the_end_that_the_front_door_gave_it(self, sender):
        sender.read(people_file("P1"), csv_of("address", address_of("A1", "P1")))
        Address.objects.update(to_date="2014-01-02")
        later = csv_of("address", address_of("A1", "P1", addr_address_start_date="2014-02-01"))
        assert sender.read(later, as_of=LATER).problems()[0][:2] == [
            "addr_address_start_date", "Ends before that on file",
        ]  # fmt: skip
        assert Address.objects.get().from_date is None

    def test_an_address_without_words(self, sender):
        row = address_of("A1", "P1", addr_address_json="{}")
        assert sender.read(people_file("P1"), csv_of("address", row)).problems()[0][1] == "No address in it"

    def test_of_a_protected_address_neither_page_nor_list_says_so(self, sender):
        sender.read(people_file("P1"), csv_of("address", address_of("A1", "P1")))
        protect_address(person("P1"), None, NOW, lines="A refuge", from_date=NOW.date())
        moved = address_of("A1", "P1", addr_address_json=address_json(4, "Mill Lane"))
        report = sender.read(csv_of("address", moved, address_of("A2", "P1")), as_of=LATER)
        assert report.figures("address") == {"rows": 2, "refused": 2}
        assert not Address.objects.filter(to_date=None).exists()
        assert "rotected" not in report.page.text

    def test_nor_is_a_mother_put_openly_where_her_child_is_protected(self, sender):
        sender.read(csv_of("person", somebody("P1"), GROWN), csv_of("mother", mother_of("M1", "P2", "P1")))
        protect_address(person("P1"), None, NOW, lines="4 Mill Lane", from_date=NOW.date())
        there, elsewhere = (
            address_of(number, "P2", addr_address_json=address_json(house, "Mill Lane"), addr_address_postcode="")
            for number, house in (("A1", 4), ("A2", 3))
        )
        report = sender.read(csv_of("address", there, elsewhere), as_of=LATER)
        assert report.figures("address") == {"rows": 2, "made": 1, "refused": 1}
        assert "rotected" not in report.page.text
        assert "3 Mill" in Address.objects.get().lines

    @pytest.mark.parametrize("kept", ["the imported one", "the protected one"])
    def test_also_when_a_duplicate_of_the_person_is_the_protected_one(self, sender, kept):
        sender.read(people_file("P1"))
        twin, imported = people.person("Ava Hall", "child", NOW), person("P1")
        protect_address(twin, None, NOW, lines="A refuge", from_date=NOW.date())
        same, whole = (twin, imported) if kept == "the imported one" else (imported, twin)
        same.identity = whole
        same.save()
        sender.read(csv_of("address", address_of("A1", "P1")), as_of=LATER)
        assert not Address.objects.exists()


class TestInvolvements:
    @pytest.mark.parametrize(
        ("said", "column", "why"),
        [
            ({"end": "2014-01-09"}, "invo_involvement_end_date", "Before the start"),
            ({"end": "soon"}, "invo_involvement_end_date", "No date"),
            ({"start": ""}, "invo_involvement_start_date", "Empty"),
            ({"start": "x"}, "invo_involvement_start_date", "No date"),
            ({"team": " "}, "invo_professional_team", "Empty"),
            ({"team": "x" * 121}, "invo_professional_team", "Longer than 120 signs"),
        ],
    )
    def test_one_of_which_it_is_not_known_whose_or_when_is_left_out(self, sender, said, column, why):
        report = sender.read(people_file("P1"), csv_of("involvement", case("I1", "P1", **said)))
        assert report.problems() == [[column, why, "1", "left out", "2"]]
        assert not Involvement.objects.exists()

    def test_two_at_once_of_the_same_team_and_worker_both_stand_and_are_told_of(self, sender):
        first, second = case("I1", "P1", end="2014-03-01"), case("I2", "P1", start="2014-02-01")
        files = people_file("P1"), csv_of("involvement", first, second, case("I3", "P1", team="Other"))
        why = "Overlaps another of the same team and worker"
        wanted = [["invo_involvement_start_date", why, "1", "read all the same", "3"]]
        assert sender.read(*files).problems() == wanted
        assert sender.read(*files, as_of=LATER).problems() == wanted
        assert Involvement.objects.count() == 3
