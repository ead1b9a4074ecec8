"""What the rows of each table become here: people, relationships, households, addresses, involvements.

Each writer is given rows that have changed since they were last read, and answers for each what it made or changed,
or why it could not.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from directory.london import london_day
from directory.services import team_called
from mainsystem.models import ImportedRow
from mainsystem.services.tables import Problem
from people.models import Address, Household, HouseholdMember, Involvement, Person, ProtectedAddress, Relationship

GROWN_UP = 18


@dataclass
class Said:
    """One row to be written: its key, what it says, what it made before; and what became of it."""

    key: str
    facts: dict
    object_id: int | None = None
    problem: Problem | None = None


@dataclass
class Batch:
    """Rows of one table that are written together, at one moment, under one event, of one extract."""

    rows: list[Said]
    event: object
    now: datetime
    as_of: datetime
    people: dict[str, Person] = field(default_factory=dict)

    def of(self, *names: str) -> None:
        """Find the people whom these columns name; a row that names somebody unknown is not written."""
        keys = {row.facts[name] for row in self.rows for name in names}
        known = dict(ImportedRow.objects.filter(table="person", key__in=keys).values_list("key", "object_id"))
        people = Person.objects.in_bulk(known.values())
        self.people = {key: people[pk] for key, pk in known.items()}
        for row in self.rows:
            unknown = [name for name in names if row.facts[name] not in self.people]
            if unknown:
                row.problem = Problem(unknown[0], "nobody of this number was read")

    def good(self) -> list[Said]:
        """The rows in which nothing wrong was found so far."""
        return [row for row in self.rows if row.problem is None]

    def save(self, model, values: dict[str, dict], new=None) -> None:
        """Make or change one object for each row, with history: `values` are its fields by the row's key.

        `new` are fields of an object that is only now made.
        """
        there = model._base_manager.in_bulk([row.object_id for row in self.good() if row.object_id])
        made, changed = [], []
        for row in self.good():
            instance = there.get(row.object_id) or model(**(new or {}))
            for name, value in values[row.key].items():
                setattr(instance, name, value)
            (changed if instance.pk else made).append((row, instance))
        self._write(model, made, changed, {name for each in values.values() for name in each})

    def _write(self, model, made, changed, names):
        said = {"default_change_reason": self.event.pk, "default_date": self.event.at}
        if changed:
            bulk_update_with_history([one for _, one in changed], model, sorted(names), **said)
        if made:
            objects = bulk_create_with_history([one for _, one in made], model, **said)
            for (row, _), one in zip(made, objects, strict=True):
                row.object_id = one.pk


def write_people(batch: Batch) -> None:
    """Somebody on file under the main system's number, as a child, an unborn child or an adult."""
    adopted = dict(
        Person.objects.filter(main_system_id__in=[r.key for r in batch.rows]).values_list("main_system_id", "pk")
    )
    values = {}
    for row in batch.rows:
        facts = dict(row.facts)
        born, expected = facts.get("birth_date"), facts.pop("expected_date", None)
        died = facts.get("death_date")
        if born and died and died < born:
            row.problem = Problem("pers_death_date", "before the date of birth")
            continue
        row.object_id = row.object_id or adopted.get(row.key)
        facts |= {"main_system_id": facts.pop("key"), "kind": _kind(born, expected, london_day(batch.as_of))}
        if expected and not born:
            facts |= {"birth_date": expected, "birth_date_is": Person.BirthDateIs.EXPECTED}
        values[row.key] = facts
    batch.save(Person, _alike(values), new={"recorded_at": batch.now})


def _kind(born: date | None, expected: date | None, day: date):
    if expected and not born:
        return Person.Kind.UNBORN
    grown = born and (day.year - born.year - ((day.month, day.day) < (born.month, born.day))) >= GROWN_UP
    return Person.Kind.ADULT if grown else Person.Kind.CHILD


def _alike(values):
    """The same fields for every row: what a row does not say of one is left as the model has it."""
    names = {name for each in values.values() for name in each}
    plain = {"birth_date_is": Person.BirthDateIs.EXACT}
    return {key: {name: each.get(name, plain.get(name, "")) for name in names} for key, each in values.items()}


def write_mothers(batch: Batch) -> None:
    """A mother and her child; never herself, and never younger than the child."""
    batch.of("mother", "child")
    values = {}
    for row in batch.good():
        mother, child = (batch.people[row.facts[name]] for name in ("mother", "child"))
        if mother == child:
            row.problem = Problem("moth_childs_person_id", "her own mother")
        elif mother.birth_date and child.birth_date and mother.birth_date >= child.birth_date:
            row.problem = Problem("moth_person_id", "a mother younger than her child")
        else:
            values[row.key] = {"person": mother, "of": child, "kind": Relationship.Kind.MOTHER}
    _adopt_relationships(batch, values)
    batch.save(Relationship, values)


