"""Who looked at whom: each colleague's looks at one person on one London day, by number alone.

A look at a record is a look at everybody whom it concerns. What lies behind a wall is not in it, nor what concerns
the reader's own relations.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Count, F, Max, Min, Value, When
from django.db.models.functions import TruncDate, TruncHour

from audit.models import Access, Event
from audit.trail import of_own_relations
from directory.london import LONDON, london_day, midnight
from people.models import Person, StaffRelation, is_any_of, root
from workflow.models import Record

LISTED = ("search", "match")
"""Ways of being shown somebody without opening anything."""
AROUND = timedelta(days=7)
"""What somebody did so long before or after a look may be the reason of it."""


@dataclass
class Look:
    """One colleague, one person, one day: how often opened, how often only listed, from when to when."""

    user_id: int
    root: int
    first: datetime
    last: datetime
    opened: int = 0
    listed: int = 0
    hours: set[datetime] = field(default_factory=set)

    @property
    def day(self) -> date:
        """The day in London."""
        return london_day(self.first)

    def again(self, hour: datetime, listed: bool, times: int, first: datetime, last: datetime) -> None:
        """Add what was looked at in one more hour, or through one more record."""
        self.first, self.last = min(self.first, first), max(self.last, last)
        if listed:
            self.listed += times
        else:
            self.opened += times
            self.hours.add(hour)


@dataclass(frozen=True)
class Work:
    """The days on which somebody did something in a record of a person: by each colleague, and by anybody."""

    of: dict[tuple[int, int], set[date]]
    on: dict[int, set[date]]


def looks_between(since: date, until: date, reader, user_id: int | None = None) -> tuple[list[Look], Work]:
    """One colleague's looks, or everybody's, from the one day to the other, and what anybody did around them."""
    own = of_own_relations(reader)
    by = {"user": user_id} if user_id else {}
    seen = list(_seen(Access.objects.filter(**by).exclude(own), since, until))
    done = list(_done(Event.objects.exclude(own), since - AROUND, until + AROUND))
    concerned = _concerned(reader, {row[1:3] for row in (*seen, *done)})
    return _looks(seen, concerned), _work(done, concerned)


def _within(rows, since, until):
    return rows.filter(at__gte=midnight(since), at__lt=midnight(until + timedelta(days=1))).order_by()


def _seen(rows, since, until):
    listed = Case(When(via__in=LISTED, then=Value(True)), default=Value(False))
    grouped = _within(rows, since, until).values_list(
        "user", "content_type", "object_id", TruncHour("at", tzinfo=LONDON), listed
    )
    return grouped.annotate(times=Count("pk"), first=Min("at"), last=Max("at"))


def _done(rows, since, until):
    rows = _within(rows, since, until).exclude(actor=None)
    return rows.values_list("actor", "content_type", "object_id", TruncDate("at", tzinfo=LONDON)).distinct()


def _concerned(reader, records: Iterable[tuple[int, int]]) -> dict[tuple[int, int], list[int]]:
    """Whom each of these records, or people, is about, but for the reader's own: in one query a kind of record."""
    wanted = defaultdict(set)
    for type_id, pk in records:
        wanted[type_id].add(pk)
    found = defaultdict(list)
    for model in (Person, *Record.__subclasses__()):
        type_id = ContentType.objects.get_for_model(model).pk
        path = "" if model is Person else f"{model.PEOPLE}__"
        rows = model._base_manager.filter(pk__in=wanted[type_id]).annotate(root=root(path)).exclude(root=None)
        rows = rows.exclude(is_any_of(F("root"), StaffRelation.roots_of(reader)))
        for pk, person in rows.values_list("pk", "root"):
            found[type_id, pk].append(person)
    return found


def _looks(seen, concerned):
    looks = {}
    for user, type_id, pk, hour, listed, times, first, last in seen:
        for person in concerned.get((type_id, pk), []):
            look = looks.setdefault((user, person, london_day(first)), Look(user, person, first, last))
            look.again(hour, listed, times, first, last)
    return list(looks.values())


def _work(done, concerned):
    work = Work(defaultdict(set), defaultdict(set))
    for user, type_id, pk, day in done:
        for person in concerned.get((type_id, pk), []):
            work.of[user, person].add(day)
            work.on[person].add(day)
    return work
