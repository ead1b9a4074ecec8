"""Declaring an interest: whoever knows a family does not see it, and another manager does (DOMAIN section 2)."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q

from correspondence.notices import Telling, tell
from directory.roles import REVIEWERS
from people import ports
from people.models import HouseholdMember, Person, Relationship, StaffRelation, root
from people.services.people import note


def family_circle(people: Iterable[Person], user) -> list[Person]:
    """These people and whoever lives with them or is related to them now, as far as `user` may know of them."""
    first = {person.identity_id or person.pk: person for person in people}
    same = Person.objects.same_as(first).order_by().values("pk")
    here = HouseholdMember.objects.filter(to_date=None)
    mates = here.filter(household__in=here.filter(person__in=same).values("household")).values("person")
    ties = Relationship.objects.filter(to_date=None)
    near = Q(pk__in=mates) | Q(pk__in=ties.filter(of__in=same).values("person"))
    near |= Q(pk__in=ties.filter(person__in=same).values("of"))
    others = Person.objects.filter(near).annotate(root=root()).exclude(root__in=first)
    return [*first.values(), *{other.root: other for other in others}.values()]


@transaction.atomic
def declare_interest(user, people: Iterable[Person], about, now: datetime) -> int:
    """The user knows these people: from now on they do not exist for that user. Says how many are new.

    The managers who may still see `about`, the person or record where it was said, are told at once, and of whatever
    the user has in hand that concerns them (`ports.lost_from_sight`).
    """
    people, events = list(people), []
    for person in people:
        _, new = StaffRelation.objects.get_or_create(user=user, person=person, defaults={"declared_at": now})
        if new:
            events.append(note(person, "interest declared", user, now))
    if events:
        sentence = f"{user.name} knows this family, and does not see it any more: {about.reference}."
        key, roles = f"interest {events[0].pk}", tuple(sorted(REVIEWERS))
        tell([Telling(about, "interest_declared", key, sentence, roles, everyone=True)], now)
        for told in ports.lost_from_sight:
            told(get_user_model().objects.filter(pk=user.pk), people, events[0], now)
    return len(events)
