"""The environment that the parts of a stack run in, and what it says about databases that are not ours."""

import os
import secrets
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg2

from stack.postgres import APPLICATION, RETENTION
from stack.state import State

PASSWORD = "database_password"
GIVEN_TO_TESTS = ("DATABASE_URL", "MIGRATION_DATABASE_URL", "REDIS_URL", "DEBUG", "SECRET_KEY")


def own_stack_environment(var: Path, port: int) -> dict[str, str]:
    """The environment for a `python -m stack run` with its own folder, port and servers, as `make run` has them."""
    kept = {name: value for name, value in os.environ.items() if name not in GIVEN_TO_TESTS}
    return kept | {"STACK_VAR": str(var), "PORT": str(port)}


def settings_for(state: State) -> dict[str, str]:
    """DEBUG is on unless said otherwise; the secret key is made once and kept."""
    return {
        "DEBUG": os.environ.get("DEBUG", "1"),
        "SECRET_KEY": os.environ.get("SECRET_KEY") or state.secret("secret_key"),
        "FILES": os.environ.get("FILES") or str(state.var / "files"),
        "PYTHONUNBUFFERED": "1",
        "CELERY_SKIP_CHECKS": "1",  # a worker that starts need not load every page's code to check it
    }


def settings_for_tests() -> dict[str, str]:
    """DEBUG is off, as in production; the secret key lives as long as the run."""
    return {"DEBUG": "0", "SECRET_KEY": os.environ.get("SECRET_KEY") or secrets.token_urlsafe(48)}


def given_databases(state: State) -> dict[str, str] | None:
    """The addresses of the database that the environment names, or nothing when it names none.

    DATABASE_URL alone is the owner's, and the application's role is made sure of. With MIGRATION_DATABASE_URL beside
    it, that one is the owner's, DATABASE_URL is the application's, and both are taken as they are.
    """
    given = os.environ.get("DATABASE_URL")
    if not given:
        return None
    owner = os.environ.get("MIGRATION_DATABASE_URL")
    if owner:
        return {"DATABASE_URL": given, "MIGRATION_DATABASE_URL": owner}
    password = give_role_a_password(given, state)
    return {"DATABASE_URL": with_role(given, APPLICATION, password), "MIGRATION_DATABASE_URL": given}


def give_role_a_password(owner_url: str, state: State) -> str:
    """Make sure of the roles on the owner's server; raises `SystemExit` with one line that says what is lacking."""
    known = (state.var / PASSWORD).exists()
    try:
        connection = psycopg2.connect(owner_url, connect_timeout=5)
    except psycopg2.Error as error:
        raise SystemExit(f"DATABASE_URL cannot be reached: {first_line(error)}") from None
    with connection, connection.cursor() as cursor:
        cursor.execute("SELECT rolcanlogin FROM pg_roles WHERE rolname = %s", [APPLICATION])
        found = cursor.fetchone()
        if found and found[0] and not known:
            raise SystemExit(
                f"The role {APPLICATION} has a password already: set DATABASE_URL to that role's address, "
                "and MIGRATION_DATABASE_URL to the owner's."
            )
        password = state.secret(PASSWORD)
        try:
            make_roles(cursor, password)
        except psycopg2.Error as error:
            raise SystemExit(f"DATABASE_URL's role must be able to make roles: {first_line(error)}") from None
    connection.close()
    return password


def make_roles(cursor, password: str) -> None:
    """Make the application's and retention's roles if they are not there, and let the application sign in."""
    for role in (APPLICATION, RETENTION):
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE ROLE {role}")
    cursor.execute(f"ALTER ROLE {APPLICATION} LOGIN PASSWORD %s", [password])


def with_role(url: str, role: str, password: str) -> str:
    """The same database's address for another role."""
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{role}:{quote(password, safe='')}@{place}"))


def first_line(error: Exception) -> str:
    """What an error says, in one line."""
    return str(error).strip().splitlines()[0]
