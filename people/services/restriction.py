"""Restricting somebody to named readers, and opening it in an emergency (DOMAIN section 3)."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet

from correspondence.notices import LEFT_ALONE, Telling, tell
from directory.london import london_day
from directory.models import Membership, roles_of
from directory.profile import current
from directory.roles import DUTY_SIDE, MANAGERS, TEAM_ROLES, Role
from directory.services import holders
from people import ports
from people.models import Involvement, Person, Restriction, RestrictionReader, root
from people.services.people import locked_people, note, same_people

AT_ONCE = 1
"""So many restricted people may be opened at once: whoever finds more has not said whom they look for."""


def restriction_of(person: Person) -> Restriction | None:
    """The restriction that hides somebody now, whichever of their duplicates it was put on."""
    return Restriction.objects.in_force().filter(person__in=same_people(person)).order_by("pk").first()


def restricted_among(people: Iterable[Person]) -> set[int]:
    """The numbers of those of these people whom a restriction hides from others, also by a duplicate of theirs."""
    roots = {person.pk: person.identity_id or person.pk for person in people}
    of = Restriction.objects.in_force().annotate(root=root("person__")).filter(root__in=roots.values())
    closed = set(of.values_list("root", flat=True))
    return {pk for pk, found in roots.items() if found in closed}


def open_until(restriction: Restriction, user) -> datetime | None:
    """Until when `user` may open it who broke the glass; nothing for who is named."""
    now = restriction.reading.now().filter(user=user)
    if now.named().exists():
        return None
    return now.order_by("-until").values_list("until", flat=True).first()


def may_be_named(person: Person, now: datetime) -> QuerySet:
    """Who may be named to open somebody: the duty side, the people of every team that has or had them, its readers."""
    teams = Involvement.objects.filter(person__in=same_people(person)).values("team")
    of_teams = Membership.objects.at(now).filter(team__in=teams).values("user")
    able = Q(pk__in=holders(DUTY_SIDE, now).values("pk"))
    able |= Q(pk__in=holders(TEAM_ROLES, now).filter(pk__in=of_teams).values("pk"))
    there = restriction_of(person)
    if there:
        able |= Q(pk__in=there.reading.named().values("user"))
    return get_user_model().objects.filter(able, is_active=True).order_by("name", "pk")


def at_work_on(person: Person, user, now: datetime) -> list[str]:
    """Who has somebody's case, or open records about them: whoever of these is not named loses them from sight."""
    still = Q(to_date=None) | Q(to_date__gt=london_day(now))
    cases = Involvement.objects.filter(still, person__in=same_people(person)).select_related("team", "worker")
    has_case = [
        ", ".join(filter(None, [each.team.name, each.worker.name if each.worker else each.worker_name]))
        for each in cases.order_by("pk")
    ]
    return [*has_case, *(words for who in ports.in_hand for words in who(person, user))]


def locked_restriction(person: Person) -> Restriction | None:
    """The restriction that hides somebody now, with them and their duplicates locked until the transaction ends."""
    locked_people(same_people(person).values_list("pk", flat=True))
    return restriction_of(person)


@transaction.atomic
def restrict(person: Person, readers: Iterable, reason: str, review_on: date, actor, now: datetime) -> Restriction:
    """For everybody but these readers the person, and every record about them, does not exist from now on.

    Raises `ValidationError` when nobody among them may decide a contact: what nobody may see nobody would decide.
    What others had in hand is told of (`ports.lost_from_sight`).
    """
    if locked_restriction(person):
        raise ValidationError("This person is restricted already: change who may open it there.")
    event = note(person, "restricted", actor, now)
    made = Restriction.objects.create(person=person, reason=reason, review_on=review_on, made_by=actor, made_at=now)
    wanted = _name(made, readers, actor, now)
    _lost_from_sight(made, get_user_model().objects.exclude(pk__in=wanted), event, now)
    return made


