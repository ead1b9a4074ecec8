"""Where people live, with whom, and how they are related."""

from django.db import models
from django.db.models import F, Q

from audit.field_history import field_history
from people.models.person import Person


def ends_after_it_starts(of: str) -> models.CheckConstraint:
    """What ends does so on the day on which it began, or later. A day that is not known says nothing."""
    known_and_right = Q(to_date=None) | Q(from_date=None) | Q(to_date__gte=F("from_date"))
    return models.CheckConstraint(condition=known_and_right, name=f"{of}_ends_after_it_starts")


class Address(models.Model):
    """Where a person lives or lived. A protected address is no row here (ARCHITECTURE rule 7)."""

    retention = "person"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="addresses")
    lines = models.TextField()
    postcode = models.CharField(max_length=15, blank=True)
    from_date = models.DateField(null=True, blank=True)
    to_date = models.DateField(null=True, blank=True)

    history = field_history()

    class Meta:
        ordering = ["-from_date", "-pk"]
        verbose_name_plural = "addresses"
        constraints = [ends_after_it_starts("address")]

    def __str__(self):
        return f"address {self.pk}"


class Household(models.Model):
    """People who live together; or a family as the main case system groups it, whose members may live anywhere."""

    retention = "person"

    class Kind(models.TextChoices):
        HOME = "home", "household"
        FAMILY = "family", "family in the main case system"

    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.HOME, db_default=Kind.HOME)
    label = models.CharField(max_length=120, blank=True)
    people = models.ManyToManyField(Person, through="HouseholdMember", related_name="households")

    def __str__(self):
        return f"household {self.pk}"


class HouseholdMember(models.Model):
    """One person's time in a household."""

    retention = "person"

    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    from_date = models.DateField(null=True, blank=True)
    to_date = models.DateField(null=True, blank=True)

    history = field_history()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["household", "person"], condition=Q(to_date=None), name="in_a_household_once"
            ),
            ends_after_it_starts("household_member"),
        ]

    def __str__(self):
        return f"{self.household_id} {self.person_id}"


class Relationship(models.Model):
    """`person` is `kind` ("mother", "sibling"…) of `of`."""

    retention = "person"

    class Kind(models.TextChoices):
        MOTHER = "mother", "mother"
        FATHER = "father", "father"
        PARENT = "parent", "parent"
        STEP_PARENT = "step_parent", "step-parent"
        GRANDPARENT = "grandparent", "grandparent"
        SIBLING = "sibling", "sibling"
        PARTNER = "partner", "partner"
        CARER = "carer", "carer"
        OTHER_RELATIVE = "other_relative", "other relative"
        ALLEGED_PERPETRATOR = "alleged_perpetrator", "alleged perpetrator"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="relationships")
    of = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="related")
    kind = models.CharField(max_length=30, choices=Kind.choices)
    parental_responsibility = models.BooleanField(null=True)
    from_date = models.DateField(null=True, blank=True)
    to_date = models.DateField(null=True, blank=True)

    history = field_history()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("of")), name="related_to_somebody_else"),
            models.UniqueConstraint(
                fields=["person", "of", "kind"], condition=Q(to_date=None), name="one_relationship_of_a_kind"
            ),
            ends_after_it_starts("relationship"),
        ]

    def __str__(self):
        return f"{self.person_id} {self.kind} {self.of_id}"
