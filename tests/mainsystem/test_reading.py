"""An extract that is sent in becomes people, families, addresses and case statuses, and may come again every night."""

from datetime import date

import pytest

from audit.models import Event
from directory.models import Team
from mainsystem.models import Import
from people.models import Address, HouseholdMember, Involvement, Person, Relationship
from people.services.cases import case_status
from people.services.people import change_person
from tests.factories import people
from tests.factories.main_system import address_json, csv_of
from tests.mainsystem.conftest import NOW, case, people_file, person, somebody

pytestmark = pytest.mark.django_db
TODAY = date(2014, 7, 7)
LATER = "8/7/2014 06:00"


def status(of):
    """The case status of one person."""
    return case_status([of.pk], TODAY)[of.pk]


def mother_of(number, mother, child):
    return {"moth_table_id": number, "moth_person_id": mother, "moth_childs_person_id": child}


def family_of(number, family, of):
    return {"fami_table_id": number, "fami_family_id": family, "fami_person_id": of}


def address_of(number, of, **said):
    named = {"addr_table_id": number, "addr_person_id": of, "addr_address_json": address_json(9, "Elm Road")}
    return named | said


def departments(name):
    return csv_of("department", {"dept_team_id": "T1", "dept_team_name": name})


def workers(**names):
    rows = [{"prof_professional_id": number, "prof_professional_name": name} for number, name in names.items()]
    return csv_of("professional", *rows)


class TestPeople:
    def test_a_person_is_on_file_with_all_that_the_row_says(self, sender):
        row = somebody(
            "P1", pers_sex="F", pers_gender="02", pers_ethnicity="wbri", pers_nationality="British",
            pers_upn="H801200001001", pers_upn_unknown="", pers_single_unique_id="999 000 0018",
        )  # fmt: skip
        report = sender.read(csv_of("person", row))
        ava = person("P1")
        assert (ava.full_name, ava.birth_date, ava.kind) == ("Ava Hall", date(2008, 2, 3), "child")
        assert (ava.sex, ava.gender, ava.ethnicity, ava.nationality) == ("F", "02", "WBRI", "British")
        assert (ava.upn, ava.nhs_number) == ("H801200001001", "9990000018")
        assert report.figures("person") == {"rows": 1, "made": 1}

    def test_whoever_is_grown_up_on_the_day_of_the_extract_is_an_adult(self, sender):
        rows = [somebody("P1", pers_dob="1996-07-07"), somebody("P2", pers_dob="1996-07-08")]
        sender.read(csv_of("person", *rows))
        assert [person("P1").kind, person("P2").kind] == ["adult", "child"]

    def test_an_unborn_child_has_the_day_that_is_expected_until_it_is_born(self, sender):
        sender.read(csv_of("person", somebody("P1", pers_dob="", pers_expected_dob="2014-08-01")))
        child = person("P1")
        assert (child.kind, child.birth_date_is, child.birth_date) == ("unborn", "expected", date(2014, 8, 1))
        born = somebody("P1", pers_dob="2014-07-28", pers_expected_dob="2014-08-01")
        sender.read(csv_of("person", born), as_of="1/8/2014 06:00")
        child.refresh_from_db()
        assert (child.kind, child.birth_date_is, child.birth_date) == ("child", "exact", date(2014, 7, 28))

    def test_a_change_raises_the_version_and_leaves_history_under_the_imports_event(self, sender, ada):
        sender.read(people_file("P1"))
        sender.read(people_file("P1", pers_surname="Moss"), as_of=LATER)
        ava = person("P1")
        assert (ava.family_name, ava.version) == ("Moss", 2)
        event = Event.about(Import.objects.first()).get()
        assert (event.verb, event.actor) == ("imported", ada)
        rows = list(ava.history.order_by("history_id"))
        assert [(row.family_name, row.version) for row in rows] == [("Hall", 1), ("Moss", 2)]
        assert rows[-1].history_change_reason == event.pk

    def test_a_change_keeps_what_the_row_does_not_say(self, sender):
        sender.read(people_file("P1"))
        change_person(person("P1"), None, NOW, first_language="Cornish", school="Elmwood", nationality="Manx")
        sender.read(people_file("P1", pers_surname="Moss"), as_of=LATER)
        ava = person("P1")
        assert (ava.family_name, ava.first_language, ava.school, ava.nationality) == (
            "Moss", "Cornish", "Elmwood", "Manx",
        )  # fmt: skip

    def test_what_the_front_door_has_put_right_stands_until_the_main_system_says_something_else_of_it(self, sender):
        sender.read(people_file("P1"))
        change_person(person("P1"), None, NOW, given_name="Eva")
        sender.read(people_file("P1"), as_of=LATER)
        assert person("P1").given_name == "Eva"
        sender.read(people_file("P1", pers_sex="F"), as_of="9/7/2014 06:00")
        assert (person("P1").given_name, person("P1").sex) == ("Eva", "F")
        sender.read(people_file("P1", pers_forename="Evie", pers_sex="F"), as_of="10/7/2014 06:00")
        assert person("P1").given_name == "Evie"

    def test_what_the_main_system_takes_back_is_taken_back(self, sender):
        sender.read(people_file("P1", pers_nationality="British"))
        sender.read(people_file("P1"), as_of=LATER)
        assert person("P1").nationality == ""

    def test_a_file_without_a_column_takes_nothing_back(self, sender):
        sender.read(people_file("P1", pers_nationality="British"))
        columns = ("pers_person_id", "pers_forename", "pers_surname", "pers_dob")
        sender.read(csv_of("person", somebody("P1", pers_surname="Moss"), columns=columns), as_of=LATER)
        assert (person("P1").family_name, person("P1").nationality) == ("Moss", "British")

    def test_the_same_extract_again_changes_nothing(self, sender):
        files = people_file("P1", "P2"), csv_of("family", family_of("F1", "G", "P1"), family_of("F2", "G", "P2"))
        sender.read(*files)
        before = list(Person.objects.order_by("pk").values())
        report = sender.read(*files, as_of=LATER)
        assert report.figures("person") == report.figures("family") == {"rows": 2, "same": 2}
        assert list(Person.objects.order_by("pk").values()) == before
        assert not Event.about(Import.objects.first()).exists()


