"""Restricting somebody to named readers, opening it in an emergency, declaring an interest (DOMAIN sections 2, 3)."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from directory.models import roles_of
from directory.profile import current
from directory.roles import MANAGERS
from people.models import Person, Restriction, RestrictionReader, StaffRelation
from people.services.family import note


@transaction.atomic
def restrict(person: Person, readers: Collection, reason: str, review_on: date, actor, now: datetime) -> Restriction:
    """For everybody but these readers the person, and every record about them, does not exist from now on.

    Raises `ValidationError` when nobody among them may decide a contact: what nobody may see nobody would decide.
    """
    readers = {user.pk: user for user in (*readers, actor)}.values()
    if not any(roles_of(user, now) & MANAGERS for user in readers):
        raise ValidationError("Name a duty manager or practice manager: somebody must be able to decide about them.")
    if Restriction.objects.in_force().filter(person=person).exists():
        raise ValidationError("This person is restricted already: change who may open it there.")
    note(person, "restricted", actor, now)
    made = Restriction.objects.create(person=person, reason=reason, review_on=review_on, made_by=actor, made_at=now)
    name_readers(made, readers, actor, now)
    return made


def name_readers(restriction: Restriction, readers: Iterable, actor, now: datetime) -> None:
    """Let these open it from now on, and nobody else who was only named."""
    wanted = {user.pk for user in readers}
    named = restriction.reading.filter(until=None)
    named.exclude(user__in=wanted).delete()
    for pk in sorted(wanted - set(named.values_list("user_id", flat=True))):
        RestrictionReader.objects.create(restriction=restriction, user_id=pk, added_by=actor, added_at=now)


@transaction.atomic
def end_restriction(restriction: Restriction, actor, now: datetime) -> None:
    """Open to everybody again whom it concerns."""
    note(restriction.person, "restriction ended", actor, now)
    restriction.ended_by, restriction.ended_at = actor, now
    restriction.save()


def may_break_glass(roles: Collection[str]) -> bool:
    """Whether the profile lets one of these roles open what is restricted to others."""
    return bool(set(current().secrecy.break_glass) & set(roles))


@transaction.atomic
def break_glass(people: Iterable[Person], user, because: str, now: datetime) -> list[Person]:
    """Open these restricted people for the hours of the profile, with the reason; whom it was open to already is not.

    Never an own relation: that wall has no glass.
    """
    until, opened = now + timedelta(hours=current().secrecy.break_glass_hours), []
    own = set(Person.objects.related_to_staff(user).values_list("pk", flat=True))
    for person in people:
        restriction = Restriction.objects.in_force().filter(person=person).select_for_update().first()
        if restriction is None or person.pk in own:
            continue
        note(person, "glass broken", user, now)
        RestrictionReader.objects.create(
            restriction=restriction, user=user, added_by=user, added_at=now, until=until, because=because
        )
        opened.append(person)
    return opened


@transaction.atomic
def declare_interest(user, people: Iterable[Person], now: datetime) -> int:
    """The user knows these people: from now on they do not exist for that user. Says how many are new."""
    found = 0
    for person in people:
        _, new = StaffRelation.objects.get_or_create(user=user, person=person, defaults={"declared_at": now})
        if new:
            note(person, "interest declared", user, now)
        found += new
    return found
