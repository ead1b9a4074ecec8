"""What is to be told to whom, and its sending: notices to colleagues and the outbox of e-mails.

Rows are written in the transaction of what causes them (DOMAIN section 7); only the relay sends.
"""

from functools import cache

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from audit.models import AboutRecord, UnwalledManager

LEFT_ALONE = "left_alone"
"""The name of a notice of what nobody who decides can see: told by its reference alone, to whoever can mend it."""


class NoticeQuerySet(models.QuerySet):
    """Notices of one reader."""

    def visible_to(self, user):
        """The notices to `user` about records that `user` may still know of, or that are left alone.

        Asks at once what kinds of record these are: the walls of the others need not be put into the query.
        """
        mine, seen = self.filter(user=user), Q(pk__in=[])
        told_about = set(mine.order_by().values_list("content_type", flat=True).distinct())
        for model, content_type in ContentType.objects.get_for_models(*told_of()).items():
            if content_type.pk not in told_about:
                continue
            told = mine.filter(content_type=content_type).order_by().values("object_id")
            theirs = model.objects.visible_to(user).filter(pk__in=told).values("pk")
            seen |= Q(content_type=content_type, object_id__in=theirs)
            related = model.objects.related_to_staff(user).filter(pk__in=told).order_by().values("pk")
            seen |= Q(content_type=content_type, name=LEFT_ALONE) & ~Q(object_id__in=related)
        return mine.filter(seen)

    def unread(self):
        """Those not yet marked as read."""
        return self.filter(read_at=None)


@cache
def told_of() -> tuple[type[models.Model], ...]:
    """The models whose records people are told of: each has a reference, and says who may know of it."""
    records = [model for model in apps.get_models() if not issubclass(model, AboutRecord)]
    managed = [model for model in records if hasattr(model._default_manager, "visible_to")]
    return tuple(model for model in managed if hasattr(model, "reference"))


class Notice(AboutRecord):
    """One colleague is told of one thing, once: `key` is what happened, unique for each person.

    `name` is the action, or the deadline and its stage ("contact_decision breached"). The sentence
    holds the reference and no name of the family (ARCHITECTURE rule 6).
    """

    retention = "transient"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices")
    name = models.CharField(max_length=80)
    key = models.CharField(max_length=80)
    reference = models.CharField(max_length=20)
    sentence = models.CharField(max_length=300)
    address = models.CharField(max_length=200)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    objects = UnwalledManager.from_queryset(NoticeQuerySet)()
    behind_walls = models.Manager.from_queryset(NoticeQuerySet)()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="told_once")]
        indexes = [
            models.Index(fields=["user"], condition=Q(read_at=None), name="unread_notices"),
            models.Index(fields=["content_type", "object_id"]),
        ]

    def __str__(self):
        return f"{self.name} {self.reference}"


class OutboxQuerySet(models.QuerySet):
    """E-mails, sent or not."""

    def unsettled(self):
        """Those that were refused for good and that nobody has settled yet."""
        return self.filter(failed_at__isnull=False, settled_at=None)

    def known_to(self, user):
        """Without those about a record that concerns `user` or the user's own relation."""
        return self.exclude(pk__in=self.model.behind_walls.related_to_staff(user).order_by().values("pk"))

    def related_to_staff(self, user):
        """Those about a record that concerns `user` or the user's own relation, each kind found by its index."""
        about = [
            self.model.behind_walls.order_by()
            .filter(content_type=kind, object_id__in=model._default_manager.related_to_staff(user).values("pk"))
            .values("pk")
            for model, kind in ContentType.objects.get_for_models(*told_of()).items()
        ]
        return self.filter(pk__in=about[0].union(*about[1:]))


class Outbox(AboutRecord):
    """One e-mail to be sent. `key` makes it unique; those with `collapse` to one address go as one message.

    `message_id` is given when it is queued, so that a second attempt after a kill carries the same one. What was
    refused for good has `failed_at`, and `settled_at` once somebody has left it so.
    """

    retention = "transient"

    key = models.CharField(max_length=120, unique=True)
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    collapse = models.BooleanField(default=False)
    queued_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    message_id = models.CharField(max_length=120)
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True)

    objects = UnwalledManager.from_queryset(OutboxQuerySet)()
    behind_walls = models.Manager.from_queryset(OutboxQuerySet)()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "outbox"
        indexes = [
            models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="outbox_waiting"),
            models.Index(
                fields=["queued_at"], condition=Q(failed_at__isnull=False, settled_at=None), name="outbox_unsettled"
            ),
            models.Index(fields=["content_type", "object_id"]),
        ]

    def __str__(self):
        return self.key
