"""Why somebody cannot be what is said of them to somebody else, in words."""

from datetime import date

from django.core.exceptions import ValidationError

from people.models import Person, Relationship, root
from people.services.people import same_people

K = Relationship.Kind
PARENTS = (K.MOTHER, K.FATHER, K.PARENT)
ELDER = (*PARENTS, K.GRANDPARENT)
BOTH_WAYS = (K.SIBLING, K.PARTNER)


def wrong_with(person: Person, kind: str, of: Person, actor) -> str:
    """Why the one cannot be that of the other; nothing when they can. Duplicates found to be the same count as one.

    Judged by what `actor` may know of: a refusal would tell of somebody who does not exist for them.
    """
    if (person.identity_id or person.pk) == (of.identity_id or of.pk):
        return "Nobody is related to themselves."
    if kind in ELDER and person.birth_date and of.birth_date and person.birth_date >= of.birth_date:
        return f"{person.full_name} would be younger than {of.full_name}: look at the dates of birth."
    if kind in PARENTS and _is(of, PARENTS, person):
        return f"{of.full_name} is a parent of {person.full_name} already."
    if kind in ELDER and _descends(person, of, actor):
        return f"{person.full_name} descends from {of.full_name}: look at the relationships of both."
    if kind == K.MOTHER and _mothers(of, actor).exclude(person__in=same_people(person)).exists():
        return f"{of.full_name} has a mother already: end that one first, or say that this one is a parent."
    same_kinds = PARENTS if kind in PARENTS else (kind,)
    if _is(person, same_kinds, of) or (kind in BOTH_WAYS and _is(of, (kind,), person)):
        return "This is on file already."
    return ""


def wrong_birth(person: Person, born: date, actor) -> str:
    """Why somebody cannot be born that day: a parent would be younger, or a child older; nothing when they can."""
    now = _known_to(actor).filter(kind__in=ELDER)
    elder = now.filter(of__in=same_people(person), person__birth_date__gte=born).select_related("person").first()
    if elder:
        return f"{elder.get_kind_display().capitalize()} {elder.person.full_name} would be younger."
    child = now.filter(person__in=same_people(person), of__birth_date__lte=born).select_related("of").first()
    return f"They are {child.get_kind_display()} of {child.of.full_name}, who would be older." if child else ""


def ends(since: date | None, on: date) -> date:
    """The day on which something that began on `since` ends; `ValidationError` when it would end before."""
    if since and on < since:
        raise ValidationError({"on": f"This is before it began, on {since.day} {since:%b %Y}."})
    return on


def not_before(rows, since: date, field: str, what_then: str) -> None:
    """What takes the place of these dated rows begins with them or later; `ValidationError` by its field when not."""
    begun = max((row.from_date for row in rows if row.from_date and row.from_date > since), default=None)
    if begun:
        sentence = f"This is before what is on file now, which began on {begun.day} {begun:%b %Y}: {what_then}."
        raise ValidationError({field: sentence})


def _is(person, kinds, of):
    ties = Relationship.objects.filter(kind__in=kinds, to_date=None)
    return ties.filter(person__in=same_people(person), of__in=same_people(of)).exists()


def _known_to(actor):
    """The relationships of which the actor may know; all of them where the system acts."""
    if actor is None:
        return Relationship.objects.all()
    seen = Person.objects.visible_to(actor)
    return Relationship.objects.filter(person__in=seen, of__in=seen)


def _mothers(of, actor):
    return _known_to(actor).filter(of__in=same_people(of), kind=K.MOTHER, to_date=None)


def _descends(person, of, actor):
    """Whether `of` is among the parents of `person`, theirs, and so on; who is met twice is not asked again."""
    sought, met, frontier = of.identity_id or of.pk, set(), {person.identity_id or person.pk}
    while frontier - met:
        met |= frontier
        ties = _known_to(actor).filter(kind__in=PARENTS, of__in=Person.objects.same_as(frontier).values("pk"))
        frontier = set(ties.values_list(root("person__"), flat=True)) - met
        if sought in frontier:
            return True
    return False
