"""Which facts of somebody were asked for and are not known: a mark each, which is gone when the fact is given."""

from collections.abc import Collection, Iterable

from audit.field_history import delete_with_history, save_with_history
from audit.models import Event
from people.models import NotKnown, Person, Relationship

EMPTY = (None, "")
"""What a fact holds that nobody has given: that something is not needed is an answer."""


def marked(person: Person, relationship: Relationship | None = None) -> list[NotKnown]:
    """The marks of a person, whichever duplicate they were put on; or those of one relationship."""
    if relationship:
        return list(NotKnown.objects.filter(relationship=relationship))
    same = Person.objects.same_as([person.pk]).order_by().values("pk")
    return list(NotKnown.objects.filter(person__in=same, relationship=None))


def changes_of(
    there: Iterable[NotKnown], wanted: Collection[str] | None, given: Collection[str] = ()
) -> tuple[list[NotKnown], list[str]]:
    """Which marks go and which facts get one: those `wanted` have one; where nothing is, none that is `given`."""
    by_fact = {each.fact: each for each in there}
    kept = set(by_fact) - set(given) if wanted is None else set(wanted)
    return [each for fact, each in by_fact.items() if fact not in kept], sorted(kept - set(by_fact))


def mark(
    person: Person,
    gone: Iterable[NotKnown],
    new: Iterable[str],
    because: str,
    event: Event,
    relationship: Relationship | None = None,
) -> None:
    """Take these marks away and put the new ones there, as `event` tells: by whom and when."""
    for each in gone:
        delete_with_history(each, event)
    about = {"person": person, "relationship": relationship, "because": because, "at": event.at, "by": event.actor}
    for fact in new:
        save_with_history(NotKnown(fact=fact, **about), event)
