"""/main-system/: who may send extracts in, twice by accident or two at once, and how the reading is watched."""

from uuid import uuid4

import pytest

from correspondence.models import Outbox
from directory.roles import Role
from mainsystem.models import Import
from mainsystem.tasks import read_imports
from people.models import Person
from tests.acceptance.front import Page
from tests.factories.cast import make_user, signed_in
from tests.factories.main_system import csv_of
from tests.mainsystem.conftest import people_file, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(monkeypatch):
    """Rows are committed one by one."""
    monkeypatch.setattr("mainsystem.services.importing.PIECE", 1)


@pytest.fixture
def a_step(small, monkeypatch):
    """`a_step()`: the worker commits one row."""
    monkeypatch.setattr("mainsystem.tasks.LONGEST_RUN", 0.0)
    return read_imports


class TestTwice:
    def test_the_second_click_leads_to_what_the_first_began(self, sender):
        key = uuid4()
        first, second = (sender.send(people_file("P1"), key=key) for _ in range(2))
        assert first.response.url == second.response.url
        assert Import.objects.count() == 1

    def test_also_when_it_has_been_read_meanwhile(self, sender):
        key = uuid4()
        read = sender.read(people_file("P1"), key=key)
        assert sender.send(people_file("P1"), key=key).response.url == read.page.address

    def test_another_one_waits_until_the_first_is_over(self, sender):
        begun = sender.send(people_file("P1"))
        page = sender.send(people_file("P2"))
        assert page.status == 422
        assert "Another import is still being read" in page.refusal
        read_imports()
        assert sender.report(begun.response.url).state == "done"
        assert sender.send(people_file("P2")).status == 302

    def test_every_form_has_a_number_of_its_own(self, admin):
        keys = {Page(admin.get("/main-system/"), "/main-system/").first("[name=key]")["value"] for _ in range(2)}
        assert len(keys) == 2


def test_a_file_too_large_for_the_memory_is_taken_in_the_same_way(sender, settings, stored):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    assert sender.read(people_file("P1", "P2")).figures("person") == {"rows": 2, "made": 2}
    (file,) = stored.iterdir()
    assert file.read_bytes() == people_file("P1", "P2")


class TestWatching:
    def test_the_page_says_how_far_each_file_has_come_and_asks_for_itself_again(self, sender, a_step):
        begun = sender.send(csv_of("person", somebody("P1"), somebody("P2"))).response.url
        assert sender.report(begun).state == "waiting"
        a_step()
        report = sender.report(begun)
        assert (report.state, report.under_way) == ("reading", True)
        bar = report.page.first("[data-table=person] progress")
        assert 0 < int(bar["value"]) < 100
        assert bar.get_text() == f"{bar['value']}%"
        assert report.page.first("noscript meta[http-equiv=refresh]") is not None
        a_step()
        a_step()
        assert (sender.report(begun).state, sender.report(begun).under_way) == ("done", False)

    def test_what_a_script_fetches_is_the_fragment_alone(self, sender, admin):
        begun = sender.send(people_file("P1")).response.url
        text = admin.get(begun, headers={"HX-Request": "true", "X-Poll": "1"}).content.decode()
        assert "<html" not in text
        assert 'id="import"' in text

    def test_the_list_names_the_last_ones(self, sender, admin):
        sender.read(people_file("P1", "P2"))
        row = Page(admin.get("/main-system/"), "/main-system/").first("[data-import]")
        assert row["data-state"] == "done"
        assert "Ada" in row.get_text()


