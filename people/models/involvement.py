"""Teams' work with people."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from audit.field_history import field_history
from directory.models import Team
from people.models.person import Person


class Involvement(models.Model):
    """A team's work with a person: our own, or the main case system's as imported, whose workers need not be users.

    `supporting`: of somebody who works beside the allocated case worker, who is named before them.
    """

    retention = "case"

    class Source(models.TextChoices):
        OWN = "own", "front door"
        MAIN_SYSTEM = "main_system", "main case system"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="involvements")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="involvements")
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="involvements"
    )
    worker_name = models.CharField(max_length=160, blank=True, default="", db_default="")
    supporting = models.BooleanField(default=False, db_default=False)
    from_date = models.DateField(null=True, blank=True)
    to_date = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=20, choices=Source.choices, default=Source.OWN)
    as_of = models.DateTimeField()

    history = field_history()

    class Meta:
        ordering = ["from_date", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_date=None) | Q(from_date=None) | Q(to_date__gte=F("from_date")),
                name="involvement_ends_after_it_starts",
            )
        ]
        indexes = [models.Index(fields=["person", "to_date"])]

    def __str__(self):
        return f"{self.person_id} {self.team_id}"
