"""Recording and changing people, each with an audit event and field history."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from unicodedata import normalize
from uuid import UUID

from django.db import transaction
from django.db.models import F

from audit.field_history import save_with_history
from audit.models import Event
from people.models import Person, PersonName
from people.services.not_known import EMPTY, changes_of, mark, marked

UNSEEN = frozenset({"interest declared", "glass broken"})


def note(person: Person, verb: str, actor, now: datetime, key: UUID | None = None) -> Event:
    """Write down what is done about a person; their version tells a page that it has grown old.

    That somebody knows the family, or broke the glass, makes no page old: it would be told to whoever has one open.
    """
    if verb not in UNSEEN:
        Person.objects.filter(pk=person.pk).update(version=F("version") + 1)
    person.refresh_from_db(fields=["version"])
    return Event.behind_walls.create(at=now, actor=actor, verb=verb, record=person, version=person.version, key=key)


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


def same_people(person: Person):
    """The numbers of the person and of whoever was found to be the same: their records are one."""
    return Person.objects.same_as([person.pk]).order_by().values("pk")


@transaction.atomic
def change_person(
    person: Person,
    actor,
    now: datetime,
    *,
    not_known: Collection[str] | None = None,
    not_known_because: str = "",
    key: UUID | None = None,
    **facts,
) -> Person:
    """Change these facts of a person on file; when nothing differs, nothing is written.

    `not_known` are the facts that were asked for in vain, where that is said at all; one that is given is that no more.
    """
    person = locked_people([person.pk])[person.pk]
    changed = {name: value for name, value in _composed(facts).items() if getattr(person, name) != value}
    given = [name for name, value in changed.items() if value not in EMPTY]
    there = marked(person) if given or not_known is not None else []
    gone, new = changes_of(there, not_known, given)
    if not (changed or gone or new):
        return person
    event = note(person, "changed", actor, now, key)
    for name, value in changed.items():
        setattr(person, name, value)
    if changed:
        save_with_history(person, event)
    mark(person, gone, new, not_known_because, event)
    return person


@transaction.atomic
def name_person(person: Person, actor, now: datetime, *, key: UUID | None = None, **said) -> PersonName:
    """Another name of somebody: an alias, a spelling variation, a name before."""
    event = note(person, "named", actor, now, key)
    made = PersonName(person=person, **_composed(said))
    save_with_history(made, event)
    return made


def _composed(facts: Mapping) -> dict:
    """Letters with their marks as one sign each, so that a name typed on any machine is the same name."""
    return {name: normalize("NFC", value) if isinstance(value, str) else value for name, value in facts.items()}
