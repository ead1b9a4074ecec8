"""Migrations let the release before go on working beside them (ARCHITECTURE rule 13)."""

from threading import Timer

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid, AddIndexConcurrently
from django.db import DatabaseError, connection
from django.db.migrations import AddConstraint, AddField, AddIndex, RemoveField, RenameField, RunSQL
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.models import ManyToManyField
from django.db.models.fields import NOT_PROVIDED

from audit.operations import AddIndexAgain
from tests.database import as_owner, owner_connection

BEFORE_THE_RULE = {("contacts", "0002_children_new_to_us")}
"""Came with the first release, beside which no older one runs."""


def later_operations():
    """Every operation of ours after each app's first migration, with where it stands."""
    ours = {app.label for app in apps.get_app_configs() if str(settings.BASE_DIR / ".venv") not in app.path}
    for (app, name), migration in sorted(MigrationLoader(None).disk_migrations.items()):
        if app in ours and not migration.initial and (app, name) not in BEFORE_THE_RULE:
            yield from ((f"{app}.{name}", operation) for operation in migration.operations)


def test_a_column_that_must_hold_something_has_a_default_in_the_database():
    wrong = [
        f"{where}: {operation.model_name}.{operation.name}"
        for where, operation in later_operations()
        if isinstance(operation, AddField)
        and not (operation.field.null or isinstance(operation.field, ManyToManyField))
        and operation.field.db_default is NOT_PROVIDED
    ]
    assert wrong == []


def test_no_index_and_no_check_of_the_contacts_is_made_while_they_are_locked():
    """They are the largest table in use: it is read while people go on working."""
    wrong = [
        where
        for where, operation in later_operations()
        if isinstance(operation, AddIndex | AddConstraint)
        and operation.model_name == "contact"
        and not isinstance(operation, AddIndexConcurrently | AddConstraintNotValid)
    ]
    assert wrong == []


def test_no_column_goes_away_or_is_called_otherwise_while_the_release_before_reads_it():
    assert [where for where, operation in later_operations() if isinstance(operation, RemoveField | RenameField)] == []


def test_every_index_made_while_people_work_can_be_made_again():
    inner = [
        (where, each)
        for where, operation in later_operations()
        for each in (operation, *getattr(operation, "database_operations", ()))
    ]
    assert [w for w, o in inner if isinstance(o, AddIndexConcurrently) and not isinstance(o, AddIndexAgain)] == []
    assert [w for w, o in inner if isinstance(o, RunSQL) and "CONCURRENTLY" in str(o.sql).upper()] == []


def refusal_of_all_that_is_left():
    """What the database said against the migrations that are left, if anything."""
    executor = MigrationExecutor(connection)
    try:
        executor.migrate(executor.loader.graph.leaf_nodes())
    except DatabaseError as refusal:
        return refusal
    return None


INDEXES = ("contact_joined_to", "historicalcontact_joined_to")


def run(*commands):
    with connection.cursor() as cursor:
        for command in commands:
            cursor.execute(command)


def answers(question):
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchall()


@pytest.mark.django_db(transaction=True)
def test_the_contacts_indexes_are_made_though_they_were_interrupted_half_way_and_a_dump_is_running():
    """What an interruption leaves behind is there: one index that is invalid, and another that is made already.

    The dump's snapshot is older and lasts longer than the patience for locks.
    """
    before, checked = ("contacts", "0005_teams_and_joining"), ("contacts", "0006_teams_and_joining_checked")
    invalid = f"UPDATE pg_index SET indisvalid = false WHERE indexrelid = '{INDEXES[0]}'::regclass"
    with as_owner():
        MigrationExecutor(connection).migrate([before])
        run(
            "SET lock_timeout = '200ms'",
            f"CREATE INDEX {INDEXES[0]} ON contacts_contact (joined_to_id)",
            f"CREATE INDEX {INDEXES[1]} ON contacts_historicalcontact (joined_to_id)",
            invalid,
        )
        dump = owner_connection()
        dump.set_session(isolation_level="REPEATABLE READ")
        dump.cursor().execute("SELECT 1 FROM django_migrations")
        over = Timer(1, dump.close)
        over.start()
        assert refusal_of_all_that_is_left() is None
        over.join()
        assert checked in MigrationExecutor(connection).loader.applied_migrations
        made = answers(
            f"SELECT relname FROM pg_class JOIN pg_index ON indexrelid = oid WHERE indisvalid "
            f"AND relname IN {INDEXES} ORDER BY 1"
        )
        assert made == [(name,) for name in INDEXES]
        assert "WHERE" in answers(f"SELECT pg_get_indexdef('{INDEXES[0]}'::regclass)")[0][0], "made anew"
