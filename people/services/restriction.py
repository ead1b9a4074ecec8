"""Restricting somebody to named readers, and opening it in an emergency (DOMAIN section 3)."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from correspondence.notices import Telling, tell
from directory.models import roles_of
from directory.profile import current
from directory.roles import MANAGERS, Role
from people.models import Person, Restriction, RestrictionReader
from people.services.people import locked_people, note, same_people

TOO_MANY = 3
"""So many restricted people may be opened at once: whoever looks for more has not said whom they look for."""


def restriction_of(person: Person) -> Restriction | None:
    """The restriction that hides somebody now, whichever of their duplicates it was put on."""
    return Restriction.objects.in_force().filter(person__in=same_people(person)).order_by("pk").first()


@transaction.atomic
def restrict(person: Person, readers: Collection, reason: str, review_on: date, actor, now: datetime) -> Restriction:
    """For everybody but these readers the person, and every record about them, does not exist from now on.

    Raises `ValidationError` when nobody among them may decide a contact: what nobody may see nobody would decide.
    """
    locked_people([person.identity_id or person.pk])
    if restriction_of(person):
        raise ValidationError("This person is restricted already: change who may open it there.")
    note(person, "restricted", actor, now)
    made = Restriction.objects.create(person=person, reason=reason, review_on=review_on, made_by=actor, made_at=now)
    _name(made, readers, actor, now)
    return made


@transaction.atomic
def change_restriction(restriction: Restriction, readers: Iterable, review_on: date, actor, now: datetime) -> None:
    """Let these open it from now on, and nobody else who was only named; and look at it again that day."""
    note(restriction.person, "restriction changed", actor, now)
    restriction.review_on = review_on
    restriction.save()
    _name(restriction, readers, actor, now)


def _name(restriction, readers, actor, now):
    wanted = {user.pk: user for user in readers}
    named = restriction.reading.filter(until=None)
    named.exclude(user__in=wanted).delete()
    for pk in sorted(set(wanted) - set(named.values_list("user_id", flat=True))):
        RestrictionReader.objects.create(restriction=restriction, user_id=pk, added_by=actor, added_at=now)
    if not any(_decides(user, restriction.person, now) for user in wanted.values()):
        raise ValidationError(
            "Name a duty manager or practice manager who does not know the family: somebody must be able to decide."
        )


def _decides(user, person, now):
    """Whether somebody decides about contacts, and is not kept out because the person is a relation of theirs."""
    return roles_of(user, now) & MANAGERS and Person.objects.visible_to(user).filter(pk=person.pk).exists()


@transaction.atomic
def end_restriction(restriction: Restriction, actor, now: datetime) -> None:
    """Open again to everybody whom it concerns."""
    note(restriction.person, "restriction ended", actor, now)
    restriction.ended_by, restriction.ended_at = actor, now
    restriction.save()


def may_break_glass(roles: Collection[str]) -> bool:
    """Whether the profile lets one of these roles open what is restricted to others."""
    return bool(set(current().secrecy.break_glass) & set(roles))


@transaction.atomic
def break_glass(people: Iterable[Person], user, because: str, now: datetime) -> list[Restriction]:
    """Open these restricted people for the hours of the profile, with the reason; its readers are told at once.

    Only whom it is closed to opens it, and never an own relation: that wall has no glass. Raises `ValidationError`
    when it would open more than a few.
    """
    until = now + timedelta(hours=current().secrecy.break_glass_hours)
    closed = Person.objects.restricted_from(user).filter(pk__in=[person.pk for person in people])
    found = {restriction.pk: restriction for restriction in filter(None, map(restriction_of, closed))}
    if len(found) > TOO_MANY:
        raise ValidationError("Several may match: search for the whole name with the date of birth, or for a number.")
    for restriction in found.values():
        event = note(restriction.person, "glass broken", user, now)
        named = tuple(restriction.reading.filter(until=None).values_list("user_id", flat=True))
        RestrictionReader.objects.create(
            restriction=restriction, user=user, added_by=user, added_at=now, until=until, because=because
        )
        tell([_opened(restriction.person, named, user, event)], now)
    return list(found.values())


def _opened(person, named, user, event):
    sentence = f"Restricted record opened in an emergency: {person.reference}, by {user.name}."
    managers = (Role.PRACTICE_MANAGER,)
    return Telling(person, "glass_broken", f"event {event.pk}", sentence, managers, people=named, everyone=True)
