"""Taking files in: each is looked at as a whole before anything of it is read. And letting go of them again."""

import hashlib
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from directory.london import spoken
from mainsystem.models import Import, ImportFile
from mainsystem.services.reading import Unreadable, examined
from mainsystem.services.tables import TABLES, Table, table_of

FOLDER = "main-system"
KEPT_FOR = timedelta(days=30)
"""Files hold a whole extract: for so long they are there to look up a line that a report names."""
ORPHANED_AFTER = timedelta(days=1)
ANOTHER = "Another import is still being read: wait until it is done, or stop it."


class Refused(Exception):
    """No import can begin; the message says why, in words."""


def tables_in(files: Iterable) -> dict[Table, object]:
    """Which table each file is. Raises `Unreadable`, naming the file, for one that is none or comes twice."""
    found = {}
    for file in files:
        try:
            table = table_of(examined(file))
        except Unreadable as error:
            raise Unreadable(f"{file.name}: {error}") from error
        if table in found:
            raise Unreadable(f"{file.name}: there is a file of {table.label.lower()} already.")
        found[table] = file
    return found


def begin(files: Mapping[Table, object], as_of: datetime, actor, now: datetime, key: UUID | None = None) -> Import:
    """Keep the files and begin an import of them; the worker reads on from there, whatever happens.

    The same `key` again gives the import that it began. Raises `Refused` while another is under way, and for an
    extract older than one of which anything was read, to its end or not: what is newer would be undone.
    """
    begun = Import.objects.filter(key=key).first() if key else None
    if begun:
        return begun
    over = Import.objects.filter(finished_at__isnull=False, as_of__gt=as_of)
    newest = over.filter(files__offset__gt=0).order_by("-as_of", "state").first()
    if newest:
        raise Refused(_newer(newest))
    under_way = Import.objects.filter(finished_at=None).first()
    if under_way and under_way.key == key:  # the first of two clicks at once began it just now
        return under_way
    if under_way:
        raise Refused(ANOTHER)
    with ExitStack() as kept:
        stored = {table: _keep(file, kept) for table, file in files.items()}
        begun, is_new = _begun_with(files, stored, as_of, actor, now, key)
        if is_new:
            kept.pop_all()
    return begun


def _begun_with(files, stored, as_of, actor, now, key):
    """The import of these stored files, or the one that the first click began; and whether it is the former."""
    try:
        with transaction.atomic():
            begun = Import.objects.create(key=key or uuid4(), as_of=as_of, started_by=actor, started_at=now)
            ImportFile.objects.bulk_create(
                ImportFile(of=begun, table=table.slug, stored=stored[table], size=files[table].size)
                for table in TABLES
                if table in files
            )
    except IntegrityError:
        begun = Import.objects.filter(key=key).first() if key else None
        if begun is None:
            raise Refused(ANOTHER) from None
        return begun, False
    return begun, True


def _newer(newest):
    when = spoken(newest.as_of)
    if newest.state == Import.State.DONE:
        return f"A newer extract has been read already, of {when}."
    return f"A newer extract, of {when}, was read in part before it was stopped. Send that one again, or a newer."


def under_way_with(files: Mapping[Table, object], as_of: datetime) -> Import | None:
    """The import of these very files, taken at that moment, that somebody began and nobody finished."""
    of = Import.objects.filter(finished_at=None, as_of=as_of).first()
    there = {file.table: file.stored for file in of.files.all()} if of else {}
    same = there.keys() == {table.slug for table in files} and all(
        there[table.slug].startswith(_name(file)) for table, file in files.items()
    )
    return of if same else None


def _keep(file, kept) -> str:
    """Store a file under the hash of its content; of two with the same content each has a name of its own.

    It goes again with `kept`, should nothing begin.
    """
    stored = default_storage.save(f"{_name(file)}.csv", file)
    kept.callback(default_storage.delete, stored)
    return stored


def _name(file) -> str:
    digest = hashlib.sha256()
    file.seek(0)
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return f"{FOLDER}/{digest.hexdigest()}"


def let_go(now: datetime) -> None:
    """Delete the files and the lines of imports that ended `KEPT_FOR` ago, and files that belong to no import.

    Their figures stay. A file is stored before its import begins, so that one which has just come belongs to none yet.
    """
    for file in ImportFile.objects.filter(of__finished_at__lt=now - KEPT_FOR).exclude(stored=""):
        default_storage.delete(file.stored)
        file.kinds.all().delete()
        file.stored = ""
        file.save()
    kept = set(ImportFile.objects.exclude(stored="").values_list("stored", flat=True))
    for name in _stored():
        if name not in kept and default_storage.get_modified_time(name) < now - ORPHANED_AFTER:
            default_storage.delete(name)


def _stored():
    try:
        return [f"{FOLDER}/{name}" for name in default_storage.listdir(FOLDER)[1]]
    except FileNotFoundError:  # nothing was ever taken in
        return []