class TestInvolvements:
    def test_an_open_case_names_team_and_worker_and_is_as_of_the_extract(self, sender):
        sender.read(people_file("P1"), workers(W1="Sam  Stone"), csv_of("involvement", case("I1", "P1", worker="W1")))
        found = status(person("P1"))
        assert (found.text, found.as_of_text) == ("Open to Assessment 1, Sam Stone", "as of 7 Jul 2014")

    def test_an_unchanged_one_is_as_of_the_newest_extract_and_has_no_new_history(self, sender):
        files = people_file("P1"), csv_of("involvement", case("I1", "P1"))
        sender.read(*files, as_of="5/7/2014 06:00")
        sender.read(*files, as_of="6/7/2014 06:00")
        one = Involvement.objects.get()
        assert status(person("P1")).as_of_text == "as of 6 Jul 2014"
        assert one.history.count() == 1

    def test_a_case_that_is_closed_meanwhile_is_closed(self, sender):
        sender.read(people_file("P1"), csv_of("involvement", case("I1", "P1")), as_of="5/7/2014 06:00")
        sender.read(csv_of("involvement", case("I1", "P1", end="2014-07-01")), as_of="6/7/2014 06:00")
        assert status(person("P1")).text == "Closed by Assessment 1 on 1 Jul 2014"
        assert Involvement.objects.count() == 1

    def test_a_worker_whose_name_comes_later_is_named(self, sender):
        sender.read(people_file("P1"), csv_of("involvement", case("I1", "P1", worker="W1")), as_of="5/7/2014 06:00")
        sender.read(
            workers(W1="Sam Stone"), csv_of("involvement", case("I1", "P1", worker="W1")), as_of="6/7/2014 06:00"
        )
        assert status(person("P1")).worker == "Sam Stone"

    def test_a_team_is_found_however_its_name_is_written_and_added_when_it_is_not_there(self, sender):
        Team.objects.create(slug="assessment_1", name="Assessment 1")
        rows = [case("I1", "P1", team="ASSESSMENT  1"), case("I2", "P1", team="Leaving Care")]
        sender.read(people_file("P1"), csv_of("involvement", *rows))
        assert sorted(Team.objects.values_list("name", flat=True)) == ["Assessment 1", "Leaving Care"]

    def test_a_team_is_named_by_the_department_that_bears_its_number(self, sender):
        sender.read(people_file("P1"), departments("Assessment 1"), csv_of("involvement", case("I1", "P1", team="T1")))
        assert status(person("P1")).text == "Open to Assessment 1"
        assert not Team.objects.filter(name="T1").exists()

    def test_a_name_that_comes_later_or_is_new_is_taken_over(self, sender):
        cases = csv_of("involvement", case("I1", "P1", team="T1"))
        sender.read(people_file("P1"), cases, as_of="5/7/2014 06:00")
        assert status(person("P1")).team == "T1"
        sender.read(departments("Assessment 1"), cases, as_of="6/7/2014 06:00")
        assert status(person("P1")).team == "Assessment 1"
        sender.read(departments("Assessment North"), cases, as_of="7/7/2014 06:00")
        assert status(person("P1")).team == "Assessment North"
        assert Involvement.objects.count() == 1

    @pytest.mark.parametrize(("team", "told"), [("Assessment 1", False), ("T2", True)])
    def test_a_number_that_no_department_bears_stands_as_it_is_and_is_told_of(self, sender, team, told):
        cases = csv_of("involvement", case("I1", "P1", team=team))
        report = sender.read(people_file("P1"), departments("Assessment 1"), cases)
        assert status(person("P1")).team == team
        why = "No department with this number has been read"
        assert report.problems() == [["invo_professional_team", why, "1", "read all the same", "2"]] * told

    @pytest.mark.parametrize(
        "role", ["Allocated Case Worker", "ALLOCATED  CASE WORKER", "CW", "Allocated Social Worker"]
    )
    @pytest.mark.parametrize("piece", [1, 1000])
    def test_the_allocated_case_worker_is_named_before_whoever_works_beside_them(
        self, sender, monkeypatch, role, piece
    ):
        monkeypatch.setattr("mainsystem.services.importing.PIECE", piece)
        allocated = case("I1", "P1", worker="W1", role=role)
        beside = case("I2", "P1", start="2014-03-01", team="Reviewing", worker="W2", role="Reviewing Officer")
        sender.read(people_file("P1"), workers(W1="Sam Stone", W2="Ida Roe"), csv_of("involvement", allocated, beside))
        assert status(person("P1")).text == "Open to Assessment 1, Sam Stone"

    def test_a_case_without_an_allocated_worker_is_open_to_whoever_works_on_it(self, sender):
        ended = case("I1", "P1", worker="W1", role="CW", end="2014-05-01")
        beside = case("I2", "P1", team="Reviewing", worker="W2", role="Reviewing Officer")
        sender.read(people_file("P1"), workers(W2="Ida Roe"), csv_of("involvement", ended, beside))
        assert status(person("P1")).text == "Open to Reviewing, Ida Roe"

    def test_a_role_that_changes_or_is_no_longer_said(self, sender):
        files = people_file("P1"), workers(W1="Sam Stone", W2="Ida Roe")
        other = case("I2", "P1", start="2014-03-01", worker="W2", role="CW")
        sender.read(*files, csv_of("involvement", case("I1", "P1", worker="W1", role="Nurse"), other))
        sender.read(csv_of("involvement", other | {"invo_professional_role_id": "Nurse"}), as_of=LATER)
        sender.read(csv_of("involvement", case("I1", "P1", worker="W1")), as_of="9/7/2014 06:00")
        assert status(person("P1")).worker == "Sam Stone"

    def test_an_involvement_of_the_front_doors_own_stands_beside_it(self, sender):
        sender.read(people_file("P1"))
        people.open_case(person("P1"), Team.objects.create(slug="own", name="Own"), None, NOW)
        sender.read(csv_of("involvement", case("I1", "P1")), as_of=LATER)
        assert set(Involvement.objects.values_list("source", flat=True)) == {"own", "main_system"}


