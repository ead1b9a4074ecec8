"""The profile's teams, duty numbers and opening hours, brought into the database where people can change them."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from directory.models import DirectoryEntry, OfficeHours, Team
from directory.profile import Profile
from directory.profile.calendars import WEEK


@dataclass(frozen=True)
class Loaded:
    """How many rows were added."""

    teams: int
    entries: int
    hours: int


@transaction.atomic
def load(profile: Profile, today: date) -> Loaded:
    """Add what is missing, and touch nothing that is there: what an administrator changed in the browser stays.

    A team and an entry of the duty directory are known by their slug, opening hours by their calendar: a calendar
    that has any hours is left alone whole, so that hours which were ended do not come back. What is not in force
    on the London day `today` is left out, but for opening hours, which carry their own days.
    """
    return Loaded(_teams(profile, today), _entries(profile, today), _hours(profile))


def _teams(profile, today):
    known = set(Team.objects.values_list("slug", flat=True))
    named = set(Team.objects.values_list("name", flat=True))
    new = [
        Team(slug=team.slug, name=team.name, kind=team.kind, ended_on=team.until)
        for team in profile.teams.values()
        if team.in_force(today) and team.slug not in known and team.name not in named
    ]
    return len(Team.objects.bulk_create(new))


def _entries(profile, today):
    known = set(DirectoryEntry.objects.values_list("slug", flat=True))
    new = [
        DirectoryEntry(slug=entry.slug, name=entry.name, numbers="\n".join(entry.numbers), note=entry.note)
        for entry in profile.duty_directory()
        if entry.in_force(today) and entry.slug not in known
    ]
    return len(DirectoryEntry.objects.bulk_create(new))


def _hours(profile):
    known = set(OfficeHours.objects.values_list("calendar", flat=True))
    new = [
        OfficeHours(
            calendar=calendar.slug,
            weekday=WEEK.index(day),
            opens=hours.opens,
            closes=hours.closes,
            starts_on=hours.from_,
            ends_on=hours.until,
        )
        for calendar in profile.calendars.values()
        if calendar.slug not in known
        for hours in calendar.hours
        for day in hours.days
    ]
    return len(OfficeHours.objects.bulk_create(new))
