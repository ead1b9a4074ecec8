"""The beat's entry that compares trays with records."""

import logging

from celery import shared_task

from workflow.process import processes
from workflow.slips import wrong_slips

log = logging.getLogger(__name__)


@shared_task
def compare_slips():
    """Log every record whose slip is not what the record says; the references alone."""
    for process in processes():
        for reference in wrong_slips(process):
            log.error("trays: the slip of %s %s is wrong", process.slug, reference)
