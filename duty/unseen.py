"""Invisible must never mean undecided: what nobody on duty who may decide can see (DOMAIN section 2)."""

from datetime import datetime

from directory.roles import REVIEWERS
from directory.services import holders
from workflow.models import Slip


def seen_by_nobody(now: datetime) -> int:
    """How many open items lie in a tray that no manager who holds a role at `now` can see."""
    unseen = Slip.objects.all()
    for manager in holders(REVIEWERS, now):
        unseen = unseen.exclude(pk__in=Slip.objects.visible_to(manager).values("pk"))
    return unseen.count()
