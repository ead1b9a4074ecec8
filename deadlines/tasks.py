"""The beat's entry for the clocks."""

from celery import shared_task
from django.utils import timezone

from audit.models import Heartbeat
from deadlines import services


@shared_task
def sweep():
    """Announce what has come due, batch after batch, until nothing is left."""
    now = timezone.now()
    while services.sweep(now) == services.BATCH:
        Heartbeat.objects.beat("sweep", timezone.now())
    Heartbeat.objects.beat("sweep", timezone.now())
