"""What the main system says of whose case somebody is: involvements, with the names of workers and teams."""

from datetime import date

from directory.services import team_called
from mainsystem.models import ImportedRow
from mainsystem.services.batch import Batch, ends_first
from people.models import Involvement

ALLOCATED = "allocated"
"""What the allocated case worker's role begins with, or it is their code; any other works beside them."""
ALLOCATED_CODE = "cw"


def write_names(batch: Batch) -> None:
    """A worker's or a team's name, for the involvements that give a number."""


def write_involvements(batch: Batch) -> None:
    """A team's work with somebody. A team that is not here yet is added: whose case it is must never be lost."""
    _say_who_works(batch)
    _say_which_team(batch)
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
    """The name stands for the number, so that a new name is a change; the role for whether they work beside another."""
    names = _names("professional", {row.facts.get("professional") for row in batch.good()})
    for row in batch.good():
        row.facts["worker_name"] = names.get(row.facts.pop("professional", ""), "")
        if "role" in row.facts:
            role = row.facts.pop("role").lower()
            beside = role and not role.startswith(ALLOCATED) and role != ALLOCATED_CODE
            row.facts["supporting"] = True if beside else None


def _say_which_team(batch):
    """What stands there is the number of a department, or a name: also where no department has that number."""
    said = {row.facts["team"] for row in batch.good()}
    names, departments = _names("department", said), ImportedRow.objects.filter(table="department")
    known = {*names, *departments.filter(text__in=said).values_list("text", flat=True)}
    unknown = said - known if departments.exists() else ()
    for row in batch.good():
        if row.facts["team"] in unknown:
            row.note("invo_professional_team", "No department with this number has been read")
        row.facts["team"] = names.get(row.facts["team"], row.facts["team"])


def _names(table, numbers):
    found = ImportedRow.objects.filter(table=table, key__in=numbers - {None, ""}).exclude(text="")
    return dict(found.values_list("key", "text"))


def _involvement(row, one, teams, as_of):
    said = {name: row.facts.get(name) for name in ("worker_name", "from_date", "to_date")}
    said |= {"team": teams[row.facts["team"]], "supporting": bool(row.facts.get("supporting"))}
    fields = {name: value for name, value in said.items() if one is None or name in row.changes}
    always = {"person": row.people["person"], "source": Involvement.Source.MAIN_SYSTEM, "as_of": as_of}
    return fields | always


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
