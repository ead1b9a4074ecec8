"""Who does not exist for whom: a user's own relations, and whoever is restricted to named readers."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from people.models.roots import is_any_of, root


class StaffRelation(models.Model):
    """A user's own relation, or the user as a person on file: records about them do not exist for that user."""

    retention = "accounts"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="own_relations")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="staff_relations")
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "person"], name="related_once")]

    def __str__(self):
        return f"{self.user_id} {self.person_id}"

    @classmethod
    def roots_of(cls, user):
        """The people whom `user` has marked, each by who they were found to be."""
        return cls.objects.filter(user=user).values(root=root("person__"))


class RestrictionQuerySet(models.QuerySet):
    """Restrictions of people."""

    def in_force(self):
        """Those that nobody has ended."""
        return self.filter(ended_at=None)

    def due(self, on):
        """Those in force whose day to be looked at again has come."""
        return self.in_force().filter(review_on__lte=on)


class Restriction(models.Model):
    """A person, and with them every record about them, exists for the named readers alone (DOMAIN section 3).

    A practice manager makes it, with a reason and a day to look at it again. Until it is ended it holds, also past
    that day: a forgotten review must open nothing.
    """

    retention = "person"

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="restrictions")
    reason = models.TextField()
    review_on = models.DateField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    readers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="RestrictionReader", through_fields=("restriction", "user"), related_name="+"
    )

    objects = RestrictionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(ended_at=None), name="restricted_once"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="restriction_ended_by_somebody",
            ),
        ]

    def __str__(self):
        return f"restriction {self.pk}"

    @classmethod
    def roots_closed_to(cls, user):
        """The restricted people whom `user` may not open now, each by who they were found to be."""
        open_to = RestrictionReader.objects.now().filter(user=user).values("restriction")
        return cls.objects.in_force().exclude(is_any_of(F("pk"), open_to)).values(root=root("person__"))


class RestrictionReaderQuerySet(models.QuerySet):
    """Who may open what is restricted."""

    def now(self):
        """Those whose time has not run out."""
        return self.filter(Q(until=None) | Q(until__gt=timezone.now()))

    def named(self):
        """Those who were named, and are still."""
        return self.filter(until=None)

    def broke_glass(self):
        """Those who opened it in an emergency, and when that was over for them."""
        return self.exclude(because="")


class RestrictionReader(models.Model):
    """Somebody who may open a restricted person: named, or for a time because they broke the glass, and why.

    Who is named no more keeps the row, with until when that was and who took it back: who could open it once can be
    told for ever.
    """

    retention = "person"

    restriction = models.ForeignKey(Restriction, on_delete=models.CASCADE, related_name="reading")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    because = models.TextField(blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = RestrictionReaderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["restriction", "user"], condition=Q(until=None), name="named_once_on_a_restriction"
            ),
            models.CheckConstraint(
                condition=Q(until=None, ended_by=None)
                | ~Q(because="")
                | Q(until__isnull=False, ended_by__isnull=False),
                name="reading_ends_by_somebody_or_says_why",
            ),
        ]

    def __str__(self):
        return f"{self.restriction_id} {self.user_id}"


def hidden_roots(user):
    """The people who do not exist for `user`, each by who they were found to be: own relations, and restricted ones."""
    return StaffRelation.roots_of(user).union(Restriction.roots_closed_to(user))
