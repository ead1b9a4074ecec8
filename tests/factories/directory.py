"""Roles, teams and what the authority's profile says, as the database holds it."""

from datetime import UTC, datetime

from django.utils.text import slugify

from directory import services
from directory.models import Team
from directory.profile import current
from directory.roles import Role

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def give_role(user, role: str) -> None:
    """Grant `user` the role since long ago, whatever the clock says. ValueError when there is no such role."""
    services.grant(user, Role(role), starts=LONG_AGO)


def team(name: str) -> Team:
    """The team of that name, made when there is none."""
    return Team.objects.get_or_create(name=name, defaults={"slug": slugify(name).replace("-", "_")})[0]


def put_in_team(user, name: str) -> None:
    """Make `user` a member of the team called `name` since long ago."""
    services.join_team(user, team(name), LONG_AGO)


def load_teams() -> None:
    """The receiving teams that the profile of this authority names."""
    for slug, told in current().teams.items():
        Team.objects.get_or_create(slug=slug, defaults={"name": told.name, "kind": told.kind})
