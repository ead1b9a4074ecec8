"""Migrations let the release before go on working beside them (ARCHITECTURE rule 13)."""

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid, AddIndexConcurrently
from django.db.migrations import AddConstraint, AddField, AddIndex, RemoveField, RenameField
from django.db.migrations.loader import MigrationLoader
from django.db.models import ManyToManyField
from django.db.models.fields import NOT_PROVIDED

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
