"""Who looks: roles × relations, by what must not exist for them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from directory.models import Team
from directory.roles import DUTY_SIDE, Role
from directory.services import grant, join_team
from people.models import Person, StaffRelation
from tests.factories.cast import make_user
from tests.walls.family import OTHER_TEAM, TEAM

TEAM_ROLES = (Role.TEAM_MANAGER, Role.TEAM_WORKER, Role.TEAM_BSO)
STRANGERS = tuple(role for role in Role if role not in DUTY_SIDE and role not in TEAM_ROLES)
"""Roles of DOMAIN section 2 that know of no child and no contact."""


@dataclass(frozen=True)
class Reader:
    """Somebody who looks.

    `closed` accounts are closed once they have signed in; `related` is whom to mark as their relation;
    `but_for` are routes that lead to where they may read of it by its reference: the trail is the auditor's, and what
    no mail server took the administrator's (`test_seen` looks that no word stands there).
    """

    name: str
    user: object = None
    closed: bool = False
    related: Callable[[Person, Person], list[Person]] = lambda child, duplicate: []
    but_for: frozenset[str] = frozenset()


def strangers(now: datetime) -> list[Reader]:
    """For them neither the child nor anything about her exists."""
    theirs = {
        Role.AUDITOR: frozenset({"audit/", "audit/looks/", "", "sign-in/"}),
        Role.SYSTEM_ADMIN: frozenset({"undelivered/", "undelivered/<pk>/again/", "undelivered/<pk>/leave/"}),
    }
    readers = [
        Reader(f"role {role}", make_user(f"Stranger {role}", role), but_for=theirs.get(role, frozenset()))
        for role in STRANGERS
    ]
    expired, coming = make_user("Expired"), make_user("Coming")
    grant(expired, Role.DUTY_MANAGER, starts=now - timedelta(days=9), until=now - timedelta(hours=2))
    grant(coming, Role.DUTY_MANAGER, starts=now + timedelta(hours=2))
    return [
        *readers,
        Reader("nobody signed in"),
        Reader("no role", make_user("Without")),
        Reader("a role that has ended", expired),
        Reader("a role that has yet to begin", coming),
        Reader("an account that was closed", make_user("Closed", Role.DUTY_MANAGER), closed=True),
    ]


def teams(now: datetime) -> list[Reader]:
    """Whose case she is: they know of the child, and of nothing that the duty side keeps to itself."""
    return _of_team(TEAM, "role", now)


def other_teams(now: datetime) -> list[Reader]:
    """They know of the child too, and of nothing that was recorded, whether her own team has it or nobody yet."""
    return _of_team(OTHER_TEAM, "another team's", now)


def _of_team(slug, called, now):
    readers = [Reader(f"{called} {role}", make_user(f"{called[:4]} {role}", role)) for role in TEAM_ROLES]
    team = Team.objects.get(slug=slug)
    for reader in readers:
        join_team(reader.user, team, now - timedelta(days=9))
    return readers


RELATED_ROLES = (
    Role.CSO, Role.DUTY_SOCIAL_WORKER, Role.EARLY_HELP_MANAGER, Role.DUTY_MANAGER, Role.PRACTICE_MANAGER,
    Role.HEAD_OF_SERVICE, Role.TEAM_MANAGER, Role.AUDITOR, Role.SYSTEM_ADMIN,
)  # fmt: skip


def of_the_child(child: Person, duplicate: Person) -> list[Person]:
    """Marked by the child herself."""
    return [child]


def of_her_duplicate(child: Person, duplicate: Person) -> list[Person]:
    """Marked by a duplicate that was merged with her."""
    return [duplicate]


def relations(now: datetime) -> list[Reader]:
    """For them the child is their own relation, whatever they might see otherwise; the manager's team has her case."""
    readers = [
        Reader(f"relation with role {role}", make_user(f"Related {role}", role), related=of_the_child)
        for role in RELATED_ROLES
    ]
    for reader in readers:
        if reader.name == f"relation with role {Role.TEAM_MANAGER}":
            join_team(reader.user, Team.objects.get(slug=TEAM), now - timedelta(days=9))
    merged = make_user("Merged", Role.DUTY_MANAGER)
    return [*readers, Reader("relation of a merged duplicate", merged, related=of_her_duplicate)]


RESTRICTED_ROLES = (Role.CSO, Role.DUTY_MANAGER, Role.PRACTICE_MANAGER, Role.TEAM_MANAGER)


def not_named(now: datetime) -> list[Reader]:
    """They would see it all, and are not among those to whom the child is restricted; the manager's team has her."""
    readers = [Reader(f"not named with role {role}", make_user(f"Unnamed {role}", role)) for role in RESTRICTED_ROLES]
    join_team(readers[-1].user, Team.objects.get(slug=TEAM), now - timedelta(days=9))
    return readers


def declare(readers: list[Reader], child: Person, duplicate: Person, now: datetime) -> None:
    """Mark whom each has said to be their own relation."""
    for reader in readers:
        for person in reader.related(child, duplicate):
            StaffRelation.objects.create(user=reader.user, person=person, declared_at=now)
