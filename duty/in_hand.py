"""What somebody had in hand whom it is hidden from now: others must hear of it, or it would lie undecided."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from audit.models import Event
from correspondence.notices import Telling, tell
from directory.roles import REVIEWERS, TEAM_ROLES
from directory.services import members
from people.models import Person
from workflow.models import Slip


def has_in_hand(person: Person, user) -> Iterable[str]:
    """Who has open records about somebody in hand, a colleague or a receiving team, as far as `user` may know."""
    slips = slips_about([person]).filter(tray=None).visible_to(user).select_related("holder", "team")
    for slip in slips.order_by("reference"):
        yield f"{slip.holder.name if slip.holder else slip.team} ({slip.reference})"


def tell_of_what_is_in_hand(users: QuerySet, people: Iterable[Person], event: Event, now: datetime) -> None:
    """Tell the managers who may see it of every open record about these people that its holder can see no more.

    `users` are those who lost it from sight because of `event`. What lies with a receiving team is told of when
    nobody of that team can see it.
    """
    tell([_lost(slip, whose, event) for slip, whose in _in_hand(users, people, now)], now)


def _in_hand(users, people, now):
    """The open records about these people whose holder, or whole team, is among those who lost them from sight."""
    theirs = Q(holder__in=users) | Q(team__isnull=False)
    for slip in slips_about(people).filter(theirs).select_related("holder", "team").order_by("pk"):
        if slip.holder:
            yield slip, slip.holder.name
        elif members(slip.team, TEAM_ROLES, now).filter(pk__in=users).exists() and not _seen_by_team(slip, now):
            yield slip, f"everybody of {slip.team}"


def slips_about(people: Iterable[Person]) -> QuerySet:
    """The open records that concern one of these people, or a duplicate of theirs."""
    same = Person.objects.same_as([person.pk for person in people]).order_by().values("pk")
    return Slip.objects.filter(pk__in=Slip.people.through.objects.filter(person__in=same).values("slip"))


def _seen_by_team(slip, now):
    of_team = members(slip.team, TEAM_ROLES, now).values("pk")
    return slip.record.readers_among(get_user_model().objects.filter(pk__in=of_team)).exists()


def _lost(slip, whose, event):
    sentence = f"It is hidden from {whose} now, who cannot go on with {slip.reference}: see to it."
    key, roles = f"in hand {event.pk} {slip.reference}", tuple(sorted(REVIEWERS))
    return Telling(slip.record, "lost_from_sight", key, sentence, roles, everyone=True)
