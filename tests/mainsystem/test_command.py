"""`manage.py import_main_system FOLDER`: the same for a nightly job, which says what was wrong and where."""

from datetime import UTC, datetime
from io import StringIO
from os import utime

import pytest
from django.core.management import CommandError, call_command

from mainsystem.models import Import
from mainsystem.services.importing import read_on
from people.models import Person
from tests.factories.main_system import csv_of, extract, write
from tests.mainsystem.conftest import people_file, person, somebody

pytestmark = pytest.mark.django_db
AS_OF = "7/7/2014 06:00"


@pytest.fixture
def folder(tmp_path):
    """An extract of one person."""
    there = tmp_path / "extract"
    write(there, {"person": people_file("P1")})
    return there


def run(folder, **options) -> str:
    """What the command prints."""
    said = StringIO()
    call_command("import_main_system", folder, stdout=said, **options)
    return said.getvalue()


def test_it_reads_every_file_of_the_folder_and_says_what_came_of_it(folder):
    write(folder, extract(30))
    said = run(folder, as_of=AS_OF)
    assert "As of Mon 7 Jul 2014 06:00:" in said
    assert "People: 30 rows, 30 new, 0 changed, 0 as before, 0 left out, 0 read in part" in said
    assert Person.objects.count() == 30


def test_it_says_what_was_wrong_by_column_reason_and_line_and_nothing_that_stood_there(folder):
    write(folder, {"person": csv_of("person", somebody("P1", pers_dob="Zaphira"), somebody("", pers_sex="F"))})
    said = run(folder, as_of=AS_OF)
    assert "  pers_dob: No date: 1, read all the same (line 2)" in said
    assert "  pers_person_id: Empty: 1, left out (line 3)" in said
    assert "Zaphira" not in said


def test_without_a_moment_the_extract_is_as_old_as_its_newest_file(folder):
    moment = datetime(2014, 7, 7, 5, 0, tzinfo=UTC)
    utime(folder / "ssd_person.csv", (moment.timestamp(), moment.timestamp()))
    run(folder)
    assert Import.objects.get().as_of == moment


def test_nobody_started_it(folder):
    run(folder, as_of=AS_OF)
    assert Import.objects.get().started_by is None


def test_killed_half_way_it_goes_on_with_the_same_files(folder, monkeypatch):
    write(folder, {"person": people_file("P1", "P2", "P3")})
    monkeypatch.setattr("mainsystem.services.importing.PIECE", 1)
    pieces = iter([True])

    def killed(now):
        if next(pieces, None) is None:
            raise KeyboardInterrupt
        return read_on(now)

    with monkeypatch.context() as patch:
        patch.setattr("mainsystem.management.commands.import_main_system.read_on", killed)
        with pytest.raises(KeyboardInterrupt):
            run(folder, as_of=AS_OF)
    assert Person.objects.count() == 1
    assert "3 rows, 3 new" in run(folder, as_of=AS_OF)
    assert Import.objects.count() == 1


@pytest.mark.parametrize(
    ("as_of", "why"), [("tomorrow", "--as-of: Write a day and a time"), ("1/1/2999 06:00", "in the future")]
)
def test_a_moment_that_cannot_be_is_refused(folder, as_of, why):
    with pytest.raises(CommandError, match=why):
        run(folder, as_of=as_of)


def test_a_folder_without_files_is_refused(tmp_path):
    with pytest.raises(CommandError, match="no CSV file"):
        run(tmp_path)


def test_a_bad_file_is_named_and_nothing_begun(folder):
    (folder / "other.csv").write_bytes(b"x,y\n1,2\n")
    with pytest.raises(CommandError, match="^other.csv: Its columns are of no table"):
        run(folder, as_of=AS_OF)
    assert not Import.objects.exists()


def test_it_waits_for_nobody_elses_import(folder, sender):
    sender.send(people_file("P9"))
    with pytest.raises(CommandError, match="Another import is still being read"):
        run(folder, as_of=AS_OF)


def test_with_the_same_files_as_one_that_was_sent_in_it_goes_on_with_that_one(folder, sender):
    begun = sender.send(people_file("P1"), as_of=AS_OF)
    run(folder, as_of=AS_OF)
    assert sender.report(begun.response.url).state == "done"
    assert person("P1").full_name == "Ava Hall"
