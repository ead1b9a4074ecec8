"""Who looked at whom: each colleague's looks at one person on one London day, by number alone.

A look at a record is a look at everybody whom it concerns. What lies behind a wall is not in it, nor what concerns
the reader's own relations.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Count, Max, Min, Value, When
from django.db.models.functions import TruncDate, TruncMinute

from audit.models import Access, Event
from audit.trail import of_own_relations
from directory.london import LONDON, london_day, midnight
from people.models import Person, root
from workflow.models import Record

A_WEEK = timedelta(days=7)
MOST = 60_000
"""So many looks, and so many days' work, are judged at once: about a kilobyte each."""
NO_WORK = ("record", "saved", "discard")
"""Beginning a draft and throwing it away is open to everybody who looks for an excuse."""


class Way(StrEnum):
    """How somebody was shown: opened, listed by a search or match, or only said to be restricted perhaps."""

    OPENED = "opened"
    LISTED = "listed"
    SOUGHT = "sought"


WAYS = {"search": Way.LISTED, "match": Way.LISTED, "restricted match": Way.SOUGHT}
"""By what the trail says; all else opens something."""


@dataclass
class Look:
    """One colleague, one person, one day: from when to when, how often in each way, and in which minutes."""

    user_id: int
    root: int
    first: datetime
    last: datetime
    times: Counter = field(default_factory=Counter)
    minutes: dict[Way, set[datetime]] = field(default_factory=lambda: defaultdict(set))

    @property
    def day(self) -> date:
        """The day in London."""
        return london_day(self.first)

    def again(self, way: Way, minute: datetime, times: int, first: datetime, last: datetime) -> None:
        """Add what was looked at in one more minute, or through one more record."""
        self.first, self.last = min(self.first, first), max(self.last, last)
        self.times[way] += times
        self.minutes[way].add(minute)


@dataclass(frozen=True)
class Work:
    """The days on which somebody did something in a record of a person: each colleague, and anybody."""

    of: dict[tuple[int, int], set[date]]
    on: dict[int, set[date]]


class TooMany(Exception):
    """More was looked at, or done, in those days than one page can hold in mind."""


def looks_between(since: date, until: date, reader, user_id: int | None = None) -> tuple[list[Look], Work]:
    """One colleague's looks, or everybody's, from the one day to the other, and what anybody did around them.

    Raises `TooMany` rather than judge a part: what is unusual is so beside all the rest.
    """
    own = of_own_relations(reader)
    by = {"user": user_id} if user_id else {}
    seen = _all_of(_seen(Access.objects.filter(**by).exclude(own), since, until))
    done = _all_of(_done(Event.objects.exclude(own), since - A_WEEK, until + timedelta(days=1)))
    concerned = _concerned({row[1:3] for row in (*seen, *done)})
    return _looks(seen, concerned), _work(done, concerned)


def _all_of(rows):
    found = list(rows[: MOST + 1])
    if len(found) > MOST:
        raise TooMany
    return found


def _within(rows, since, until):
    return rows.filter(at__gte=midnight(since), at__lt=midnight(until + timedelta(days=1))).order_by()


def _seen(rows, since, until):
    way = Case(*[When(via=via, then=Value(way)) for via, way in WAYS.items()], default=Value(Way.OPENED))
    rows = _within(rows, since, until).values_list("user", "content_type", "object_id", way, TruncMinute("at"))
    return rows.annotate(times=Count("pk"), first=Min("at"), last=Max("at"))


def _done(rows, since, until):
    rows = _within(rows, since, until).exclude(actor=None).exclude(verb__in=NO_WORK)
    return rows.values_list("actor", "content_type", "object_id", TruncDate("at", tzinfo=LONDON)).distinct()


def _concerned(records: Iterable[tuple[int, int]]) -> dict[tuple[int, int], list[int]]:
    """Whom each of these records, or people, is about, in one query a kind of record."""
    wanted = defaultdict(set)
    for type_id, pk in records:
        wanted[type_id].add(pk)
    found = defaultdict(list)
    for model in (Person, *Record.__subclasses__()):
        type_id = ContentType.objects.get_for_model(model).pk
        path = "" if model is Person else f"{model.PEOPLE}__"
        rows = model._base_manager.filter(pk__in=wanted[type_id]).annotate(root=root(path)).exclude(root=None)
        for pk, person in rows.values_list("pk", "root"):
            found[type_id, pk].append(person)
    return found


def _looks(seen, concerned):
    looks = {}
    for user, type_id, pk, way, minute, times, first, last in seen:
        for person in concerned.get((type_id, pk), []):
            look = looks.setdefault((user, person, london_day(first)), Look(user, person, first, last))
            look.again(Way(way), minute, times, first, last)
    return list(looks.values())


def _work(done, concerned):
    work = Work(defaultdict(set), defaultdict(set))
    for user, type_id, pk, day in done:
        for person in concerned.get((type_id, pk), []):
            work.of[user, person].add(day)
            work.on[person].add(day)
    return work
