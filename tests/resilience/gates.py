"""Holding the house's transactions at a chosen point, so that a kill provably meets one in flight.

What is held is seen in PostgreSQL's own list of sessions, by the locks it has. A `Gate` holds a
transaction in its middle, when it comes to write to one table. The `CommitGate` holds it after its
commit is on the disk and before anybody is told so: the server waits for a standby that does not exist.
"""

from collections.abc import Callable
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass

import psycopg2

from stack.postgres import OWNER, Cluster
from tests.waiting import wait_for

REQUEST, DRAFT, SWEEP = "request", "draft", "sweep"
HAS_LOCKED = {REQUEST: "contacts_contact", DRAFT: "contacts_contact", SWEEP: "deadlines_deadline"}
"""The table of which a transaction of that kind has locked rows when it is held."""
HELD_AT = {REQUEST: "workflow_decision", DRAFT: "contacts_referrer", SWEEP: "correspondence_notice"}
"""The table at which it is held: by then it has changed nearly everything."""
AT_LEAST = {REQUEST: 1, DRAFT: 2, SWEEP: 1}
"""How many of them are waited for: of drafts a new contact that is submitted and one that saves itself."""
SESSIONS = """
    SELECT a.pid, coalesce(a.wait_event, ''), left(a.query, 50), pg_blocking_pids(a.pid),
           coalesce(array_agg(l.relation::regclass::text) FILTER (WHERE l.mode IN ('RowShareLock', 'RowExclusiveLock')
                    AND l.granted AND l.relation IS NOT NULL), '{}')
    FROM pg_stat_activity a JOIN pg_locks l USING (pid)
    WHERE a.usename = 'frontdoor_app' AND a.xact_start IS NOT NULL GROUP BY a.pid, a.wait_event, a.query
"""
PATIENCE = 60


@dataclass(frozen=True)
class Held:
    """One transaction that waits, and how we know."""

    pid: int
    kind: str
    at: str

    def __str__(self):
        return f"{self.kind} in session {self.pid}: {self.at}"


class Gate:
    """Holds whoever comes to write to a table, from now until it is opened."""

    def __init__(self, cluster: Cluster, kind: str):
        self.cluster, self.kind = cluster, kind
        self.connection = cluster.connect(OWNER)
        self.connection.cursor().execute(f"LOCK TABLE {HELD_AT[kind]} IN SHARE MODE")

    def held(self) -> list[Held]:
        """The transactions of this gate's kind that wait at it now."""
        mine = self.connection.info.backend_pid
        return [
            Held(pid, self.kind, query)
            for pid, _, query, blockers, tables in sessions(self.cluster)
            if mine in blockers and is_of(self.kind, tables)
        ]

    def open(self) -> None:
        """Let them go on, those that still live."""
        with suppress(psycopg2.Error):
            self.connection.rollback()
        self.connection.close()


class CommitGate:
    """Holds every commit after it is on the disk, from now until it is opened."""

    def __init__(self, cluster: Cluster):
        self.cluster = cluster
        self.set("SET synchronous_standby_names = 'nobody'")
        # The setting takes hold when the server has read it: a commit of our own shows when.
        self.probe = psycopg2.connect(host=str(cluster.socket), user=OWNER, dbname="frontdoor", async_=True)
        wait_for(lambda: self.probe.poll() == psycopg2.extensions.POLL_OK, PATIENCE)
        self.probe.cursor().execute("SELECT pg_logical_emit_message(true, 'gate', '')")
        wait_for(lambda: self.waits(self.probe.info.backend_pid), PATIENCE)

    def waits(self, pid: int) -> bool:
        """Whether this session has committed and is not told so."""
        with ask(self.cluster) as cursor:
            cursor.execute("SELECT 1 FROM pg_stat_activity WHERE pid = %s AND wait_event = 'SyncRep'", [pid])
            return cursor.fetchone() is not None

    def open(self) -> None:
        """Tell everybody; waits for a server that is being started again, for the setting outlives it."""
        wait_for(self._reset, PATIENCE)
        self.probe.close()

    def _reset(self):
        with suppress(psycopg2.Error):
            self.set("RESET synchronous_standby_names")
            return True

    def set(self, change: str) -> None:
        """Change the server's settings and have it read them."""
        with ask(self.cluster) as cursor:
            cursor.execute(f"ALTER SYSTEM {change}")
            cursor.execute("SELECT pg_reload_conf()")


@contextmanager
def ask(cluster: Cluster):
    """A cursor of the owner's, each statement by itself."""
    connection = cluster.connect(OWNER)
    connection.autocommit = True
    try:
        yield connection.cursor()
    finally:
        connection.close()


def sessions(cluster: Cluster) -> list[tuple]:
    """The application's sessions that are in a transaction now, and the tables of which they have locked rows."""
    with ask(cluster) as cursor:
        cursor.execute(SESSIONS)
        return cursor.fetchall()


def is_of(kind: str, tables: list[str]) -> bool:
    """Whether a transaction that has locked rows of these tables is of that kind."""
    if kind == SWEEP and HAS_LOCKED[REQUEST] in tables:
        return False  # a decision also meets its clock
    return HAS_LOCKED[kind] in tables


@contextmanager
def held(cluster: Cluster, kind: str, at_commit: bool, begin: Callable[[], None]):
    """What is held after `begin`, at least one; it goes on, if it lives, when the block ends."""
    with ExitStack() as opening:
        gate = Gate(cluster, kind)
        opening.callback(gate.open)
        begin()
        seen = wait_for(lambda: len(found := gate.held()) >= AT_LEAST[kind] and found, PATIENCE)
        if at_commit:
            commit = CommitGate(cluster)
            opening.callback(commit.open)
            gate.open()
            wait_for(lambda: all(commit.waits(each.pid) for each in seen), PATIENCE)
            seen = [Held(each.pid, each.kind, "committed, and not told so") for each in seen]
        yield seen
