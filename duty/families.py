"""Rows of a tray that belong together stand together: second contacts always, a whole family when that is chosen."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.db.models import F, Q

from duty.rows import Item
from people.models import HouseholdMember, Person, root
from workflow.models import SlipPerson

SECOND = "Second contact, shown with the one above"
FAMILY = "Same family as the one above"


def families_together(rows: Mapping[Item, dict], day: date, user) -> list[dict]:
    """The rows in their order, but those of one family beneath its first.

    One family is who is on both, or lives on `day` with somebody who is. Nobody of whom `user` may not know ties
    anything together.
    """
    people = _people_on(list(rows), user)
    homes = _homes_of(set().union(*people.values()), day)
    ties = [(item, ("person", root)) for item in people for root in people[item]]
    ties += [(item, ("home", home)) for item in people for root in people[item] for home in homes[root]]
    return _together(list(rows.values()), list(rows), ties, FAMILY)


def _people_on(items: Sequence[Item], user) -> dict[Item, set[int]]:
    """Who is on each of these records, by who they were found to be; asked for once, from the rows outwards."""
    lying = Q(pk__in=[])
    for kind in {kind for kind, _ in items}:
        lying |= Q(slip__content_type=kind, slip__object_id__in=[pk for other, pk in items if other == kind])
    known = SlipPerson.objects.filter(lying, person__in=Person.objects.visible_to(user))
    people = defaultdict(set)
    read = known.annotate(root=root("person__"), kind=F("slip__content_type"), pk_there=F("slip__object_id"))
    for kind, pk, who in read.values_list("kind", "pk_there", "root"):
        people[kind, pk].add(who)
    return people


def _homes_of(roots: Collection[int], day: date) -> dict[int, set[int]]:
    """The households in which each of these people lives on `day`."""
    lives_there = Q(to_date=None) | Q(to_date__gt=day)
    same = Person.objects.alias(root=root()).filter(root__in=roots).annotate(root_there=root())
    whose = dict(same.order_by().values_list("pk", "root_there"))
    homes = defaultdict(set)
    there = HouseholdMember.objects.filter(lives_there, person__in=list(whose))
    for who, home in there.values_list("person", "household"):
        homes[whose[who]].add(home)
    return homes


def seconds_together(rows: Sequence[dict]) -> list[dict]:
    """The rows in their order, but each second contact right beneath the first of its kind, and saying so.

    The later in the order moves up, whatever its priority: two contacts about one child are one question.
    """
    listed = {row["reference"]: None for row in rows}
    ties = [(row["reference"], other) for row in rows for other in row["related_to"] if other in listed]
    return _together(rows, list(listed), ties, SECOND)


def _together(rows, names, ties, word):
    """`rows`, whose names are `names`, each group of tied ones where its first stands."""
    leader = {}

    def first_of(name):
        passed = []
        while name in leader:
            passed.append(name)
            name = leader[name]
        leader.update(dict.fromkeys(passed, name))
        return name

    for one, other in ties:
        if first_of(one) != first_of(other):
            leader[first_of(one)] = first_of(other)
    groups = {}
    for name, row in zip(names, rows, strict=True):
        groups.setdefault(first_of(name), []).append(row)
    return [row | {"beneath": word if place else ""} for group in groups.values() for place, row in enumerate(group)]
