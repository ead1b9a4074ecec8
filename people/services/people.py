"""Recording and changing people, each with an audit event and field history."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from unicodedata import normalize

from django.db import transaction

from audit.field_history import save_with_history
from audit.models import Event
from people.models import Person


@transaction.atomic
def record_person(actor, now: datetime, **facts) -> Person:
    """A new person with these facts, recorded by `actor`."""
    person = Person(recorded_at=now, **_composed(facts))
    event = Event(pk=Event.next_number(), at=now, actor=actor, verb="record", version=1)
    save_with_history(person, event)
    event.record = person
    event.save(force_insert=True)
    return person


def locked_people(people: Iterable[int]) -> dict[int, Person]:
    """These people, locked until the transaction ends, always in one order so that no two wait for each other."""
    rows = Person.objects.filter(pk__in=set(people)).select_for_update(no_key=True).order_by("pk")
    return {person.pk: person for person in rows}


@transaction.atomic
def change_person(person: Person, actor, now: datetime, **facts) -> Person:
    """Change these facts of a person on file; when nothing differs, nothing is written."""
    person = locked_people([person.pk])[person.pk]
    changed = {name: value for name, value in _composed(facts).items() if getattr(person, name) != value}
    if not changed:
        return person
    person.version += 1
    event = Event.behind_walls.create(at=now, actor=actor, verb="changed", record=person, version=person.version)
    for name, value in changed.items():
        setattr(person, name, value)
    save_with_history(person, event)
    return person


def _composed(facts: Mapping) -> dict:
    """Letters with their marks as one sign each, so that a name typed on any machine is the same name."""
    return {name: normalize("NFC", value) if isinstance(value, str) else value for name, value in facts.items()}