class TestNobodysCase:
    def test_without_an_import_somebody_new_is_new_as_of_the_day(self, db):
        assert status(people.person("Ben Moss", "child", NOW)).as_of_text == "as of 7 Jul 2014"

    def test_after_one_they_are_new_as_of_the_newest_extract_of_involvements(self, sender):
        ben = people.person("Ben Moss", "child", NOW)
        files = people_file("P1"), csv_of("involvement", case("I1", "P1"))
        sender.read(*files, as_of="5/7/2014 06:00")
        sender.read(people_file("P1"), as_of="6/7/2014 06:00")
        assert (status(ben).text, status(ben).as_of_text) == ("New", "as of 5 Jul 2014")

    def test_one_that_is_still_being_read_tells_nothing_yet(self, sender):
        ben = people.person("Ben Moss", "child", NOW)
        sender.send(people_file("P1"), csv_of("involvement", case("I1", "P1")), as_of="5/7/2014 06:00")
        assert status(ben).as_of_text == "as of 7 Jul 2014"


class TestFamilies:
    def test_a_mother_and_her_child(self, sender):
        mother = csv_of("person", somebody("P1"), somebody("P2", pers_dob="1980-01-01"))
        sender.read(mother, csv_of("mother", mother_of("M1", "P2", "P1")))
        one = Relationship.objects.get()
        assert (one.person, one.kind, one.of) == (person("P2"), "mother", person("P1"))
        assert one.history.count() == 1

    def test_what_the_front_door_has_said_already_is_not_said_twice(self, sender):
        sender.read(csv_of("person", somebody("P1"), somebody("P2", pers_dob="1980-01-01")))
        people.relationship(person("P2"), "mother", person("P1"))
        rows = [mother_of("M1", "P2", "P1"), mother_of("M2", "P2", "P1")]
        report = sender.read(csv_of("mother", *rows), as_of=LATER)
        assert Relationship.objects.count() == 1
        assert report.figures("mother") == {"rows": 2, "changed": 2}

    def test_the_same_in_two_rows_is_one_relationship(self, sender):
        rows = [mother_of("M1", "P2", "P1"), mother_of("M2", "P2", "P1")]
        grown = somebody("P2", pers_dob="1980-01-01")
        sender.read(csv_of("person", somebody("P1"), grown), csv_of("mother", *rows))
        assert Relationship.objects.count() == 1

    def test_another_mother_takes_the_place_of_the_one_before(self, sender):
        grown = [somebody(number, pers_dob="1980-01-01") for number in ("P2", "P3")]
        sender.read(csv_of("person", somebody("P1"), *grown), csv_of("mother", mother_of("M1", "P2", "P1")))
        sender.read(csv_of("mother", mother_of("M1", "P3", "P1")), as_of=LATER)
        assert Relationship.objects.get().person == person("P3")

    def test_a_family_is_a_group_and_no_household(self, sender):
        rows = [family_of("F1", "G1", "P1"), family_of("F2", "G1", "P2"), family_of("F3", "G2", "P1")]
        sender.read(people_file("P1", "P2"), csv_of("family", *rows))
        members = HouseholdMember.objects.values_list("household__kind", "person__main_system_id")
        assert sorted(members) == [("family", "P1"), ("family", "P1"), ("family", "P2")]

    def test_whoever_is_of_another_family_now_has_left_the_one_before(self, sender):
        sender.read(people_file("P1", "P2"), csv_of("family", family_of("F1", "G1", "P1"), family_of("F2", "G1", "P2")))
        sender.read(csv_of("family", family_of("F1", "G2", "P1")), as_of=LATER)
        spans = HouseholdMember.objects.filter(person=person("P1")).order_by("pk").values_list("to_date", flat=True)
        assert list(spans) == [date(2014, 7, 8), None]
        assert HouseholdMember.objects.get(person=person("P2")).to_date is None

    def test_an_address_with_its_dates(self, sender):
        row = address_of("A1", "P1", addr_address_start_date="2010-05-01", addr_address_postcode="SL1 1AA")
        sender.read(people_file("P1"), csv_of("address", row))
        one = Address.objects.get()
        assert (one.lines, one.postcode, one.from_date, one.to_date) == (
            "9 Elm Road\nSlough", "SL1 1AA", date(2010, 5, 1), None,
        )  # fmt: skip

    def test_a_page_about_a_child_grows_old_with_a_new_address(self, sender):
        sender.read(people_file("P1"))
        sender.read(csv_of("address", address_of("A1", "P1")), as_of=LATER)
        assert person("P1").version == 2
