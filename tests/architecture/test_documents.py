"""What is generated is fresh, and what the database must hold is held."""

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction

from workflow.documents import documents

APPEND_ONLY = ["audit_event", "audit_access", "audit_signin", "workflow_decision"]


def test_the_workflow_pages_are_fresh():
    folder = settings.BASE_DIR / "docs" / "workflows"
    there = {path.name: path.read_text() for path in folder.glob("*.md")}
    assert there == documents(), "run manage.py workflow_docs"


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


@pytest.mark.django_db
def test_the_application_signs_in_as_its_own_role():
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_user, current_user, rolsuper FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == ("frontdoor_app", "frontdoor_app", False)


@pytest.mark.django_db
@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_what_is_append_only_cannot_be_changed(table, statement):
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))
