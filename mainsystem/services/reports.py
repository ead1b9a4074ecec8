"""How far an import has come, and what was wrong in it."""

from dataclasses import dataclass, field

from django.db.models import Window
from django.db.models.functions import RowNumber

from mainsystem.models import Import, ImportFile, ImportProblem
from mainsystem.services.tables import BY_SLUG

LINES = 5
"""So many lines are named for each kind of problem."""


@dataclass
class Kind:
    """One kind of problem in a file: by which column, why, how often, and where first."""

    column: str
    why: str
    refused: bool
    count: int
    lines: list[int] = field(default_factory=list)

    @property
    def more(self) -> int:
        """How many lines are not named."""
        return self.count - len(self.lines)


@dataclass(frozen=True)
class FileReport:
    """One file: its figures, and every kind of problem in it, the most frequent first."""

    file: ImportFile
    label: str
    kinds: list[Kind]


def report(of: Import) -> list[FileReport]:
    """Each file of an import, in the order in which they are read. Two queries, however many problems there are."""
    kinds = {}
    for pk, file, column, why, refused, count, line in _first_lines(of):
        _, kind = kinds.setdefault(pk, (file, Kind(column, why, refused, count)))
        kind.lines.append(line)
    return [
        FileReport(file, BY_SLUG[file.table].label, [kind for pk, kind in kinds.values() if pk == file.pk])
        for file in of.files.all()
    ]


def _first_lines(of):
    """Each kind with its count and its first lines, in one query: a page that is asked for while an import is read must
    not count before a piece is committed and name lines after it.
    """
    place = Window(RowNumber(), partition_by="kind", order_by=["line", "pk"])
    found = ImportProblem.objects.filter(kind__file__of=of).annotate(place=place).filter(place__lte=LINES)
    rows = found.order_by("-kind__count", "kind__column", "kind__why", "kind", "line", "pk")
    return rows.values_list("kind", "kind__file", "kind__column", "kind__why", "kind__refused", "kind__count", "line")