def _adopt_relationships(batch, values):
    """Of what the front door has already said nothing is made twice."""
    children = [each["of"].pk for each in values.values()]
    known = Relationship.objects.filter(of__in=children, kind=Relationship.Kind.MOTHER, to_date=None)
    there = {(one.person_id, one.of_id): one.pk for one in known}
    for row in batch.good():
        pair = values[row.key]
        row.object_id = row.object_id or there.get((pair["person"].pk, pair["of"].pk))


def write_families(batch: Batch) -> None:
    """Somebody of a family as the main system groups them, who need not live together."""
    batch.of("person")
    groups = _groups({row.facts["family"] for row in batch.good()})
    for row in batch.good():
        person = batch.people[row.facts["person"]]
        member, _ = HouseholdMember.objects.get_or_create(
            household_id=groups[row.facts["family"]], person=person, to_date=None
        )
        row.object_id = member.pk


def _groups(families: Iterable[str]) -> dict[str, int]:
    table = "family group"
    found = dict(ImportedRow.objects.filter(table=table, key__in=families).values_list("key", "object_id"))
    new = sorted(set(families) - set(found))
    made = Household.objects.bulk_create(Household(kind=Household.Kind.FAMILY) for _ in new)
    rows = [ImportedRow(table=table, key=key, object_id=one.pk) for key, one in zip(new, made, strict=True)]
    ImportedRow.objects.bulk_create(rows)
    return found | {row.key: row.object_id for row in rows}


def write_addresses(batch: Batch) -> None:
    """Where somebody lives or lived; of whoever has a protected address no other one is taken in."""
    batch.of("person")
    people = [person.pk for person in batch.people.values()]
    hidden = set(ProtectedAddress.objects.filter(person__in=people, to_date=None).values_list("person", flat=True))
    values = {}
    for row in batch.good():
        person, facts = batch.people[row.facts["person"]], row.facts
        if person.pk in hidden:
            row.problem = Problem("addr_person_id", "this person's address is protected here")
        elif _ends_first(facts):
            row.problem = Problem("addr_address_end_date", "before the start")
        else:
            names = ("lines", "postcode", "from_date", "to_date")
            values[row.key] = {"person": person} | {
                name: facts.get(name, "" if name in names[:2] else None) for name in names
            }
    batch.save(Address, values)


def _ends_first(facts):
    start, end = facts.get("from_date"), facts.get("to_date")
    return bool(start and end and end < start)


def write_professionals(batch: Batch) -> None:
    """A worker's name, for the involvements that give a number."""
    for row in batch.rows:
        row.facts["text"] = row.facts["name"]


def write_involvements(batch: Batch) -> None:
    """A team's work with somebody. A team that is not ours yet is added: whose case it is must never be lost."""
    batch.of("person")
    teams = {name: team_called(name) for name in sorted({row.facts["team"] for row in batch.good()})}
    numbers = {row.facts.get("professional") for row in batch.good()} - {None, ""}
    names = dict(ImportedRow.objects.filter(table="professional", key__in=numbers).values_list("key", "text"))
    values = {}
    for row in batch.good():
        facts = row.facts
        if _ends_first(facts):
            row.problem = Problem("invo_involvement_end_date", "before the start")
            continue
        values[row.key] = {
            "person": batch.people[facts["person"]],
            "team": teams[facts["team"]],
            "worker_name": names.get(facts.get("professional"), ""),
            "from_date": facts["from_date"],
            "to_date": facts.get("to_date"),
            "source": Involvement.Source.MAIN_SYSTEM,
            "as_of": batch.as_of,
        }
    _mark_overlapping(batch, values)
    batch.save(Involvement, values)


def _mark_overlapping(batch, values):
    """The same worker of the same team twice at once is a slip: the first stands."""
    own = {row.object_id for row in batch.good() if row.object_id}
    people = {each["person"].pk for each in values.values()}
    main = Involvement.objects.filter(person__in=people, source=Involvement.Source.MAIN_SYSTEM).exclude(pk__in=own)
    spans = {}
    for one in main:
        spans.setdefault((one.person_id, one.team_id, one.worker_name), []).append((one.from_date, one.to_date))
    for row in batch.good():
        each = values[row.key]
        there = spans.setdefault((each["person"].pk, each["team"].pk, each["worker_name"]), [])
        span = (each["from_date"], each["to_date"])
        if any(_overlap(span, other) for other in there):
            row.problem = Problem("invo_involvement_start_date", "overlaps another of the same team and worker")
        else:
            there.append(span)


def _overlap(one, other):
    return (one[0] or date.min) < (other[1] or date.max) and (other[0] or date.min) < (one[1] or date.max)


WRITERS = {
    "person": write_people,
    "professional": write_professionals,
    "mother": write_mothers,
    "family": write_families,
    "address": write_addresses,
    "involvement": write_involvements,
}
"""Who writes which table."""
