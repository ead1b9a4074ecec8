"""New dates of birth, held against those of the family that is on file."""

from collections.abc import Iterable, Mapping

from mainsystem.services.batch import Said, identity
from people.models import Person, Relationship, root
from people.services.kinship import ELDER

BORN = ("birth_date", "birth_date_is")


def drop_impossible_births(rows: Iterable[Said], there: Mapping[int, Person]) -> list[Said]:
    """By a new date of birth nobody becomes younger than their child, or older than their parent; gives the rows that
    are read without it. `there` are the people on file, by number.

    The rule is the front door's own (`wrong_birth`), for many at once: of two whose dates both change, the new ones
    count, unless they do not go together.
    """
    new = {}
    for row in rows:
        person = there.get(row.made)
        if person and "birth_date" in row.changes and row.facts["birth_date"] not in (None, person.birth_date):
            new.setdefault(identity(person), []).append(row)
    dropped, ties = [], _ties(new)
    while wrong := list(_wrong(ties, new)):
        for row, why in wrong:
            if "birth_date" in row.facts:
                row.drop("pers_dob", why, *BORN)
                dropped.append(row)
    return dropped


def _ties(people):
    """Parents and grandparents of these, and whose parents and grandparents they are: who, born when, of both."""
    if not people:
        return set()
    same = Person.objects.alias(root=root()).filter(root__in=list(people)).order_by().values("pk")
    ties = Relationship.objects.filter(kind__in=ELDER)
    sides = (root("person__"), "person__birth_date", root("of__"), "of__birth_date")
    return {tie for side in ("person", "of") for tie in ties.filter(**{f"{side}__in": same}).values_list(*sides)}


def _wrong(ties, new):
    for elder, elder_born, younger, younger_born in ties:
        for row, born in _dates(elder, elder_born, new):
            for other, later in _dates(younger, younger_born, new):
                if born and later and born >= later:
                    if row:
                        yield row, "They would be younger than their child or grandchild on file"
                    if other:
                        yield other, "A parent or grandparent on file would be younger"


def _dates(who, on_file, new):
    rows = [row for row in new.get(who, ()) if "birth_date" in row.facts]
    return [(row, row.facts["birth_date"]) for row in rows] or [(None, on_file)]
