"""Children and adults, and how they are known."""

from datetime import date, datetime, timedelta

from people.models import Household, HouseholdMember, Involvement, Person, PersonName, Relationship, StaffRelation


def person(name: str, kind: str, now: datetime, birth_date: date | None = None, household: str = "") -> Person:
    """Somebody on file. A child whose birth date lies ahead is unborn, and the date is the expected one."""
    given, _, family = name.rpartition(" ")
    unborn = bool(birth_date and birth_date > now.date())
    made = Person.objects.create(
        kind=Person.Kind.UNBORN if unborn else kind,
        given_name=given,
        family_name=family,
        birth_date=birth_date,
        birth_date_is=Person.BirthDateIs.EXPECTED if unborn else Person.BirthDateIs.EXACT,
        recorded_at=now,
    )
    if household:
        there = Household.objects.get_or_create(label=household)[0]
        HouseholdMember.objects.create(household=there, person=made)
    return made


def alias(of: Person, name: str) -> PersonName:
    """Another name of somebody."""
    given, _, family = name.rpartition(" ")
    return PersonName.objects.create(person=of, given_name=given, family_name=family)


def relationship(who: Person, kind: str, of: Person) -> Relationship:
    """`who` is `kind` of `of`."""
    return Relationship.objects.create(person=who, kind=kind, of=of)


def staff_relation(user, who: Person, now: datetime) -> StaffRelation:
    """Mark somebody as the user's own relation."""
    return StaffRelation.objects.get_or_create(user=user, person=who, defaults={"declared_at": now})[0]


def lately(now: datetime) -> date:
    """A day on which a case may have closed before anything that came in today, or late yesterday."""
    return (now - timedelta(days=7)).date()


def open_case(who: Person, team, worker, now: datetime) -> Involvement:
    """The team has the person's case now, with that worker if there is one."""
    return Involvement.objects.create(person=who, team=team, worker=worker, as_of=now)


def closed_case(who: Person, team, closed_on: date, now: datetime) -> None:
    """The team had the person's case until `closed_on`: the one that is open, or one that nobody has told of yet."""
    ended = Involvement.objects.filter(person=who, team=team, to_date=None).update(to_date=closed_on, as_of=now)
    if not ended:
        Involvement.objects.create(person=who, team=team, to_date=closed_on, as_of=now)
