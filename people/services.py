"""Recording and changing people; each writes an audit event and keeps field history.

The contact form (contacts/services/draft.py) calls `record_person` and `change_person`, and
`people.search.matches(user, given_name="", family_name="", birth_date=None)`.
"""

from datetime import datetime

from audit.field_history import save_with_history
from audit.models import Event
from people.models import Person


def record_person(actor, now: datetime, **facts) -> Person:
    """A new person with these facts, recorded by `actor`."""
    person = Person(recorded_at=now, **facts)
    event = Event(pk=Event.next_number(), at=now, actor=actor, verb="record", version=1)
    save_with_history(person, event)
    event.record = person
    event.save(force_insert=True)
    return person


def change_person(person: Person, actor, now: datetime, **facts) -> Person:
    """Change these facts of a person on file; when nothing differs, nothing is written."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    changed = {name: value for name, value in facts.items() if getattr(person, name) != value}
    if not changed:
        return person
    person.version += 1
    event = Event.behind_walls.create(at=now, actor=actor, verb="changed", record=person, version=person.version)
    for name, value in changed.items():
        setattr(person, name, value)
    save_with_history(person, event)
    return person
