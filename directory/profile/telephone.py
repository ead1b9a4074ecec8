"""Telephone lines, and where a call on each goes (DOMAIN section 5.11)."""

from dataclasses import dataclass
from enum import StrEnum

from directory.profile.dated import Dated
from directory.profile.reading import Slug, Wrong
from directory.profile.teams import PhoneNumber

TEAM, WAIT = "team", "wait"


class Caller(StrEnum):
    """Who rings."""

    PROFESSIONAL = "professional"
    PUBLIC = "public"


class Purpose(StrEnum):
    """What for."""

    REFERRAL = "referral"
    CONSULTATION = "consultation"
    OPEN_CASE = "open_case"
    INFORMATION = "information"


class CaseStatus(StrEnum):
    """What the child's case is, as far as known."""

    OPEN = "open"
    CLOSED = "closed"
    NEW = "new"


class Risk(StrEnum):
    """How near the harm is."""

    NONE = "none"
    IMMINENT = "imminent"
    IMMEDIATE_PROTECTION = "immediate_protection"


@dataclass(frozen=True, kw_only=True)
class Route:
    """Where a call goes that fits: any of each list (an empty one fits all), within and outside these calendars.

    `to` is a role, an entry of the duty directory, `team` (the allocated worker's), or `wait`: until
    the calendar `wait_for` opens. `reason` is told to whoever takes the call.
    """

    to: Slug
    reason: str
    caller: tuple[Caller, ...] = ()
    purpose: tuple[Purpose, ...] = ()
    case_status: tuple[CaseStatus, ...] = ()
    risk: tuple[Risk, ...] = ()
    within: Slug | None = None
    outside: Slug | None = None
    wait_for: Slug | None = None

    def __post_init__(self):
        if (self.to == WAIT) != bool(self.wait_for):
            raise Wrong(f'goes with to = "{WAIT}", and only with it', "wait_for")

    @property
    def takes_every_call(self) -> bool:
        """Whether nothing is asked of the call."""
        return not (self.caller or self.purpose or self.case_status or self.risk or self.within or self.outside)


@dataclass(frozen=True, kw_only=True)
class Line(Dated):
    """One or several numbers whose calls go the same way: the first route that fits takes the call.

    `every_team` adds the duty numbers of all teams. A line without any number is for calls on numbers that no
    other line has.
    """

    name: str
    routes: tuple[Route, ...]
    numbers: tuple[PhoneNumber, ...] = ()
    every_team: bool = False

    def __post_init__(self):
        super().__post_init__()
        catch_alls = [route.takes_every_call for route in self.routes]
        if not catch_alls or not catch_alls[-1]:
            raise Wrong("the last must take every call, so that none is left without an answer", "routes")
        if any(catch_alls[:-1]):
            raise Wrong("takes every call, so those after it are never asked", "routes", catch_alls.index(True))

    @property
    def for_all_others(self) -> bool:
        """Whether it takes the calls on numbers that no line names."""
        return not self.numbers and not self.every_team
