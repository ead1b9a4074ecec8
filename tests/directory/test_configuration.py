"""Opening hours and duty numbers, and how the profile's get into the database."""

from datetime import UTC, date, datetime, time

import pytest
import time_machine
from django.core import checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.utils.text import capfirst

from audit.models import Event
from directory import profile
from directory.models import DirectoryEntry, OfficeHours, Team
from directory.roles import Role
from tests.factories.cast import make_user, signed_in

HOURS = {"calendar": "office", "weekday": 5, "opens": "10:00", "closes": "12:00", "starts_on": "", "ends_on": ""}
ENTRY = {"name": "Duty desk", "numbers": "01753 875362\n 01753 875363 ", "note": "Working hours"}


class TestDirectory:
    @pytest.mark.parametrize("role", [Role.CSO, Role.LADO, Role.AUDITOR, Role.PARTNER])
    def test_everybody_reads_every_number_of_an_entry(self, db, role):
        DirectoryEntry.objects.create(slug="desk", name="Duty desk", numbers="01753 875362\n01753 875363")
        page = signed_in(make_user("Any", role)).get("/directory/")
        assert b"01753 875362" in page.content
        assert b"01753 875363" in page.content
        assert b"/directory/desk/" not in page.content

    def test_an_administrator_adds_and_changes_an_entry(self, admin, ada):
        admin.post("/directory/new/", ENTRY)
        entry = DirectoryEntry.objects.get()
        assert (entry.slug, entry.numbers) == ("duty_desk", "01753 875362\n01753 875363")
        admin.post("/directory/duty_desk/", ENTRY | {"numbers": "01753 875364"})
        entry.refresh_from_db()
        assert entry.numbers == "01753 875364"
        assert list(Event.about(entry).values_list("verb", "actor")) == [
            ("add_directoryentry", ada.pk),
            ("change_directoryentry", ada.pk),
        ]

    def test_two_entries_of_one_name_have_two_addresses(self, admin):
        for _ in range(2):
            admin.post("/directory/new/", ENTRY)
        assert set(DirectoryEntry.objects.values_list("slug", flat=True)) == {"duty_desk", "duty_desk_2"}

    def test_a_name_without_letters_has_an_address_too(self, admin):
        assert admin.post("/directory/new/", ENTRY | {"name": "☎"}).status_code == 302

    @pytest.mark.parametrize("numbers", ["12", "ask Sam", "01753 875362; 01753 875363", "\x00"])
    def test_what_is_no_number_is_refused(self, admin, numbers):
        answer = admin.post("/directory/new/", ENTRY | {"numbers": numbers})
        assert answer.status_code == 422
        assert "numbers" in answer.context["form"].errors

    def test_an_entry_without_a_number_says_why(self, admin):
        answer = admin.post("/directory/new/", ENTRY | {"numbers": "", "note": ""})
        assert "numbers" in answer.context["form"].errors

    @pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM_ADMIN])
    def test_nobody_else_changes_it(self, db, role):
        DirectoryEntry.objects.create(slug="desk", name="Duty desk", numbers="01753 875362")
        client = signed_in(make_user("Other", role))
        for address in ("/directory/desk/", "/directory/new/"):
            assert client.post(address, ENTRY).status_code == 404
        assert DirectoryEntry.objects.get().numbers == "01753 875362"

    def test_it_costs_the_same_with_two_and_with_fifty(self, admin, count_queries):
        few = count_queries(lambda: admin.get("/directory/"))
        DirectoryEntry.objects.bulk_create(
            DirectoryEntry(slug=f"e{n}", name=f"Entry {n}", numbers="01753 875362") for n in range(50)
        )
        assert count_queries(lambda: admin.get("/directory/")) == few <= 12


