"""What the apps above fill: a person's chronology, and the look-up of records by reference."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from audit.models import Event
from people.models import Person


@dataclass(frozen=True)
class Entry:
    """One thing in a person's chronology. `source` is its kind's slug (DOMAIN section 3), `at` when it happened."""

    source: str
    kind: str
    at: datetime | date
    title: str
    text: str = ""
    url: str = ""


@dataclass(frozen=True)
class Hit:
    """A record found by its reference."""

    reference: str
    process: str
    url: str
    text: str
    line: str


@dataclass(frozen=True)
class Unknown:
    """That a fact of somebody, by its field, was asked for and is not known: why, when, by whom, where it stands."""

    fact: str
    because: str
    at: datetime
    by: str
    url: str = ""


chronology: list[Callable[[Person, object], Iterable[Entry]]] = []
"""Given a person and the reader, what that reader may know to have happened; in any order."""

not_known: list[Callable[[Person, object], Iterable[Unknown]]] = []
"""Given a person and the reader, what that reader may know to have been asked in vain; where a fact is given it counts
for nothing."""

records_by_reference: list[Callable[[str, object], Iterable[Hit]]] = []
"""Given a reference and the reader, the records of that reference that the reader may know of."""

involvements_read: list[Callable[[], QuerySet]] = []
"""When the newest extract of another system's involvements was taken: one value in one row, or no row."""

in_hand: list[Callable[[Person, object], Iterable[str]]] = []
"""Given somebody and the reader, in words who has open records about them in hand, as far as the reader may know."""

lost_from_sight: list[Callable[[QuerySet, Iterable[Person], Event, datetime], None]] = []
"""Given which users may know of these people no more, since which event, and now: sees to what these users had in hand,
so that none lies undecided."""
