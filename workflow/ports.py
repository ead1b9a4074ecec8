"""What the apps above fill: a tray's cells, and whom a page may name. Found in their `ports` modules at the start."""

from collections.abc import Callable, Iterable
from datetime import datetime

Cells = dict[int, dict[str, object]]

tray_cells: dict[type, Callable[[Iterable[int], object, datetime], Cells]] = {}
"""By model: given record numbers, the reader and now, the ready strings of each row.

In as few queries as there are kinds of thing to show, however many the rows.
"""


def who_has(record, reader) -> str:
    """The cell that says to `reader` who has a record: "you" when it is theirs, nothing when it is nobody's."""
    if not record.holder:
        return ""
    return "you" if record.holder_id == reader.pk else record.holder.name


people_shown: dict[type, Callable[[object, object], Iterable]] = {}
"""By model, where not all are: given a record and its reader, the people on it who may be named to that reader."""
