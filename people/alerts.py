"""The alerts of people as every page shows them: staff safety first, their own before those of somebody near them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q

from people.ages import said_day
from people.models import Alert, HouseholdMember, Person, ProtectedAddress, Relationship, root

K = Alert.Kind
NEAR = (K.STAFF_SAFETY, K.ANIMALS, K.MARAC, K.MAPPA)
"""What concerns also those who live with somebody or are related to them: whoever visits one meets the other [S][P]."""
PROTECTED = "protected_address"
ORDER = [*K.values[:1], PROTECTED, *K.values[1:]]


@dataclass(frozen=True)
class Shown:
    """One alert in words. `about`: whose it is when it is not the person's own; `pk`: which of their own it is."""

    slug: str
    label: str
    text: str
    about: str = ""
    pk: int | None = None

    @property
    def tag(self) -> str:
        """The alert in a row of a list."""
        return f"{self.label} ({self.about})" if self.about else self.label


def alerts_of(people: Iterable[int], user, day: date) -> dict[int, list[Shown]]:
    """The alerts of each of these people on the London day `day` as `user` may know of them.

    In two queries however many they are, each step of which goes by an index.
    """
    circles = _circles(set(people), day)
    everybody = {root for circle in circles.values() for root in (circle.root, *circle.near)}
    if not everybody:
        return {}
    found = defaultdict(list)
    for alert in Alert.objects.on(day).known_to(user).by_root().filter(root__in=everybody).select_related("person"):
        found[alert.root].append(alert)
    return {pk: _shown(circle, found, day) for pk, circle in circles.items()}


@dataclass(frozen=True)
class Circle:
    """One person by who they were found to be, and whom their visitors meet: by household and by relationship."""

    root: int
    near: frozenset[int]
    is_protected: bool


def _circles(people, day):
    """One query: for each who lives with them and is related to them now, and whether an address is protected."""
    here = Q(to_date=None) | Q(to_date__gt=day)
    mine = HouseholdMember.objects.filter(here).alias(root=root("person__")).filter(root=OuterRef(OuterRef("root")))
    mates = HouseholdMember.objects.filter(here, household__in=mine.values("household"))
    ties = Relationship.objects.filter(here).alias(one=root("person__"), other=root("of__"))
    hidden = ProtectedAddress.objects.filter(to_date=None).alias(root=root("person__")).filter(root=OuterRef("root"))
    rows = (
        Person.objects.filter(pk__in=people)
        .annotate(root=root())
        .annotate(
            mates=ArraySubquery(mates.values(found=root("person__"))),
            to_them=ArraySubquery(ties.filter(other=OuterRef("root")).values(found=root("person__"))),
            from_them=ArraySubquery(ties.filter(one=OuterRef("root")).values(found=root("of__"))),
            is_protected=Exists(hidden),
        )
        .order_by()
        .values_list("pk", "root", "mates", "to_them", "from_them", "is_protected")
    )
    return {pk: Circle(of, frozenset({*one, *two, *three} - {of}), shut) for pk, of, one, two, three, shut in rows}


def _shown(circle, found, day):
    shown = [_alert(each, day, "") for each in found[circle.root]]
    if circle.is_protected:
        shown.append(Shown(PROTECTED, "Protected address", "Give no address of theirs to anybody."))
    for other in sorted(circle.near):
        shown += [_alert(each, day, each.person.full_name) for each in found[other] if each.kind in NEAR]
    return sorted(shown, key=lambda each: (ORDER.index(each.slug), bool(each.about)))


def _alert(alert, day, about):
    text = alert.text
    if alert.review_on and alert.review_on <= day:
        text = f"{text} To be reviewed since {said_day(alert.review_on)}.".strip()
    return Shown(alert.kind, alert.get_kind_display(), text, about, None if about else alert.pk)
