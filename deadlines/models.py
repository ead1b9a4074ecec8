"""Running clocks. A due moment is fixed when a clock starts; lateness is a comparison, never a counter."""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q

from audit.models import AboutRecord, UnwalledManager


class DeadlineQuerySet(models.QuerySet):
    """Clocks of records."""

    def running(self):
        """Neither met nor cancelled: breached ones too, for they are still waited for."""
        return self.filter(met_at=None, cancelled_at=None)

    def to_announce(self, now: datetime):
        """Those with a stage that has come due by `now`, but for those held back."""
        return self.filter(Q(held_until=None) | Q(held_until__lte=now), next_at__lte=now)

    def of(self, records):
        """The clocks of several records of one model, in one query."""
        if not records:
            return self.none()
        content_type = ContentType.objects.get_for_model(records[0])
        return self.filter(content_type=content_type, object_id__in=[record.pk for record in records])


class Deadline(AboutRecord):
    """One rule's clock on one record. All moments are UTC.

    `warn_at`, `due_at` and `escalate_at` are fixed when it starts (three quarters of the time, the
    time, twice the time, unless the profile says otherwise; DOMAIN section 6). `next_at` is when the
    next stage is to be announced; each stage's own column says when it was announced, and stays
    empty for a warning that the breach overtook. Until `held_until` no sweep tries again what could not be
    announced; `next_at` stays, so that it counts as late. Status is derived.
    """

    retention = "case"

    class Status(models.TextChoices):
        RUNNING = "running", "running"
        BREACHED = "breached", "breached"
        MET = "met", "met"
        MET_LATE = "met_late", "met late"
        CANCELLED = "cancelled", "cancelled"

    STAGES = ("warned", "breached", "escalated")

    rule = models.CharField(max_length=50)
    started_at = models.DateTimeField()
    warn_at = models.DateTimeField()
    due_at = models.DateTimeField()
    escalate_at = models.DateTimeField()
    why = models.CharField(max_length=200)
    next_at = models.DateTimeField(null=True, blank=True)
    held_until = models.DateTimeField(null=True, blank=True)
    warned_at = models.DateTimeField(null=True, blank=True)
    breached_at = models.DateTimeField(null=True, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)
    met_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = UnwalledManager.from_queryset(DeadlineQuerySet)()
    behind_walls = models.Manager.from_queryset(DeadlineQuerySet)()

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "rule"],
                condition=Q(met_at=None, cancelled_at=None),
                name="one_running_per_rule",
            ),
            models.CheckConstraint(
                condition=Q(met_at=None, cancelled_at=None) | Q(next_at=None), name="ended_clocks_announce_nothing"
            ),
            models.CheckConstraint(condition=Q(due_at__gte=F("started_at")), name="due_after_start"),
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="deadline_next"),
            models.Index(fields=["content_type", "object_id"]),
        ]

    def __str__(self):
        return f"{self.rule} {self.object_id}"

    def status(self, now: datetime) -> str:
        """What the clock is at `now`; a breached one that ends keeps its breach."""
        if self.met_at:
            return self.Status.MET_LATE if self.met_at > self.due_at else self.Status.MET
        if self.cancelled_at and self.cancelled_at < self.due_at:
            return self.Status.CANCELLED
        return self.Status.RUNNING if now < self.due_at and not self.cancelled_at else self.Status.BREACHED

    def warned(self, now: datetime) -> bool:
        """Whether three quarters of the time have gone."""
        return now >= self.warn_at

    def moment(self, stage: str) -> datetime:
        """When `stage` falls due."""
        return {"warned": self.warn_at, "breached": self.due_at, "escalated": self.escalate_at}[stage]

    def schedule(self, now: datetime) -> None:
        """Set `next_at` from what has not yet been announced; an ended clock announces nothing.

        A stage whose moment had passed before anybody here knew of it, by a contact recorded long after its receipt,
        is to be announced `now`: only from then on is its announcement late.
        """
        waiting = [s for s in self.STAGES if getattr(self, f"{s}_at") is None]
        if self.breached_at or self.escalated_at:
            waiting = [s for s in waiting if s != "warned"]
        ended = self.met_at or self.cancelled_at
        self.next_at = None if ended or not waiting else max(now, min(self.moment(s) for s in waiting))
        self.held_until = None

    def announce(self, now: datetime) -> list[str]:
        """Mark the stages that have come due by `now` as announced and say which; a breach leaves the warning out."""
        due = [s for s in self.STAGES if getattr(self, f"{s}_at") is None and self.moment(s) <= now]
        if "breached" in due or self.breached_at:
            due = [s for s in due if s != "warned"]
        for stage in due:
            setattr(self, f"{stage}_at", now)
        self.schedule(now)
        return due
