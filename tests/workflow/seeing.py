"""What became of a contact, read from what the engine wrote."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from audit.models import Event
from correspondence.models import Notice, Outbox
from deadlines.models import Deadline
from workflow.models import Decision, Link, Slip

LONDON = ZoneInfo("Europe/London")


def london(text: str) -> datetime:
    """A London time, as "2014-07-07 09:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


MONDAY = london("2014-07-07 09:00")
"""When the stories of these tests are recorded; what they tell of was received an hour earlier."""


def clocks(record, now: datetime = MONDAY) -> dict[str, str]:
    """The status of each of the record's clocks at `now`; of two by one rule the later."""
    return {clock.rule: clock.status(now) for clock in Deadline.about(record).order_by("pk")}


def clock(record, rule: str) -> Deadline:
    """The record's latest clock by that rule."""
    return Deadline.about(record).filter(rule=rule).latest("pk")


def told(record, name: str) -> list[str]:
    """The user names of everybody who was told of `name` about the record, as often as they were."""
    return sorted(Notice.about(record).filter(name=name).values_list("user__username", flat=True))


def mailed(record) -> list[str]:
    """The addresses to which something about the record was queued."""
    return sorted(Outbox.about(record).values_list("to", flat=True))


def place(record) -> str:
    """Where it lies: a tray's slug or a worker's user name; empty when in none."""
    slip = Slip.about(record).first()
    return "" if slip is None else slip.tray or str(slip.team or slip.holder.username)


def made(record) -> list[object]:
    """What the record made, in the order in which it was made."""
    links = Link.objects.filter(maker_id=record.pk, maker_type__model=type(record)._meta.model_name).order_by("pk")
    return [one.record for one in links]


def said(record) -> dict[str, str]:
    """What was said with the last action."""
    return Decision.about(record).latest("pk").words


def verbs(record) -> list[str]:
    """Every event of the record, first to last."""
    return list(Event.about(record).values_list("verb", flat=True))
