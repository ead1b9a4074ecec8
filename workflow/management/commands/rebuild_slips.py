"""Make every slip again from the records."""

from django.core.management.base import BaseCommand

from workflow.process import processes
from workflow.slips import rebuild_slips
from workflow.tasks import compare_slips


class Command(BaseCommand):
    """`manage.py rebuild_slips`: what lies in the trays is made again from the records, and compared at once."""

    help = "Make every tray again from the records"

    def handle(self, *args, **options):
        for process in processes():
            self.stdout.write(f"{process.slug}: {rebuild_slips(process)} slips")
        compare_slips()
