"""Linked identifiers and disabilities: rows of their own that are about a person."""

import pytest

from audit.models import Event
from mainsystem.models import Import
from people.services.people import change_person
from tests.factories.main_system import csv_of
from tests.mainsystem.conftest import NOW, people_file, person

pytestmark = pytest.mark.django_db
LATER, STILL_LATER = "8/7/2014 06:00", "9/7/2014 06:00"
UPN, OTHER_UPN = "H801200001001", "X801200001002"
NHS = "9990000018"


def number_of(key, kind, value, ended="", of="P1"):
    return {
        "link_table_id": key,
        "link_person_id": of,
        "link_identifier_type": kind,
        "link_identifier_value": value,
        "link_valid_to_date": ended,
    }


def numbers(*rows):
    return csv_of("identifier", *rows)


def disabled(*rows):
    named = [dict(zip(("disa_table_id", "disa_person_id", "disa_disability_code"), row, strict=True)) for row in rows]
    return csv_of("disability", *named)


class TestNumbers:
    @pytest.mark.parametrize(
        ("kind", "value", "ended", "name", "found"),
        [
            ("NHS Number", "999 000 0018", "", "nhs_number", NHS),
            ("Unique Pupil Number", UPN.lower(), "", "upn", UPN),
            ("Unique Pupil Number", UPN, "2014-07-08", "upn", UPN),
            ("Unique Pupil Number", UPN, "2014-07-07", "former_upn", UPN),
            ("Former Unique Pupil Number", UPN, "", "former_upn", UPN),
            ("former unique  pupil number", UPN, "2010-01-01", "former_upn", UPN),
        ],
    )
    def test_a_number_is_on_file_as_what_it_is(self, sender, kind, value, ended, name, found):
        report = sender.read(people_file("P1"), numbers(number_of("L1", kind, value, ended)))
        assert report.figures("identifier") == {"rows": 1, "made": 1}
        said = {each: getattr(person("P1"), each) for each in ("nhs_number", "upn", "former_upn")}
        assert said == {"nhs_number": "", "upn": "", "former_upn": "", name: found}

    def test_a_pupil_number_whose_time_has_passed_meanwhile_is_a_former_one(self, sender):
        rows = numbers(number_of("L1", "Unique Pupil Number", UPN, ended="2014-07-08"))
        sender.read(people_file("P1"), rows)
        assert person("P1").former_upn == ""
        sender.read(rows, as_of=LATER)
        assert person("P1").former_upn == UPN

    @pytest.mark.parametrize(
        ("kind", "value", "why"),
        [
            ("NHS Number", "9990000019", "This is no NHS number: two digits may be swapped"),
            ("Unique Pupil Number", "A801200001001", "This is no unique pupil number: a sign is wrong"),
            ("Former Unique Pupil Number", "", "Empty"),
        ],
    )
    def test_one_that_cannot_be_is_left_out(self, sender, kind, value, why):
        report = sender.read(people_file("P1"), numbers(number_of("L1", kind, value)))
        assert report.problems() == [["link_identifier_value", why, "1", "left out", "2"]]

    def test_one_that_has_no_place_here_is_passed_over(self, sender):
        rows = [number_of("L1", "Case Number", "C 1"), number_of("L2", "NHS Number", NHS, ended="2014-01-01")]
        report = sender.read(people_file("P1"), numbers(*rows))
        assert (report.figures("identifier"), report.problems()) == ({"rows": 2, "same": 2}, [])
        assert (person("P1").nhs_number, person("P1").version) == ("", 1)

    def test_a_pupil_number_ends_the_reason_why_there_is_none(self, sender):
        sender.read(people_file("P1", pers_upn_unknown="UN4"))
        sender.read(numbers(number_of("L1", "Unique Pupil Number", UPN)), as_of=LATER)
        assert (person("P1").upn, person("P1").upn_unknown) == (UPN, "")

    def test_another_one_that_is_on_file_stands_and_is_told_of_each_time(self, sender):
        sender.read(people_file("P1", pers_upn=UPN))
        rows = numbers(number_of("L1", "Unique Pupil Number", OTHER_UPN))
        told = [["link_identifier_value", "Another number is on file", "1", "read all the same", "2"]]
        assert sender.read(rows, as_of=LATER).problems() == told
        assert sender.read(rows, as_of=STILL_LATER).problems() == told
        assert person("P1").upn == UPN

    def test_what_the_row_gave_before_is_replaced_by_what_it_says_now(self, sender):
        sender.read(people_file("P1"), numbers(number_of("L1", "Former Unique Pupil Number", UPN)))
        sender.read(numbers(number_of("L1", "Former Unique Pupil Number", OTHER_UPN)), as_of=LATER)
        assert person("P1").former_upn == OTHER_UPN

    def test_a_number_that_the_front_door_took_out_stays_out(self, sender):
        rows = numbers(number_of("L1", "NHS Number", NHS))
        sender.read(people_file("P1"), rows)
        change_person(person("P1"), None, NOW, nhs_number="")
        assert sender.read(rows, as_of=LATER).figures("identifier") == {"rows": 1, "same": 1}
        assert person("P1").nhs_number == ""

    def test_several_of_one_person_are_one_change_with_history(self, sender):
        sender.read(people_file("P1"))
        rows = [number_of("L1", "NHS Number", NHS), number_of("L2", "Unique Pupil Number", UPN)]
        sender.read(numbers(*rows), as_of=LATER)
        last = person("P1").history.order_by("-history_id").first()
        assert (last.version, last.nhs_number, last.upn) == (2, NHS, UPN)
        assert last.history_change_reason == Event.about(Import.objects.first()).get().pk


