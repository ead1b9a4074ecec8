"""The whole profile of one authority, and what must agree in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from directory.profile.calendars import WEEK, Calendar
from directory.profile.dated import overlapping
from directory.profile.deadlines import DEADLINES, DeadlineRule
from directory.profile.reading import Slug, Wrong
from directory.profile.secrecy import Secrecy
from directory.profile.teams import DirectoryEntry, Post, Receiving, Team
from directory.profile.telephone import TEAM, WAIT, Line
from directory.profile.writing import Domain, Mailbox, Retention, Template, WebAddresses
from directory.roles import Role

OFFICE = "office"


class Service(StrEnum):
    """What not every authority offers."""

    CONSULTATIONS = "consultations"
    DISCUSSIONS = "discussions"
    CETR = "cetr"


class WrittenReferrals(StrEnum):
    """What becomes of a referral form that is sent in (DOMAIN section 5.8)."""

    ACCEPTED = "accepted"
    ANSWERED_WITH_THE_LINE = "answered_with_the_line"


NEEDED = {
    Service.CONSULTATIONS: [("templates", "consultation_confirmation"), ("retention", "consultation")],
    Service.DISCUSSIONS: [("templates", "discussion_confirmation")],
    Service.CETR: [("templates", "cetr_open"), ("templates", "cetr_not_open"), ("directory", "mash")],
}


@dataclass(frozen=True, kw_only=True)
class Profile:
    """One authority: everything that differs between deployments (DOMAIN section 1)."""

    slug: Slug
    name: str
    role_titles: Mapping[Role, str]
    services: tuple[Service, ...]
    written_referrals: WrittenReferrals
    calendars: Mapping[Slug, Calendar]
    deadlines: Mapping[Slug, DeadlineRule]
    lines: tuple[Line, ...]
    directory: Mapping[Slug, DirectoryEntry]
    teams: Mapping[Slug, Team]
    receiving: Receiving
    mailboxes: tuple[Mailbox, ...]
    secure_domains: tuple[Domain, ...]
    web: WebAddresses
    templates: Mapping[Slug, Template]
    retention: Mapping[Slug, Retention]
    secrecy: Secrecy
    posts: tuple[Post, ...] = ()
    systems_to_check: tuple[str, ...] = ()

    def __post_init__(self):
        for check in (_roles, _services, _calendars, _deadlines, _lines, _destinations, _teams, _mailboxes):
            for wrong in check(self):
                raise wrong

    def duty_directory(self) -> tuple[DirectoryEntry, ...]:
        """Every number that may be rung: the entries, then the teams that have numbers, as entries."""
        teams = [
            DirectoryEntry(slug=team.slug, name=team.name, numbers=team.numbers, from_=team.from_, until=team.until)
            for team in self.teams.values()
            if team.numbers
        ]
        return (*self.directory.values(), *teams)


def _roles(profile) -> Iterator[Wrong]:
    for role in Role:
        if role not in profile.role_titles:
            yield Wrong("missing", "role_titles", role.value)


def _services(profile):
    for place, service in enumerate(profile.services):
        for table, key in NEEDED[service]:
            if key not in getattr(profile, table):
                yield Wrong(f'"{service}" needs {table}.{key}', "services", place)
        if service is Service.CETR and not profile.systems_to_check:
            yield Wrong(f'missing: the service "{service}" says which systems it looks into', "systems_to_check")
    answered = profile.written_referrals is WrittenReferrals.ANSWERED_WITH_THE_LINE
    if answered and "form_answered" not in profile.templates:
        yield Wrong(f'"{profile.written_referrals}" needs templates.form_answered', "written_referrals")


def _calendars(profile):
    if OFFICE not in profile.calendars:
        yield Wrong("missing", "calendars", OFFICE)
        return
    for day in WEEK[:5]:
        if not any(day in hours.days for hours in profile.calendars[OFFICE].hours):
            yield Wrong(f"no hours on {day}, which is a working day", "calendars", OFFICE, "hours")


def _deadlines(profile):
    for slug in profile.deadlines:
        if slug not in DEADLINES:
            yield Wrong(f"unknown deadline; known are {', '.join(DEADLINES)}", "deadlines", slug)
    for slug in DEADLINES:
        if slug not in profile.deadlines:
            yield Wrong("missing", "deadlines", slug)
            continue
        for place, timing in enumerate(profile.deadlines[slug].timings):
            here = ("deadlines", slug, "timings", place)
            yield from _known_calendar(profile, timing.calendar, *here, "calendar")
            if timing.if_urgent:
                yield from _known_calendar(profile, timing.if_urgent.calendar, *here, "if_urgent", "calendar")


def _known_calendar(profile, slug, *here):
    if slug and slug not in profile.calendars:
        yield Wrong(f'there is no calendar "{slug}"; there are {", ".join(profile.calendars)}', *here)


def _lines(profile):
    def shared(one, other):
        numbers = {number.digits for number in one.numbers} & {number.digits for number in other.numbers}
        return (
            sorted(numbers)
            or (one.every_team and other.every_team and ["the teams' numbers"])
            or (one.for_all_others and other.for_all_others and ["all other numbers"])
        )

    for one, other, what in overlapping(profile.lines, shared):
        yield Wrong(f"overlaps with lines[{one}] on {', '.join(what)}", "lines", other)


def _destinations(profile):
    known = {TEAM, WAIT, *Role.values, *profile.directory}
    for place, line in enumerate(profile.lines):
        for stop, route in enumerate(line.routes):
            here = ("lines", place, "routes", stop)
            if route.to not in known:
                reason = f'unknown destination "{route.to}": neither a role, "{TEAM}", "{WAIT}" nor in the directory'
                yield Wrong(reason, *here, "to")
            for key in ("within", "outside", "wait_for"):
                yield from _known_calendar(profile, getattr(route, key), *here, key)


def _teams(profile):
    for slug in profile.teams:
        if slug in profile.directory:
            yield Wrong("the directory has an entry of this name as well", "teams", slug)
    names = [team.name for team in profile.teams.values()]
    for slug, team in profile.teams.items():
        if names.count(team.name) > 1:
            yield Wrong(f'another team is called "{team.name}" too', "teams", slug, "name")
    for key in ("child_protection", "child_in_need"):
        if (slug := getattr(profile.receiving, key)) not in profile.teams:
            yield Wrong(f'there is no team "{slug}"', "receiving", key)


def _mailboxes(profile):
    def same(one, other):
        return one.address == other.address and one.address

    for one, other, address in overlapping(profile.mailboxes, same):
        yield Wrong(f"overlaps with mailboxes[{one}], {address}", "mailboxes", other)
