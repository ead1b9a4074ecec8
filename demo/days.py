"""When a town rings: school days, the hours in which the duty desk is staffed, and how a week's contacts fall.

Pure functions on London days and aware moments. School holidays are the usual ones of an English town, not of
any council's calendar.
"""

from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random

from deadlines.working_time import is_working_day
from directory.london import LONDON
from directory.profile.calendars import bank_holiday

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
DESK = (time(8, 30), time(17, 45))
COVER = (time(10), time(16))
"""On a day that is no working day a few of the team keep the desk, so that nothing waits from Friday to Monday."""

WORKING_HOURS = {8: 2, 9: 6, 10: 7, 11: 6, 12: 4, 13: 4, 14: 5, 15: 5, 16: 5, 17: 2.5}
FRIDAY_AFTERNOON = 1.8
QUIET, EVENING, NIGHT = 0.6, 0.9, 0.35


@cache
def holidays_of(year: int) -> tuple[tuple[date, date], ...]:
    """First and last day of each school holiday that begins in `year`."""
    spring = next(d for d in _days(date(year, 5, 25), date(year, 6, 6)) if d.weekday() == 0)
    friday = next(d for d in _days(date(year, 3, 19), date(year, 4, 25)) if bank_holiday(d) == "Good Friday")
    return (
        (date(year, 1, 1), date(year, 1, 3)),
        _week_of(date(year, 2, 17)),
        (friday - 4 * DAY, friday + 9 * DAY),
        _week_of(spring),
        (date(year, 7, 23), date(year, 9, 2)),
        _week_of(date(year, 10, 28)),
        (date(year, 12, 20), date(year, 12, 31)),
    )


def _days(first, last):
    return [first + n * DAY for n in range((last - first).days + 1)]


def _week_of(day):
    monday = day - day.weekday() * DAY
    return monday, monday + 4 * DAY


def school_open(day: date) -> bool:
    """Whether children are at school on `day`."""
    return is_working_day(day) and not any(first <= day <= last for first, last in holidays_of(day.year))


def last_before(day: date, is_open) -> date:
    """The nearest earlier day on which `is_open`."""
    day -= DAY
    while not is_open(day):
        day -= DAY
    return day


def _hours_of(day):
    return DESK if is_working_day(day) else COVER


def staffed(at: datetime) -> bool:
    """Whether somebody is at the duty desk at `at`."""
    local = at.astimezone(LONDON)
    opens, closes = _hours_of(local.date())
    return opens <= local.time() < closes


def desk_later(at: datetime, minutes: float) -> datetime:
    """The moment by which the desk has been staffed for `minutes` after `at`."""
    left = timedelta(minutes=minutes)
    local = at.astimezone(LONDON)
    day = local.date()
    while True:
        opens, closes = (datetime.combine(day, hour, LONDON) for hour in _hours_of(day))
        begins = max(opens, local)
        if begins + left < closes:
            return begins + left
        left -= max(closes - begins, timedelta())
        day += DAY


def weight(at: datetime) -> float:
    """How likely a contact comes in within the hour of `at`: mornings and Friday afternoons most, nights least."""
    local = at.astimezone(LONDON)
    if not is_working_day(local.date()):
        return EVENING if local.hour >= 18 else QUIET if local.hour >= 8 else NIGHT
    busy = WORKING_HOURS.get(local.hour, QUIET if local.hour >= 18 else NIGHT)
    return busy * (FRIDAY_AFTERNOON if local.weekday() == 4 and 13 <= local.hour < 18 else 1)


def arrival(rng: Random, earliest: datetime, latest: datetime) -> datetime:
    """A moment between the two at which a contact might come in, to the minute."""
    heaviest = max(WORKING_HOURS.values()) * FRIDAY_AFTERNOON
    minutes = int((latest - earliest) / MINUTE)
    while True:
        at = (earliest + rng.randint(0, max(minutes, 0)) * MINUTE).replace(second=0, microsecond=0)
        if rng.random() * heaviest <= weight(at):
            return max(at, earliest.replace(second=0, microsecond=0))


def school_year(born: date, on: date) -> int:
    """The school year of a child on a day: 0 is Reception, 12 and 13 are sixth form, less than 0 is too young."""
    began = date(on.year if on.month >= 9 else on.year - 1, 9, 1)
    return years_between(born, began) - 4


def years_between(born: date, on: date) -> int:
    """Whole years from `born` to `on`."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
