"""A file that cannot be read is refused as a whole, in words, and nothing of the others is begun."""

import pytest

from mainsystem.models import Import
from people.models import Person
from tests.factories.main_system import COLUMNS, csv_of
from tests.mainsystem.conftest import people_file, person, somebody

pytestmark = pytest.mark.django_db
HEAD = (",".join(COLUMNS["person"]) + "\r\n").encode()
ROW = b"P1,Ava,Hall,2008-02-03,,,,,,,,,\r\n"
FILES = {
    "empty": (b"", "It is empty"),
    "blank": (b"\r\n\r\n", "Its first line is empty"),
    "only columns": (HEAD, "columns and no rows"),
    "Latin-1": (HEAD + "P1,Zoë,Hall,,,,,,,,,,\r\n".encode("latin-1"), "Line 2 is not in UTF-8"),
    "UTF-16": ((HEAD + ROW).decode().encode("utf-16"), "not in UTF-8"),
    "a spreadsheet": (b"PK\x03\x04\x14\x00\x06\x00\x08\x00" * 9, "is it really a CSV file"),
    "NULs": (HEAD + ROW.replace(b"Ava", b"A\0a"), "Line 2 holds signs that are no text"),
    "no table of ours": (b"cinp_cin_plan_id,cinp_person_id\r\n1,P1\r\n", "of no table that is read here"),
    "no columns": (b"P1,Ava,Hall\r\nP2,Ben,Hall\r\n", "of no table that is read here"),
    "a missing column": (HEAD.replace(b"pers_dob,", b"") + ROW, "It lacks the column pers_dob."),
    "missing columns": (b"pers_person_id\r\nP1\r\n", "It lacks the columns pers_forename, pers_surname, pers_dob."),
    "a column twice": (HEAD.replace(b"pers_sex", b"pers_dob") + ROW, "Two of its columns have the same name"),
    "semicolons": ((HEAD + ROW).replace(b",", b";"), "parted by semicolons"),
    "an unclosed quote": (HEAD + ROW + b'P2,"Ava,Hall,,,,,,,,,,\r\n' + ROW, "Line 3: a quotation mark is missing"),
    "a quote in a word": (HEAD + b'P2,"Ava"x,Hall,,,,,,,,,,\r\n', "Line 2: a quotation mark is missing or too many"),
    "a cell without end": (HEAD + b"P2," + b"A" * 200_000 + b",,,,,,,,,,,\r\n", "a cell is far too long"),
    "no line ends": (HEAD + b"A" * 2_000_000, "Line 2 is far too long"),
    "old line ends": ((HEAD + ROW).replace(b"\r\n", b"\r"), "cannot be read as the names of columns"),
}
GOOD = {
    "CRLF": HEAD + ROW,
    "LF": (HEAD + ROW).replace(b"\r\n", b"\n"),
    "no end of the last line": HEAD + ROW.rstrip(),
    "a BOM": b"\xef\xbb\xbf" + HEAD + ROW,
    "blank lines": HEAD + b"\r\n" + ROW + b"\r\n\r\n",
    "capitals and blanks in the columns": HEAD.upper().replace(b",", b" , ") + ROW,
    "columns in another order, and more of them": b"pers_legacy_id,pers_dob,pers_surname,pers_forename,pers_person_id\n"
    b"X,2008-02-03,Hall,Ava,P1\n",
    "quotes": HEAD + b'"P1","Ava","Hall","2008-02-03","","","","","","","","",""\r\n',
    "NULL for nothing": HEAD + ROW.replace(b",,", b",NULL,").replace(b",,", b",NULL,"),
}


@pytest.mark.parametrize("case", FILES)
def test_it_is_refused_by_name_with_the_reason(sender, stored, case):
    content, why = FILES[case]
    page = sender.send(people_file("P9"), content)
    assert page.status == 422
    said = page.first("[data-error-for=files]").get_text()
    assert why in said
    assert "2.csv: " in said
    assert not Import.objects.exists()
    assert not stored.exists()


def test_two_files_of_one_table_are_refused(sender):
    page = sender.send(people_file("P1"), people_file("P2"))
    assert "2.csv: there is a file of people already" in page.refusal
    assert not Import.objects.exists()


def test_without_a_file_nothing_begins(sender):
    page = sender.send()
    assert page.status == 422
    assert "files" in page.refusal


def test_an_extract_of_tomorrow_is_refused(sender):
    assert "This is in the future" in sender.send(people_file("P1"), as_of="1/1/2999 06:00").refusal


def test_an_extract_older_than_one_that_was_read_is_refused(sender):
    sender.read(people_file("P1"), as_of="7/7/2014 06:00")
    page = sender.send(people_file("P1", pers_surname="Moss"), as_of="7/7/2014 05:59")
    assert "A newer extract has been read already, of Mon 7 Jul 2014 06:00." in page.refusal
    assert sender.read(people_file("P1"), as_of="7/7/2014 06:00").state == "done"


@pytest.mark.parametrize("case", GOOD)
def test_whatever_is_good_csv_is_read(sender, case):
    report = sender.read(GOOD[case])
    assert report.figures("person") == {"rows": 1, "made": 1}
    assert (person("P1").full_name, str(person("P1").birth_date)) == ("Ava Hall", "2008-02-03")


def test_a_cell_may_hold_lines_commas_quotes_and_any_letters(sender):
    sender.read(csv_of("person", somebody("P1", pers_surname='O’Neil, "Zoë"\nŁukasz'), somebody("P2")))
    assert person("P1").family_name == 'O’Neil, "Zoë" Łukasz'
    assert Person.objects.count() == 2


def test_somebody_may_be_called_null(sender):
    sender.read(people_file("P1", pers_surname="Null"))
    assert person("P1").family_name == "Null"