class TestHours:
    def test_they_are_added_and_changed(self, admin, ada):
        admin.post("/hours/new/", HOURS)
        row = OfficeHours.objects.get()
        assert (row.weekday, row.opens, row.closes) == (5, time(10), time(12))
        admin.post(f"/hours/{row.pk}/", HOURS | {"closes": "13:00", "ends_on": "31/12/2014"})
        row.refresh_from_db()
        assert (row.closes, row.ends_on) == (time(13), date(2014, 12, 31))
        assert [event.verb for event in Event.about(row)] == ["add_officehours", "change_officehours"]

    @pytest.mark.parametrize(
        ("field", "wrong"),
        [
            ("closes", {"closes": "10:00"}),
            ("opens", {"opens": "25:00"}),
            ("weekday", {"weekday": "7"}),
            ("calendar", {"calendar": "nowhere"}),
            ("ends_on", {"starts_on": "2/1/2015", "ends_on": "1/1/2015"}),
        ],
    )
    def test_what_cannot_be_is_refused_by_its_field(self, admin, field, wrong):
        answer = admin.post("/hours/new/", HOURS | wrong)
        assert answer.status_code == 422
        assert set(answer.context["form"].errors) == {field}

    def test_a_day_opens_once(self, admin):
        admin.post("/hours/new/", HOURS | {"ends_on": "31/12/2014"})
        assert admin.post("/hours/new/", HOURS | {"opens": "14:00", "closes": "15:00"}).status_code == 422
        assert admin.post("/hours/new/", HOURS | {"starts_on": "1/1/2015"}).status_code == 302

    def test_the_page_shows_each_calendar_by_its_name(self, admin):
        call_command("load_profile", verbosity=0)
        page = admin.get("/hours/").content.decode()
        for calendar in profile.current().calendars.values():
            assert capfirst(calendar.name) in page


class TestLoadProfile:
    def load(self):
        with time_machine.travel(datetime(2014, 7, 7, 9, tzinfo=UTC), tick=False):
            call_command("load_profile")

    def test_it_brings_teams_numbers_and_hours(self, db):
        self.load()
        told = profile.current()
        assert set(Team.objects.values_list("slug", flat=True)) == set(told.teams)
        assert DirectoryEntry.objects.count() == len(told.duty_directory())
        assert set(OfficeHours.objects.values_list("calendar", flat=True)) == set(told.calendars)

    def test_doing_it_again_adds_nothing(self, db):
        self.load()
        before = [list(model.objects.order_by("pk").values()) for model in (Team, DirectoryEntry, OfficeHours)]
        self.load()
        assert before == [list(model.objects.order_by("pk").values()) for model in (Team, DirectoryEntry, OfficeHours)]

    def test_what_an_administrator_changed_stays(self, admin):
        self.load()
        entry, row, team = DirectoryEntry.objects.first(), OfficeHours.objects.first(), Team.objects.first()
        admin.post(f"/directory/{entry.slug}/", ENTRY)
        admin.post(
            f"/hours/{row.pk}/", HOURS | {"calendar": row.calendar, "weekday": row.weekday, "ends_on": "1/8/2014"}
        )
        Team.objects.filter(pk=team.pk).update(name="Renamed")
        hours = OfficeHours.objects.count()
        self.load()
        entry.refresh_from_db(), row.refresh_from_db(), team.refresh_from_db()
        assert (entry.name, row.ends_on, team.name) == ("Duty desk", date(2014, 8, 1), "Renamed")
        assert OfficeHours.objects.count() == hours

    def test_a_new_entry_of_the_profile_is_added(self, db):
        self.load()
        gone = DirectoryEntry.objects.first().slug
        DirectoryEntry.objects.filter(slug=gone).delete()
        self.load()
        assert DirectoryEntry.objects.filter(slug=gone).exists()


class TestWrongProfile:
    @pytest.fixture
    def wrong(self, settings, tmp_path):
        (tmp_path / "nowhere.toml").write_text("name = 3\n")
        settings.PROFILES_DIR, settings.AUTHORITY = tmp_path, "nowhere"

    def test_one_error_names_file_key_and_reason(self, wrong):
        errors = [error for error in checks.run_checks() if error.id == "directory.E001"]
        assert len(errors) == 1
        assert "nowhere.toml" in errors[0].msg

    def test_nothing_starts_with_it(self, wrong):
        with pytest.raises(SystemCheckError, match="nowhere.toml"):
            call_command("check")

    def test_the_right_one_passes(self, db):
        assert not [error for error in checks.run_checks() if error.id == "directory.E001"]
