"""A database that is not ours: its owner's address is enough, or one line says what is lacking."""

import psycopg2
import pytest

from stack import environment
from stack.environment import given_databases, own_stack_environment, settings_for_tests, with_role
from stack.state import State
from stack.throwaway import servers


@pytest.fixture
def state(tmp_path):
    folder = State(tmp_path)
    folder.logs.mkdir()
    return folder


@pytest.fixture(scope="module")
def foreign():
    """The owner's address on a server where nobody has prepared anything."""
    with servers() as addresses:
        owner = addresses["MIGRATION_DATABASE_URL"]
        run(owner, "DROP ROLE frontdoor_app", "DROP ROLE frontdoor_retention", "CREATE ROLE plain LOGIN")
        yield owner


def run(url: str, *commands: str) -> None:
    connection = psycopg2.connect(url)
    with connection, connection.cursor() as cursor:
        for command in commands:
            cursor.execute(command)
    connection.close()


def test_no_address_means_a_server_of_our_own(state, monkeypatch):
    monkeypatch.delenv("DATABASE_URL")
    assert given_databases(state) is None


def test_two_addresses_are_taken_as_they_are(state, monkeypatch):
    given = {"DATABASE_URL": "postgres://app@host/db", "MIGRATION_DATABASE_URL": "postgres://owner@host/db"}
    for name, url in given.items():
        monkeypatch.setenv(name, url)
    assert given_databases(state) == given


class TestTheOwnersAddressAlone:
    @pytest.fixture(autouse=True)
    def given(self, foreign, monkeypatch):
        monkeypatch.setenv("DATABASE_URL", foreign)
        monkeypatch.delenv("MIGRATION_DATABASE_URL")
        yield
        run(foreign, "DROP ROLE IF EXISTS frontdoor_app", "DROP ROLE IF EXISTS frontdoor_retention")

    def test_the_application_gets_a_role_whose_password_is_kept(self, state, foreign):
        databases = given_databases(state)
        assert databases["MIGRATION_DATABASE_URL"] == foreign
        password = (state.var / environment.PASSWORD).read_text()
        assert f"frontdoor_app:{password}@" in databases["DATABASE_URL"]
        psycopg2.connect(databases["DATABASE_URL"]).close()
        assert given_databases(state) == databases

    def test_a_role_that_migrations_made_is_let_in(self, state, foreign):
        run(foreign, "CREATE ROLE frontdoor_app NOLOGIN")
        psycopg2.connect(given_databases(state)["DATABASE_URL"]).close()

    def test_somebody_elses_password_is_not_changed(self, state, foreign):
        run(foreign, "CREATE ROLE frontdoor_app LOGIN PASSWORD 'theirs'")
        with pytest.raises(SystemExit, match="^The role frontdoor_app has a password already: set DATABASE_URL .*$"):
            given_databases(state)

    def test_an_owner_who_may_make_no_roles_is_told_so(self, state, foreign, monkeypatch):
        monkeypatch.setenv("DATABASE_URL", foreign.replace("frontdoor_owner", "plain"))
        with pytest.raises(SystemExit, match="^DATABASE_URL's role must be able to make roles: permission denied.*$"):
            given_databases(state)

    def test_a_server_that_is_not_there_gets_one_line(self, state, monkeypatch):
        monkeypatch.setenv("DATABASE_URL", "postgres://owner@127.0.0.1:1/db")
        with pytest.raises(SystemExit, match="^DATABASE_URL cannot be reached: .*$"):
            given_databases(state)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgres://owner:a%40b@host:5432/db?sslmode=require", "postgres://app:x%2Fy@host:5432/db?sslmode=require"),
        ("postgres://owner@%2Frun%2Fpg/db", "postgres://app:x%2Fy@%2Frun%2Fpg/db"),
        ("postgres:///db", "postgres://app:x%2Fy@/db"),
    ],
)
def test_the_application_is_led_to_the_same_database(url, expected):
    assert with_role(url, "app", "x/y") == expected


def test_a_stack_of_its_own_is_given_nothing_of_the_tests(tmp_path, monkeypatch):
    given = settings_for_tests() | {"DATABASE_URL": "x", "MIGRATION_DATABASE_URL": "x", "REDIS_URL": "x"}
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    made = own_stack_environment(tmp_path, 8123)
    assert not set(given) & set(made)
    assert (made["STACK_VAR"], made["PORT"]) == (str(tmp_path), "8123")
