"""Addresses that nobody may find by accident."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.field_history import field_history
from directory.models import holds_any
from directory.profile import current
from people.models.family import ends_after_it_starts
from people.models.hidden import hidden_roots
from people.models.person import Person
from people.models.roots import is_any_of, root


class ProtectedAddressQuerySet(models.QuerySet):
    """Protected addresses."""

    def visible_to(self, user):
        """For the roles that the profile allows, and not of who is hidden from them (ARCHITECTURE rule 7)."""
        seen = self.filter(holds_any(user, current().secrecy.protected_addresses))
        return seen.exclude(is_any_of(root("person__"), hidden_roots(user)))


class ProtectedAddress(models.Model):
    """Where somebody lives whom somebody else must not find: a refuge, a new home after violence.

    Its own model with its own permission, so that no query for an address ever meets it: it stands in no letter,
    export, notice, search or API. That there is one is shown to all who see the person.
    """

    retention = "person"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="protected_addresses")
    lines = models.TextField()
    postcode = models.CharField(max_length=15, blank=True)
    because = models.TextField(blank=True)
    from_date = models.DateField(null=True, blank=True)
    to_date = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = ProtectedAddressQuerySet.as_manager()
    history = field_history()

    class Meta:
        ordering = ["-from_date", "-pk"]
        verbose_name_plural = "protected addresses"
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(to_date=None), name="one_protected_address_now"),
            ends_after_it_starts("protected_address"),
        ]

    def __str__(self):
        return f"protected address {self.pk}"
