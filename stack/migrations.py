"""Whether the embedded database is up to date, told without starting Django.

Noted are the hash of all migration files and the number of migrations that the database had then: one that was restored
or rolled back is never taken for up to date.
"""

import hashlib
from contextlib import closing

from stack import notes
from stack.paths import CHECKOUT
from stack.postgres import Cluster

NOTE = "migrations"


def up_to_date(cluster: Cluster) -> bool:
    """Whether the database has every migration of this checkout."""
    state = state_of(cluster)
    return state is not None and notes.read(cluster).get(NOTE) == state


def remember(cluster: Cluster) -> None:
    """Note that the database has every migration that the files name."""
    notes.write(cluster, **{NOTE: state_of(cluster)})


def state_of(cluster: Cluster) -> str | None:
    """What would be noted if the database were up to date now; nothing while it has no migrations at all."""
    with closing(cluster.connect()) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('django_migrations') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return None
        cursor.execute("SELECT count(*) FROM django_migrations")
        return f"{state_of_files()} {cursor.fetchone()[0]}"


def state_of_files() -> str:
    """A hash of every migration of the project and of the lock that names the packages with the others."""
    digest = hashlib.sha256((CHECKOUT / "requirements.txt").read_bytes())
    for file in sorted(CHECKOUT.glob("*/migrations/*.py")):
        digest.update(str(file.relative_to(CHECKOUT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()
