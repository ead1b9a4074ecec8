"""Whether today's pace is enough is reckoned from the order in which a tray is worked."""

from datetime import UTC, date, datetime, timedelta

import pytest

from directory.profile import current
from directory.profile.calendars import london
from duty.pace import OfficeDay, office_day, will_breach

NOW = datetime(2014, 7, 7, 9, 0, tzinfo=UTC)
CLOSE = NOW + timedelta(hours=7)


def hours(*amounts):
    """Items 1, 2, 3… due so many hours from now."""
    return [(place, NOW + timedelta(hours=amount)) for place, amount in enumerate(amounts, start=1)]


@pytest.mark.parametrize(
    ("waiting", "pace", "late"),
    [
        (hours(1, 2, 3), 1, []),
        (hours(1, 1.5, 3), 1, [2]),
        (hours(1, 2, 3), 0.5, [1, 2, 3]),
        (hours(-1, 0.5), 1, [2]),
        (hours(6, 8), 0, [1]),
        (hours(7), 0, [1]),
        ([], 2, []),
    ],
)
def test_an_item_that_is_reached_after_its_due_time_will_be_breached(waiting, pace, late):
    assert will_breach(waiting, pace, NOW, CLOSE) == late


def test_the_pace_is_what_was_passed_on_in_an_hour_of_the_open_office():
    day = OfficeDay(NOW - timedelta(hours=2), CLOSE)
    assert day.pace(3, NOW) == 1.5


def test_before_the_office_opens_there_is_no_pace():
    assert OfficeDay(NOW + timedelta(minutes=1), CLOSE).pace(3, NOW) == 0


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2014, 7, 7, 5, 0, tzinfo=UTC), date(2014, 7, 7)),
        (datetime(2014, 7, 7, 15, 59, tzinfo=UTC), date(2014, 7, 7)),
        (datetime(2014, 7, 7, 16, 0, tzinfo=UTC), date(2014, 7, 8)),
        (datetime(2014, 7, 11, 20, 0, tzinfo=UTC), date(2014, 7, 14)),
        (datetime(2014, 12, 24, 18, 0, tzinfo=UTC), date(2014, 12, 29)),
    ],
)
def test_after_the_close_the_next_open_day_is_meant(moment, day):
    found = office_day(current().calendars["office"], moment)
    assert london(found.closes).date() == day
    assert (london(found.opens).hour, london(found.closes).hour) == (9, 17)
