"""What the database server writes of what goes wrong: never a row, never a statement."""

from contextlib import closing

import psycopg2
import pytest

from stack.postgres import OWNER
from stack.throwaway import private_folder, running_servers

MARKER = "Zaphira Quillon"
TABLE = "CREATE TABLE person (name text, age int, CONSTRAINT born CHECK (age >= 0), UNIQUE (name))"
REFUSED = (
    "INSERT INTO person VALUES (%s, -1)",
    "INSERT INTO person VALUES (%s, 1), (%s, 2)",
    "SELECT nothing FROM person WHERE name = %s",
)


def test_what_it_refuses_is_logged_without_the_row_and_without_the_statement():
    with private_folder() as folder, running_servers(folder) as (cluster, _):
        with closing(psycopg2.connect(cluster.url(OWNER))) as connection, connection.cursor() as cursor:
            connection.autocommit = True
            cursor.execute(TABLE)
            for statement in REFUSED:
                with pytest.raises(psycopg2.Error):
                    cursor.execute(statement, [MARKER] * statement.count("%s"))
        log = (folder / "servers.log").read_text()
    assert 'violates check constraint "born"' in log
    assert log.count("ERROR:") == len(REFUSED)
    assert MARKER not in log
