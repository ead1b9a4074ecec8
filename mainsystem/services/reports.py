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
    """Each file of an import, in the order in which they are read. Three queries, however many problems there are."""
    counted = (
        ImportProblem.objects.filter(file__of=of)
        .values("file_id", "column", "why", "refused")
        .annotate(count=Count("pk"))
        .order_by("-count", "column", "why")
    )
    kinds = {}
    for each in counted:
        kinds[each["file_id"], each["column"], each["why"]] = Kind(
            each["column"], each["why"], each["refused"], each["count"]
        )
    for *kind, line in _first_lines(of):
        kinds[tuple(kind)].lines.append(line)
    return [
        FileReport(file, BY_SLUG[file.table].label, [kind for (pk, *_), kind in kinds.items() if pk == file.pk])
        for file in of.files.all()
    ]


def _first_lines(of):
    place = Window(RowNumber(), partition_by=[F("file_id"), F("column"), F("why")], order_by=["line", "pk"])
    found = ImportProblem.objects.filter(file__of=of).annotate(place=place).filter(place__lte=LINES)
    return found.order_by("line", "pk").values_list("file_id", "column", "why", "line")
