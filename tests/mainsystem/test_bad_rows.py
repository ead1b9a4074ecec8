"""A row that cannot be read is left out, a cell that cannot be read is; both are told of by line, column and reason."""

import csv
from io import StringIO

import pytest
from django.db import connection

from mainsystem.models import ImportFile, ImportProblem
from mainsystem.services.importing import note_problems
from mainsystem.services.tables import Problem
from people.models import Address, HouseholdMember, Involvement, Person, Relationship
from tests.acceptance.front import Page
from tests.factories.main_system import COLUMNS, csv_of
from tests.mainsystem.conftest import case, people_file, person, somebody
from tests.mainsystem.test_reading import LATER, address_of, family_of, mother_of

pytestmark = pytest.mark.django_db
GROWN = somebody("P2", pers_dob="1980-01-01")


def csv_rows(answer) -> list[list[str]]:
    return list(csv.reader(StringIO(answer.content.decode())))


def lines_of(text: bytes) -> list[bytes]:
    return text.splitlines(keepends=True)


class TestCells:
    @pytest.mark.parametrize(
        ("column", "cell", "why"),
        [
            ("pers_dob", "yesterday", "No date"),
            ("pers_dob", "30/02/2008", "No date of the calendar"),
            ("pers_dob", "2008-13-01", "No date of the calendar"),
            ("pers_dob", "3/2/08", "No date"),
            ("pers_dob", "2008-02-03 nonsense", "No date"),
            ("pers_dob", "²008-02-03", "No date"),
            ("pers_dob", "1808-02-03", "Too long ago"),
            ("pers_sex", "Qx", "Not one of the codes"),
            ("pers_ethnicity", "White", "Not one of the codes"),
            ("pers_nationality", "x" * 61, "Longer than 60 signs"),
            ("pers_forename", "x" * 100_000, "Longer than 100 signs"),
            ("pers_single_unique_id", "9990000019", "This is no NHS number: two digits may be swapped"),
            ("pers_single_unique_id", "999", "An NHS number has ten digits"),
            ("pers_upn", "A801200001001", "This is no unique pupil number: a sign is wrong"),
            ("pers_death_date", "2008-02-02", "Before the date of birth"),
            ("pers_death_date", "2014-07-08", "In the future"),
        ],
    )
    def test_a_person_is_read_without_it(self, sender, column, cell, why):
        report = sender.read(csv_of("person", somebody("P0"), somebody("P1", **{column: cell})))
        assert report.problems() == [[column, why, "1", "read all the same", "3"]]
        assert report.figures("person") == {"rows": 2, "made": 2, "partly": 1}
        assert cell not in report.page.text
        assert person("P1").family_name == "Hall"

    @pytest.mark.parametrize(
        "written", ["2008-02-03", "2008-02-03T00:00:00", "20080203", "3/2/2008", "03/02/2008 00:00"]
    )
    def test_a_day_may_be_written_in_several_ways(self, sender, written):
        sender.read(people_file("P1", pers_dob=written))
        assert str(person("P1").birth_date) == "2008-02-03"

    def test_a_cell_that_became_unreadable_takes_nothing_back(self, sender):
        sender.read(people_file("P1"))
        sender.read(people_file("P1", pers_dob="?", pers_surname="Moss"), as_of=LATER)
        assert (person("P1").family_name, str(person("P1").birth_date)) == ("Moss", "2008-02-03")

    def test_what_is_wrong_is_told_again_with_every_extract(self, sender):
        files = people_file("P1", pers_dob="?")
        assert sender.read(files).problems() == sender.read(files, as_of=LATER).problems() != []

    def test_a_birth_that_would_come_after_the_death_on_file_is_left_out(self, sender):
        sender.read(people_file("P1", pers_death_date="2010-01-01"))
        report = sender.read(people_file("P1", pers_dob="2012-01-01"), as_of=LATER)
        assert [line[:2] for line in report.problems()] == []
        sender.read(people_file("P2", pers_death_date="2010-01-01"), as_of="9/7/2014 06:00")
        columns = ("pers_person_id", "pers_forename", "pers_surname", "pers_dob")
        later = csv_of("person", somebody("P2", pers_dob="2012-01-01"), columns=columns)
        report = sender.read(later, as_of="10/7/2014 06:00")
        assert [line[:2] for line in report.problems()] == [["pers_dob", "After the date of death that is on file"]]
        assert str(person("P2").birth_date) == "2008-02-03"

    @pytest.mark.parametrize(
        "cell",
        ["{", "[1]", "7", '{"HOUSE": ["9"]}', '{"HOUSE": "\\u0000"}', '{"HOUSE": "\\ud800"}', "[" * 1900, "9" * 1900],
    )
    def test_an_address_that_is_no_json_is_read_by_its_postcode(self, sender, cell):
        row = address_of("A1", "P1", addr_address_json=cell, addr_address_postcode="SL1 1AA")
        report = sender.read(people_file("P1"), csv_of("address", row))
        assert [line[0] for line in report.problems()] == ["addr_address_json"]
        assert (Address.objects.get().lines, Address.objects.get().postcode) == ("", "SL1 1AA")


