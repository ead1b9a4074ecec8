"""What somebody was asked about and could not be told: that is neither the answer nor a question still to be put."""

from django.conf import settings
from django.db import models

from audit.field_history import field_history
from people.models.family import Relationship
from people.models.person import Person


class NotKnown(models.Model):
    """That a fact of a person was asked for and is not known, who says so, since when and why.

    With a `relationship` it is about that one: whether parental responsibility goes with it. It counts as long as the
    fact itself is empty, so that it need not be read where the fact is; what has a code of its own for it (sex, gender,
    ethnicity, why there is no pupil number) has no row here.
    """

    retention = "person"

    class Fact(models.TextChoices):
        BIRTH_DATE = "birth_date", "Date of birth"
        FIRST_LANGUAGE = "first_language", "First language"
        INTERPRETER = "interpreter_needed", "Interpreter"
        RELIGION = "religion", "Religion"
        NATIONALITY = "nationality", "Nationality"
        SPECIAL_NEEDS = "special_needs", "Special needs"
        SCHOOL = "school", "School or nursery"
        NHS_NUMBER = "nhs_number", "NHS number"
        RESPONSIBILITY = "parental_responsibility", "Parental responsibility"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="not_known")
    relationship = models.ForeignKey(
        Relationship, null=True, blank=True, on_delete=models.CASCADE, related_name="not_known"
    )
    fact = models.CharField(max_length=30, choices=Fact.choices)
    because = models.CharField(max_length=300)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    history = field_history()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "facts not known"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "fact", "relationship"], nulls_distinct=False, name="not_known_once"
            ),
            models.CheckConstraint(
                condition=models.Q(fact="parental_responsibility", relationship__isnull=False)
                | (~models.Q(fact="parental_responsibility") & models.Q(relationship=None)),
                name="responsibility_goes_with_a_relationship",
            ),
        ]

    def __str__(self):
        return f"{self.fact} of {self.person_id}"
