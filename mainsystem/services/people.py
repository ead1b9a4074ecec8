"""What the main system says of people and of those who work with them."""

from datetime import date

from directory.london import london_day
from directory.services import team_called
from mainsystem.models import ImportedRow
from mainsystem.services.batch import Batch, Said
from mainsystem.services.births import BORN, drop_impossible_births
from people.models import Involvement, Person
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


def write_professionals(batch: Batch) -> None:
    """A worker's name, for the involvements that give a number."""


def write_involvements(batch: Batch) -> None:
    """A team's work with somebody. A team that is not here yet is added: whose case it is must never be lost."""
    _say_who_works(batch)
    batch.find(person="invo_person_id")
    for row in batch.good():
        if ends_first(row.facts):
            row.refuse("invo_involvement_end_date", "Before the start")
    teams = {name: team_called(name) for name in sorted({row.facts["team"] for row in batch.to_write()})}
    there = Involvement.objects.in_bulk([row.made for row in batch.good() if row.made])
    unchanged = [row.made for row in batch.good() if row.made and not row.changes]
    Involvement.objects.filter(pk__in=unchanged, as_of__lt=batch.of.as_of).update(as_of=batch.of.as_of)
    batch.save(Involvement, there, lambda row, one: _involvement(row, one, teams, batch.of.as_of))
    _note_overlaps(batch)


def _say_who_works(batch):
    """The name stands for the number, so that a new name is a change."""
    numbers = {row.facts.get("professional") for row in batch.good()} - {None, ""}
    known = ImportedRow.objects.filter(table="professional", key__in=numbers)
    names = dict(known.values_list("key", "text"))
    for row in batch.good():
        row.facts["worker_name"] = names.get(row.facts.pop("professional", ""), "")


def _involvement(row, one, teams, as_of):
    said = {name: row.facts.get(name) for name in ("worker_name", "from_date", "to_date")}
    said["team"] = teams[row.facts["team"]]
    fields = {name: value for name, value in said.items() if one is None or name in row.changes}
    always = {"person": row.people["person"], "source": Involvement.Source.MAIN_SYSTEM, "as_of": as_of}
    return fields | always


def ends_first(facts: dict) -> bool:
    """Whether something ends before it starts."""
    start, end = facts.get("from_date"), facts.get("to_date")
    return bool(start and end and end < start)


def _note_overlaps(batch):
    """The same worker of the same team twice at once is a slip, but which of the two would be a guess: both stand."""
    people = {row.people["person"].pk for row in batch.good()}
    all_of_them = Involvement.objects.filter(person__in=people, source=Involvement.Source.MAIN_SYSTEM).order_by("pk")
    by_number, spans = {one.pk: one for one in all_of_them}, {}
    for one in by_number.values():
        spans.setdefault((one.person_id, one.team_id, one.worker_name), []).append(one)
    for row, own in ((row, by_number.get(row.made)) for row in batch.good()):
        if own is None:
            continue
        beside = spans[own.person_id, own.team_id, own.worker_name]
        if any(other.pk < own.pk and _overlap(own, other) for other in beside):
            row.note("invo_involvement_start_date", "Overlaps another of the same team and worker")


def _overlap(one, other):
    return _begins(one) < (other.to_date or date.max) and _begins(other) < (one.to_date or date.max)


def _begins(one):
    return one.from_date or date.min
