"""Reading an import on, a piece at a time, each piece in one transaction: killed anywhere, it goes on from there."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import islice

from django.core.files.storage import default_storage
from django.db import DataError, IntegrityError, transaction
from django.db.models import F

from correspondence.notices import Telling, tell
from directory.roles import Role
from mainsystem.models import Import, ImportedRow, ImportFile, ImportProblem, ProblemKind
from mainsystem.services.about import write_disabilities, write_identifiers
from mainsystem.services.batch import Batch, Said
from mainsystem.services.cases import write_involvements, write_names
from mainsystem.services.family import write_addresses, write_families
from mainsystem.services.mothers import write_mothers
from mainsystem.services.people import write_people
from mainsystem.services.reading import Row, Unreadable, rows
from mainsystem.services.tables import BY_SLUG, Problem, said

PIECE = 1000
"""Records that are read and committed together."""
NAMED = 1000
"""So many rows of each kind of problem are named; the others are counted."""
WRITERS = {
    "person": write_people,
    "professional": write_names,
    "department": write_names,
    "mother": write_mothers,
    "family": write_families,
    "address": write_addresses,
    "identifier": write_identifiers,
    "disability": write_disabilities,
    "involvement": write_involvements,
}
"""Who writes which table."""
State = Import.State


def read_on(now: datetime) -> bool:
    """Read the next piece of the import that is under way; says whether there may be more.

    The file is read before the transaction, for it may lie on another machine. Of two at once, one commits the piece
    and the other, who finds that it has been read already, nothing. An import whose file has gone is stopped, and
    the system administrators are told.
    """
    file = ImportFile.objects.filter(of__finished_at=None, offset__lt=F("size")).order_by("pk").first()
    try:
        piece = _piece(file) if file else []
    except (FileNotFoundError, Unreadable) as error:
        why = str(error) if isinstance(error, Unreadable) else "The file is no longer there: send it again."
        return _take(file, now, lambda of: _stop(of, file, why, now))
    return _take(file, now, lambda of: _commit(of, file, piece, now))


def _piece(file) -> list[Row]:
    with default_storage.open(file.stored, "rb") as stored:
        return list(islice(rows(stored, file.offset, file.line), PIECE))


@transaction.atomic
def _take(file, now, then):
    of = Import.objects.filter(finished_at=None).select_for_update().first()
    if of is None:
        return False
    following = of.next_file()
    if following is None:
        of.end(State.DONE, now)
        return False
    if file is not None and (following.pk, following.offset) == (file.pk, file.offset):
        then(of)
    return True


def _stop(of, file, why, now):
    note_problems(file, [(file.line, Problem("", why, refused=True))])
    of.end(State.STOPPED, now)
    sentence = f"The {of} from the main case system stopped before its end. {why}"
    tell([Telling(of, "import_stopped", f"stopped {of}", sentence, (Role.SYSTEM_ADMIN,), everyone=True)], now)


def _commit(of, file, piece, now):
    if of.state != State.READING:
        of.state = State.READING
        of.save()
    table = BY_SLUG[file.table]
    _write(of, file, [(row.line, *said(table, row.cells)) for row in piece], now)
    file.offset, file.line = (piece[-1].end, piece[-1].last_line) if piece else (file.size, file.line)
    file.save()


def _write(of, file, parsed, now):
    """Write these rows; should the database refuse them for what nobody thought of, all but the one at fault."""
    try:
        with transaction.atomic():
            read = _read(of, file.table, parsed, now)
    except (IntegrityError, DataError):
        if len(parsed) > 1:
            half = len(parsed) // 2
            _write(of, file, parsed[:half], now)
            _write(of, file, parsed[half:], now)
            return
        ((line, _, problems),) = parsed
        read = [Said(line, {}, [*problems, Problem("", "The database does not take it", refused=True)])]
    _count(file, read)


def _read(of, table, parsed, now) -> list[Said]:
    keys = {facts["key"] for _, facts, _ in parsed if "key" in facts}
    known = {row.key: row for row in ImportedRow.objects.filter(table=table, key__in=keys)}
    read, met = [], {key for key, row in known.items() if row.seen_in == of.pk}
    for line, facts, problems in parsed:
        row = Said(line, dict(facts), list(problems))
        if row.key in known:
            row.before, row.made = known[row.key].said, known[row.key].made
        if row.key and row.key in met:
            row = Said(line, {}, [*problems, Problem("", "The same key stands in a row before", refused=True)])
        met.add(row.key)
        read.append(row)
    WRITERS[table](Batch(read, of, now))
    _keep(of, table, [row for row in read if row.key], known)
    return read


def _keep(of, table, read: Iterable[Said], known):
    """Remember what each row says now; one that is not read keeps what it said when it was."""
    anew = [row for row in read if row.key not in known or not row.refused and (row.is_new or row.changes)]
    met = [known[row.key].pk for row in read if row.key in known]
    ImportedRow.objects.filter(pk__in=met).update(seen_in=of.pk)
    ImportedRow.objects.bulk_create(
        [
            ImportedRow(
                table=table,
                key=row.key,
                said={} if row.refused else row.digests(),
                made=row.made,
                text=row.facts.get("name") or "",
                seen_in=of.pk,
            )
            for row in anew
        ],
        update_conflicts=True,
        unique_fields=["table", "key"],
        update_fields=["said", "made", "text", "seen_in"],
    )


def _count(file, read):
    note_problems(file, [(row.line, one) for row in read for one in row.problems])
    figures = Counter(row.became for row in read)
    for became, count in figures.items():
        setattr(file, became, getattr(file, became) + count)
    file.partly += sum(bool(row.problems) and not row.refused for row in read)


def note_problems(file: ImportFile, found: Collection[tuple[int, Problem]]) -> None:
    """Count each of these problems, and name its line while few of its kind are."""
    kinds, named = {(k.column, k.why, k.refused): k for k in file.kinds.all()} if found else {}, []
    for line, one in found:
        what = (one.column, one.why, one.refused)
        if what not in kinds:
            kinds[what] = file.kinds.create(column=one.column, why=one.why, refused=one.refused)
        kinds[what].count += 1
        if kinds[what].count <= NAMED:
            named.append(ImportProblem(kind=kinds[what], line=line))
    ProblemKind.objects.bulk_update(kinds.values(), ["count"])
    ImportProblem.objects.bulk_create(named)


@transaction.atomic
def stop(of: Import, now: datetime) -> bool:
    """Read nothing more of it; says whether anything was left to stop. A piece in hand is waited for."""
    under_way = Import.objects.filter(pk=of.pk, finished_at=None).select_for_update().first()
    if under_way is None:
        return False
    under_way.end(State.STOPPED, now)
    return True
