"""Whom a genogram shows, and how they belong together, as far as its reader may know of them."""

from dataclasses import dataclass, field

from django.db.models import Q

from people.genogram.layout import Member, Ties
from people.models import Household, HouseholdMember, Person, Relationship, root

K = Relationship.Kind
PARENTS = {K.MOTHER, K.FATHER, K.PARENT}
ROUNDS, MOST = 3, 60
"""How far from the child it goes, relationship by relationship; and how many fit on a sheet."""


@dataclass
class Family:
    """Everybody on the sheet, by who they were found to be, and what ties them.

    `partners` says of each pair whether they have parted; `besides` are relationships that no line of a genogram
    shows, such as a carer's.
    """

    subject: int
    people: dict[int, Person] = field(default_factory=dict)
    parents: dict[int, set[int]] = field(default_factory=dict)
    partners: dict[frozenset[int], bool] = field(default_factory=dict)
    siblings: set[frozenset[int]] = field(default_factory=set)
    besides: list[tuple[int, str, int]] = field(default_factory=list)
    household: set[int] = field(default_factory=set)

    def ties(self) -> Ties:
        """The ties, for laying out."""
        return Ties(self.parents_of(), frozenset(self.partners), frozenset(self.siblings))

    def parents_of(self) -> dict[int, frozenset[int]]:
        """The parents of each child."""
        return {child: frozenset(of) for child, of in self.parents.items()}

    def lonely_siblings(self) -> list[frozenset[int]]:
        """Brothers and sisters of whom no common parent is known: they are joined by a line of their own."""
        shared = self.parents_of()
        none: frozenset[int] = frozenset()
        return [pair for pair in self.siblings if not frozenset.intersection(*(shared.get(key, none) for key in pair))]

    def members(self) -> list[Member]:
        """Those who have a place on the sheet."""
        return [Member(key, person.birth_date) for key, person in self.people.items()]


def family_of(person: Person, user) -> Family:
    """The family of `person` as `user` may see it: three rounds of relationships, and who lives in the household."""
    family = Family(person.identity_id or person.pk)
    family.people[family.subject] = person
    frontier = {family.subject}
    for _ in range(ROUNDS):
        frontier = _one_further(family, frontier, user)
    family.household = _household(family, user)
    _parents_are_partners(family)
    return family


def _one_further(family, frontier, user):
    seen = Person.objects.visible_to(user)
    rows = (
        Relationship.objects.annotate(one=root("person__"), other=root("of__"))
        .filter(Q(one__in=frontier) | Q(other__in=frontier), person__in=seen, of__in=seen)
        .select_related("person", "of")
        .order_by("pk")
    )
    found = set()
    for row in rows:
        for key, person in ((row.one, row.person), (row.other, row.of)):
            if key not in family.people and len(family.people) < MOST:
                family.people[key] = person
                found.add(key)
        if row.one in family.people and row.other in family.people:
            _tie(family, row)
    return found


def _tie(family, row):
    pair = frozenset((row.one, row.other))
    if row.kind in PARENTS:
        family.parents.setdefault(row.other, set()).add(row.one)
    elif row.kind == K.PARTNER:
        family.partners[pair] = row.to_date is not None and family.partners.get(pair, True)
    elif row.kind == K.SIBLING:
        family.siblings.add(pair)
    elif row.to_date is None and (row.one, row.get_kind_display(), row.other) not in family.besides:
        family.besides.append((row.one, row.get_kind_display(), row.other))


def _parents_are_partners(family):
    """Two parents of one child stand together on the sheet, whatever became of them."""
    for parents in family.parents.values():
        if len(parents) == 2:
            family.partners.setdefault(frozenset(parents), False)


def _household(family, user):
    here = HouseholdMember.objects.filter(household__kind=Household.Kind.HOME, to_date=None)
    mine = here.annotate(root=root("person__")).filter(root=family.subject).values("household")
    people = here.filter(household__in=mine, person__in=Person.objects.visible_to(user)).select_related("person")
    found = {one.person.identity_id or one.person_id: one.person for one in people}
    for key, person in found.items():
        family.people.setdefault(key, person)
    return set(found)