class TestRows:
    def test_too_many_or_too_few_cells(self, sender):
        first, good, *_ = lines_of(people_file("P1"))
        short, long = b"P2,Ava\r\n", good.replace(b"P1", b"P3").rstrip() + b",more\r\n"
        report = sender.read(first + short + long + good)
        assert report.problems() == [["The whole row", "More or fewer cells than columns", "2", "left out", "2, 3"]]
        assert report.figures("person") == {"rows": 3, "made": 1, "refused": 2}

    def test_the_line_of_a_row_is_where_it_begins(self, sender):
        rows = [somebody("P1", pers_surname="Hall\nMoss"), somebody("P2", pers_sex="?\n?")]
        assert sender.read(csv_of("person", *rows)).problems()[0][-1] == "4"

    def test_a_person_without_a_number(self, sender):
        report = sender.read(csv_of("person", somebody(""), somebody("P" * 49), somebody("P1")))
        assert sorted(line[:2] for line in report.problems()) == [
            ["pers_person_id", "Empty"], ["pers_person_id", "Longer than 48 signs"],
        ]  # fmt: skip
        assert Person.objects.count() == 1

    def test_a_key_that_stands_twice_in_a_file_counts_once(self, sender):
        report = sender.read(csv_of("person", somebody("P1"), somebody("P1", pers_surname="Moss")))
        assert report.problems() == [["The whole row", "The same key stands in a row before", "1", "left out", "3"]]
        assert person("P1").family_name == "Hall"

    def test_also_when_other_rows_were_committed_in_between(self, sender, monkeypatch):
        monkeypatch.setattr("mainsystem.services.importing.PIECE", 1)
        report = sender.read(csv_of("person", somebody("P1"), somebody("P2"), somebody("P1", pers_surname="Moss")))
        assert report.figures("person") == {"rows": 3, "made": 2, "refused": 1}
        assert person("P1").family_name == "Hall"

    def test_a_person_of_whom_nothing_was_read(self, sender):
        files = (
            csv_of("mother", mother_of("M1", "P9", "P1"), mother_of("M2", "P1", "P9")),
            csv_of("family", family_of("F1", "G1", "P9")),
            csv_of("address", address_of("A1", "P9")),
            csv_of("involvement", case("I1", "P9")),
        )
        report = sender.read(people_file("P1"), *files)
        assert {line[0] for line in report.problems()} == {
            "moth_person_id", "moth_childs_person_id", "fami_person_id", "addr_person_id", "invo_person_id",
        }  # fmt: skip
        assert {line[1] for line in report.problems()} == {"Nobody with this number has been read"}
        assert not any(model.objects.exists() for model in (Relationship, HouseholdMember, Address, Involvement))

    def test_who_comes_with_a_later_extract_is_found_then(self, sender):
        sender.read(csv_of("involvement", case("I1", "P1")))
        report = sender.read(people_file("P1"), csv_of("involvement", case("I1", "P1")), as_of=LATER)
        assert report.figures("involvement") == {"rows": 1, "made": 1}

    def test_ten_thousand_bad_rows_are_told_of_in_one_line(self, sender, admin):
        bad = b"".join(b"P%d,Ava\r\n" % number for number in range(10_000))
        report = sender.read(people_file("P1") + bad)
        assert report.problems() == [
            ["The whole row", "More or fewer cells than columns", "10000", "left out", "3, 4, 5, 6, 7 and 9995 more"]
        ]
        assert report.figures("person") == {"rows": 10_001, "made": 1, "refused": 10_000}
        assert ImportProblem.objects.count() == 1000
        *_, last = csv_rows(admin.get(report.page.first("a[href$='problems.csv']")["href"]))
        assert last == ["person", "", "", "More or fewer cells than columns: and 9000 more rows", "left out"]


