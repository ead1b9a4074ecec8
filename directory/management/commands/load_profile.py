"""`manage.py load_profile`: teams, duty numbers and opening hours of this authority, for a new database or profile."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from directory import loading, profile
from directory.london import london_day


class Command(BaseCommand):
    """Adds what is missing; run it as often as you like.

    What a system administrator has changed in the browser is never overwritten (`directory.loading.load`).
    """

    help = __doc__

    def handle(self, *args, **options):
        loaded = loading.load(profile.current(), london_day(timezone.now()))
        self.stdout.write(f"Added {loaded.teams} teams, {loaded.entries} duty numbers, {loaded.hours} opening hours.")
