"""Working-time arithmetic: pure functions on aware moments and London days, no models, no settings.

Calendars come in as plain values (`directory.profile.calendars.Calendar`, which itself answers
`is_open`, `next_opening` and `next_day`); moments go out in UTC. Days are London's, so every answer
is right across the clock changes. Naive moments are refused with ValueError.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from directory.profile.calendars import Calendar, bank_holiday, london, moment

LAST_MINUTE = time(23, 59)
SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Not a Saturday, a Sunday or one of England's bank holidays (DOMAIN section 1)."""
    return day.weekday() < SATURDAY and not bank_holiday(day)


def working_days_after(day: date) -> Iterator[date]:
    """The working days that follow `day`, one after another, without end; `day` itself is never one."""
    while True:
        day += timedelta(days=1)
        if is_working_day(day):
            yield day


def working_day_after(day: date, count: int) -> date:
    """The `count`th working day that follows `day`, counting from 1."""
    if count < 1:
        raise ValueError(f"working days are counted from 1, not {count}")
    return next(found for place, found in enumerate(working_days_after(day), start=1) if place == count)


def close_of_business(day: date, calendar: Calendar) -> datetime:
    """When `calendar` closes on `day`, in UTC; where it has no hours that day, on the next that has some."""
    hours = calendar.hours_on(day)
    if hours is None:
        return close_of_business(calendar.next_day(day), calendar)
    return moment(day, hours.closes)


def end_of_day(day: date) -> datetime:
    """23:59 London on `day`, in UTC: the end of a day wherever a rule speaks of one."""
    return moment(day, LAST_MINUTE)


def after_hours(at: datetime, hours: int) -> datetime:
    """`hours` elapsed hours after `at`, in UTC: a day on is 23 or 25 hours by the clock when the clocks change."""
    return london(at).astimezone(UTC) + timedelta(hours=hours)
