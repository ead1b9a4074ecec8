"""What must be said of somebody wherever they are named in a list: whose case, and which alerts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from people.alerts import Shown, shown, with_alerts
from people.models import Person
from people.services.cases import CaseStatus, status_of, with_case


@dataclass(frozen=True)
class Known:
    """The case status and the alerts of one person."""

    status: CaseStatus
    alerts: tuple[Shown, ...]


def known_of(people: Iterable[int], user, on: date) -> dict[int, Known]:
    """What is known of each of these people on the London day `on`, as `user` may know of it, in one query."""
    people = set(people)
    if not people:
        return {}
    rows = with_alerts(with_case(Person.objects.filter(pk__in=people), on), user, on).order_by()
    return {row.pk: Known(status_of(row.latest, on, row.read_at), tuple(shown(row, on))) for row in rows}
