"""The beat's entry that looks for what nobody can see."""

from celery import shared_task
from django.utils import timezone

from audit.models import Heartbeat
from duty.unseen import seen_by_nobody
from people.services.restriction_watch import watch_restrictions


@shared_task
def count_unseen():
    """Count the open items and restricted people that no manager on duty can see; those who can mend it are told.

    Health reads the figure, for anybody may ask it.
    """
    now = timezone.now()
    Heartbeat.objects.beat("unseen", now, seen_by_nobody(now) + watch_restrictions(now))
