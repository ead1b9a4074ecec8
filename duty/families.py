"""Rows of a tray that belong together stand together: second contacts always, a whole family when that is chosen."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject

from duty.rows import Item
from people.models import HouseholdMember, Person, root
from workflow.models import SlipPerson

SECOND = "Second contact, shown with the one above"
FAMILY = "Same family as the one above"


def family_on(day: date, user) -> ArraySubquery:
    """An expression for a slip: the people on it, each with the households they live in on `day`.

    Nobody of whom `user` may not know is among them, or would tie anything together.
    """
    lives_there = Q(to_date=None) | Q(to_date__gt=day)
    homes = HouseholdMember.objects.filter(lives_there).alias(root=root("person__")).filter(root=OuterRef("root"))
    known = Person.objects.visible_to(user).values("pk")
    people = SlipPerson.objects.filter(slip=OuterRef("pk"), person__in=known).annotate(root=root("person__"))
    return ArraySubquery(people.values(read=JSONObject(person="root", homes=ArraySubquery(homes.values("household")))))


def families_together(rows: Mapping[Item, dict], families: Mapping[Item, list[dict]]) -> list[dict]:
    """The rows in their order, but those of one family, by a person or a household, beneath its first."""
    ties = [(item, ("person", each["person"])) for item in rows for each in families[item]]
    ties += [(item, ("home", home)) for item in rows for each in families[item] for home in each["homes"]]
    return _together(list(rows.values()), list(rows), ties, FAMILY)


def seconds_together(rows: Sequence[dict]) -> list[dict]:
    """The rows in their order, but each second contact right beneath the first of its kind, and saying so.

    The later in the order moves up, whatever its priority: two contacts about one child are one question.
    """
    listed = [row["reference"] for row in rows]
    ties = [(row["reference"], other) for row in rows for other in row["related_to"] if other in listed]
    return _together(rows, listed, ties, SECOND)


def _together(rows, names, ties, word):
    """`rows`, whose names are `names`, each group of tied ones where its first stands."""
    leader = {}

    def first_of(name):
        while name in leader:
            name = leader[name]
        return name

    for one, other in ties:
        if first_of(one) != first_of(other):
            leader[first_of(one)] = first_of(other)
    groups = {}
    for name, row in zip(names, rows, strict=True):
        groups.setdefault(first_of(name), []).append(row)
    return [row | {"beneath": word if place else ""} for group in groups.values() for place, row in enumerate(group)]
