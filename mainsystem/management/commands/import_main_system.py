"""`manage.py import_main_system FOLDER`: the main case system's extract, read at once; for a nightly job."""

from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from directory.fields import LondonDateTimeField
from directory.london import spoken
from mainsystem.models import Import
from mainsystem.services.files import Refused, begin, tables_in, under_way_with
from mainsystem.services.importing import read_on
from mainsystem.services.reading import Unreadable
from mainsystem.services.reports import report
from mainsystem.services.tables import BY_SLUG

STEP = 20
"""Per cent of a file, after which a line says how far it has come."""


class Command(BaseCommand):
    """Reads every CSV file of a folder, as one extract; run it as often as you like.

    Killed half-way and started again with the same files it goes on from there. Ends with an error, and nothing
    begun, when one of the files cannot be read; rows that cannot be read are counted and named by line.
    """

    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="where the extract's CSV files lie")
        parser.add_argument(
            "--as-of", default="", help="when it was taken, London time (7/7/2014 06:00); else its newest file's time"
        )

    def handle(self, *args, folder, as_of, **options):
        with ExitStack() as opened:
            of = self.begun(sorted(folder.glob("*.csv")), as_of, opened)
        said = None
        while read_on(timezone.now()):
            said = self.say_how_far(of, said)
        of.refresh_from_db()
        self.say_all(of)
        if of.state != Import.State.DONE:
            raise CommandError("It was stopped before its end.")

    def begun(self, paths, typed, opened):
        """The import of these files: the one that a kill left half-way, or a new one."""
        if not paths:
            raise CommandError("There is no CSV file in this folder.")
        as_of = moment(typed) if typed else max(datetime.fromtimestamp(int(p.stat().st_mtime), UTC) for p in paths)
        if as_of > timezone.now():
            raise CommandError("The extract cannot have been taken in the future.")
        files = [File(opened.enter_context(path.open("rb")), name=path.name) for path in paths]
        try:
            tables = tables_in(files)
            return under_way_with(tables, as_of) or begin(tables, as_of, None, timezone.now())
        except (Unreadable, Refused) as error:
            raise CommandError(str(error)) from error

    def say_how_far(self, of, said):
        """A line now and then; gives what was said last."""
        file = of.next_file()
        here = file and (file.pk, file.percent // STEP)
        if here and here != said:
            self.stdout.write(f"{BY_SLUG[file.table].label}: {file.percent} %")
        return here

    def say_all(self, of):
        """The figures, and what was wrong where."""
        self.stdout.write(f"As of {spoken(of.as_of)}:")
        for each in report(of):
            file = each.file
            self.stdout.write(
                f"{each.label}: {file.rows} rows, {file.made} new, {file.changed} changed, {file.same} as before, "
                f"{file.refused} left out, {file.partly} read in part"
            )
            for kind in each.kinds:
                lines = ", ".join(map(str, kind.lines)) + (" …" if kind.more else "")
                what = "left out" if kind.refused else "read all the same"
                self.stdout.write(f"  {kind.column or 'row'}: {kind.why}: {kind.count}, {what} (line {lines})")


def moment(typed: str) -> datetime:
    """The moment in London. Raises `CommandError` for what is none."""
    try:
        return LondonDateTimeField().clean(typed)
    except ValidationError as error:
        raise CommandError(f"--as-of: {error.messages[0]}") from error
