"""Working-time arithmetic on plain values."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from deadlines.working_time import after_hours, close_of_business, end_of_day, is_working_day, working_day_after
from directory.profile.calendars import Calendar, Hours, OnBankHolidays, Weekday

LONDON = ZoneInfo("Europe/London")
MONDAY_TO_THURSDAY = (Weekday.MONDAY, Weekday.TUESDAY, Weekday.WEDNESDAY, Weekday.THURSDAY)


def london(*at):
    return datetime(*at, tzinfo=LONDON)


def hours(days, opens, closes, **dates):
    return Hours(days=days, opens=time(opens), closes=time(closes), **dates)


def calendar(*hours, on_bank_holidays="closed"):
    return Calendar(slug="office", name="Office", on_bank_holidays=OnBankHolidays(on_bank_holidays), hours=hours)


OFFICE = calendar(hours(MONDAY_TO_THURSDAY, 9, 17), hours((Weekday.FRIDAY,), 9, 16))


class TestWorkingDay:
    @pytest.mark.parametrize(
        "day",
        [
            date(2014, 4, 18),  # Good Friday
            date(2014, 4, 21),  # Easter Monday
            date(2014, 8, 25),
            date(2011, 12, 27),  # for Christmas Day on a Sunday
            date(2020, 12, 28),  # for Boxing Day on a Saturday
            date(2022, 9, 19),  # a state funeral
            date(2023, 5, 8),  # a coronation
            date(2020, 5, 8),  # May Day, moved from its Monday
        ],
    )
    def test_a_bank_holiday_of_england_is_none(self, day):
        assert not is_working_day(day)

    @pytest.mark.parametrize("day", [date(2014, 7, 5), date(2014, 7, 6)])
    def test_a_weekend_is_none(self, day):
        assert not is_working_day(day)

    @pytest.mark.parametrize(
        "day",
        [
            date(2014, 7, 7),
            date(2014, 3, 17),  # a holiday in Northern Ireland alone
            date(2014, 8, 4),  # a holiday in Scotland alone
            date(2014, 12, 24),
            date(2020, 5, 4),  # the Monday from which May Day was moved
        ],
    )
    def test_any_other_day_is_one(self, day):
        assert is_working_day(day)

    def test_they_are_counted_from_the_day_after(self):
        assert working_day_after(date(2014, 7, 7), 1) == date(2014, 7, 8)
        assert working_day_after(date(2014, 7, 11), 1) == date(2014, 7, 14)
        assert working_day_after(date(2014, 12, 24), 3) == date(2014, 12, 31)

    def test_there_is_no_working_day_nought(self):
        with pytest.raises(ValueError, match="counted from 1"):
            working_day_after(date(2014, 7, 7), 0)


class TestCloseOfBusiness:
    def test_it_is_the_weekdays_own(self):
        assert close_of_business(date(2023, 6, 8), OFFICE) == london(2023, 6, 8, 17)
        assert close_of_business(date(2023, 6, 9), OFFICE) == london(2023, 6, 9, 16)

    def test_it_is_in_utc(self):
        assert close_of_business(date(2023, 6, 8), OFFICE) == datetime(2023, 6, 8, 16, tzinfo=UTC)
        assert close_of_business(date(2023, 12, 7), OFFICE).isoformat() == "2023-12-07T17:00:00+00:00"

    def test_a_day_without_hours_has_the_close_of_the_next_that_has(self):
        assert close_of_business(date(2023, 4, 7), OFFICE) == london(2023, 4, 11, 17)

    def test_dated_hours_hold_from_their_first_day_to_their_last(self):
        changing = calendar(
            hours(MONDAY_TO_THURSDAY, 9, 17, until=date(2023, 6, 6)),
            hours(MONDAY_TO_THURSDAY, 8, 18, from_=date(2023, 6, 7)),
        )
        assert close_of_business(date(2023, 6, 6), changing) == london(2023, 6, 6, 17)
        assert close_of_business(date(2023, 6, 7), changing) == london(2023, 6, 7, 18)

    def test_an_office_that_never_opens_is_refused(self):
        with pytest.raises(LookupError, match="no hours in the year after"):
            close_of_business(date(2023, 6, 6), calendar())


class TestOpenHours:
    def test_the_first_minute_is_inside_and_the_last_is_not(self):
        assert OFFICE.is_open(london(2023, 6, 8, 9))
        assert OFFICE.is_open(london(2023, 6, 8, 16, 59, 59))
        assert not OFFICE.is_open(london(2023, 6, 8, 8, 59, 59))
        assert not OFFICE.is_open(london(2023, 6, 8, 17))

    def test_a_bank_holiday_closes_only_what_it_closes(self):
        always = calendar(hours(MONDAY_TO_THURSDAY, 9, 17), on_bank_holidays="open")
        assert not OFFICE.is_open(london(2023, 8, 28, 12))
        assert always.is_open(london(2023, 8, 28, 12))

    def test_it_asks_londons_clock(self):
        assert OFFICE.is_open(datetime(2023, 6, 8, 8, tzinfo=UTC))
        assert not OFFICE.is_open(datetime(2023, 12, 7, 8, tzinfo=UTC))

    def test_the_next_opening_is_now_if_it_opens_now(self):
        assert OFFICE.next_opening(london(2023, 6, 8, 9)) == london(2023, 6, 8, 9)

    def test_the_next_opening_passes_over_nights_weekends_and_holidays(self):
        assert OFFICE.next_opening(london(2023, 6, 8, 9, 1)) == london(2023, 6, 9, 9)
        assert OFFICE.next_opening(london(2023, 6, 8, 3)) == london(2023, 6, 8, 9)
        assert OFFICE.next_opening(london(2023, 4, 6, 18)) == london(2023, 4, 11, 9)

    def test_the_next_opening_is_right_when_the_clocks_change(self):
        assert OFFICE.next_opening(london(2023, 3, 25, 12)) == datetime(2023, 3, 27, 8, tzinfo=UTC)
        assert OFFICE.next_opening(london(2023, 10, 28, 12)) == datetime(2023, 10, 30, 9, tzinfo=UTC)

    def test_an_office_that_never_opens_is_refused(self):
        with pytest.raises(LookupError, match="no opening in the year after"):
            calendar().next_opening(london(2023, 6, 8, 9))


class TestMoments:
    def test_a_day_ends_at_23_59_in_london(self):
        assert end_of_day(date(2014, 7, 7)) == datetime(2014, 7, 7, 22, 59, tzinfo=UTC)
        assert end_of_day(date(2014, 10, 26)) == datetime(2014, 10, 26, 23, 59, tzinfo=UTC)

    def test_elapsed_hours_do_not_follow_the_clock(self):
        assert after_hours(london(2014, 10, 25, 20), 24) == datetime(2014, 10, 26, 19, tzinfo=UTC)
        assert after_hours(london(2014, 3, 29, 20), 24) == datetime(2014, 3, 30, 20, tzinfo=UTC)

    def test_a_naive_moment_is_refused(self):
        naive = london(2014, 7, 7, 9).replace(tzinfo=None)
        for ask in (OFFICE.is_open, OFFICE.next_opening, lambda at: after_hours(at, 24)):
            with pytest.raises(ValueError, match="needs its time zone"):
                ask(naive)
