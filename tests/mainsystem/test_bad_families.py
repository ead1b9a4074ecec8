"""Relationships, addresses and cases that cannot be are left out and told of; what the front door has said stands."""

import pytest

from mainsystem.services.family import TOO_MANY
from people.models import Address, HouseholdMember, Involvement, Person, Relationship
from people.services.addresses import end_protection, protect_address
from tests.factories import people
from tests.factories.main_system import address_json, csv_of
from tests.mainsystem.conftest import NOW, case, people_file, person, somebody
from tests.mainsystem.test_reading import LATER, address_of, family_of, mother_of

pytestmark = pytest.mark.django_db
GROWN = somebody("P2", pers_dob="1980-01-01")


def is_the_same(same: str, whole: str):
    """The front door found that the one is the other."""
    Person.objects.filter(pk=person(same).pk).update(identity=person(whole))


class TestBirths:
    YOUNG = "They would be younger than their child or grandchild on file"
    ELDER = "A parent or grandparent on file would be younger"

    @pytest.fixture(autouse=True)
    def _family(self, sender):
        sender.read(csv_of("person", somebody("P1"), GROWN), csv_of("mother", mother_of("M1", "P2", "P1")))

    @pytest.mark.parametrize(
        ("number", "born", "why"),
        [("P2", "2010-01-01", YOUNG), ("P2", "2008-02-03", YOUNG), ("P1", "1979-12-31", ELDER)],
    )
    def test_a_new_date_that_the_family_rules_out_is_left_out(self, sender, number, born, why):
        before = person(number).birth_date
        report = sender.read(csv_of("person", somebody(number, pers_dob=born, pers_surname="Moss")), as_of=LATER)
        assert report.problems() == [["pers_dob", why, "1", "read all the same", "2"]]
        assert (person(number).birth_date, person(number).family_name) == (before, "Moss")

    def test_also_when_a_duplicate_has_the_family(self, sender):
        sender.read(csv_of("person", somebody("P9", pers_dob="1980-01-01")), as_of=LATER)
        is_the_same("P9", "P2")
        report = sender.read(csv_of("person", somebody("P9", pers_dob="2010-01-01")), as_of="9/7/2014 06:00")
        assert [line[:2] for line in report.problems()] == [["pers_dob", self.YOUNG]]

    def test_two_dates_that_go_together_are_read_together(self, sender):
        rows = [somebody("P1", pers_dob="1979-01-01"), somebody("P2", pers_dob="1950-01-01")]
        assert sender.read(csv_of("person", *rows), as_of=LATER).problems() == []
        assert str(person("P1").birth_date) == "1979-01-01"

    def test_where_one_of_two_is_left_out_the_other_is_held_against_what_stays(self, sender):
        sender.read(people_file("P4", pers_dob="1955-01-01"), csv_of("mother", mother_of("M2", "P4", "P2")))
        rows = [somebody("P1", pers_dob="1979-01-01"), somebody("P2", pers_dob="1950-01-01")]
        report = sender.read(csv_of("person", *rows), as_of=LATER)
        assert report.problems() == [["pers_dob", self.ELDER, "2", "read all the same", "2, 3"]]

    def test_a_death_that_lies_before_the_date_which_stays_is_left_out_as_well(self, sender):
        row = somebody("P1", pers_dob="1970-01-01", pers_death_date="1990-01-01")
        report = sender.read(csv_of("person", row), as_of=LATER)
        assert sorted(line[:2] for line in report.problems()) == [
            ["pers_death_date", "Before the date of birth"], ["pers_dob", self.ELDER],
        ]  # fmt: skip
        assert (str(person("P1").birth_date), person("P1").death_date) == ("2008-02-03", None)


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
        is_the_same("P1", "P2")
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

    @pytest.mark.parametrize(("same", "whole"), [("P1", "P9"), ("P9", "P1")])
    def test_a_second_mother_is_left_out_also_when_the_first_is_of_a_duplicate(self, sender, same, whole):
        others = [somebody("P3", pers_dob="1981-01-01"), somebody("P9")]
        sender.read(csv_of("person", somebody("P1"), GROWN, *others), csv_of("mother", mother_of("M1", "P2", "P1")))
        is_the_same(same, whole)
        report = sender.read(csv_of("mother", mother_of("M2", "P3", "P9")), as_of=LATER)
        assert report.problems() == [["moth_person_id", "The child has another mother on file", "1", "left out", "2"]]

    def test_what_is_said_of_a_duplicate_is_on_file_already_and_stays_with_the_record_it_was_made_with(self, sender):
        sender.read(
            csv_of("person", somebody("P1"), GROWN, somebody("P9")), csv_of("mother", mother_of("M1", "P2", "P1"))
        )
        is_the_same("P9", "P1")
        report = sender.read(csv_of("mother", mother_of("M2", "P2", "P9")), as_of=LATER)
        assert (report.figures("mother"), report.problems()) == ({"rows": 1, "changed": 1}, [])
        assert Relationship.objects.get().of == person("P1")

    def test_nobody_is_the_mother_of_an_ancestor(self, sender):
        rows = [mother_of("M1", "P3", "P2"), mother_of("M2", "P2", "P1"), mother_of("M3", "P1", "P3")]
        report = sender.read(people_file("P1", "P2", "P3", pers_dob=""), csv_of("mother", *rows))
        assert report.problems() == [
            ["moth_person_id", "The mother descends from the child on file", "1", "left out", "4"]
        ]
        assert Relationship.objects.count() == 2

    def test_also_when_the_ancestors_were_read_before(self, sender):
        first = csv_of("mother", mother_of("M1", "P3", "P2"), mother_of("M2", "P2", "P1"))
        sender.read(people_file("P1", "P2", "P3", pers_dob=""), first)
        assert sender.read(csv_of("mother", mother_of("M3", "P1", "P3")), as_of=LATER).figures("mother")["refused"] == 1

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
        assert report.figures("address") == {"rows": 2, "same": 2}
        assert report.problems() == []
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
        assert report.figures("address") == {"rows": 2, "made": 1, "same": 1}
        assert "rotected" not in report.page.text
        assert "3 Mill" in Address.objects.get().lines

    def test_what_was_kept_out_does_not_come_in_when_the_protection_has_ended(self, sender):
        sender.read(people_file("P1"))
        refuge = protect_address(person("P1"), None, NOW, lines="4 Mill Lane", from_date=NOW.date())
        row = csv_of("address", address_of("A1", "P1", addr_address_json=address_json(4, "Mill Lane")))
        sender.read(row, as_of=LATER)
        end_protection(refuge, NOW.date(), None, NOW)
        sender.read(row, as_of="9/7/2014 06:00")
        assert not Address.objects.exists()

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


