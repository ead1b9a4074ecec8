"""Whether the database is up to date, told without starting Django."""

from pathlib import Path

import pytest

from stack import migrations
from stack.throwaway import private_folder, running_servers


@pytest.fixture(scope="module")
def cluster():
    with private_folder() as folder, running_servers(folder) as (cluster, _):
        yield cluster


@pytest.fixture
def checkout(tmp_path, monkeypatch) -> Path:
    """A checkout with one app, which has one migration."""
    (tmp_path / "requirements.txt").write_text("django==5.2\n")
    (tmp_path / "people" / "migrations").mkdir(parents=True)
    (tmp_path / "people" / "migrations" / "0001_initial.py").write_text("")
    monkeypatch.setattr(migrations, "CHECKOUT", tmp_path)
    return tmp_path


@pytest.fixture
def migrated(cluster, checkout):
    run(cluster, "CREATE TABLE django_migrations (id int)", "INSERT INTO django_migrations VALUES (1)")
    migrations.remember(cluster)
    yield cluster
    run(cluster, "DROP TABLE IF EXISTS django_migrations")


def run(cluster, *commands: str) -> None:
    connection = cluster.connect()
    with connection, connection.cursor() as cursor:
        for command in commands:
            cursor.execute(command)
    connection.close()


def test_an_empty_database_is_not(cluster, checkout):
    assert not migrations.up_to_date(cluster)


def test_one_that_was_migrated_by_these_files_is(migrated):
    assert migrations.up_to_date(migrated)


def test_a_new_or_changed_migration_makes_it_late(migrated, checkout):
    (checkout / "people" / "migrations" / "0002_more.py").write_text("")
    assert not migrations.up_to_date(migrated)


def test_another_version_of_a_package_makes_it_late(migrated, checkout):
    (checkout / "requirements.txt").write_text("django==5.3\n")
    assert not migrations.up_to_date(migrated)


def test_a_migration_taken_back_by_hand_makes_it_late(migrated):
    run(migrated, "DELETE FROM django_migrations")
    assert not migrations.up_to_date(migrated)


def test_a_table_of_migrations_that_is_gone_makes_it_late(migrated):
    run(migrated, "DROP TABLE django_migrations")
    assert not migrations.up_to_date(migrated)
