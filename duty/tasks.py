"""The beat's entry that looks for what nobody can see."""

from celery import shared_task
from django.utils import timezone

from audit.models import Heartbeat
from duty.unseen import seen_by_nobody, tell_of_held_unseen, tell_of_unseen
from people.services.restriction_watch import watch_restrictions


@shared_task
def count_unseen():
    """Count the open items that nobody who may decide or answer them can see, and the restricted people that no
    manager on duty can; those who can mend it are told, and of what its holder cannot see.

    Health reads the figure, for anybody may ask it.
    """
    now = timezone.now()
    tell_of_unseen(now)
    tell_of_held_unseen(now)
    Heartbeat.objects.beat("unseen", now, seen_by_nobody(now) + watch_restrictions(now))
