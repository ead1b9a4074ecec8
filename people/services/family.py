"""Relationships, households, addresses, alerts: dated facts about a family, each change with its event and history."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from audit.field_history import save_with_history
from audit.models import Event
from people.models import Address, Alert, Household, HouseholdMember, Person, ProtectedAddress, Relationship

K = Relationship.Kind
PARENTS = (K.MOTHER, K.FATHER, K.PARENT)
ELDER = (*PARENTS, K.GRANDPARENT)
BOTH_WAYS = (K.SIBLING, K.PARTNER)


def note(person: Person, verb: str, actor, now: datetime) -> Event:
    """Write down what is done about a person; their version tells a page that it has grown old."""
    Person.objects.filter(pk=person.pk).update(version=person.version + 1)
    person.version += 1
    return Event.behind_walls.create(at=now, actor=actor, verb=verb, record=person, version=person.version)


def wrong_with(person: Person, kind: str, of: Person) -> str:
    """Why the one cannot be that of the other; nothing when they can."""
    if person.pk == of.pk or (person.identity_id or person.pk) == (of.identity_id or of.pk):
        return "Nobody is related to themselves."
    if kind in ELDER and person.birth_date and of.birth_date and person.birth_date >= of.birth_date:
        return f"{person.full_name} would be younger than {of.full_name}: look at the dates of birth."
    if kind in PARENTS and _is(of, PARENTS, person):
        return f"{of.full_name} is already a parent of {person.full_name}."
    if kind == K.MOTHER and Relationship.objects.filter(of=of, kind=kind, to_date=None).exclude(person=person).exists():
        return f"{of.full_name} has a mother already: end that one first."
    if _is(person, (kind,), of) or (kind in BOTH_WAYS and _is(of, (kind,), person)):
        return "This is on file already."
    return ""


def _is(person, kinds, of):
    return Relationship.objects.filter(person=person, of=of, kind__in=kinds, to_date=None).exists()


@transaction.atomic
def relate(
    person: Person, kind: str, of: Person, actor, now: datetime, *, responsible=None, since=None
) -> Relationship:
    """`person` is `kind` of `of`. Raises `ValidationError` for what cannot be."""
    wrong = wrong_with(person, kind, of)
    if wrong:
        raise ValidationError(wrong)
    event = note(of, "related", actor, now)
    made = Relationship(person=person, of=of, kind=kind, parental_responsibility=responsible, from_date=since)
    save_with_history(made, event)
    return made


@transaction.atomic
def end_relationship(relationship: Relationship, on: date, actor, now: datetime) -> None:
    """It holds no more from that day: partners have parted, a carer cares no longer."""
    event = note(relationship.of, "relationship ended", actor, now)
    relationship.to_date = on
    save_with_history(relationship, event)


@transaction.atomic
def move_in(person: Person, household: Household | None, actor, now: datetime, since: date | None) -> HouseholdMember:
    """Live there from that day, and nowhere else any more; without one a household of their own begins."""
    household = household or Household.objects.create()
    note(person, "household changed", actor, now)
    before = HouseholdMember.objects.filter(person=person, household__kind=Household.Kind.HOME, to_date=None)
    before.exclude(household=household).update(to_date=since)
    return HouseholdMember.objects.get_or_create(
        household=household, person=person, to_date=None, defaults={"from_date": since}
    )[0]


@transaction.atomic
def leave(member: HouseholdMember, on: date, actor, now: datetime) -> None:
    """Live there no more from that day."""
    note(member.person, "household changed", actor, now)
    member.to_date = on
    member.save()


@transaction.atomic
def add_address(person: Person, actor, now: datetime, **said) -> Address:
    """Where somebody lives from now on: what was their address until then ends."""
    event = note(person, "address added", actor, now)
    if said.get("to_date") is None:
        for former in Address.objects.filter(person=person, to_date=None):
            former.to_date = said.get("from_date")
            save_with_history(former, event)
    made = Address(person=person, **said)
    save_with_history(made, event)
    return made


@transaction.atomic
def protect_address(person: Person, actor, now: datetime, **said) -> ProtectedAddress:
    """Where somebody lives whom somebody must not find. The address that stood open until now ends."""
    event = note(person, "address protected", actor, now)
    for former in ProtectedAddress.objects.filter(person=person, to_date=None):
        former.to_date = said.get("from_date")
        save_with_history(former, event)
    for former in Address.objects.filter(person=person, to_date=None):
        former.to_date = said.get("from_date")
        save_with_history(former, event)
    made = ProtectedAddress(person=person, made_by=actor, **said)
    save_with_history(made, event)
    return made


@transaction.atomic
def raise_alert(person: Person, actor, now: datetime, **said) -> Alert:
    """What everybody who meets them must know first."""
    event = note(person, "alert raised", actor, now)
    made = Alert(person=person, made_by=actor, **said)
    save_with_history(made, event)
    return made


@transaction.atomic
def end_alert(alert: Alert, on: date, actor, now: datetime) -> None:
    """It holds no more from that day."""
    event = note(alert.person, "alert ended", actor, now)
    alert.until = on
    save_with_history(alert, event)
