"""The tests' database: made and emptied by the owner, used as the application's own role.

So that what the application may not do to events, it may not do in a test either.
"""

import os
from contextlib import contextmanager

import dj_database_url
import psycopg2
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import setup_databases, teardown_databases


@contextmanager
def as_owner():
    """Django's own connection signs in as the owner, who migrates; afterwards as the application again."""
    owner = dj_database_url.parse(os.environ["MIGRATION_DATABASE_URL"])
    mine = {key: connection.settings_dict[key] for key in ("USER", "PASSWORD")}
    connection.close()
    connection.settings_dict.update({key: owner[key] for key in mine})
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(mine)


@contextmanager
def test_database(keep: bool):
    """A migrated test database; with `keep` an existing one is migrated and left for the next run."""
    with as_owner():
        old = setup_databases(verbosity=0, interactive=False, keepdb=keep)
    yield
    with as_owner():
        if not keep:
            end_other_sessions()
        teardown_databases(old, verbosity=0, keepdb=keep)


def end_other_sessions():
    """A browser's last request may still be answered when all tests are over; a database in use cannot be dropped."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def owner_connection():
    """A connection of the owner to the database in use, outside Django's transactions."""
    owner = dj_database_url.parse(os.environ["MIGRATION_DATABASE_URL"])
    return psycopg2.connect(
        dbname=connection.settings_dict["NAME"],
        user=owner["USER"],
        password=owner["PASSWORD"] or None,
        host=owner["HOST"],
        port=owner["PORT"] or None,
    )


def empty_tables():
    """Empty every table but the migrations' and the content types', as the owner."""
    kept = ("django_migrations", "django_content_type")
    with owner_connection() as owner, owner.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND NOT tablename = ANY(%s)", [list(kept)]
        )
        tables = ", ".join(f'"{name}"' for (name,) in cursor.fetchall())
        cursor.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
    owner.close()
    ContentType.objects.clear_cache()
