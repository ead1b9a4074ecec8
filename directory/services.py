"""Who holds which role when, and who is to be asked first."""

from collections.abc import Iterable
from datetime import datetime
from itertools import chain, count

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import slugify

from directory.london import london_day
from directory.models import Membership, RoleGrant, Rota, Team


def holders(roles: Iterable[str], at: datetime) -> QuerySet:
    """Active users who hold one of `roles` at `at`, by name."""
    granted = RoleGrant.objects.at(at).filter(role__in=list(roles)).values("user_id")
    return get_user_model().objects.filter(is_active=True, pk__in=granted).order_by("name", "pk")


def on_rota(roles: Iterable[str], at: datetime) -> QuerySet:
    """Holders of one of `roles` whom the rota names for the London day of `at`."""
    named = Rota.objects.filter(day=london_day(at), role__in=list(roles)).values("user_id")
    return holders(roles, at).filter(pk__in=named)


def grant(user, role: str, starts: datetime, until: datetime | None = None, by=None) -> RoleGrant:
    """Give `user` a role from `starts` until `until` (outside); `by` is who granted it."""
    return RoleGrant.objects.create(user=user, role=role, starts=starts, until=until, granted_by=by)


@transaction.atomic
def join_team(user, team: Team, at: datetime) -> Membership:
    """Put `user` in `team` from `at`, and out of the one before: nobody is in two."""
    Membership.objects.filter(user=user, until=None).exclude(starts=at).update(until=at)
    return Membership.objects.update_or_create(user=user, until=None, defaults={"team": team, "starts": at})[0]


def team_of(user, at: datetime) -> Team | None:
    """The receiving team that `user` belongs to at `at`."""
    return Team.objects.filter(pk__in=Membership.objects.at(at).filter(user=user).values("team_id")).first()


def belongs_to(user, team_id: int, at: datetime | None = None) -> bool:
    """Whether `user` is in that receiving team at `at` (now, when empty)."""
    return Membership.objects.at(at or timezone.now()).filter(user=user, team_id=team_id).exists()


def members(team: Team, roles: Iterable[str], at: datetime) -> QuerySet:
    """Active users who belong to `team` at `at` and hold one of `roles` then, by name."""
    return holders(roles, at).filter(pk__in=Membership.objects.at(at).filter(team=team).values("user_id"))


def team_called(name: str) -> Team:
    """The team of that name, however its letters are written; one that is not there yet is added."""
    there = Team.objects.filter(name__iexact=name).first()
    return there or Team.objects.create(name=name, slug=_free_slug(name), kind="other")


def _free_slug(name):
    base = slugify(name)[:70] or "team"
    taken = set(Team.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in chain([base], (f"{base}-{n}" for n in count(2))) if slug not in taken)
