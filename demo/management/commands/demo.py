"""`manage.py demo`: an invented fortnight at the front door, for people to try it with."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from demo.database import Refused, is_stale
from demo.making import make
from directory.demo import demo_sign_ins


class Command(BaseCommand):
    """Makes the demo afresh: everything recorded in it goes. Refuses beside real data, and without DEBUG."""

    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser):
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--if-stale", action="store_true", help="only when there is none, or it is older than a day")
        what.add_argument("--list", action="store_true", help="print the demo's sign-ins: user name, name, role")

    def handle(self, *args, if_stale=False, list=False, **options):
        if list:
            return self.list()
        now = timezone.now()
        if if_stale and not is_stale(now):
            return None
        try:
            count = make(now)
        except Refused as refused:
            if if_stale:
                self.stderr.write(str(refused))
                return None
            raise CommandError(str(refused)) from None
        self.stdout.write(f"Made a demo of {count} contacts.")
        return None

    def list(self):
        """One sign-in a line, in columns."""
        rows = demo_sign_ins()
        widths = {name: max((len(row[name]) for row in rows), default=0) for name in ("username", "name")}
        for row in rows:
            self.stdout.write(
                f"    {row['username']:{widths['username']}}  {row['name']:{widths['name']}}  {row['role']}"
            )
