"""What the main system's extracts say elsewhere: how fresh it is that somebody has no case."""

from django.db.models import QuerySet

from mainsystem.models import Import, ImportFile
from people.ports import involvements_read


def last_read() -> QuerySet:
    """When the newest extract of involvements that has been read to its end was taken; one row at most."""
    done = ImportFile.objects.filter(table="involvement", of__state=Import.State.DONE)
    return done.order_by("-of__as_of").values("of__as_of")[:1]


involvements_read.append(last_read)
