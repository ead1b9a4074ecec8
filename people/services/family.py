"""Relationships and households: dated facts about a family, each change with its event and history.

`key` is the number of the form that asked for it, which makes a double click one change.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from audit.field_history import save_with_history
from directory.london import london_day
from people.models import Household, HouseholdMember, Person, Relationship, root
from people.services.kinship import ends, not_before, wrong_with
from people.services.not_known import changes_of, mark, marked
from people.services.people import locked_people, note, same_people


@transaction.atomic
def relate(
    person: Person,
    kind: str,
    of: Person,
    actor,
    now: datetime,
    *,
    responsible: bool | None = None,
    since: date | None = None,
    key: UUID | None = None,
) -> Relationship:
    """`person` is `kind` of `of`. Raises `ValidationError` for what cannot be."""
    there = locked_people([person.pk, of.pk])
    wrong = wrong_with(there[person.pk], kind, there[of.pk], actor)
    if wrong:
        raise ValidationError(wrong)
    event = note(of, "related", actor, now, key)
    note(person, "related", actor, now)
    made = Relationship(person=person, of=of, kind=kind, parental_responsibility=responsible, from_date=since)
    save_with_history(made, event)
    return made


@transaction.atomic
def change_relationship(
    relationship: Relationship,
    actor,
    now: datetime,
    *,
    responsible: bool | None,
    not_known: Collection[str] = (),
    not_known_because: str = "",
    key: UUID | None = None,
) -> None:
    """Say of it whether parental responsibility goes with it, or that this was asked and is not known."""
    locked_people([relationship.person_id, relationship.of_id])
    event = note(relationship.of, "relationship changed", actor, now, key)
    note(relationship.person, "relationship changed", actor, now)
    relationship.parental_responsibility = responsible
    save_with_history(relationship, event)
    gone, new = changes_of(marked(relationship.of, relationship), not_known)
    mark(relationship.of, gone, new, not_known_because, event, relationship)


@transaction.atomic
def end_relationship(relationship: Relationship, on: date, actor, now: datetime, *, key: UUID | None = None) -> None:
    """It holds no more from that day: partners have parted, a carer cares no longer."""
    locked_people([relationship.person_id, relationship.of_id])
    relationship.to_date = ends(relationship.from_date, on)
    event = note(relationship.of, "relationship ended", actor, now, key)
    note(relationship.person, "relationship ended", actor, now)
    save_with_history(relationship, event)


def home_of(person: Person) -> Household | None:
    """The household in which somebody lives now."""
    mine = HouseholdMember.objects.filter(
        person__in=same_people(person), household__kind=Household.Kind.HOME, to_date=None
    )
    member = mine.select_related("household").first()
    return member and member.household


def household_of(person: Person) -> list[Person]:
    """The others who live with somebody now."""
    home = home_of(person)
    members = home.members.filter(to_date=None).exclude(person__in=same_people(person)) if home else []
    return [member.person for member in members]


def circles(people: Iterable[int]) -> dict[int, set[int]]:
    """Who may live where each of these people does: of their household, their family group or their relatives now.

    All by who they were found to be. Somebody who is alleged to have harmed them is not among them.
    """
    found, homes = {who: set() for who in people}, {}
    here = HouseholdMember.objects.filter(to_date=None).annotate(root=root("person__"))
    mine = here.filter(root__in=list(found)).values_list("household_id", "root")
    for household, who in mine:
        homes.setdefault(household, set()).add(who)
    for household, who in here.filter(household__in=list(homes)).values_list("household_id", "root"):
        for one in homes[household]:
            found[one].add(who)
    ties = Relationship.objects.filter(to_date=None).exclude(kind=Relationship.Kind.ALLEGED_PERPETRATOR)
    ties = ties.annotate(one=root("person__"), other=root("of__")).values_list("one", "other")
    for pair in [*ties.filter(one__in=list(found)), *ties.filter(other__in=list(found))]:
        for one, other in (pair, reversed(pair)):
            found.get(one, set()).add(other)
    return {who: others - {who} for who, others in found.items()}


@transaction.atomic
def move_in(
    person: Person, household: Household | None, actor, now: datetime, since: date | None, *, key: UUID | None = None
) -> HouseholdMember:
    """Live there from that day, and nowhere else any more; without one a household of their own begins."""
    household = household or Household.objects.create()
    event = note(person, "household changed", actor, now, key)
    homes = HouseholdMember.objects.filter(household__kind=Household.Kind.HOME, to_date=None)
    on = since or london_day(now)
    until_now = homes.filter(person__in=same_people(person)).exclude(household=household)
    not_before(until_now, on, "since", "say a later day, or none")
    for before in until_now:
        before.to_date = on
        save_with_history(before, event)
    member = household.members.filter(person=person, to_date=None).first()
    if member is None:
        member = HouseholdMember(household=household, person=person, from_date=since)
        save_with_history(member, event)
    return member


@transaction.atomic
def live_with(person: Person, host: Person, actor, now: datetime, since: date | None, *, key: UUID | None = None):
    """Live in the household of `host`, which begins with this when they have none."""
    if (person.identity_id or person.pk) == (host.identity_id or host.pk):
        raise ValidationError("Nobody moves in with themselves.")
    locked_people([person.pk, host.pk])
    home = home_of(host) or move_in(host, None, actor, now, None).household
    if home_of(person) == home:
        raise ValidationError("They live there already.")
    return move_in(person, home, actor, now, since, key=key)


@transaction.atomic
def leave(member: HouseholdMember, on: date, actor, now: datetime, *, key: UUID | None = None) -> None:
    """Live there no more from that day."""
    member.to_date = ends(member.from_date, on)
    event = note(member.person, "household changed", actor, now, key)
    save_with_history(member, event)