class TestTheDatabaseItself:
    def test_a_row_that_it_refuses_is_left_out_and_no_other(self, sender, monkeypatch):
        monkeypatch.setattr("mainsystem.services.people._check_death", lambda *_: None)
        rows = [somebody(f"P{number}") for number in range(20)]
        rows[13] |= {"pers_death_date": "2008-02-02"}
        report = sender.read(csv_of("person", *rows))
        assert report.problems() == [["The whole row", "The database does not take it", "1", "left out", "15"]]
        assert report.figures("person") == {"rows": 20, "made": 19, "refused": 1}


class TestAllOfItAsCsv:
    def test_it_names_line_column_and_reason_and_nothing_that_stood_there(self, sender, admin):
        rows = [somebody("P1", pers_forename="Zaphira", pers_dob="Zaphira"), somebody("", pers_forename="Zaphira")]
        report = sender.read(csv_of("person", *rows))
        address = report.page.first("a[href$='problems.csv']")["href"]
        answer = admin.get(address)
        text = answer.content.decode()
        assert csv_rows(answer) == [
            ["table", "line", "column", "reason", "row"],
            ["person", "2", "pers_dob", "No date", "read"],
            ["person", "3", "pers_person_id", "Empty", "left out"],
        ]
        assert answer["Content-Type"].startswith("text/csv")
        assert "Zaphira" not in report.page.text + text

    def test_the_report_costs_the_same_however_much_was_wrong(self, sender, admin, django_assert_num_queries):
        few = sender.read(people_file("P1", pers_sex="?"))
        many = sender.read(b"".join([people_file("P1"), *(b"x\r\n" for _ in range(500))]), as_of=LATER)
        addresses = [few.page.address, many.page.address]
        assert ImportProblem.objects.count() == 501
        for address in addresses:
            with django_assert_num_queries(7):
                admin.get(address)

    def test_a_report_that_is_asked_for_while_a_piece_is_committed_tells_of_one_moment(self, sender, admin):
        address = sender.read(people_file("P1", pers_sex="?")).page.address
        file = ImportFile.objects.get()
        piece = [("pers_dob", "No date"), ("pers_sex", "No date"), ("pers_sex", "Not one of the codes")]

        def committed_meanwhile(execute, sql, *asked):
            answer = execute(sql, *asked)
            if "mainsystem_importproblem" in sql and piece:
                new, piece[:] = [Problem(*each) for each in piece], []
                note_problems(file, [(3, each) for each in new])
            return answer

        with connection.execute_wrapper(committed_meanwhile):
            page = Page(admin.get(address), address)
        assert [row["data-problem"] for row in page.all("[data-problem]")] == ["pers_sex"]
        assert "more" not in page.first("[data-problem=pers_sex]").get_text()


def test_every_row_is_counted_once(sender):
    rows = [somebody("P1"), somebody("P1"), somebody("P2", pers_sex="?"), somebody("")]
    sender.read(csv_of("person", *rows))
    file = ImportFile.objects.get()
    assert (file.made, file.changed, file.same, file.refused, file.partly, file.rows) == (2, 0, 0, 2, 1, 4)
    assert len(COLUMNS["person"]) == 13
