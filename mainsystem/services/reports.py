"""How far an import has come, and what was wrong in it."""

from dataclasses import dataclass, field

from django.db.models import Count, F, Window
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
    for file, column, why, refused, count, line in _first_lines(of):
        kind = kinds.setdefault((file, column, why, refused), Kind(column, why, refused, count))
        kind.lines.append(line)
    return [
        FileReport(file, BY_SLUG[file.table].label, [kind for (pk, *_), kind in kinds.items() if pk == file.pk])
        for file in of.files.all()
    ]


def _first_lines(of):
    """Each kind's count with its first lines, in one query: a page that is asked for while an import is read must not
    count before a piece is committed and name lines after it.
    """
    each_kind = [F("file_id"), F("column"), F("why"), F("refused")]
    place = Window(RowNumber(), partition_by=each_kind, order_by=["line", "pk"])
    count = Window(Count("pk"), partition_by=each_kind)
    found = ImportProblem.objects.filter(file__of=of).annotate(place=place, count=count).filter(place__lte=LINES)
    rows = found.order_by("-count", "column", "why", "line", "pk")
    return rows.values_list("file_id", "column", "why", "refused", "count", "line")
