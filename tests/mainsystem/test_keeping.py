"""Files are kept privately for thirty days; one that belongs to no import goes after a day."""

import os
import stat
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError
from django.utils import timezone

from mainsystem.models import ImportedRow, ImportFile, ImportProblem
from mainsystem.services.files import Refused, begin, let_go, tables_in
from mainsystem.tasks import forget_files
from tests.mainsystem.conftest import NOW, people_file

pytestmark = pytest.mark.django_db


def names(stored) -> set[str]:
    return {path.name for path in stored.iterdir()} if stored.exists() else set()


def test_a_file_is_kept_under_the_hash_of_its_content_for_the_application_alone(sender, stored):
    sender.send(people_file("P1"))
    (file,) = stored.iterdir()
    assert len(file.stem) == 64
    assert file.read_bytes() == people_file("P1")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(stored.stat().st_mode) == 0o700


def test_after_thirty_days_the_file_and_the_lines_go_and_the_figures_stay(sender, stored):
    address = sender.read(people_file("P1", pers_sex="?")).page.address
    let_go(timezone.now() + timedelta(days=29))
    assert (len(names(stored)), ImportProblem.objects.count()) == (1, 1)
    let_go(timezone.now() + timedelta(days=31))
    assert (names(stored), ImportProblem.objects.count()) == (set(), 0)
    assert ImportFile.objects.get().stored == ""
    assert sender.report(address).figures("person") == {"rows": 1, "made": 1, "partly": 1}
    assert ImportedRow.objects.exists()


def test_a_file_that_is_still_being_read_stays_however_long_that_takes(sender, stored):
    sender.send(people_file("P1"))
    let_go(timezone.now() + timedelta(days=99))
    assert len(names(stored)) == 1


def test_a_file_that_belongs_to_no_import_goes_after_a_day(sender, stored):
    sender.send(people_file("P1"))
    kept = names(stored)
    (stored / "left.csv").write_bytes(people_file("P2"))
    forget_files()
    assert len(names(stored)) == 2
    yesterday = timezone.now().timestamp() - 25 * 3600
    for path in stored.iterdir():
        os.utime(path, (yesterday, yesterday))
    forget_files()
    assert names(stored) == kept


def test_of_an_upload_that_is_refused_nothing_is_kept(sender, stored):
    sender.send(people_file("P1"))
    kept = names(stored)
    assert sender.send(people_file("P2")).status == 422
    assert names(stored) == kept


@pytest.mark.parametrize("error", [IntegrityError, OSError])
def test_nor_of_one_that_cannot_begin_once_it_is_stored(stored, monkeypatch, error):
    def fails(*args):
        raise error

    monkeypatch.setattr(ImportFile.objects, "bulk_create", fails)
    files = tables_in([ContentFile(people_file("P1"), name="1.csv")])
    with pytest.raises((Refused, OSError)):
        begin(files, NOW, None, NOW)
    assert names(stored) == set()


def test_where_nothing_was_ever_sent_in_there_is_nothing_to_let_go(db):
    forget_files()
