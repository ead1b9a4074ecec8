"""What the apps above fill: the cells of a tray's rows. Found in their `ports` modules when Django starts."""

from collections.abc import Callable, Iterable
from datetime import datetime

Cells = dict[int, dict[str, object]]

tray_cells: dict[type, Callable[[Iterable[int], object, datetime], Cells]] = {}
"""By model: given record numbers, the reader and now, the ready strings of each row.

In as few queries as there are kinds of thing to show, however many the rows.
"""
