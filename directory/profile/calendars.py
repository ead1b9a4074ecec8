"""Opening hours as plain values, and England's bank holidays. All hours are Europe/London.

Hours include their first minute and not their last (DOMAIN section 5.11).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache

import holidays

from directory.london import LONDON
from directory.profile.dated import Dated, overlapping
from directory.profile.reading import Slug, Wrong

A_YEAR = 366


class Weekday(StrEnum):
    """The days of the week, Monday first as in `date.weekday()`."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


WEEK = tuple(Weekday)


class OnBankHolidays(StrEnum):
    """What becomes of the hours on a bank holiday."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class Hours(Dated):
    """Opening and closing on some weekdays; a day opens once."""

    days: tuple[Weekday, ...]
    opens: time
    closes: time

    def __post_init__(self):
        super().__post_init__()
        if not self.days:
            raise Wrong("must name a day", "days")
        if self.closes <= self.opens:
            raise Wrong(f"{self.closes:%H:%M} is not after opens, {self.opens:%H:%M}", "closes")


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """When an office or a line is open. `name` is what "why this time?" calls it: "Devon office hours"."""

    slug: Slug
    name: str
    on_bank_holidays: OnBankHolidays
    hours: tuple[Hours, ...]

    def __post_init__(self):
        for one, other, days in overlapping(self.hours, lambda a, b: [day for day in a.days if day in b.days]):
            raise Wrong(f"overlaps with hours[{one}] on {', '.join(days)}", "hours", other)

    def hours_on(self, day: date) -> Hours | None:
        """The hours of the London day `day`, or nothing when it is closed all day."""
        if self.on_bank_holidays is OnBankHolidays.CLOSED and bank_holiday(day):
            return None
        return next((hours for hours in self.hours if WEEK[day.weekday()] in hours.days and hours.in_force(day)), None)

    def is_open(self, at: datetime) -> bool:
        """Whether the aware moment `at` lies in the hours: the first minute does, the last does not."""
        local = london(at)
        hours = self.hours_on(local.date())
        return hours is not None and hours.opens <= local.time() < hours.closes

    def next_opening(self, at: datetime) -> datetime:
        """The first opening at or after `at`, in UTC. LookupError when there is none within a year."""
        today = london(at).date()
        for days in range(A_YEAR):
            day = today + timedelta(days=days)
            if (hours := self.hours_on(day)) and (opening := moment(day, hours.opens)) >= at:
                return opening
        raise LookupError(f"{self.name}: no opening in the year after {today}")

    def next_day(self, day: date) -> date:
        """The first day after `day` that has hours. LookupError when there is none within a year."""
        for days in range(1, A_YEAR):
            if self.hours_on(day + timedelta(days=days)):
                return day + timedelta(days=days)
        raise LookupError(f"{self.name}: no hours in the year after {day}")


def london(at: datetime) -> datetime:
    """An aware moment as London's clocks show it. ValueError for a naive one, which says no moment."""
    if at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return at.astimezone(LONDON)


def moment(day: date, at: time) -> datetime:
    """The moment, in UTC, at which London's clocks show `at` on `day`."""
    return datetime.combine(day, at, LONDON).astimezone(UTC)


def bank_holiday(day: date) -> str:
    """The name of England's bank holiday on `day`, or nothing."""
    return _bank_holidays(day.year).get(day, "")


@cache
def _bank_holidays(year):
    return dict(holidays.UK(subdiv="ENG", years=year, language="en_GB"))
