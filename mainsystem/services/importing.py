"""Reading an import on, a piece at a time, each piece in one transaction: killed anywhere, it goes on from there."""

import hashlib
from datetime import datetime

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F

from audit.models import Event
from mainsystem.models import Import, ImportedRow, ImportProblem
from mainsystem.services.reading import rows
from mainsystem.services.tables import BY_SLUG, Problem, said
from mainsystem.services.writing import WRITERS, Batch, Said
from people.models import Involvement

PIECE = 1000
"""Records that are read and committed together."""
AGAIN = Problem("", "the same row stands twice in the file")


@transaction.atomic
def read_on(now: datetime) -> bool:
    """Read the next piece of the import that is under way; says whether there may be more.

    The import's row is locked meanwhile: of two workers one reads and the other finds nothing to do.
    """
    under_way = Import.objects.filter(finished_at=None).select_for_update(skip_locked=True).first()
    if under_way is None:
        return False
    file = under_way.files.filter(offset__lt=F("size")).first()
    if file is None:
        under_way.state, under_way.finished_at = Import.State.DONE, now
    else:
        under_way.state = Import.State.READING
        _read_piece(under_way, file, now)
    under_way.save()
    return file is not None


def _read_piece(under_way, file, now):
    table = BY_SLUG[file.table]
    with default_storage.open(file.stored, "rb") as stored:
        piece = [row for _, row in zip(range(PIECE), rows(stored, file.offset, file.line), strict=False)]
    if not piece:
        file.offset = file.size
        file.save()
        return
    event = Event.behind_walls.create(at=now, actor=under_way.started_by, verb="imported", record=under_way)
    told, problems = {}, []
    lines = {}
    for row in piece:
        facts, wrong = said(table, row.cells)
        problems += [(row.line, problem) for problem in wrong]
        if facts is None:
            continue
        if facts["key"] in told:
            problems.append((row.line, AGAIN))
            continue
        told[facts["key"]], lines[facts["key"]] = facts, row.line
    written, same = _write(table, file, told, event, now, under_way.as_of)
    problems += [(lines[row.key], row.problem) for row in written if row.problem]
    _count(file, piece, written, same, problems)


def _write(table, file, told, event, now, as_of):
    """Write the rows that say something else than when they were last read."""
    known = {row.key: row for row in ImportedRow.objects.filter(table=table.slug, key__in=told)}
    digests = {key: _digest(facts) for key, facts in told.items()}
    same = [key for key in told if key in known and known[key].digest == digests[key]]
    changed = [
        Said(key, facts, known[key].object_id if key in known else None)
        for key, facts in told.items()
        if key not in set(same)
    ]
    _refresh(table, [known[key].object_id for key in same], as_of)
    existed = {row.key for row in changed if row.object_id}
    WRITERS[table.slug](Batch(changed, event, now, as_of))
    kept = [
        ImportedRow(
            table=table.slug,
            key=row.key,
            digest=digests[row.key],
            object_id=row.object_id,
            text=row.facts.get("text", ""),
        )
        for row in changed
        if row.problem is None
    ]
    ImportedRow.objects.bulk_create(
        kept, update_conflicts=True, unique_fields=["table", "key"], update_fields=["digest", "object_id", "text"]
    )
    file.changed += sum(row.key in existed for row in changed if row.problem is None)
    file.made += sum(row.key not in existed for row in changed if row.problem is None)
    return changed, len(same)


def _digest(facts):
    return hashlib.sha256(repr(sorted(facts.items())).encode()).hexdigest()


def _refresh(table, objects, as_of):
    """What has not changed is known to be so as of this extract."""
    if table.slug == "involvement":
        Involvement.objects.filter(pk__in=objects, as_of__lt=as_of).update(as_of=as_of)


def _count(file, piece, written, same, problems):
    ImportProblem.objects.bulk_create(
        ImportProblem(file=file, line=line, column=problem.column, why=problem.why) for line, problem in problems
    )
    file.same += same
    file.bad += len({line for line, _ in problems})
    file.offset, file.line = piece[-1].end, piece[-1].line
    file.save()


def report(of: Import) -> list[dict]:
    """Each file with its figures, and what was wrong in it: every kind of problem with how often and where first."""
    found = []
    for file in of.files.all():
        kinds = {}
        for line, column, why in file.problems.values_list("line", "column", "why").order_by("line"):
            kind = kinds.setdefault((column, why), {"column": column, "why": why, "count": 0, "lines": []})
            kind["count"] += 1
            kind["lines"] += [line] if len(kind["lines"]) < 5 else []
        found.append({"file": file, "label": BY_SLUG[file.table].label, "problems": list(kinds.values())})
    return found
