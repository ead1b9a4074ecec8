"""What came from the main case system: imports, their files, what could not be read, and what each row made.

The same files may come again every night. A row that has not changed since it was last read changes nothing here, so
that what the front door has put right since stands.
"""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.urls import reverse

from directory.models import holds_any
from directory.roles import Role


class ImportQuerySet(models.QuerySet):
    """Imports, as one reader may know of them: the system administrators' affair, and nobody's relation."""

    def visible_to(self, user):
        """All of them, for a system administrator."""
        return self.filter(holds_any(user, {Role.SYSTEM_ADMIN}))

    def related_to_staff(self, user):
        """None."""
        return self.none()


class Import(models.Model):
    """Some files of one extract, read together. `as_of` is when the extract was taken.

    `key` is the form's own number: the second click on its button finds the import that the first one began.
    """

    retention = "configuration"

    class State(models.TextChoices):
        WAITING = "waiting", "waiting to be read"
        READING = "reading", "being read"
        DONE = "done", "read"
        STOPPED = "stopped", "stopped"

    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    as_of = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = models.Manager.from_queryset(ImportQuerySet)()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(Value(1), condition=Q(finished_at=None), name="one_import_at_a_time"),
            models.CheckConstraint(
                condition=Q(state__in=["done", "stopped"], finished_at__isnull=False)
                | Q(state__in=["waiting", "reading"], finished_at=None),
                name="an_import_that_is_over_has_an_end",
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def reference(self) -> str:
        """What it is called in a notice."""
        return f"import {self.pk}"

    def get_absolute_url(self):
        return reverse("main-system-import", args=[self.pk])

    def next_file(self):
        """The first of its files of which something is left to read, or nothing."""
        return self.files.filter(offset__lt=F("size")).first()

    def end(self, state, now) -> None:
        """Nothing more of it is read."""
        self.state, self.finished_at = state, now
        self.save()


class ImportFile(models.Model):
    """One CSV file of an import. `offset` is how far it was read, in bytes: what lies before it is committed.

    Every row is counted once: `made`, `changed`, `same` or `refused`. `partly` counts those of the first three in
    which something was wrong all the same. `stored` is empty once the file itself is no longer kept.
    """

    retention = "configuration"

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="files")
    table = models.CharField(max_length=30)
    stored = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField()
    offset = models.PositiveBigIntegerField(default=0)
    line = models.PositiveIntegerField(default=1)
    made = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    partly = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["of", "table"], name="each_table_once_in_an_import")]

    def __str__(self):
        return f"{self.table} of {self.of_id}"

    @property
    def rows(self) -> int:
        """How many rows were gone through so far."""
        return self.made + self.changed + self.same + self.refused

    @property
    def percent(self) -> int:
        """How much of it was read, rounded down."""
        return 100 * self.offset // (self.size or 1)


class ProblemKind(models.Model):
    """One kind of problem in a file: in which column, why, and in how many rows so far.

    `refused`: because of it the rows were not read at all.
    """

    retention = "configuration"

    file = models.ForeignKey(ImportFile, on_delete=models.CASCADE, related_name="kinds")
    column = models.CharField(max_length=60)
    why = models.CharField(max_length=160)
    refused = models.BooleanField(default=False)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["file", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["file", "column", "why", "refused"], name="each_kind_of_problem_once_in_a_file"
            )
        ]

    def __str__(self):
        return f"{self.why}: {self.count} rows"


class ImportProblem(models.Model):
    """Something wrong in one row. It names the line and holds nothing of what stood there.

    Of each kind the first thousand are named: an extract that is wrong throughout must not fill the database.
    """

    retention = "configuration"

    kind = models.ForeignKey(ProblemKind, on_delete=models.CASCADE, related_name="problems")
    line = models.PositiveIntegerField()

    class Meta:
        ordering = ["kind__file", "line", "pk"]
        indexes = [models.Index(fields=["kind", "line"])]

    def __str__(self):
        return f"line {self.line}: {self.kind.why}"


class ImportedRow(models.Model):
    """A row of the main system, by its own key: what it said when it was last read, and what it made here.

    `said` has a digest for each column that said something, not what it said. `made` is the number of what it made
    or changed, `seen_in` that of the import in which it was met last.
    """

    retention = "person"

    table = models.CharField(max_length=30)
    key = models.CharField(max_length=48)
    said = models.JSONField(default=dict)
    made = models.BigIntegerField(null=True)
    text = models.CharField(max_length=160, blank=True)
    seen_in = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "key"], name="imported_once")]

    def __str__(self):
        return f"{self.table} {self.pk}"
