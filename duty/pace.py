"""Whether today's pace is enough: which open items will be breached before the office closes. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from directory.london import london_day
from directory.profile.calendars import Calendar, moment

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class OfficeDay:
    """The office day that a forecast is for: today while the office has yet to close, else the next open one."""

    opens: datetime
    closes: datetime

    def pace(self, passed_on: int, now: datetime) -> float:
        """How many items left the tray in an hour of this day so far; nought while there is no telling."""
        worked = (now - self.opens) / HOUR
        return passed_on / worked if worked > 0 else 0


def office_day(calendar: Calendar, now: datetime) -> OfficeDay:
    """The office day of `now`, or the next one when `calendar` has closed or does not open on that day."""
    day = london_day(now)
    hours = calendar.hours_on(day)
    if hours is None or moment(day, hours.closes) <= now:
        day = calendar.next_day(day)
        hours = calendar.hours_on(day)
    return OfficeDay(moment(day, hours.opens), moment(day, hours.closes))


def will_breach(waiting: Sequence[tuple[int, datetime]], pace: float, now: datetime, until: datetime) -> list[int]:
    """The items, of those that fall due before `until`, that are not reached in time.

    `waiting` holds every item of the tray and its due time, in the order in which they are worked;
    the nth is done n / `pace` hours from now (never, when there is no pace). One that is breached
    already is in everybody's way, and no longer one that will be.
    """
    late = []
    for place, (item, due) in enumerate(waiting, start=1):
        done = now + HOUR * (place / pace) if pace else None
        if now < due <= until and (done is None or done > due):
            late.append(item)
    return late
