"""The beat's entry for sending."""

from celery import shared_task
from django.utils import timezone

from audit.models import Heartbeat
from correspondence import outbox


@shared_task
def relay():
    """Send what is due in the outbox, unless another relay is at it."""
    with outbox.only_one() as mine:
        if mine:
            outbox.relay(timezone.now(), after_each=_beat)
            _beat()


def _beat():
    Heartbeat.objects.beat("relay", timezone.now())
