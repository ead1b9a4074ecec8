"""Invisible must never mean undecided: what nobody on duty who may decide can see (DOMAIN section 2)."""

from datetime import datetime

from directory.roles import REVIEWERS
from directory.services import holders
from workflow.models import Slip
from workflow.process import Process, processes


def deciders(process: Process) -> set[str]:
    """The roles that may bring a record of this process to its end, by doing what its clock waits for.

    Joining it with another or discarding it decides nothing. The reviewers, while a process has no such action.
    """
    ends = [t for t in process.transitions if t.target in process.closed_states and t.stops]
    return {role for transition in ends for role in transition.roles} or set(REVIEWERS)


def seen_by_nobody(now: datetime) -> int:
    """How many open items no holder, at `now`, of a role that may decide them can see."""
    return sum(_unseen(process, now) for process in processes())


def _unseen(process, now):
    unseen = Slip.objects.filter(process=process.slug)
    for decider in holders(deciders(process), now):
        unseen = unseen.exclude(pk__in=Slip.objects.visible_to(decider).values("pk"))
    return unseen.count()
