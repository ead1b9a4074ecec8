"""The beat's own pulse, written by a worker: it proves beat, broker, worker and database at once."""

from celery import shared_task
from django.utils import timezone

from audit.models import Heartbeat


@shared_task
def tick():
    """Note that beat asked and a worker answered."""
    Heartbeat.objects.beat("tick", timezone.now())
