"""Who works here, as what, from when until when: teams, membership, role grants, rota, directory."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, Q
from django.utils import timezone

from directory.roles import Role


class DatedQuerySet(models.QuerySet):
    """Rows that hold from one moment until another; `until` itself is outside, empty means still."""

    def at(self, moment: datetime):
        """The rows that hold at `moment`."""
        return self.filter(Q(until=None) | Q(until__gt=moment), starts__lte=moment)


class Dated(models.Model):
    """Something that somebody granted, with a start and an end. One withdrawn before its start ends at it."""

    starts = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("starts")), name="%(class)s_ends_after_it_starts"
            )
        ]


class Team(models.Model):
    """A receiving team. Loaded from the profile; a system administrator may rename or end it."""

    retention = "configuration"

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=40, default="assessment")
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class RoleGrant(Dated):
    """A role, granted by somebody to somebody, dated: so that a colleague's cover starts at once and ends by itself."""

    retention = "accounts"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=40, choices=Role.choices)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Dated.Meta):
        ordering = ["starts", "pk"]
        indexes = [models.Index(fields=["user", "role"]), models.Index(fields=["role"])]

    def __str__(self):
        return f"{self.user_id} {self.role}"


class Membership(Dated):
    """Belonging to a receiving team; at most one at a time."""

    retention = "accounts"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="memberships")

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["user"], condition=Q(until=None), name="one_team_at_a_time"),
        ]

    def __str__(self):
        return f"{self.user_id} {self.team_id}"


class Rota(models.Model):
    """Who is at the duty desk in a role on a day: they are asked first when somebody is to be told."""

    retention = "configuration"

    day = models.DateField()
    role = models.CharField(max_length=40, choices=Role.choices)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="rota")

    class Meta:
        ordering = ["day", "role"]
        constraints = [models.UniqueConstraint(fields=["day", "role", "user"], name="once_a_day_on_the_rota")]

    def __str__(self):
        return f"{self.day} {self.role}"


class DirectoryEntry(models.Model):
    """A duty number that people ring. An entry may have several numbers, one a line."""

    retention = "configuration"

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=160)
    numbers = models.TextField(blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "directory entries"

    def __str__(self):
        return self.name


class OfficeHours(models.Model):
    """Opening and closing of one calendar on one weekday (Monday is 0), Europe/London.

    A deadline that has already started keeps the due time it was given, whatever changes here.
    """

    retention = "configuration"

    calendar = models.SlugField(max_length=40)
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["calendar", "weekday", "opens"]
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="weekday_is_a_day"),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="closes_after_it_opens"),
        ]

    def __str__(self):
        return f"{self.calendar} {self.weekday}"


def roles_of(user, at=None):
    """The roles that `user` holds at `at` (now, when empty), as a frozenset of slugs. Nobody inactive holds one."""
    if not user.is_active:
        return frozenset()
    return frozenset(user.grants.at(at or timezone.now()).values_list("role", flat=True))


def holds_any(user, roles):
    """A condition: whether `user` now holds one of `roles`. The database asks it within a query: it is never stale."""
    granted = RoleGrant.objects.at(timezone.now()).filter(user=user, user__is_active=True, role__in=sorted(roles))
    return Exists(granted)
