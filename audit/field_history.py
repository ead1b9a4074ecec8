"""Field history of people and contacts: django-simple-history, tied to the event that made the change."""

from django.db import models
from simple_history.models import HistoricalRecords

from audit.models import UnwalledManager


class FieldHistory(models.Model):
    """What every history table has besides its record's own fields."""

    wall = models.CharField(max_length=20, null=True, blank=True)

    objects = UnwalledManager()
    behind_walls = models.Manager()

    class Meta:
        abstract = True


def field_history(**options):
    """History rows whose `history_change_reason` is the number of the audit event that caused them."""
    return HistoricalRecords(
        bases=[FieldHistory], history_change_reason_field=models.BigIntegerField(null=True), **options
    )


def save_with_history(instance, event, **options):
    """Save `instance`, so that its new history row carries the number and the time of `event`."""
    instance._change_reason, instance._history_date = event.pk, event.at
    instance.save(**options)


def delete_with_history(instance, event):
    """Delete `instance`, so that its last history row carries the number and the time of `event`."""
    instance._change_reason, instance._history_date = event.pk, event.at
    instance.delete()


def save_without_history(instance, **options):
    """Save `instance` as it is being typed: its history row is written when it is sent."""
    instance.skip_history_when_saving = True
    try:
        instance.save(**options)
    finally:
        del instance.skip_history_when_saving
