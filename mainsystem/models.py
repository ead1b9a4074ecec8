"""What came from the main case system: imports, their files, what could not be read, and what each row made.

The same files may come again every night. A row that has not changed since it was last read changes nothing here, so
that what the front door has put right since stands.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q, Value


class Import(models.Model):
    """Some files of one extract, read together. `as_of` is when the extract was taken."""

    retention = "configuration"

    class State(models.TextChoices):
        WAITING = "waiting", "waiting"
        READING = "reading", "being read"
        DONE = "done", "read"

    as_of = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(Value(1), condition=Q(finished_at=None), name="one_import_at_a_time")]

    def __str__(self):
        return f"import {self.pk}"


class ImportFile(models.Model):
    """One CSV file of an import. `offset` is how far it was read, in bytes: what lies before it is committed."""

    retention = "configuration"

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="files")
    table = models.CharField(max_length=30)
    stored = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    offset = models.PositiveBigIntegerField(default=0)
    line = models.PositiveIntegerField(default=1)
    made = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    bad = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["of", "table"], name="each_table_once_in_an_import")]

    def __str__(self):
        return f"{self.table} of {self.of_id}"

    @property
    def is_read(self) -> bool:
        """Whether nothing of it is left to read."""
        return self.offset >= self.size


class ImportProblem(models.Model):
    """One row that could not be read, and why. It names line and column and holds nothing of what stood there."""

    retention = "configuration"

    file = models.ForeignKey(ImportFile, on_delete=models.CASCADE, related_name="problems")
    line = models.PositiveIntegerField()
    column = models.CharField(max_length=60)
    why = models.CharField(max_length=160)

    class Meta:
        ordering = ["file", "line", "pk"]
        indexes = [models.Index(fields=["file", "column", "why"])]

    def __str__(self):
        return f"line {self.line}: {self.why}"


class ImportedRow(models.Model):
    """A row of the main system, by its own key: what it said when it was last read, and what it made here."""

    retention = "person"

    table = models.CharField(max_length=30)
    key = models.CharField(max_length=48)
    digest = models.CharField(max_length=64)
    object_id = models.BigIntegerField(null=True)
    text = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "key"], name="imported_once")]

    def __str__(self):
        return f"{self.table} {self.key}"