class TestDisabilities:
    def test_each_is_on_file_whatever_stood_there(self, sender):
        sender.read(people_file("P1", "P2"), disabled(("D1", "P1", "VIS"), ("D2", "P1", "ld"), ("D3", "P2", "NONE")))
        assert (person("P1").disabilities, person("P2").disabilities) == (["LD", "VIS"], ["NONE"])
        sender.read(disabled(("D4", "P1", "AUT"), ("D5", "P2", "AUT")), as_of=LATER)
        assert (person("P1").disabilities, person("P2").disabilities) == (["LD", "VIS", "AUT"], ["AUT"])
        assert person("P1").version == 3

    def test_one_that_is_another_now_takes_the_place_of_the_one_before(self, sender):
        sender.read(people_file("P1"), disabled(("D1", "P1", "VIS"), ("D2", "P1", "LD")))
        sender.read(disabled(("D1", "P1", "HEAR"), ("D2", "P1", "LD")), as_of=LATER)
        assert person("P1").disabilities == ["LD", "HEAR"]

    def test_that_there_is_none_does_not_stand_beside_one(self, sender):
        report = sender.read(people_file("P1"), disabled(("D1", "P1", "LD"), ("D2", "P1", "NONE")))
        why = "Another disability is on file"
        assert report.problems() == [["disa_disability_code", why, "1", "read all the same", "3"]]
        assert person("P1").disabilities == ["LD"]

    @pytest.mark.parametrize(("code", "why"), [("XX", "Not one of the codes"), ("", "Empty")])
    def test_one_that_is_no_code_is_left_out(self, sender, code, why):
        report = sender.read(people_file("P1"), disabled(("D1", "P1", code)))
        assert report.problems() == [["disa_disability_code", why, "1", "left out", "2"]]


def test_of_whom_nothing_was_read(sender):
    report = sender.read(
        people_file("P1"), numbers(number_of("L1", "NHS Number", NHS, of="P9")), disabled(("D1", "P9", "LD"))
    )
    assert {line[1] for line in report.problems()} == {"Nobody with this number has been read"}
    assert {line[0] for line in report.problems()} == {"link_person_id", "disa_person_id"}
