"""An import that was killed half-way and started again gives the same as one that was not; two at once do no harm."""

import os
import subprocess
import sys
from contextlib import closing, contextmanager
from threading import Barrier, Thread
from time import monotonic
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.conf import settings as settings_now
from django.core.files.base import ContentFile
from django.db import connection, connections
from django.utils import timezone

from mainsystem.models import Import, ImportFile
from mainsystem.services.files import Refused, begin, tables_in
from mainsystem.services.importing import read_on
from stack.paths import CHECKOUT
from tests.database import empty_tables, owner_connection
from tests.factories.main_system import csv_of, extract, write
from tests.mainsystem.conftest import NOW, people_file
from tests.mainsystem.contents import all_of_it
from tests.waiting import wait_for

AS_OF = "7/7/2014 06:00"
SLOW = 90
HELD = "SELECT 1 FROM pg_locks WHERE relation = 'people_address'::regclass AND NOT granted"


class Killed(Exception):
    """What a kill is like for the code that it meets."""


@pytest.fixture
def small(monkeypatch):
    """A few rows are committed together, so that a small extract has many pieces."""
    monkeypatch.setattr("mainsystem.services.importing.PIECE", 4)


def begun(files: dict[str, bytes], key=None) -> Import:
    """An import of these files."""
    named = [ContentFile(content, name=f"{table}.csv") for table, content in files.items()]
    return begin(tables_in(named), NOW, None, timezone.now(), key)


def with_faults(people: int) -> dict[str, bytes]:
    """An extract with some of everything that can be wrong in it."""
    files = extract(people)
    files["person"] += b"P1,again,Hall,,,,,,,,,,\r\nP900,Ava,Hall,soon,,,,,,,,,\r\nshort\r\n"
    files["mother"] += b"M900,P2,P1\r\nM901,P2,P2\r\n"
    files["identifier"] += b"L900,P2,NHS Number,999,,\r\nL901,P2,Former Unique Pupil Number,H801200001001,,\r\n"
    files["disability"] += b"D900,P2,LD\r\nD901,P2,XX\r\n"
    files["involvement"] += b"I900,P2,New Team,,,2014-01-02,2014-01-01\r\nI901,P777,New Team,,,2014-01-02,\r\n"
    return files


@contextmanager
def killed_at(number: int):
    """The `number`th statement from now on is never answered."""
    count = 0

    def wrapper(execute, *asked):
        nonlocal count
        count += 1
        if count == number:
            raise Killed
        return execute(*asked)

    with connection.execute_wrapper(wrapper):
        yield


def read_to_the_end():
    """Read whatever is under way."""
    while read_on(timezone.now()):
        pass


@pytest.mark.django_db
def test_killed_at_every_statement_of_every_piece_it_gives_the_same(small):
    begun(with_faults(7))
    number, kills = 1, 0
    while Import.objects.filter(finished_at=None).exists():
        try:
            with killed_at(number):
                read_on(timezone.now())
            number = 1
        except Killed:
            number, kills = number + 1, kills + 1
    killed = all_of_it()
    assert kills > 200
    undone()
    begun(with_faults(7))
    read_to_the_end()
    assert all_of_it() == killed


def undone():
    """Everything from before is gone."""
    connection.check_constraints()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            if table.startswith(("mainsystem_", "people_")) and table != "people_person":
                cursor.execute(f'DELETE FROM "{table}"')
        cursor.execute("DELETE FROM people_person")


class Job:
    """The nightly job as a process of its own."""

    def __init__(self, folder, stored):
        self.folder = folder
        url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
        self.environment = os.environ | {"DATABASE_URL": url, "FILES": str(stored)}

    def start(self):
        """Begin to read, or go on."""
        command = [sys.executable, "manage.py", "import_main_system", str(self.folder), "--as-of", AS_OF]
        return subprocess.Popen(command, cwd=CHECKOUT, env=self.environment, stdout=subprocess.DEVNULL)

    def run(self):
        """Read to the end."""
        assert self.start().wait(SLOW) == 0


@contextmanager
def nobody_writes_addresses():
    """Whoever comes to write an address waits."""
    with closing(owner_connection()) as owner:
        owner.cursor().execute("LOCK TABLE people_address IN SHARE MODE")
        yield
        owner.rollback()


def somebody_waits() -> bool:
    with closing(owner_connection()) as owner, owner.cursor() as cursor:
        cursor.execute(HELD)
        return cursor.fetchone() is not None


@pytest.mark.django_db(transaction=True)
def test_a_process_that_was_killed_is_followed_by_one_that_goes_on(tmp_path, stored):
    write(tmp_path / "extract", with_faults(60))
    job = Job(tmp_path / "extract", settings_now.STORAGES["default"]["OPTIONS"]["location"])
    with nobody_writes_addresses():
        process = job.start()
        wait_for(somebody_waits, SLOW)
        process.kill()
        process.wait(SLOW)
    assert Import.objects.get().state == "reading"
    assert ImportFile.objects.get(table="family").percent == 100
    assert ImportFile.objects.get(table="address").offset == 0
    job.run()
    killed = all_of_it()
    assert Import.objects.get().state == "done"
    empty_tables()
    job.run()
    assert all_of_it() == killed


def at_once(*calls) -> list:
    """What each of these gives, all of them begun together."""
    barrier, found = Barrier(len(calls)), [None] * len(calls)

    def run(place, call):
        barrier.wait()
        try:
            found[place] = call()
        except Refused as refusal:
            found[place] = refusal
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=each) for each in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_read_every_row_once(small):
    begun(with_faults(12))
    at_once(read_to_the_end, read_to_the_end, read_to_the_end)
    together = all_of_it()
    assert ImportFile.objects.get(table="person").rows == 15
    empty_tables()
    begun(with_faults(12))
    read_to_the_end()
    assert all_of_it() == together


@pytest.mark.django_db(transaction=True)
def test_of_two_imports_at_once_one_begins_and_the_other_is_told_so(small):
    found = at_once(*[lambda number=number: begun({"person": people_file(f"P{number}")}) for number in range(3)])
    assert sorted(type(each).__name__ for each in found) == ["Import", "Refused", "Refused"]
    assert Import.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_are_one_import():
    key = uuid4()
    found = at_once(*[lambda: begun({"person": people_file("P1")}, key)] * 3)
    assert {each.pk for each in found} == {Import.objects.get().pk}


@pytest.mark.django_db
def test_five_thousand_people_with_their_families_are_read_in_less_than_a_minute():
    files, began = extract(5000), monotonic()
    begun(files)
    read_to_the_end()
    assert monotonic() - began < 60
    assert {(file.table, file.refused, file.partly) for file in ImportFile.objects.all()} == {
        (table, 0, 0) for table in files
    }
    assert ImportFile.objects.get(table="person").made == 5000


@pytest.mark.django_db
def test_each_piece_asks_as_much_for_a_hundred_rows_as_for_a_thousand(monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr("mainsystem.services.importing.PIECE", 10_000)
    asked = set()
    for count in (100, 1000):
        rows = [{"pers_person_id": f"Q{count}-{number}", "pers_surname": "Hall"} for number in range(count)]
        begun({"person": csv_of("person", *rows)})
        with django_assert_max_num_queries(30) as counted:
            read_on(timezone.now())
        read_to_the_end()
        asked.add(len(counted))
    assert len(asked) == 1
