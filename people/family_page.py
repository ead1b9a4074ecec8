"""A person's household and relationships over time, as the reader may know of them."""

from datetime import date

from django.db.models import OuterRef, Subquery

from people.ages import age_of
from people.models import Household, HouseholdMember, NotKnown, Person, Relationship
from people.services.people import same_people
from people.spans import span

RESPONSIBILITY = {
    True: "holds parental responsibility",
    False: "does not hold parental responsibility",
    None: "parental responsibility not asked",
}
K = Relationship.Kind
MAY_HOLD_IT = {K.MOTHER, K.FATHER, K.PARENT, K.STEP_PARENT, K.GRANDPARENT, K.CARER, K.OTHER_RELATIVE}


def household_of(person: Person, user, day: date) -> dict:
    """Who lives there now, and who did before; of whom the reader may know.

    Of a household in which the reader may know of nobody else, now or before, nothing is said: it would tell that
    there is somebody.
    """
    mine = HouseholdMember.objects.filter(household__kind=Household.Kind.HOME, person__in=same_people(person))
    seen = Person.objects.visible_to(user)
    members = HouseholdMember.objects.filter(household__in=mine.values("household"), person__in=seen)
    theirs = set(mine.filter(to_date=None).values_list("household_id", flat=True))
    rows = [_member(each, person, day) for each in members.select_related("person").order_by("from_date", "pk")]
    here = [row for row in rows if not row["left"] and row["household"] in theirs]
    now = [row for row in here if not row["self"]]
    shared = {row["household"] for row in rows if not row["self"]}
    before = [row for row in rows if row["household"] in shared and (row["left"] or row["household"] not in theirs)]
    return {"now": now, "before": before, "own": next((row for row in here if row["self"]), None) if now else None}


def _member(each, person, day):
    root = person.identity_id or person.pk
    url = each.person.get_absolute_url()
    return {
        "self": (each.person.identity_id or each.person_id) == root,
        "household": each.household_id,
        "left": each.to_date is not None,
        "name": each.person.full_name,
        "line": ", ".join(filter(None, [age_of(each.person, day), span(each)])),
        "url": url,
        "leave_url": "" if each.to_date else f"{url}change/leave-household/{each.pk}/",
        "wrong_url": f"{url}change/wrong-member/{each.pk}/",
    }


def relationships_of(person: Person, user) -> dict:
    """What others are to the person and the person to others, now and before; of whom the reader may know."""
    seen, same = Person.objects.visible_to(user), same_people(person)
    why = NotKnown.objects.filter(relationship=OuterRef("pk")).values("because")[:1]
    ties = Relationship.objects.select_related("person", "of").annotate(why=Subquery(why)).order_by("from_date", "pk")
    rows = [_related(each, each.get_kind_display().capitalize(), each.person, person) for each in ties.filter(
        of__in=same, person__in=seen)]  # fmt: skip
    rows += [_related(each, f"{each.get_kind_display().capitalize()} of", each.of, person) for each in ties.filter(
        person__in=same, of__in=seen)]  # fmt: skip
    return {"now": [row for row in rows if not row["ended"]], "before": [row for row in rows if row["ended"]]}


def responsible_for(relationships: dict) -> str:
    """Who holds parental responsibility for the person, as their page says it; nothing where nobody said so."""
    said = [row for row in relationships["now"] if row["holds"] is not None]
    holders = [row["name"] for row in said if row["holds"]]
    return ", ".join(holders) or ("Nobody of those on file" if said else "")


def _responsibility(each):
    if each.parental_responsibility is None and each.why:
        return f"parental responsibility not known: {each.why}"
    return RESPONSIBILITY[each.parental_responsibility]


def _related(each, part, other, person):
    change, pr = f"{person.get_absolute_url()}change/", each.kind in MAY_HOLD_IT
    return {
        "part": part,
        "name": other.full_name,
        "url": other.get_absolute_url(),
        "note": ", ".join(filter(None, [_responsibility(each) if pr else "", span(each)])),
        "holds": each.parental_responsibility if pr and each.person_id == other.pk else None,
        "ended": each.to_date is not None,
        "responsibility_url": f"{change}responsibility/{each.pk}/" if pr and not each.to_date else "",
        "end_url": "" if each.to_date else f"{change}end-relationship/{each.pk}/",
        "wrong_url": f"{change}wrong-relationship/{each.pk}/",
    }
