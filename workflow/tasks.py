"""The beat's entry that compares trays with records."""

import logging

from celery import shared_task
from django.db import connection, transaction
from django.utils import timezone

from audit.models import Heartbeat
from workflow.process import processes
from workflow.slips import wrong_slips

log = logging.getLogger(__name__)


@shared_task
def compare_slips():
    """Log every record whose slip is not what the record says, the references alone; health reads how many."""
    wrong = _wrong()
    for slug, reference in wrong:
        log.error("trays: the slip of %s %s is wrong", slug, reference)
    Heartbeat.objects.beat("slips", timezone.now(), len(wrong))


def _wrong():
    """As all of it stood at one moment: what people do meanwhile would look wrong in a half-way state."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        return [(process.slug, reference) for process in processes() for reference in wrong_slips(process)]
