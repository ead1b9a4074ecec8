"""Taking files in: each is looked at as a whole before anything of it is read."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.core.files.storage import default_storage
from django.db import transaction

from mainsystem.models import Import, ImportFile
from mainsystem.services.reading import Unreadable, header_of
from mainsystem.services.tables import TABLES, Table, table_of

FOLDER = "main-system"


def tables_in(files: Iterable) -> dict[Table, object]:
    """Which table each uploaded file is. Raises `Unreadable`, naming the file, for one that is none or comes twice."""
    found = {}
    for file in files:
        try:
            table = table_of(header_of(file))
        except Unreadable as error:
            raise Unreadable(f"{file.name}: {error}") from error
        if table in found:
            raise Unreadable(f"{file.name}: a file of {table.label.lower()} is there already.")
        found[table] = file
    return found


def begin(files: dict[Table, object], as_of: datetime, actor, now: datetime) -> Import:
    """Keep the files and begin an import of them; the worker reads on from there, whatever happens."""
    kept = {table: (_keep(file), file.size) for table, file in files.items()}
    with transaction.atomic():
        begun = Import.objects.create(as_of=as_of, started_by=actor, started_at=now)
        for table in TABLES:
            if table in kept:
                stored, size = kept[table]
                ImportFile.objects.create(of=begun, table=table.slug, stored=stored, size=size)
    return begun


def _keep(file) -> str:
    """Store a file under the hash of its content, once."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    name = f"{FOLDER}/{digest.hexdigest()}.csv"
    if not default_storage.exists(name):
        file.seek(0)
        default_storage.save(name, file)
    return name
