"""Append-only facts: who did, who looked, who signed in; and the heartbeat of each loop.

An event holds ids, verb and states, no content (DOMAIN section 5; ARCHITECTURE rule 9), so that
deletion by retention can be real. The application's database role can insert and read here, and
change nothing but `wall`.
"""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models


class UnwalledManager(models.Manager):
    """Leaves out the rows behind a wall, so that no list, count or search can reach them by accident."""

    def get_queryset(self):
        return super().get_queryset().filter(wall=None)


class AboutRecord(models.Model):
    """A row of the engine that is about one record of any app above.

    `wall` names the process behind whose wall the row lies (the LADO's); `objects` never shows such
    rows, and whoever may see behind the wall asks `behind_walls` explicitly.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.BigIntegerField()
    record = GenericForeignKey("content_type", "object_id")
    wall = models.CharField(max_length=20, null=True, blank=True)

    objects = UnwalledManager()
    behind_walls = models.Manager()

    class Meta:
        abstract = True

    @classmethod
    def about(cls, record):
        """The rows about one record, behind a wall or not: the caller has already fetched the record."""
        return cls.behind_walls.filter(content_type=ContentType.objects.get_for_model(record), object_id=record.pk)


class Event(AboutRecord):
    """One thing that somebody did to one record.

    `actor` is empty when the system did it. `key` is the form's own number: the same actor's second
    post of the same form finds it and is answered "done".
    """

    retention = "audit"

    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=60)
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40, blank=True)
    version = models.PositiveIntegerField(default=0)
    key = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["content_type", "object_id", "at"]),
            models.Index(fields=["actor", "at"]),
            models.Index(fields=["at"]),
        ]
        constraints = [models.UniqueConstraint(fields=["actor", "key"], name="one_event_per_form")]

    def __str__(self):
        return f"{self.verb} {self.content_type_id}:{self.object_id}"

    @classmethod
    def next_number(cls) -> int:
        """The number of an event to come, for a record whose first history row must already carry it."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [cls._meta.db_table])
            return cursor.fetchone()[0]


class Access(AboutRecord):
    """Somebody opened one record: reading is an act."""

    retention = "audit"

    at = models.DateTimeField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    via = models.CharField(max_length=60)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["content_type", "object_id", "at"]),
            models.Index(fields=["user", "at"]),
            models.Index(fields=["at"]),
        ]

    def __str__(self):
        return f"{self.user_id} {self.content_type_id}:{self.object_id}"


class SignIn(models.Model):
    """Somebody signed in or out, or failed to. A name that no user has is not kept: it may be a password."""

    retention = "audit"

    class Outcome(models.TextChoices):
        SIGNED_IN = "signed_in", "signed in"
        SIGNED_OUT = "signed_out", "signed out"
        FAILED = "failed", "failed"
        LOCKED_OUT = "locked_out", "locked out"
        TIMED_OUT = "timed_out", "timed out"

    at = models.DateTimeField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    address = models.GenericIPAddressField(null=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["user", "at"]), models.Index(fields=["at"])]

    def __str__(self):
        return f"{self.user_id} {self.outcome}"


class HeartbeatManager(models.Manager):
    """One row a loop."""

    def beat(self, loop, now, figure=0):
        """Say that `loop` ran at `now`, and what it counted, if it counts."""
        self.update_or_create(loop=loop, defaults={"beat_at": now, "figure": figure})

    def is_late(self, loop, now, after):
        """Whether `loop` has not run for `after` (a timedelta), or never has."""
        return not self.filter(loop=loop, beat_at__gt=now - after).exists()


class Heartbeat(models.Model):
    """When a loop last ran, so that health and the pages can tell that work is late."""

    retention = "transient"

    loop = models.CharField(max_length=40, primary_key=True)
    beat_at = models.DateTimeField()
    figure = models.PositiveIntegerField(default=0)

    objects = HeartbeatManager()

    def __str__(self):
        return self.loop
