"""Rows of a tray that belong together stand together: second contacts always, a whole family when that is chosen."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject

from duty.rows import Item
from people.models import HouseholdMember, StaffRelation, root
from people.models.person import is_any_of
from workflow.models import SlipPerson

SECOND = "Second contact, shown with the one above"
FAMILY = "Same family as the one above"


def family_on(day: date, user) -> ArraySubquery:
    """An expression for a slip: the people on it, each with the households they live in on `day`.

    Nobody of whom `user` may not know is among them, or would tie anything together. A household is looked for by
    the person as recorded and by whom they were found to be: two numbers, each with an index, whatever the archive.
    """
    lives_there = Q(to_date=None) | Q(to_date__gt=day)
    theirs = Q(person=OuterRef("person")) | Q(person=OuterRef("person__identity"))
    homes = HouseholdMember.objects.filter(lives_there).filter(theirs).values("household")
    hidden = StaffRelation.roots_of(user)
    people = SlipPerson.objects.filter(slip=OuterRef("pk")).exclude(is_any_of(root("person__"), hidden))
    return ArraySubquery(people.values(read=JSONObject(person=root("person__"), homes=ArraySubquery(homes))))


def families_together(rows: Mapping[Item, dict], families: Mapping[Item, list[dict]]) -> list[dict]:
    """The rows in their order, but those of one family, by a person or a household, beneath its first."""
    ties = [(item, ("person", each["person"])) for item in rows for each in families[item]]
    ties += [(item, ("home", home)) for item in rows for each in families[item] for home in each["homes"]]
    return _together(list(rows.values()), list(rows), ties, FAMILY)


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
