"""Whether the embedded database is up to date, told without starting Django.

The hash of all migration files stands in the database itself, as its comment, with the number of migrations that it
had then: a restored or a rolled back database is never taken for an up to date one.
"""

import hashlib
from contextlib import closing

from stack.paths import CHECKOUT
from stack.postgres import DATABASE, Cluster


def state_of_files() -> str:
    """A hash of every migration of the project and of the lock that names the packages with the others."""
    digest = hashlib.sha256((CHECKOUT / "requirements.txt").read_bytes())
    for file in sorted(CHECKOUT.glob("*/migrations/*.py")):
        digest.update(str(file.relative_to(CHECKOUT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:24]


def up_to_date(cluster: Cluster) -> bool:
    with closing(cluster.connect()) as connection, connection.cursor() as cursor:
        return stamp_of(cursor) == wanted_stamp(cursor)


def remember(cluster: Cluster) -> None:
    """Note that the database has every migration that the files name."""
    with closing(cluster.connect()) as connection, connection, connection.cursor() as cursor:
        cursor.execute(f"COMMENT ON DATABASE {DATABASE} IS %s", [wanted_stamp(cursor)])


def stamp_of(cursor) -> str | None:
    cursor.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
        [DATABASE],
    )
    return cursor.fetchone()[0]


def wanted_stamp(cursor) -> str | None:
    """The stamp this database would have if it were up to date; none while it has no migrations at all."""
    cursor.execute("SELECT to_regclass('django_migrations') IS NOT NULL")
    if not cursor.fetchone()[0]:
        return "empty"
    cursor.execute("SELECT count(*) FROM django_migrations")
    return f"migrations {state_of_files()} {cursor.fetchone()[0]}"
