"""What everybody who meets a person must know first."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from audit.field_history import field_history
from directory.models import holds_any
from people.models.hidden import hidden_roots
from people.models.person import Person, PersonQuerySet
from people.models.roots import is_any_of, root


class AlertQuerySet(models.QuerySet):
    """Alerts, by the day and by their reader."""

    def on(self, day):
        """Those that hold on the London day `day`."""
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)

    def known_to(self, user):
        """Those of people of whom `user` may know."""
        seen = self.filter(holds_any(user, PersonQuerySet.READERS))
        return seen.exclude(is_any_of(root("person__"), hidden_roots(user)))

    def by_root(self):
        """With the person that each is about, by who they were found to be."""
        return self.annotate(root=root("person__"))


class Alert(models.Model):
    """One thing that must be known of a person before anything else, from a day until another, to be looked at again.

    `until` itself is outside. Past its review day it is still shown, and says that it is to be reviewed: nothing
    that warns goes away by being forgotten.
    """

    retention = "person"

    class Kind(models.TextChoices):
        STAFF_SAFETY = "staff_safety", "Staff safety"
        ANIMALS = "animals", "Animals"
        MARAC = "marac", "MARAC"
        MAPPA = "mappa", "MAPPA"
        SELF_HARM = "self_harm", "Self-harm"
        EXPLOITATION = "exploitation", "Exploitation"
        COMMUNICATION = "communication", "Communication"
        OTHER = "other", "Other"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="alerts")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    text = models.CharField(max_length=300, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = AlertQuerySet.as_manager()
    history = field_history()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="alert_ends_after_it_starts"
            ),
            models.UniqueConstraint(fields=["person", "kind", "text"], condition=Q(until=None), name="no_alert_twice"),
        ]
        indexes = [models.Index(fields=["person", "until"])]

    def __str__(self):
        return f"{self.kind} {self.person_id}"
