"""The alerts of people as every page shows them: staff safety first, their own before those of somebody near them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import JSONObject

from people.ages import said_day
from people.models import Alert, HouseholdMember, Person, ProtectedAddress, Relationship, root

K = Alert.Kind
NEAR = (K.STAFF_SAFETY, K.ANIMALS, K.MARAC, K.MAPPA)
"""What concerns also those who live with somebody or are related to them: whoever visits one meets the other [S][P]."""
PROTECTED = "protected_address"


@dataclass(frozen=True)
class Shown:
    """One alert in words. `about` says whom it is about when that is not the person themselves."""

    slug: str
    label: str
    text: str
    about: str = ""


def alerts_of(people: Iterable[int], user, day: date) -> dict[int, list[Shown]]:
    """The alerts of each of these people on the London day `day` as `user` may know of them, in one query."""
    same = {"root": OuterRef("root")}
    alerts = Alert.objects.on(day).by_root()
    own = alerts.filter(**same).first_things_first().values(found=_read())
    others = alerts.filter(kind__in=NEAR, person__in=Person.objects.visible_to(user)).filter(_near())
    others = others.exclude(**same).first_things_first().values(found=_read())
    hidden = ProtectedAddress.objects.filter(to_date=None).annotate(root=root("person__")).filter(**same)
    rows = (
        Person.objects.filter(pk__in=set(people))
        .annotate(root=root())
        .annotate(own=ArraySubquery(own), others=ArraySubquery(others), is_protected=Exists(hidden))
        .order_by()
        .values_list("pk", "own", "others", "is_protected")
    )
    return {pk: _shown(own, others, is_protected, day) for pk, own, others, is_protected in rows}


def _read():
    return JSONObject(
        kind="kind", text="text", review_on="review_on", given="person__given_name", family="person__family_name"
    )


def _near():
    """Those who live in one household with the person, or stand in a relationship to them now."""
    here = HouseholdMember.objects.filter(to_date=None)
    mine = here.alias(root=root("person__")).filter(root=OuterRef(OuterRef("root")))
    mates = here.filter(household__in=mine.values("household")).values("person")
    ties = Relationship.objects.filter(to_date=None).alias(one=root("person__"), other=root("of__"))
    to_them = ties.filter(other=OuterRef(OuterRef("root"))).values("person")
    from_them = ties.filter(one=OuterRef(OuterRef("root"))).values("of")
    return Q(person__in=mates) | Q(person__in=to_them) | Q(person__in=from_them)


def _shown(own, others, is_protected, day):
    found = [_alert(each, day) for each in own]
    if is_protected:
        found.insert(0, Shown(PROTECTED, "Protected address", "Give no address of theirs to anybody."))
    near = [_alert(each, day, f"{each['given']} {each['family']}".strip()) for each in others]
    found += near
    order = [*K.values[:1], PROTECTED, *K.values[1:]]
    return sorted(found, key=lambda each: (order.index(each.slug), bool(each.about)))


def _alert(each, day, about=""):
    text, review = each["text"], each["review_on"] and date.fromisoformat(each["review_on"])
    if review and review <= day:
        text = f"{text} To be reviewed since {said_day(review)}.".strip()
    return Shown(each["kind"], K(each["kind"]).label, text, about)
