"""Invisible must never mean undecided: what nobody who may decide or answer it can see (DOMAIN section 2)."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q, QuerySet

from correspondence.notices import Telling, tell
from directory.london import london_day
from directory.models import Team
from directory.roles import REVIEWERS, Role
from directory.services import holders, members
from workflow.models import Slip
from workflow.process import Place, Process, processes


def deciders(process: Process) -> set[str]:
    """The roles that may bring a record of this process to its end, by doing what its clock waits for.

    Joining it with another or discarding it decides nothing. The reviewers, while a process has no such action.
    """
    ends = [t for t in process.transitions if t.target in process.closed_states and t.stops]
    return {role for transition in ends for role in transition.roles} or set(REVIEWERS)


def for_their_team_alone(process: Process) -> dict[str, set[str]]:
    """The states of what lies with a team that nobody else may bring on, and who of the team may."""
    found = {}
    for state in (state for state, place in process.trays.items() if place is Place.TEAM):
        ways = [t for t in process.transitions if state in t.source and t.target not in (None, state)]
        if not any(way.roles for way in ways):
            found[state] = {relation.slug for way in ways for relation in way.relations}
    return found


def seen_by_nobody(now: datetime) -> int:
    """How many open items nobody, at `now`, who may decide or answer them can see."""
    return len(list(_unseen(now)))


@transaction.atomic
def tell_of_unseen(now: datetime) -> None:
    """Tell the practice managers of each, once a day while it is so; where they may not know of it, whoever is next."""
    tell([_telling(slip, london_day(now)) for slip in _unseen(now)], now)


def _telling(slip, day):
    who = f"of {slip.team} who may answer it" if slip.team else "on duty who may decide it"
    sentence = f"Nobody {who} can open {slip.reference} now: see to it that somebody can."
    key = f"unseen {slip.kind} {slip.object_id} {day:%Y-%m-%d}"
    return Telling(slip.record, "seen_by_nobody", key, sentence, (Role.PRACTICE_MANAGER,), everyone=True)


@transaction.atomic
def tell_of_held_unseen(now: datetime) -> None:
    """Tell the reviewers who may see it of each open item that its holder cannot see now, once a day while it is so.

    However it came to be hidden: the hours of a broken glass that ran out, a restricted child named later, a role that
    ended. Some of these make no event that anybody could be told of.
    """
    tell([_held_telling(slip, london_day(now)) for slip in _held_unseen()], now)


def _held_telling(slip, day):
    sentence = f"{slip.holder.name} has {slip.reference} in hand and cannot open it now: see to it."
    key = f"held unseen {slip.kind} {slip.object_id} {slip.holder_id} {day:%Y-%m-%d}"
    return Telling(slip.record, "held_unseen", key, sentence, tuple(sorted(REVIEWERS)), everyone=True)


def _held_unseen() -> Iterable[Slip]:
    held = Slip.objects.filter(holder__isnull=False).select_related("holder")
    for holder in get_user_model().objects.filter(pk__in=held.order_by().values("holder")):
        yield from _hidden_from([holder], held.filter(holder=holder))


def _unseen(now) -> Iterable[Slip]:
    for process in processes():
        slips, alone = Slip.objects.filter(process=process.slug).select_related("team"), for_their_team_alone(process)
        for state, roles in alone.items():
            theirs = slips.filter(_lies_as(process, [state]))
            for team in Team.objects.filter(pk__in=theirs.values("team")):
                yield from _hidden_from(members(team, roles, now), theirs.filter(team=team))
        yield from _hidden_from(holders(deciders(process), now), slips.exclude(_lies_as(process, alone)))


def _lies_as(process, states):
    """The slips of records in these states, all of them states with a team."""
    return Q(team__isnull=False, object_id__in=process.model._base_manager.filter(state__in=states).values("pk"))


def _hidden_from(users, slips: QuerySet) -> QuerySet:
    """Those of the slips that none of these users may know of."""
    for user in users:
        slips = slips.exclude(pk__in=Slip.objects.visible_to(user).values("pk"))
    return slips
