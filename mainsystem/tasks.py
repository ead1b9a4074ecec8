"""The beat's entries for imports: what was begun, or killed half-way, goes on by itself; old files go."""

from time import monotonic

from celery import shared_task
from django.db import connection
from django.utils import timezone

from audit.models import Heartbeat
from mainsystem.services.files import let_go
from mainsystem.services.importing import read_on

LONGEST_RUN = 30.0
"""Seconds: a run begins no piece after that, for clocks that fall due need the worker too; beat asks for the next."""
IMPORT_LOCK = 6_391_403


@shared_task
def read_imports():
    """Read the import that is under way on, unless another worker is at it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [IMPORT_LOCK])
        if not cursor.fetchone()[0]:
            return
        try:
            _read_for_a_while()
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [IMPORT_LOCK])


def _read_for_a_while():
    until = monotonic() + LONGEST_RUN
    while True:
        more = read_on(timezone.now())
        Heartbeat.objects.beat("imports", timezone.now())
        if not more or monotonic() >= until:
            return


@shared_task
def forget_files():
    """Once a night: delete what is no longer kept."""
    let_go(timezone.now())
