"""What a decision makes here: the no further action record and the early help episode."""

from django.db import models

from audit.field_history import field_history
from contacts.models.contact import Contact
from directory.roles import DUTY_SIDE
from people.models import Person
from people.references import new_reference
from workflow.models import Record


class NoFurtherActionQuerySet(models.QuerySet):
    """No further action records."""

    def visible_to(self, user):
        """Those of the contacts that `user` may know of."""
        return self.filter(contact__in=Contact.objects.visible_to(user))

    def related_to_staff(self, user):
        """Those of the contacts that concern the user or the user's own relation."""
        return self.filter(contact__in=Contact.objects.related_to_staff(user))


class NoFurtherActionRecord(models.Model):
    """A copy of the outcome and of the desk tasks done, with the day it was entered and no end date [S].

    A contact that was reopened and decided again has one for each decision.
    """

    retention = "case"
    KIND = "no_further_action_record"

    reference = models.CharField(max_length=20, unique=True, default=new_reference, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="no_further_action_records")
    decided_in_version = models.PositiveIntegerField()
    outcome = models.CharField(max_length=30)
    desk_tasks_done = models.TextField(blank=True)
    rationale = models.TextField()
    start_date = models.DateField()

    objects = NoFurtherActionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contact", "decided_in_version"], name="one_record_per_decision")
        ]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return f"/no-further-action/{self.reference}/"


class EarlyHelp(Record):
    """An early help episode: five working days to be referred to a service or closed (DOMAIN 5.2)."""

    retention = "case"
    READERS = DUTY_SIDE
    PEOPLE = "people"

    class State(models.TextChoices):
        OPEN = "open", "open"

    people = models.ManyToManyField(Person, related_name="early_help")
    reason = models.TextField(blank=True)

    history = field_history()

    class Meta:
        verbose_name = "early help episode"

    def get_absolute_url(self):
        return f"/early-help/{self.reference}/"
