"""Deadline rules as data: when a clock starts, how it runs out, who is told (DOMAIN section 6)."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from math import inf

from directory.profile.calendars import Weekday
from directory.profile.dated import Dated, gap, overlapping
from directory.profile.reading import Slug, Wrong
from directory.roles import Role

HOLDER = "holder"

DEADLINES = (
    "contact_decision",
    "walk_in_record",
    "early_help",
    "transfer_in_paperwork",
    "transfer_in_conference",
    "misper_strategy",
    "misper_review",
    "return_interview",
    "misper_follow_up",
    "lado_same_day",
    "remand_transfer",
    "cetr_same_day",
    "cetr_next_day",
    "consultation_callback",
    "discussion_confirmation",
    "private_fostering_visit",
    "team_acknowledgement",
    "adults_redirection",
    "advice",
    "letter",
    "back_files",
    "mailbox",
    "allocation",
    "referral_transfer",
    "task",
)
"""Every deadline that the workflows start: a profile has all of them and no other."""


class Unit(StrEnum):
    """How a clock runs out. Days are counted from the London day on which it started, whatever the hour."""

    ELAPSED_HOURS = "elapsed_hours"
    END_OF_CALENDAR_DAY = "end_of_calendar_day"
    END_OF_WORKING_DAY = "end_of_working_day"
    CLOSE_OF_WORKING_DAY = "close_of_working_day"
    CLOSE_OF_SAME_DAY = "close_of_same_day"
    OWN_DUE_TIME = "own_due_time"


class BeforeOpening(StrEnum):
    """Which day's close awaits what starts before opening."""

    SAME_DAY = "same_day"
    NEXT_DAY = "next_day"


NEEDS = {
    Unit.ELAPSED_HOURS: {"amount"},
    Unit.END_OF_CALENDAR_DAY: {"amount"},
    Unit.END_OF_WORKING_DAY: {"amount"},
    Unit.CLOSE_OF_WORKING_DAY: {"amount", "calendar"},
    Unit.CLOSE_OF_SAME_DAY: {"calendar", "before_opening"},
    Unit.OWN_DUE_TIME: set(),
}
ALLOWS = {Unit.CLOSE_OF_SAME_DAY: {"received_by", "not_on"}}
LEAST = {Unit.END_OF_CALENDAR_DAY: 0}


class Told(str):
    """Who is told: a role's slug, or `holder`, who has the item."""

    def __new__(cls, text: str):
        if text != HOLDER and text not in Role.values:
            raise Wrong(f'"{text}" is neither a role nor "{HOLDER}"')
        return super().__new__(cls, text)


class Source(StrEnum):
    """Where a rule comes from: the letters of DOMAIN."""

    SLOUGH = "S"
    KENT_2011 = "K11"
    KENT_2024 = "K24"
    DORSET = "D"
    DEVON = "V"
    STATUTORY = "ST"
    PRODUCT = "P"


@dataclass(frozen=True, kw_only=True)
class Reckoning:
    """One way for a clock to run out.

    `amount` is hours, or how many days follow the day of the start; `calendar` whose close is meant.
    For the close of the same day: what comes after `received_by` (that minute itself is in time),
    on a day of `not_on`, at or after the close, or when there are no hours has until the close of
    the next day with hours; `before_opening` says what becomes of what comes too early.
    """

    unit: Unit
    amount: int | None = None
    calendar: Slug | None = None
    before_opening: BeforeOpening | None = None
    received_by: time | None = None
    not_on: tuple[Weekday, ...] = ()

    def __post_init__(self):
        needs, allows = NEEDS[self.unit], ALLOWS.get(self.unit, set())
        for key in ("amount", "calendar", "before_opening", "received_by", "not_on"):
            given = getattr(self, key) not in (None, ())
            if key in needs and not given:
                raise Wrong(f"missing: {self.unit} needs it", key)
            if given and key not in needs | allows:
                raise Wrong(f"has no meaning for {self.unit}", key)
        if "amount" in needs and self.amount < LEAST.get(self.unit, 1):
            raise Wrong(f"must be at least {LEAST.get(self.unit, 1)}, not {self.amount}", "amount")


@dataclass(frozen=True, kw_only=True)
class Timing(Reckoning, Dated):
    """How clocks run out that start between two days, and how urgent ones do if that differs."""

    if_urgent: Reckoning | None = None

    def __post_init__(self):
        Dated.__post_init__(self)
        Reckoning.__post_init__(self)


@dataclass(frozen=True, kw_only=True)
class Announcing:
    """When the stages are, as shares of the elapsed time from start to due, and who is told of each."""

    warn_at: float
    escalate_at: float
    tell_warned: tuple[Told, ...]
    tell_breached: tuple[Told, ...]
    tell_escalated: tuple[Told, ...]

    def __post_init__(self):
        if not 0 < self.warn_at < 1:
            raise Wrong(f"must lie between 0 and 1, not {self.warn_at:g}", "warn_at")
        if not 1 < self.escalate_at < inf:
            raise Wrong(f"must be more than 1, not {self.escalate_at:g}", "escalate_at")


@dataclass(frozen=True, kw_only=True)
class DeadlineRule(Announcing):
    """One row of DOMAIN section 6.

    `label` is what people call it, `trigger` says when it starts, `started` is the word for that in
    "why this time?" ("received"), `basis` says why it is so, `also_tell` joins those told of every stage.
    """

    slug: Slug
    label: str
    trigger: str
    started: str
    sources: tuple[Source, ...]
    basis: str
    timings: tuple[Timing, ...]
    also_tell: tuple[Told, ...] = ()

    def __post_init__(self):
        super().__post_init__()
        if not self.timings:
            raise Wrong("must hold one at least", "timings")
        for one, other, _ in overlapping(self.timings, lambda a, b: True):
            raise Wrong(f"overlaps with timings[{one}]", "timings", other)
        if missed := gap(self.timings):
            raise Wrong(f"nothing is said of {missed[0]} to {missed[1]}", "timings")
        for stage in ("tell_warned", "tell_breached", "tell_escalated"):
            # Frozen to everyone else: whoever asks who is told needs no second list beside it.
            object.__setattr__(self, stage, tuple(dict.fromkeys((*getattr(self, stage), *self.also_tell))))

    def timing_on(self, day: date) -> Timing:
        """What holds for a clock that starts on the London day `day`. LookupError where nothing does."""
        for timing in self.timings:
            if timing.in_force(day):
                return timing
        raise LookupError(f"{self.slug}: the profile has no rule for {day}")
