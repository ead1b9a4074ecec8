"""What an administrator, and a practice manager arranging cover, does to colleagues; each verb leaves an event.

The event's record is the colleague. Grants are dated and never deleted: who held what, when, and by whose
word stays readable for ever.
"""

from datetime import date, datetime

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q

from audit.models import Event
from directory import lockout, services
from directory.london import london_day
from directory.models import Membership, RoleGrant, Rota, Team
from directory.ports import write_to_user
from directory.roles import Role


class Refused(Exception):
    """What may not be done, as a sentence for whoever tried."""


@transaction.atomic
def add(details: dict, by, now: datetime):
    """A new colleague, who cannot sign in until they have a first password and a role."""
    user = get_user_model().objects.create_user(**details)
    _note(by, user, "add_user", now)
    return user


@transaction.atomic
def change_details(user, details: dict, by, now: datetime) -> None:
    """Change name, e-mail, telephone or home postcode; the event says that, not what."""
    former = get_user_model().objects.values_list("email", flat=True).get(pk=user.pk)
    for field, value in details.items():
        setattr(user, field, value)
    user.save(update_fields=list(details))
    event = _note(by, user, "change_details", now)
    if user.email != former:
        _tell(former, event, f"{by.name} changed the e-mail address of your user name.", now)


@transaction.atomic
def give_password(user, password: str, by, now: datetime) -> None:
    """Set a password for a colleague: it ends their sessions and unlocks their name, and they are told by e-mail.

    So nobody is signed in as without hearing of it.
    """
    user.set_password(password)
    user.save(update_fields=["password"])
    lockout.forget(user.username)
    event = _note(by, user, "give_password", now)
    _tell(user.email, event, f"{by.name} set a new password for your user name.", now)


@transaction.atomic
def deactivate(user, by, now: datetime) -> None:
    """Nobody can sign in as `user` from now on, and every grant ends. `Refused` for the last administrator."""
    if not user.is_active:
        return
    _keep_an_administrator(now, lambda granted: granted.user_id == user.pk)
    for granted in unended(user, now):
        _end(granted, now)
        _note(by, user, "end_role", now, before=granted.role)
    Rota.objects.filter(user=user, day__gt=london_day(now)).delete()
    user.is_active = False
    user.save(update_fields=["is_active"])
    _note(by, user, "deactivate", now, before="active", after="closed")


@transaction.atomic
def activate(user, by, now: datetime) -> None:
    """Let `user` sign in again; the roles they had do not come back."""
    if user.is_active:
        return
    user.is_active = True
    user.save(update_fields=["is_active"])
    _note(by, user, "activate", now, before="closed", after="active")


@transaction.atomic
def grant_role(user, role: str, starts: datetime, until: datetime | None, by, now: datetime) -> RoleGrant:
    """Give `user` a role from `starts` until `until`, which is outside; without it until somebody ends it."""
    granted = services.grant(user, role, starts, until, by)
    _note(by, user, "grant_role", now, after=role)
    return granted


@transaction.atomic
def end_grant(granted: RoleGrant, by, now: datetime) -> None:
    """End a grant now; one that has not begun ends at its own start. `Refused` for the last administrator."""
    _keep_an_administrator(now, lambda other: other.pk == granted.pk)
    if granted in unended(granted.user, now):
        _end(granted, now)
        _note(by, granted.user, "end_role", now, before=granted.role)


@transaction.atomic
def move_to_team(user, team: Team | None, by, now: datetime) -> None:
    """Put `user` into a receiving team and out of the one before; no team is only out."""
    before = services.team_of(user, now)
    if team == before:
        return
    if team:
        services.join_team(user, team, now)
    else:
        Membership.objects.filter(user=user, until=None).update(until=now)
    _note(by, user, "move_to_team", now, before=_slug(before), after=_slug(team))


@transaction.atomic
def put_on_rota(user, role: str, day: date, by, now: datetime) -> None:
    """Name `user` for the duty desk in a role on a London day; naming them twice changes nothing."""
    _, is_new = Rota.objects.get_or_create(user=user, role=role, day=day)
    if is_new:
        _note(by, user, "put_on_rota", now, after=f"{role} {day}")


@transaction.atomic
def take_off_rota(turn: Rota, by, now: datetime) -> None:
    """Name `turn.user` no longer."""
    turn.delete()
    _note(by, turn.user, "take_off_rota", now, before=f"{turn.role} {turn.day}")


@transaction.atomic
def save_configuration(row, by, now: datetime) -> None:
    """Save an opening time or an entry of the duty directory."""
    verb = "change" if row.pk else "add"
    row.save()
    _note(by, row, f"{verb}_{row._meta.model_name}", now)


def unended(user, now: datetime):
    """The grants of `user` that hold at `now` or have yet to begin, locked until the transaction ends."""
    return RoleGrant.objects.select_for_update().filter(Q(until=None) | Q(until__gt=now), user=user)


def _end(granted, now):
    granted.until = max(now, granted.starts)
    granted.save(update_fields=["until"])


def _keep_an_administrator(now, ends):
    """Refuse when no administrator without an end is left. Two who end each other at once queue at the lock."""
    administrators = RoleGrant.objects.at(now).filter(role=Role.SYSTEM_ADMIN, until=None, user__is_active=True)
    lasting = list(administrators.select_for_update(of=("self",)).order_by("pk"))
    if lasting and all(ends(granted) for granted in lasting):
        raise Refused("Somebody must be left who can administer users: make another administrator first.")


def _note(by, record, verb, now, before="", after=""):
    return Event.objects.create(at=now, actor=by, verb=verb, record=record, before=before[:40], after=after[:40])


def _tell(address, event, sentence, now):
    warning = "If you did not ask for it, tell your manager and the system administrators at once."
    for write in write_to_user if address else ():
        write(str(event.pk), address, f"{sentence} {warning}", event.record, now)


def _slug(team):
    return team.slug if team else ""
