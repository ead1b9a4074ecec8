"""Searches, kept under a key."""

from django.conf import settings
from django.db import models

from people.references import new_reference


class Search(models.Model):
    """A search that somebody posted, kept under a key so that no name stands in an address."""

    retention = "transient"

    key = models.CharField(max_length=20, unique=True, default=new_reference)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "searches"

    def __str__(self):
        return self.key
