"""What the main system says of people."""

from datetime import date

from directory.london import london_day
from mainsystem.services.batch import Batch, Said
from mainsystem.services.births import BORN, drop_impossible_births
from people.models import Person
from people.services.people import locked_people

GROWN_UP = 18


def write_people(batch: Batch) -> None:
    """Somebody on file under the main system's number, as a child, an unborn child or an adult."""
    day = london_day(batch.of.as_of)
    for row in batch.good():
        _say_when_born(row, day)
    _adopt(batch)
    there = locked_people(row.made for row in batch.to_write() if row.made)
    for row in batch.to_write():
        _check_death(row, there.get(row.made), day)
    for row in drop_impossible_births(batch.to_write(), there):
        # What stands instead may lie after the death that the row tells of.
        _check_death(row, there.get(row.made), day)
    batch.save(Person, there, lambda row, person: _fields(row, person, batch))


def _say_when_born(row, day):
    """Of an unborn child the day that is expected; one that lies ahead of the extract is no other."""
    expected = row.facts.pop("expected_date", None)
    if "birth_date" not in row.facts:
        return
    born = row.facts["birth_date"]
    if born and born <= day:
        row.facts["birth_date_is"] = Person.BirthDateIs.EXACT
    elif born or expected:
        row.facts |= {"birth_date": born or expected, "birth_date_is": Person.BirthDateIs.EXPECTED}


def _adopt(batch):
    """Whoever bears the number already is not made again; of duplicates the first."""
    keys = [row.key for row in batch.good() if row.is_new]
    known = Person.objects.filter(main_system_id__in=keys).order_by("-pk")
    numbers = dict(known.values_list("main_system_id", "pk"))
    for row in batch.good():
        row.made = row.made or numbers.get(row.key)


def _check_death(row: Said, person: Person | None, day: date) -> None:
    """Nobody dies before they are born, or tomorrow; the person is read without the day that cannot be."""
    died = row.facts.get("death_date")
    if died and died > day:
        row.drop("pers_death_date", "In the future", "death_date")
    elif died and _is_before_birth(row, person):
        row.drop("pers_death_date", "Before the date of birth", "death_date")
    if _is_before_birth(row, person):
        row.drop("pers_dob", "After the date of death that is on file", *BORN)


def _is_before_birth(row, person):
    born, died = (_as_it_would_be(row, person, name) for name in ("birth_date", "death_date"))
    return bool(born and died and died < born)


def _as_it_would_be(row, person, name):
    return row.facts.get(name) if person is None or name in row.changes else getattr(person, name)


def _fields(row, person, batch):
    fields = {name: value for name, value in row.facts.items() if name != "key" and (not person or name in row.changes)}
    if person is None or {*BORN} & fields.keys():
        fields["kind"] = _kind(row, london_day(batch.of.as_of))
    if person is None:
        return fields | {"main_system_id": row.key, "recorded_at": batch.now}
    return fields | {"main_system_id": row.key, "version": person.version + 1}


def _kind(row, day):
    born = row.facts.get("birth_date")
    if row.facts.get("birth_date_is") == Person.BirthDateIs.EXPECTED:
        return Person.Kind.UNBORN
    grown = born and day.year - born.year - ((day.month, day.day) < (born.month, born.day)) >= GROWN_UP
    return Person.Kind.ADULT if grown else Person.Kind.CHILD
