"""The beat's entry for imports: what was killed half-way goes on by itself."""

from celery import shared_task
from django.utils import timezone

from mainsystem.services.importing import read_on

PIECES = 40
"""So many pieces and no more in one task, which must end long before its time limit."""


@shared_task
def read_imports():
    """Read the import on; what is left goes on with the next task."""
    for _ in range(PIECES):
        if not read_on(timezone.now()):
            return
    read_imports.delay()
