"""Whom a genogram shows, and how they belong together, as far as its reader may know of them."""

from dataclasses import dataclass, field

from django.db.models import Q

from people.genogram.layout import Member, Ties
from people.models import Household, HouseholdMember, Person, Relationship, root

K = Relationship.Kind
PARENTS = {K.MOTHER, K.FATHER, K.PARENT}
ABOVE = {K.GRANDPARENT: 2, K.STEP_PARENT: 1, K.CARER: 1}
"""So many generations higher stands who is related in a way for which a genogram has no line."""
ROUNDS, MOST = 3, 60
"""How far from the child it goes, relationship by relationship; and how many fit on a sheet."""


@dataclass
class Family:
    """Everybody on the sheet, by who they were found to be, and what ties them.

    `partners` says of each pair whether they have parted; `besides` are relationships that no line of a genogram
    shows, such as a carer's; `more`: that the sheet is full and there are others. What holds no more is not drawn,
    but for partners who parted.
    """

    subject: int
    people: dict[int, Person] = field(default_factory=dict)
    parents: dict[int, set[int]] = field(default_factory=dict)
    partners: dict[frozenset[int], bool] = field(default_factory=dict)
    siblings: set[frozenset[int]] = field(default_factory=set)
    besides: dict[tuple[int, str, int], None] = field(default_factory=dict)
    household: set[int] = field(default_factory=set)
    more: bool = False

    def ties(self) -> Ties:
        """The ties, for laying out."""
        above = [(one, other, ABOVE.get(kind) or self._elder(one, other)) for one, kind, other in self.besides]
        above += [(key, self.subject, self._elder(key, self.subject)) for key in sorted(self.household)]
        return Ties(self.parents_of(), frozenset(self.couples()), frozenset(self.siblings), tuple(above))

    def couples(self) -> dict[frozenset[int], bool]:
        """Whoever stands side by side, and whether they have parted.

        The two parents of a child do, whatever they are to each other: that they are partners nobody has said.
        """
        two = (frozenset(of) for of in self.parents.values() if len(of) == 2)
        return dict.fromkeys(two, False) | self.partners

    def _elder(self, one, other):
        """An adult who is not known to be of the same generation as a child stands above it, and it below."""
        adult = Person.Kind.ADULT
        return int(self.people[one].kind == adult) - int(self.people[other].kind == adult)

    def parents_of(self) -> dict[int, frozenset[int]]:
        """The parents of each child."""
        return {child: frozenset(of) for child, of in self.parents.items()}

    def lonely_siblings(self) -> list[frozenset[int]]:
        """Brothers and sisters of whom no common parent is known: they are joined by a line of their own."""
        shared = self.parents_of()
        none: frozenset[int] = frozenset()
        pairs = sorted(sorted(pair) for pair in self.siblings)
        return [frozenset((one, other)) for one, other in pairs if not shared.get(one, none) & shared.get(other, none)]

    def members(self) -> list[Member]:
        """Those who have a place on the sheet."""
        return [Member(key, person.birth_date) for key, person in self.people.items()]


def family_of(person: Person, user) -> Family:
    """The family of `person` as `user` may see it: three rounds of relationships, and who lives in the household."""
    family = Family(person.identity_id or person.pk)
    family.people[family.subject] = person
    _live_together(family, user)
    frontier = set(family.people)
    for _ in range(ROUNDS):
        frontier = _one_further(family, frontier, user)
    return family


def _live_together(family, user):
    """Who lives in the household has a place before all others, for the loop is to take in everybody.

    A loop round one alone would tell that there is somebody of whom the reader may not know.
    """
    here = HouseholdMember.objects.filter(household__kind=Household.Kind.HOME, to_date=None)
    same = Person.objects.same_as([family.subject]).order_by().values("pk")
    mine = here.filter(person__in=same).values("household")
    people = here.filter(household__in=mine, person__in=Person.objects.visible_to(user)).select_related("person")
    for one in people.order_by("pk"):
        _add(family, one.person.identity_id or one.person_id, one.person)
        family.household.add(one.person.identity_id or one.person_id)
    family.household &= set(family.people)
    if len(family.household) == 1:
        family.household.clear()


def _add(family, key, person):
    """Whether they have come on the sheet by this."""
    if key in family.people:
        return False
    if len(family.people) >= MOST:
        family.more = True
        return False
    family.people[key] = person
    return True


def _one_further(family, frontier, user):
    """Everybody tied to those on the edge of the sheet; two queries, however large the file is."""
    if not frontier:
        return set()
    edge = list(Person.objects.same_as(frontier).order_by().values_list("pk", flat=True))
    seen = Person.objects.visible_to(user)
    rows = (
        Relationship.objects.annotate(one=root("person__"), other=root("of__"))
        .filter(Q(person__in=edge) | Q(of__in=edge), person__in=seen, of__in=seen)
        .filter(Q(to_date=None) | Q(kind=K.PARTNER))
        .select_related("person", "of")
        .order_by("pk")
    )
    found = set()
    for row in rows:
        for key, person in ((row.one, row.person), (row.other, row.of)):
            if _add(family, key, person):
                found.add(key)
        if row.one in family.people and row.other in family.people and row.one != row.other:
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
    else:
        family.besides[row.one, row.kind, row.other] = None
