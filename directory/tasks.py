"""The beat's entry that sweeps out what sessions leave behind."""

from celery import shared_task
from django.core.management import call_command


@shared_task
def clear_sessions():
    """Delete the sessions that have run out: no session outlives its use in a backup."""
    call_command("clearsessions")