class TestStopping:
    def test_what_was_read_stays_and_an_import_of_the_same_files_finds_it_as_before(self, sender, a_step, admin):
        file = csv_of("person", somebody("P1"), somebody("P2"))
        begun = sender.send(file).response.url
        a_step()
        stopped = Page(admin.post(f"{begun}stop/", follow=True), begun)
        assert "What had been read stays: send the files in again for the rest." in stopped.text
        a_step()
        assert (sender.report(begun).state, Person.objects.count()) == ("stopped", 1)
        assert sender.read(file).figures("person") == {"rows": 2, "made": 1, "same": 1}

    def test_an_older_extract_is_refused_once_anything_of_it_was_read(self, sender, a_step, admin):
        begun = sender.send(csv_of("person", somebody("P1"), somebody("P2")), as_of="8/7/2014 06:00").response.url
        a_step()
        admin.post(f"{begun}stop/")
        older = sender.send(people_file("P1", pers_surname="Moss"), as_of="7/7/2014 06:00")
        assert older.status == 422
        assert "of Tue 8 Jul 2014 06:00, was read in part before it was stopped. Send that one again" in older.refusal
        assert sender.send(people_file("P1"), as_of="8/7/2014 06:00").status == 302

    def test_one_of_which_nothing_was_read_stands_in_the_way_of_none(self, sender, admin):
        begun = sender.send(people_file("P1"), as_of="8/7/2014 06:00").response.url
        admin.post(f"{begun}stop/")
        assert sender.read(people_file("P1"), as_of="7/7/2014 06:00").state == "done"

    def test_one_that_is_over_stays_so(self, sender, admin):
        done = sender.read(people_file("P1"))
        admin.post(f"{done.page.address}stop/")
        assert sender.report(done.page.address).state == "done"

    def test_one_whose_file_has_gone_stops_by_itself_and_says_why(self, sender, stored):
        begun = sender.send(people_file("P1")).response.url
        (file,) = stored.iterdir()
        file.unlink()
        read_imports()
        report = sender.report(begun)
        assert report.state == "stopped"
        assert report.problems()[0][1] == "The file is no longer there: send it again."
        assert sender.read(people_file("P1")).state == "done"

    def test_when_one_stops_by_itself_the_administrators_alone_are_told(self, sender, stored, ada, cast, reads):
        begun = sender.send(people_file("P1")).response.url
        for file in stored.iterdir():
            file.unlink()
        read_imports()
        notices = reads(ada, "/notices/").all("[data-notice=import_stopped] a")
        assert [notice["href"] for notice in notices] == [begun]
        assert "The file is no longer there: send it again." in notices[0].text
        assert list(Outbox.objects.values_list("to", flat=True)) == [ada.email]
        assert not reads(cast.dana, "/notices/").first("[data-notice=import_stopped]")

    def test_when_somebody_stops_it_nobody_needs_telling(self, sender, admin):
        admin.post(f"{sender.send(people_file('P1')).response.url}stop/")
        assert not Outbox.objects.exists()

    def test_one_whose_file_is_not_what_it_was_stops_as_well(self, sender, stored):
        begun = sender.send(people_file("P1")).response.url
        (file,) = stored.iterdir()
        file.write_bytes(file.read_bytes().replace(b"Ava", b"\xffva"))
        read_imports()
        assert sender.report(begun).state == "stopped"
        assert not Person.objects.exists()


class TestWhoMay:
    @pytest.mark.parametrize("role", [role for role in Role if role != Role.SYSTEM_ADMIN])
    def test_for_everybody_but_an_administrator_there_is_no_such_page(self, sender, role):
        address = sender.read(people_file("P1", pers_sex="?")).page.address
        other = signed_in(make_user("Other", role))
        for each in ("/main-system/", address, f"{address}problems.csv"):
            assert other.get(each).status_code == 404
        assert other.post("/main-system/", {"files": []}).status_code == 404
        assert other.post(f"{address}stop/").status_code == 404

    def test_an_administrator_is_led_there_by_the_header(self, admin):
        assert "/main-system/" in [link["href"] for link in Page(admin.get("/users/"), "/users/").all(".top a")]

    def test_a_link_stops_nothing(self, sender, admin):
        begun = sender.send(people_file("P1")).response.url
        assert admin.get(f"{begun}stop/").status_code == 405
        assert sender.report(begun).under_way
