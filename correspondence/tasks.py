"""The beat's entry for sending."""

from celery import shared_task
from django.utils import timezone

from audit.models import Heartbeat
from correspondence import outbox


@shared_task
def relay():
    """Send what is due in the outbox."""
    now = timezone.now()
    while outbox.relay(now) == 100:
        Heartbeat.objects.beat("relay", timezone.now())
    Heartbeat.objects.beat("relay", timezone.now())
