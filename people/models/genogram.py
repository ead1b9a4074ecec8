"""What of a genogram was moved by hand."""

from django.db import models

from people.models.person import Person


class Nudge(models.Model):
    """How far `person` was moved by hand on the sheet of `subject`, in the sheet's units; the rest lays itself out."""

    retention = "person"

    subject = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="nudges")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    dx = models.SmallIntegerField(default=0)
    dy = models.SmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "person"], name="nudged_once")]

    def __str__(self):
        return f"{self.person_id} on the sheet of {self.subject_id}"
