"""Whose case somebody is: new, open to a team, or closed by one, from dated involvements."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import DateTimeField, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest, JSONObject

from directory.london import london_day
from people.ages import said_day
from people.models import Involvement, Person, root
from people.ports import involvements_read

MONTHS = 3


@dataclass(frozen=True)
class CaseStatus:
    """Whether somebody's case is new, open to a team or closed by one, on the day asked about; `as_of`: how fresh."""

    slug: str
    text: str
    as_of: date
    team: str = ""
    worker: str = ""
    team_id: int | None = None
    closed_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether a team has the case on that day."""
        return self.slug == "open"

    @property
    def as_of_text(self) -> str:
        """How fresh the status is: "as of 7 Jul 2014"."""
        return f"as of {said_day(self.as_of)}"


def case_status(people: Iterable[int], on: date) -> dict[int, CaseStatus]:
    """The case status of each of these people on the London day `on`, in one query.

    It comes from involvements, our own and the main case system's, of the person and of whoever was
    found to be the same (ARCHITECTURE rule 10). An open one counts before a closed one, an allocated
    case worker's before that of whoever works beside them, a later one before an earlier. A case that
    is closed on a day is closed on all of that day.
    """
    rows = with_case(Person.objects.filter(pk__in=set(people)), on).order_by()
    return {pk: status_of(found, on, read_at) for pk, found, read_at in rows.values_list("pk", "latest", "read_at")}


def with_case(people: QuerySet, on: date) -> QuerySet:
    """These people with `latest`, the involvement that counts on that day, and `read_at`, how fresh that there is none.

    `status_of` puts the two into words.
    """
    return people.annotate(root=root()).annotate(latest=Subquery(_involvements(on)[:1]), read_at=_read_at())


def cases_by_team(people: Iterable[int], on: date) -> dict[int, tuple[CaseStatus, ...]]:
    """The case that each team has or had of each of these people, each as on the London day `on`, in one query.

    Several teams may have one at once. The first is the person's `case_status`, and the only one where no team had any.
    """
    rows = Person.objects.filter(pk__in=set(people)).annotate(root=root()).order_by()
    rows = rows.annotate(found=ArraySubquery(_involvements(on)), read_at=_read_at())
    return {
        pk: tuple(_by_team(found, on, read_at)) for pk, found, read_at in rows.values_list("pk", "found", "read_at")
    }


def _by_team(found, on, read_at):
    of_team = {}
    for each in found:
        of_team.setdefault(each["team_id"], each)
    return [status_of(each, on, read_at) for each in of_team.values() or [None]]


def _involvements(on):
    """Of a person with `root` the involvements that have begun by that day, the one that counts first."""
    begun = Q(from_date=None) | Q(from_date__lte=on)
    same = Person.objects.alias(root=root()).filter(root=OuterRef(OuterRef("root"))).order_by()
    return (
        Involvement.objects.filter(begun, person__in=same.values("pk"))
        .order_by(F("to_date").desc(nulls_first=True), "supporting", F("from_date").desc(nulls_last=True), "-pk")
        .annotate(who=Coalesce("worker__name", "worker_name"))
        .values(
            found=JSONObject(team="team__name", team_id="team_id", worker="who", closed_on="to_date", as_of="as_of")
        )
    )


def _read_at():
    """When the newest of other systems' extracts was taken: that somebody has no case is as fresh as that."""
    moments = [Subquery(read(), output_field=DateTimeField()) for read in involvements_read]
    return Greatest(*moments) if len(moments) > 1 else next(iter(moments), Value(None, DateTimeField()))


def status_of(found: dict | None, on: date, read_at: datetime | None) -> CaseStatus:
    """The case status that an involvement, as `with_case` read it, means on the London day `on`."""
    if found is None:
        return CaseStatus("new", "New", london_day(read_at) if read_at else on)
    as_of = london_day(datetime.fromisoformat(found["as_of"]))
    closed_on = found["closed_on"] and date.fromisoformat(found["closed_on"])
    team, worker = found["team"], found["worker"] or ""
    case = (as_of, team, worker, found["team_id"])
    if closed_on is None or closed_on > on:
        return CaseStatus("open", f"Open to {team}{worker and f', {worker}'}", *case)
    return CaseStatus("closed", f"Closed by {team} on {said_day(closed_on)}", *case, closed_on)


def closed_within_three_months(closed_on: date | None, received: datetime) -> bool:
    """Whether a case that closed on `closed_on` had done so within the three months before receipt.

    On the same day three months earlier counts (DOMAIN 5.1); where that month has no such day, its last.
    """
    if closed_on is None:
        return False
    day = london_day(received)
    months = day.year * 12 + day.month - 1 - MONTHS
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1])) <= closed_on <= day
