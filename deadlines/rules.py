"""When a clock runs out, and why: the profile's rules (DOMAIN section 6) put to a start. No models.

Each unit has one function that gives the due moment and, in the same breath, the words for how it
came to it, so that "why this time?" can't say anything else than what was reckoned.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from deadlines.working_time import (
    SATURDAY,
    after_hours,
    close_of_business,
    end_of_day,
    working_day_after,
)
from directory.profile.calendars import WEEK, Calendar, bank_holiday, london
from directory.profile.deadlines import BeforeOpening, DeadlineRule, Unit

A_WEEK = 7


class Stages(NamedTuple):
    """The moments at which a clock warns, is breached, and is escalated, in UTC."""

    warned: datetime
    breached: datetime
    escalated: datetime


class Start(NamedTuple):
    """What a unit reckons from."""

    at: datetime
    calendar: Calendar | None
    own_due: datetime | None

    @property
    def day(self):
        return london(self.at).date()


class Reckoned(NamedTuple):
    """A due moment, and the words for how it came about."""

    due: datetime
    steps: tuple[str, ...]


def due_at(
    rule: DeadlineRule,
    started_at: datetime,
    calendars: Mapping[str, Calendar],
    *,
    urgent: bool = False,
    own_due: datetime | None = None,
) -> datetime:
    """When `rule`'s clock, started at `started_at` (aware), runs out: UTC, never before the start.

    The rule that is in force on the London day of the start is the one that counts, its urgent
    variant where there is one and `urgent` says so. `own_due` is for rules whose item brings its own due
    time. LookupError when no rule is in force on that day; KeyError when `calendars` lacks the one meant.
    """
    return _reckoned(rule, started_at, calendars, urgent, own_due).due


def explain(
    rule: DeadlineRule,
    started_at: datetime,
    calendars: Mapping[str, Calendar],
    *,
    urgent: bool = False,
    own_due: datetime | None = None,
) -> str:
    """Why `due_at` says what it says: "received Fri 16:40, Devon office hours, +1 working day = Mon 17:00".

    In London time, with dates where the two are a week or more apart. Bank holidays and clock
    changes on the way are named. At most 200 characters; errors as of `due_at`.
    """
    due, steps = _reckoned(rule, started_at, calendars, urgent, own_due)
    start, end = london(started_at), london(due)
    shown = "%a %H:%M" if end.date() - start.date() < timedelta(days=A_WEEK) else "%a %-d %b %H:%M"
    return f"{', '.join([f'{rule.started} {start:{shown}}', *steps])} = {end:{shown}}"


def stages(started_at: datetime, due_at: datetime, warn_at: float = 0.75, escalate_at: float = 2) -> Stages:
    """When to announce what, as shares of the elapsed time from start to due (DOMAIN section 6), in UTC."""
    start = started_at.astimezone(UTC)
    span = due_at.astimezone(UTC) - start
    return Stages(start + span * warn_at, start + span, start + span * escalate_at)


def _reckoned(rule, started_at, calendars, urgent, own_due):
    how, variant = rule.timing_on(london(started_at).date()), ()
    if urgent and how.if_urgent:
        how, variant = how.if_urgent, ("urgent",)
    start = Start(started_at, calendars[how.calendar] if how.calendar else None, own_due)
    due, steps = UNITS[how.unit](how, start)
    # In the last minute of a day its end, 23:59:00, has gone already.
    return Reckoned(max(due, started_at.astimezone(UTC)), (*variant, *steps))


def _own_due_time(how, start):
    if start.own_due is None:
        raise ValueError("this rule's item brings its own due time, and none was given")
    return Reckoned(london(start.own_due).astimezone(UTC), ("the due time it was given",))


def _elapsed_hours(how, start):
    due = after_hours(start.at, how.amount)
    shift = london(due).utcoffset() - london(start.at).utcoffset()
    changed = {1: ("the clocks go forward",), -1: ("the clocks go back",)}.get(shift // timedelta(hours=1), ())
    return Reckoned(due, (f"+{how.amount} hours", *changed))


def _end_of_calendar_day(how, start):
    due = end_of_day(start.day + timedelta(days=how.amount))
    return Reckoned(due, (*([_counted(how.amount, "day")] if how.amount else []), "end of the day"))


def _end_of_working_day(how, start):
    last = working_day_after(start.day, how.amount)
    return Reckoned(end_of_day(last), (_working_days(how.amount, start.day, last), "end of the day"))


def _close_of_working_day(how, start):
    last = working_day_after(start.day, how.amount)
    due = close_of_business(last, start.calendar)
    return Reckoned(due, (start.calendar.name, _working_days(how.amount, start.day, last)))


def _close_of_same_day(how, start):
    late = _too_late_for_today(how, london(start.at), start.calendar)
    if not late:
        return Reckoned(close_of_business(start.day, start.calendar), (start.calendar.name, "that day's close"))
    day = start.calendar.next_day(start.day)
    steps = (start.calendar.name, late, f"the next open day's close{_left_out(start.day, day)}")
    return Reckoned(close_of_business(day, start.calendar), steps)


def _too_late_for_today(how, start, calendar):
    """Why the day's own close is not meant, or nothing when it is."""
    hours, weekday = calendar.hours_on(start.date()), WEEK[start.weekday()]
    if hours is None:
        return f"closed on {_closed(start.date())}"
    if weekday in how.not_on:
        return f"on a {weekday.title()}"
    if start.time() < hours.opens and how.before_opening is BeforeOpening.NEXT_DAY:
        return f"before {hours.opens:%H:%M}"
    if how.received_by and start.time().replace(second=0, microsecond=0) > how.received_by:
        return f"after {how.received_by:%H:%M}"
    if start.time() >= hours.closes:
        return f"closed at {hours.closes:%H:%M}"
    return ""


def _closed(day):
    return bank_holiday(day) or f"{WEEK[day.weekday()].title()}s"


def _working_days(count, first, last):
    return f"{_counted(count, 'working day')}{_left_out(first, last)}"


def _left_out(first, last):
    """The words for the bank holidays between two days, without those that a weekend hides."""
    between = (first + timedelta(days=n) for n in range(1, (last - first).days))
    holidays = [f"{day:%-d %b}" for day in between if day.weekday() < SATURDAY and bank_holiday(day)]
    return f" leaving out {', '.join(holidays)}" if holidays else ""


def _counted(count, noun):
    return f"+{count} {noun}{'' if count == 1 else 's'}"


UNITS = {
    Unit.ELAPSED_HOURS: _elapsed_hours,
    Unit.END_OF_CALENDAR_DAY: _end_of_calendar_day,
    Unit.END_OF_WORKING_DAY: _end_of_working_day,
    Unit.CLOSE_OF_WORKING_DAY: _close_of_working_day,
    Unit.CLOSE_OF_SAME_DAY: _close_of_same_day,
    Unit.OWN_DUE_TIME: _own_due_time,
}
