"""The alerts of people as every page shows them: staff safety first, their own before those of somebody near them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from people.ages import said_day
from people.models import Alert, Household, HouseholdMember, Person, ProtectedAddress, Relationship, is_any_of, root

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
    """The alerts of each of these people on the London day `day` as `user` may know of them, in one query."""
    rows = with_alerts(Person.objects.filter(pk__in=set(people)), user, day).order_by()
    return {row.pk: shown(row, day) for row in rows}


def with_alerts(people: QuerySet, user, day: date) -> QuerySet:
    """These people with `alerts_read` and `is_protected`, which `shown` puts into words.

    Each person's circle is read into arrays, so that its alerts are found by an index, however large the file is. A
    family group of the main system makes no circle: its members may live anywhere.
    """
    here = Q(to_date=None) | Q(to_date__gt=day)
    outer = OuterRef(OuterRef("root"))
    mine = HouseholdMember.objects.filter(here, household__kind=Household.Kind.HOME)
    mine = mine.alias(root=root("person__")).filter(root=OuterRef(outer))
    mates = HouseholdMember.objects.filter(here, household__in=mine.values("household"))
    ties = Relationship.objects.filter(here).alias(one=root("person__"), other=root("of__"))
    circles = (
        mates.values(found=root("person__")),
        ties.filter(other=outer).values(found=root("person__")),
        ties.filter(one=outer).values(found=root("of__")),
    )
    near = Q(root=OuterRef("root"))
    for circle in circles:
        near |= Q(is_any_of(root("person__"), circle))
    alerts = Alert.objects.on(day).known_to(user).by_root().filter(near).order_by("-since", "pk")
    read = JSONObject(
        pk="pk", root="root", kind="kind", text="text", review_on="review_on",
        given="person__given_name", family="person__family_name",
    )  # fmt: skip
    shut = ProtectedAddress.objects.filter(to_date=None).alias(root=root("person__")).filter(root=OuterRef("root"))
    rows = people.annotate(root=root())
    return rows.annotate(alerts_read=ArraySubquery(alerts.values(found=read)), is_protected=Exists(shut))


def shown(row: Person, day: date) -> list[Shown]:
    """The alerts of one of the people that `with_alerts` gives, in the order in which they are to be read."""
    found = [
        _alert(each, row.root, day) for each in row.alerts_read if each["root"] == row.root or each["kind"] in NEAR
    ]
    if row.is_protected:
        found.append(Shown(PROTECTED, "Protected address", "Give no address of theirs to anybody."))
    return sorted(found, key=lambda each: (ORDER.index(each.slug), bool(each.about)))


def _alert(each, own, day):
    text, review = each["text"], each["review_on"] and date.fromisoformat(each["review_on"])
    if review and review <= day:
        text = f"{text} To be reviewed since {said_day(review)}.".strip()
    theirs = each["root"] == own
    about = "" if theirs else f"{each['given']} {each['family']}".strip()
    return Shown(each["kind"], K(each["kind"]).label, text, about, each["pk"] if theirs else None)


def tags(alerts: Iterable[Shown]) -> tuple[str, ...]:
    """The alerts in a row of a list, each once."""
    return tuple(dict.fromkeys(alert.tag for alert in alerts))
