"""Rules put to a start: the units, the words for them, the stages."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deadlines.rules import due_at, explain, stages
from directory.profile import load_profile
from directory.profile.deadlines import BeforeOpening, Timing, Unit

LONDON = ZoneInfo("Europe/London")
PROFILES = Path(__file__).parents[2] / "profiles"
SLOUGH, DEVON, KENT = (load_profile(PROFILES / f"{name}.toml") for name in ("slough", "devon", "kent"))


def london(*at):
    return datetime(*at, tzinfo=LONDON)


def due(profile, slug, started_at, **how):
    return due_at(profile.deadlines[slug], started_at, profile.calendars, **how)


def why(profile, slug, started_at, **how):
    return explain(profile.deadlines[slug], started_at, profile.calendars, **how)


def with_timings(slug, *timings):
    return replace(SLOUGH.deadlines[slug], timings=timings)


class TestDueAt:
    def test_it_is_in_utc_whatever_zone_the_start_has(self):
        start = london(2014, 7, 7, 9)
        assert due(SLOUGH, "contact_decision", start).tzinfo is UTC
        assert due(SLOUGH, "lado_same_day", start) == due(SLOUGH, "lado_same_day", start.astimezone(UTC))

    def test_a_naive_start_is_refused(self):
        with pytest.raises(ValueError, match="needs its time zone"):
            due(SLOUGH, "contact_decision", london(2014, 7, 7, 9).replace(tzinfo=None))

    def test_seconds_are_kept_where_hours_are_counted(self):
        start = london(2014, 7, 7, 9, 0, 12)
        assert due(SLOUGH, "contact_decision", start) == start + timedelta(hours=24)

    def test_it_is_never_before_the_start(self):
        in_the_last_minute = london(2014, 7, 7, 23, 59, 30)
        assert due(SLOUGH, "lado_same_day", in_the_last_minute) == in_the_last_minute

    def test_a_conference_may_be_due_in_working_days(self):
        rule = with_timings("transfer_in_conference", Timing(unit=Unit.END_OF_WORKING_DAY, amount=15))
        # Tue 8 to Mon 28 July are fifteen working days.
        assert due_at(rule, london(2014, 7, 7, 10), {}) == london(2014, 7, 28, 23, 59)
        # Good Friday and Easter Monday are left out: Fri 11, 14-17, 22-25, 28-30 April, 1, 2 and, after May Day, 6 May.
        assert due_at(rule, london(2014, 4, 10, 10), {}) == london(2014, 5, 6, 23, 59)

    def test_urgent_changes_only_what_has_an_urgent_variant(self):
        start = london(2014, 7, 7, 10)
        assert due(SLOUGH, "contact_decision", start, urgent=True) == due(SLOUGH, "contact_decision", start)
        assert due(SLOUGH, "referral_transfer", start, urgent=True) < due(SLOUGH, "referral_transfer", start)

    def test_an_own_due_time_must_be_given(self):
        with pytest.raises(ValueError, match="none was given"):
            due(SLOUGH, "task", london(2014, 7, 7, 10))

    def test_the_minute_of_the_last_receipt_is_in_time_to_its_end(self):
        assert due(DEVON, "cetr_same_day", london(2023, 6, 5, 16, 0, 59)) == london(2023, 6, 5, 17)
        assert due(DEVON, "cetr_same_day", london(2023, 6, 5, 16, 1)) == london(2023, 6, 6, 17)

    def test_before_opening_counts_as_the_rule_says(self):
        def timing(before):
            return Timing(unit=Unit.CLOSE_OF_SAME_DAY, calendar="office", before_opening=BeforeOpening(before))

        start = london(2014, 7, 7, 8)
        same, following = with_timings("mailbox", timing("same_day")), with_timings("mailbox", timing("next_day"))
        assert due_at(same, start, SLOUGH.calendars) == london(2014, 7, 7, 17)
        assert due_at(following, start, SLOUGH.calendars) == london(2014, 7, 8, 17)

    def test_the_rule_in_force_on_the_day_of_the_start_counts(self):
        rule = with_timings(
            "contact_decision",
            Timing(unit=Unit.ELAPSED_HOURS, amount=24, until=date(2014, 7, 7)),
            Timing(unit=Unit.ELAPSED_HOURS, amount=48, from_=date(2014, 7, 8)),
        )
        before, after = london(2014, 7, 7, 23, 59), london(2014, 7, 8, 0, 0)
        assert due_at(rule, before, {}) == before + timedelta(hours=24)
        assert due_at(rule, after, {}) == after + timedelta(hours=48)

    def test_a_day_without_a_rule_is_refused(self):
        rule = with_timings("contact_decision", Timing(unit=Unit.ELAPSED_HOURS, amount=24, from_=date(2014, 7, 1)))
        with pytest.raises(LookupError, match="no rule for 2014-06-30"):
            due_at(rule, london(2014, 6, 30, 9), {})


class TestExplain:
    @pytest.mark.parametrize(
        ("profile", "slug", "start", "words"),
        [
            (
                DEVON,
                "cetr_next_day",
                london(2023, 6, 9, 16, 40),
                "received Fri 16:40, Devon office hours, +1 working day = Mon 17:00",
            ),
            (SLOUGH, "contact_decision", london(2014, 7, 7, 8, 45), "received Mon 08:45, +24 hours = Tue 08:45"),
            (
                SLOUGH,
                "contact_decision",
                london(2014, 10, 25, 20),
                "received Sat 20:00, +24 hours, the clocks go back = Sun 19:00",
            ),
            (
                SLOUGH,
                "misper_strategy",
                london(2014, 3, 27, 18),
                "missing since Thu 18:00, +120 hours, the clocks go forward = Tue 19:00",
            ),
            (
                SLOUGH,
                "early_help",
                london(2014, 12, 23, 18, 30),
                "decided Tue 23 Dec 18:30, Slough office hours, "
                "+5 working days leaving out 25 Dec, 26 Dec, 1 Jan = Fri 2 Jan 17:00",
            ),
            (
                SLOUGH,
                "transfer_in_conference",
                london(2014, 7, 7, 10),
                "received Mon 7 Jul 10:00, +15 days, end of the day = Tue 22 Jul 23:59",
            ),
            (SLOUGH, "lado_same_day", london(2014, 7, 7, 13, 30), "received Mon 13:30, end of the day = Mon 23:59"),
            (
                DEVON,
                "cetr_same_day",
                london(2023, 6, 5, 8),
                "received Mon 08:00, Devon office hours, that day's close = Mon 17:00",
            ),
            (
                DEVON,
                "cetr_same_day",
                london(2023, 5, 26, 11),
                "received Fri 11:00, Devon office hours, on a Friday, "
                "the next open day's close leaving out 29 May = Tue 17:00",
            ),
            (
                KENT,
                "consultation_callback",
                london(2024, 12, 16, 9, 30),
                "requested Mon 09:30, Kent consultation hours, before 10:00, the next open day's close = Tue 16:00",
            ),
            (
                KENT,
                "consultation_callback",
                london(2024, 12, 26, 11),
                "requested Thu 11:00, Kent consultation hours, closed on Boxing Day, "
                "the next open day's close = Fri 16:00",
            ),
            (
                SLOUGH,
                "mailbox",
                london(2014, 7, 11, 17),
                "received Fri 17:00, Slough office hours, closed at 17:00, the next open day's close = Mon 17:00",
            ),
        ],
    )
    def test_it_says_how_the_due_time_came_about(self, profile, slug, start, words):
        assert why(profile, slug, start) == words

    def test_it_says_that_it_is_urgent_only_where_that_made_the_difference(self):
        start = london(2014, 7, 7, 10)
        assert why(SLOUGH, "referral_transfer", start, urgent=True) == (
            "made Mon 10:00, urgent, +1 day, end of the day = Tue 23:59"
        )
        assert "urgent" not in why(SLOUGH, "contact_decision", start, urgent=True)

    def test_a_due_time_of_its_own_is_called_that(self):
        own = why(SLOUGH, "task", london(2014, 7, 7, 10), own_due=london(2014, 7, 9, 12))
        assert own == "made Mon 10:00, the due time it was given = Wed 12:00"


class TestStages:
    def test_they_are_shares_of_the_elapsed_time(self):
        warned, breached, escalated = stages(london(2014, 7, 7, 8), london(2014, 7, 8, 8))
        assert warned == london(2014, 7, 8, 2)
        assert breached == london(2014, 7, 8, 8)
        assert escalated == london(2014, 7, 9, 8)

    def test_the_time_elapses_over_a_clock_change(self):
        start = london(2014, 10, 25, 20)
        warned, _, escalated = stages(start, due(SLOUGH, "contact_decision", start))
        assert warned == london(2014, 10, 26, 13)
        assert escalated == london(2014, 10, 27, 19)

    def test_the_profile_may_set_other_shares(self):
        warned, _, escalated = stages(london(2014, 7, 7, 8), london(2014, 7, 8, 8), warn_at=0.5, escalate_at=3)
        assert (warned, escalated) == (london(2014, 7, 7, 20), london(2014, 7, 10, 8))


starts = st.datetimes(datetime(2011, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001, hypothesis adds the zone itself
slugs = st.sampled_from(sorted(set(DEVON.deadlines) - {"task"}))


class TestAnyStart:
    @given(slug=slugs, start=starts, urgent=st.booleans())
    def test_a_clock_never_runs_out_before_it_starts_and_can_always_say_why(self, slug, start, urgent):
        end = due(DEVON, slug, start, urgent=urgent)
        assert end >= start
        said = why(DEVON, slug, start, urgent=urgent)
        assert said.endswith(f"{end.astimezone(LONDON):%H:%M}")
        assert len(said) <= 200

    # A consultation asked for before ten waits for the next such day, one asked for at ten does not.
    @given(
        slug=slugs.filter("consultation_callback".__ne__),
        start=starts,
        later=st.timedeltas(timedelta(0), timedelta(days=9)),
    )
    def test_who_starts_later_is_never_due_earlier(self, slug, start, later):
        assert due(DEVON, slug, start) <= due(DEVON, slug, start + later)
