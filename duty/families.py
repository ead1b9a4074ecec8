"""Rows of a tray that belong together stand together: second contacts always, a whole family when that is chosen."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject

from duty.rows import Item
from people.models import HouseholdMember, Relationship, StaffRelation, is_any_of, root
from people.models.hidden import hidden_roots
from people.services.kinship import PARENTS
from workflow.models import SlipPerson

SECOND = "About a child of the one above"
FAMILY = "Same family as the one above"


def family_on(day: date, user) -> ArraySubquery:
    """An expression for a slip: the people on it, each with the households, parents, children and siblings of that day.

    Nobody of whom `user` may not know is among them, or would tie anything together. What is theirs is looked for by
    the person as recorded and by whom they were found to be: two numbers, each with an index, whatever the archive.
    """
    still = Q(to_date=None) | Q(to_date__gt=day)
    homes = HouseholdMember.objects.filter(still).filter(_theirs("person")).values("household")
    read = {
        "person": root("person__"),
        "homes": ArraySubquery(homes),
        "elders": ArraySubquery(_kin("of", "person", still, user)),
        "others": ArraySubquery(_kin("person", "of", still, user)),
    }
    people = SlipPerson.objects.filter(slip=OuterRef("pk"))
    people = people.exclude(is_any_of(root("person__"), StaffRelation.roots_of(user)))
    return ArraySubquery(people.values(read=JSONObject(**read)))


def _theirs(end):
    """The rows whose `end` is the person on the slip, as recorded or as whom they were found to be."""
    return Q(**{end: OuterRef("person")}) | Q(**{end: OuterRef("person__identity")})


def _kin(here, there, still, user):
    """Parents, children and siblings of somebody on the slip, by the relationships at whose `here` end they stand."""
    ties = Relationship.objects.filter(still, _theirs(here), kind__in=(*PARENTS, Relationship.Kind.SIBLING))
    return ties.exclude(is_any_of(root(f"{there}__"), hidden_roots(user))).values(kin=root(f"{there}__"))


def families_together(rows: Mapping[Item, dict], families: Mapping[Item, list[dict]]) -> list[dict]:
    """The rows in their order, but those of one family, by people, their nearest or a home, beneath its first."""
    everybody = [(item, each) for item in rows for each in families[item]]
    people = [(item, pk) for item, each in everybody for pk in (each["person"], *each["elders"], *each["others"])]
    ties = [(item, ("person", pk)) for item, pk in people]
    ties += [(item, ("home", home)) for item, each in everybody for home in each["homes"]]
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
