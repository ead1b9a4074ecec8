"""Rows of one table that are written together, and what becomes of each."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.db.models import F
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from audit.models import Event
from mainsystem.models import Import, ImportedRow
from mainsystem.services.tables import Problem
from people.models import Person
from people.services.people import locked_people


def digest(value) -> str:
    """What stands for a value, so that a change is seen without keeping it; nothing for no value."""
    empty = value is None or value == ""
    return "" if empty else hashlib.blake2b(repr(value).encode(), digest_size=6).hexdigest()


def identity(person: Person) -> int:
    """Who somebody was found to be."""
    return person.identity_id or person.pk


def ends_first(facts: dict) -> bool:
    """Whether something ends before it starts."""
    start, end = facts.get("from_date"), facts.get("to_date")
    return bool(start and end and end < start)


@dataclass
class Said:
    """One row: what it says, what is wrong with it, what it said and made when it was last read.

    `twin` is another row that says the same of the same people; `was_there`: what it tells of is no news here.
    """

    line: int
    facts: dict
    problems: list[Problem] = field(default_factory=list)
    before: Mapping[str, str] = field(default_factory=dict)
    made: int | None = None
    twin: "Said | None" = None
    was_there: bool = False
    people: dict[str, Person] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The row's own key; empty when it cannot be read."""
        return self.facts.get("key", "")

    @property
    def refused(self) -> bool:
        """Whether it is not read."""
        return any(problem.refused for problem in self.problems)

    @property
    def is_new(self) -> bool:
        """Whether it has never been read before."""
        return not self.before

    @property
    def changes(self) -> set[str]:
        """What it says otherwise than when it was last read. At first an empty cell says nothing."""
        return {name for name, value in self.facts.items() if digest(value) != self.before.get(name, "")}

    @property
    def became(self) -> str:
        """How it is counted: by the name of an `ImportFile`'s figure."""
        if self.refused:
            return "refused"
        if self.is_new:
            return "changed" if self.was_there else "made"
        return "changed" if self.changes else "same"

    def digests(self) -> dict[str, str]:
        """What is kept of it; of a cell that could not be read, what was kept before."""
        return {**self.before, **{name: digest(value) for name, value in self.facts.items()}}

    def refuse(self, column: str, why: str) -> None:
        """It is not read."""
        self.problems.append(Problem(column, why, refused=True))

    def pass_over(self) -> None:
        """There is no place here for what it says: nothing of it is news."""
        self.before = self.digests()

    def note(self, column: str, why: str) -> None:
        """It is read, and something is wrong with it all the same."""
        self.problems.append(Problem(column, why))

    def drop(self, column: str, why: str, *names: str) -> None:
        """It is read without these facts."""
        self.note(column, why)
        for name in names:
            self.facts.pop(name, None)


@dataclass
class Batch:
    """Rows of one table that are written in one transaction, under one event, of one extract."""

    rows: list[Said]
    of: Import
    now: datetime

    @cached_property
    def event(self) -> Event:
        """The event of all that these rows change; none is written where nothing changes."""
        return Event.behind_walls.create(at=self.now, actor=self.of.started_by, verb="imported", record=self.of)

    def good(self) -> list[Said]:
        """The rows in which nothing was found so far for which they cannot be read."""
        return [row for row in self.rows if not row.refused]

    def to_write(self) -> list[Said]:
        """Those of them that say something new."""
        return [row for row in self.good() if row.twin is None and (row.is_new or row.changes)]

    def find(self, **columns: str) -> None:
        """Find the people whom these facts name, by the columns that they stand in; an unknown one refuses the row.

        Those of whom something new is said are locked, so that nobody changes them meanwhile.
        """
        rows = self.good()
        keys = {row.facts[name] for row in rows for name in columns}
        read = ImportedRow.objects.filter(table="person", key__in=keys, made__isnull=False)
        numbers = dict(read.values_list("key", "made"))
        changing = {numbers.get(row.facts[name]) for row in self.to_write() for name in columns} - {None}
        people = {**Person.objects.in_bulk(set(numbers.values()) - changing), **locked_people(changing)}
        for row in rows:
            found = {name: people.get(numbers.get(row.facts[name])) for name in columns}
            row.people = found
            unknown = next((columns[name] for name, person in found.items() if person is None), None)
            if unknown:
                row.refuse(unknown, "Nobody with this number has been read")

    def save(self, model, there: Mapping[int, object], fields_of: Callable[[Said, object], dict]) -> None:
        """Make or change one object for each row that says something new; a model with history keeps it.

        `there` are the objects made before, by number; `fields_of` gives what is to be written for a row, given its
        object or nothing.
        """
        made, changed, names = [], [], set()
        for row in self.to_write():
            instance = there.get(row.made)
            fields = fields_of(row, instance)
            if instance is None:
                made.append((row, model(**fields)))
                continue
            for name, value in fields.items():
                setattr(instance, name, value)
            names |= fields.keys()
            row.was_there = True
            changed.append(instance)
        self.change(model, changed, sorted(names))
        for (row, _), one in zip(made, self._create(model, [one for _, one in made]), strict=True):
            row.made = one.pk
        for row in (row for row in self.good() if row.twin):
            row.made, row.was_there = row.twin.made, True

    def change_people(self, people: Iterable[Person], *names: str) -> None:
        """Write these facts of people on file, each with a new version and history."""
        people = list(people)
        for person in people:
            person.version += 1
        self.change(Person, people, [*names, "version"])

    def _create(self, model, objects):
        if not hasattr(model, "history"):
            return model.objects.bulk_create(objects)
        return bulk_create_with_history(objects, model, **self._because()) if objects else []

    def change(self, model, objects, names) -> None:
        """Write these fields of these objects, with history where the model has one."""
        if objects and not hasattr(model, "history"):
            model.objects.bulk_update(objects, names)
        elif objects:
            bulk_update_with_history(objects, model, names, **self._because())

    def _because(self):
        return {"default_change_reason": self.event.pk, "default_date": self.now}

    def touch(self, people: Iterable[Person]) -> None:
        """A page about one of these has grown old; of whom this import has made nobody has one."""
        known = {person.pk for person in people if person.recorded_at < self.of.started_at}
        Person.objects.filter(pk__in=known).update(version=F("version") + 1)
