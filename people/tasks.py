"""The beat's entry that forgets what was searched for."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from people.models import Search

KEPT_FOR = timedelta(days=1)


@shared_task
def forget_searches():
    """Delete the words of searches older than a day: a link to an answer works for that day's work."""
    Search.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()
