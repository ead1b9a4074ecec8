"""What is noted about the embedded database, in the database itself: so that a note never speaks of another one.

The notes are the database's comment, as JSON. Only its owner may write them.
"""

import json
from contextlib import closing

from stack.postgres import DATABASE, Cluster


def read(cluster: Cluster) -> dict:
    """All notes; none when there is no comment, or one that somebody else wrote."""
    with closing(cluster.connect()) as connection, connection.cursor() as cursor:
        return read_with(cursor)


def read_with(cursor) -> dict:
    """All notes, read in a transaction that is under way."""
    cursor.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [DATABASE])
    try:
        found = json.loads(cursor.fetchone()[0] or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def write(cluster: Cluster, **changes) -> None:
    """Note these beside the others."""
    with closing(cluster.connect()) as connection, connection, connection.cursor() as cursor:
        cursor.execute(f"COMMENT ON DATABASE {DATABASE} IS %s", [json.dumps(read_with(cursor) | changes)])