@transaction.atomic
def change_restriction(person: Person, readers: Iterable, review_on: date, actor, now: datetime) -> None:
    """Let these open it from now on, and nobody else who was only named; and look at it again that day.

    Raises `ValidationError` when it has ended meanwhile, or when nobody among them may decide a contact.
    """
    found = locked_restriction(person)
    if found is None:
        raise ValidationError("This restriction has ended meanwhile: nothing was changed.")
    event = note(found.person, "restriction changed", actor, now)
    found.review_on = review_on
    found.save(update_fields=["review_on"])
    before = set(found.reading.named().values_list("user_id", flat=True))
    named = _name(found, readers, actor, now)
    left_out = before - named
    sentence = f"Who may open a restricted record was changed: {found.person.reference}, by {actor.name}."
    _tell_its_readers(found.person, before | named, "restriction_changed", sentence, event, now)
    _lost_from_sight(found, get_user_model().objects.filter(pk__in=left_out), event, now)


def _name(restriction, readers, actor, now) -> set[int]:
    wanted = {user.pk: user for user in readers}
    named = restriction.reading.named()
    there = set(named.values_list("user_id", flat=True))
    named.exclude(user__in=wanted).update(until=now, ended_by=actor)
    for pk in sorted(set(wanted) - there):
        RestrictionReader.objects.create(restriction=restriction, user_id=pk, added_by=actor, added_at=now)
    if not any(_decides(user, restriction.person, now) for user in wanted.values()):
        raise ValidationError(
            "Name a duty manager or practice manager who does not know the family: somebody must be able to decide."
        )
    return set(wanted)


def _decides(user, person, now):
    """Whether somebody decides about contacts, and is not kept out because the person is a relation of theirs."""
    return roles_of(user, now) & MANAGERS and Person.objects.visible_to(user).filter(pk=person.pk).exists()


def _lost_from_sight(restriction, users, event, now):
    for told in ports.lost_from_sight:
        told(users, [restriction.person], event, now)


@transaction.atomic
def end_restriction(person: Person, actor, now: datetime) -> bool:
    """Open again to everybody whom it concerns; says whether there was anything to end."""
    found = locked_restriction(person)
    if found is None:
        return False
    event = note(found.person, "restriction ended", actor, now)
    named = set(found.reading.named().values_list("user_id", flat=True))
    found.ended_by, found.ended_at = actor, now
    found.save(update_fields=["ended_by", "ended_at"])
    sentence = f"A record is restricted no more: {found.person.reference}, by {actor.name}."
    _tell_its_readers(found.person, named, "restriction_ended", sentence, event, now)
    return True


def may_break_glass(roles: Collection[str]) -> bool:
    """Whether the profile lets one of these roles open what is restricted to others."""
    return bool(set(current().secrecy.break_glass) & set(roles))


@transaction.atomic
def break_glass(people: Iterable[Person], user, because: str, now: datetime) -> list[Restriction]:
    """Open these restricted people for the hours of the profile, with the reason; its readers are told at once.

    Only whom it is closed to opens it, and never an own relation: that wall has no glass. Raises `ValidationError`
    when it would open more than one.
    """
    until = now + timedelta(hours=current().secrecy.break_glass_hours)
    closed = Person.objects.restricted_from(user).filter(pk__in=[person.pk for person in people])
    found = {restriction.pk: restriction for restriction in filter(None, map(restriction_of, closed))}
    if len(found) > AT_ONCE:
        raise ValidationError("Several may match: search for the whole name with the date of birth, or for a number.")
    for restriction in found.values():
        event = note(restriction.person, "glass broken", user, now)
        named = tuple(restriction.reading.named().values_list("user_id", flat=True))
        RestrictionReader.objects.create(
            restriction=restriction, user=user, added_by=user, added_at=now, until=until, because=because
        )
        sentence = f"Restricted record opened in an emergency: {restriction.person.reference}, by {user.name}."
        _tell_its_readers(restriction.person, named, "glass_broken", sentence, event, now)
    return list(found.values())


def _tell_its_readers(person, named, name, sentence, event, now):
    """Tell the readers and the practice managers who may open it, but for who did it.

    Where nobody else may, those are told who can see to it, by the reference alone.
    """
    how = {"roles": (Role.PRACTICE_MANAGER,), "everyone": True, "but_for": event.actor_id}
    key = f"event {event.pk}"
    if not tell([Telling(person, name, key, sentence, people=tuple(named), **how)], now):
        how["roles"] = (Role.PRACTICE_MANAGER, Role.HEAD_OF_SERVICE)
        tell([Telling(person, LEFT_ALONE, key, sentence, address="/people/search/", **how)], now)
