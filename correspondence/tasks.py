"""The beat's entry for sending."""

from celery import shared_task
from django.utils import timezone

from audit.models import Heartbeat
from correspondence import outbox


@shared_task
def relay():
    """Send what is due in the outbox, unless another relay is at it."""
    with outbox.only_one() as mine:
        if not mine:
            return
        while outbox.relay(timezone.now()) >= outbox.BATCH:
            Heartbeat.objects.beat("relay", timezone.now())
        Heartbeat.objects.beat("relay", timezone.now())
