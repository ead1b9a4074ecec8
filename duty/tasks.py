"""The beat's entry that looks for what nobody can see."""

from celery import shared_task
from django.utils import timezone

from audit.models import Heartbeat
from duty.unseen import seen_by_nobody


@shared_task
def count_unseen():
    """Count the open items that no manager on duty can see; health reads the figure, for anybody may ask it."""
    now = timezone.now()
    Heartbeat.objects.beat("unseen", now, seen_by_nobody(now))
