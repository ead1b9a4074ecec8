"""The referral: one for each child (DOMAIN 5.3)."""

from django.db import models

from audit.field_history import field_history
from directory.roles import DUTY_SIDE
from people.codes import PrimaryNeed, ReferralSource
from people.models import Person
from workflow.models import Record


class Referral(Record):
    """A contact that meets the threshold for a statutory assessment, for one child."""

    retention = "case"
    READERS = DUTY_SIDE
    PEOPLE = "child"

    class State(models.TextChoices):
        OPEN = "open", "open"

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="referrals")
    priority = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=2, choices=ReferralSource.choices, blank=True)
    primary_need = models.CharField(max_length=2, choices=PrimaryNeed.choices, blank=True)
    reason = models.TextField(blank=True)

    history = field_history()

    def get_absolute_url(self):
        return f"/referrals/{self.reference}/"