class TestTooManyForAFamily:
    NUMBERS = [f"P{number}" for number in range(1, 61)]

    def family(self, numbers):
        rows = [family_of(f"F{number}", "0", number) for number in numbers]
        return csv_of("family", family_of("FX", "G1", "P1"), *rows, family_of("FY", "G1", "P2"))

    def test_nobody_is_grouped_by_what_sixty_people_have(self, sender):
        report = sender.read(people_file(*self.NUMBERS), self.family(self.NUMBERS))
        assert report.problems() == [["fami_family_id", TOO_MANY, "60", "left out", "3, 4, 5, 6, 7 and 55 more"]]
        members = HouseholdMember.objects.filter(to_date=None).values_list("person__main_system_id", flat=True)
        assert sorted(members) == ["P1", "P2"]

    def test_a_group_that_grows_to_that_ends_with_history_and_is_none_from_then_on(self, sender):
        sender.read(people_file(*self.NUMBERS), self.family(self.NUMBERS[:50]))
        assert HouseholdMember.objects.filter(to_date=None).count() == 52
        sender.read(self.family(self.NUMBERS), as_of=LATER)
        assert HouseholdMember.objects.filter(to_date=None).count() == 2
        assert HouseholdMember.history.filter(history_type="~").count() == 50
        report = sender.read(self.family(self.NUMBERS[:3]), as_of="9/7/2014 06:00")
        assert report.problems() == [["fami_family_id", TOO_MANY, "3", "left out", "3, 4, 5"]]
        assert HouseholdMember.objects.filter(to_date=None).count() == 2

    def test_also_when_its_rows_are_committed_a_few_at_a_time(self, sender, monkeypatch):
        monkeypatch.setattr("mainsystem.services.importing.PIECE", 7)
        sender.read(people_file(*self.NUMBERS), self.family(self.NUMBERS))
        assert HouseholdMember.objects.filter(to_date=None).count() == 2


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
