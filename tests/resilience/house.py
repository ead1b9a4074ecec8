"""A front door of its own: `python -m stack run` in a folder, on a port and with servers that nobody else uses."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import psycopg2
from celery import Celery

from stack.child import leashed
from stack.environment import own_stack_environment
from stack.paths import CHECKOUT
from stack.postgres import OWNER, durable_cluster
from stack.state import State, alive
from stack.valkey import durable_broker
from tests.waiting import wait_for

PARTS = ("web", "worker", "beat", "valkey", "postgres")
TASKS = {"tick": "audit.tasks.tick", "sweep": "deadlines.tasks.sweep", "relay": "correspondence.tasks.relay"}
"""The loops that everything waits for, and the task of each."""
LOOPS = tuple(TASKS)
LIVE, HEALTH = "/health/live", "/health/ready"
BEATEN = "SELECT count(*) FROM audit_heartbeat WHERE beat_at > %s AND loop = ANY(%s)"
DUE = "SELECT count(*) FROM deadlines_deadline WHERE next_at <= %s"
UNSENT = "SELECT count(*) FROM correspondence_outbox WHERE next_at IS NOT NULL"
PORTS, EACH = range(20_000, 32_000), 1_000
"""Below those that the system itself gives out (32768 and up), so many for each test process."""
# As in production, but over plain HTTP. The pages that fail must be the house's own and no debugger's.
AS_IN_PRODUCTION = {"DEBUG": "0", "HTTPS": "0", "DJANGO_SETTINGS_MODULE": "frontdoor.settings"}
TO_START, TO_STOP, TO_RECOVER, TO_ANSWER = 180, 60, 120, 60


class House:
    """One front door, started, killed and started again. All that it prints is kept in its log."""

    def __init__(self, folder: Path, **environment: str):
        self.state = State(folder / "var")
        self.state.var.mkdir()
        self.port = free_port()
        self.environment = own_stack_environment(self.state.var, self.port) | AS_IN_PRODUCTION | environment
        self.log = folder / "run.log"
        self.cluster = durable_cluster(self.state.var)
        self.broker = durable_broker(self.state.var)
        self.process: subprocess.Popen | None = None
        self.ready_before = 0

    def start(self) -> "House":
        """Start everything, and return when it says READY."""
        self.launch()
        return self.arrive()

    def launch(self) -> None:
        """Begin to start everything."""
        self.ready_before = self._said_ready()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "stack", "run"],
                cwd=CHECKOUT,
                env=self.environment,
                stdout=log,
                stderr=log,
                preexec_fn=leashed(signal.SIGTERM),
            )

    def arrive(self) -> "House":
        """Wait for READY, where one is still to come."""
        wait_for(lambda: self._said_ready() > self.ready_before or self.process.poll() is not None, TO_START)
        assert self.process.poll() is None, self.log.read_text(errors="replace")[-2000:]
        return self

    def stop(self) -> None:
        """Ask it to stop, by its own number, as Ctrl-C does."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.send_signal(signal.SIGINT)
            self.process.wait(TO_STOP)

    def _said_ready(self) -> int:
        return len(re.findall(r"^READY$", self.log.read_text(errors="replace"), re.M)) if self.log.exists() else 0

    def pid(self, name: str) -> int:
        """The process of a part that runs now; waits for one that is being started again."""
        return wait_for(lambda: self._running(name), TO_RECOVER)

    def _running(self, name):
        pid = self.state.read_pids().get(name)
        return pid if pid and alive(pid) else None

    def whole(self) -> bool:
        """Whether every part runs."""
        return all(self._running(name) for name in PARTS)

    def health(self) -> tuple[int, dict]:
        """What the health page says; status 0 when nobody answers."""
        status, body = get(self.port, HEALTH)
        with suppress(ValueError):
            return status, json.loads(body)
        return status, {}

    def beaten_since(self, moment: datetime, loops=LOOPS) -> bool:
        """Whether each of these loops has run since `moment`; asked of the database, to leave the web alone."""
        with suppress(psycopg2.Error):
            return self.ask(BEATEN, moment, list(loops)) == [(len(loops),)]
        return False

    def back(self) -> None:
        """Wait until every part runs, and both the database and the web answer."""
        wait_for(self.whole, TO_RECOVER)
        wait_for(self.cluster.answers, TO_RECOVER)
        wait_for(lambda: get(self.port, LIVE)[0] == 200, TO_RECOVER)

    def at_work(self) -> None:
        """Wait until every part runs, and a worker has answered beat."""
        since = datetime.now(UTC)
        wait_for(self.whole, TO_RECOVER)
        wait_for(lambda: self.beaten_since(since, ("tick",)), TO_RECOVER)

    def recover(self) -> None:
        """Wait until every part runs, and every loop has gone round once more."""
        self.at_work()
        self.go_round()

    def go_round(self, *loops: str) -> None:
        """Have these loops, or all, go round now, without waiting for beat to ask for it; wait until they have."""
        since, loops = datetime.now(UTC), loops or LOOPS
        with Celery(broker=self.broker.url, set_as_current=False) as sender:
            for loop in loops:
                sender.send_task(TASKS[loop], ignore_result=True, expires=TO_RECOVER)
        wait_for(lambda: self.beaten_since(since, loops), TO_RECOVER)

    def all_told(self, until: datetime, patience: float) -> None:
        """Wait until `until` has come and no stage that falls due by then is still to be announced."""
        wait_for(lambda: datetime.now(UTC) >= until, patience)
        self.go_round("sweep")
        wait_for(lambda: self.ask(DUE, until) == [(0,)], TO_RECOVER)

    def all_sent(self, patience: float) -> None:
        """Wait until no mail is left to be sent."""
        self.go_round("relay")
        wait_for(lambda: self.ask(UNSENT) == [(0,)], patience)

    @contextmanager
    def without(self, *parts: str, signum: int = signal.SIGKILL):
        """These parts are gone, and stay so while the block runs: who would start them again is held."""
        self.process.send_signal(signal.SIGSTOP)
        try:
            gone = [self.pid(part) for part in parts]
            for pid in gone:
                os.kill(pid, signum)
            wait_for(lambda: not any(alive(pid) for pid in gone), TO_STOP)
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    def ask(self, question: str, *values) -> list[tuple]:
        """Rows of the database, as its owner sees them."""
        connection = self.cluster.connect(OWNER)
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(question, values)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def django(self, module: str, *arguments: str) -> str:
        """Run one of our modules on this house's database, as the application's role; what it prints."""
        command = [sys.executable, "-m", module, *arguments]
        done = subprocess.run(command, cwd=CHECKOUT, env=self.settings(), capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def settings(self) -> dict[str, str]:
        """The environment in which Django finds this house's servers."""
        secret = {"SECRET_KEY": self.environment.get("SECRET_KEY") or self.state.secret("secret_key")}
        return self.environment | secret | self.cluster.urls() | {"REDIS_URL": self.broker.url}


def get(port: int, path: str) -> tuple[int, bytes]:
    """The status and body of a page; status 0 when nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TO_ANSWER)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    except (OSError, http.client.HTTPException):
        return 0, b""
    finally:
        connection.close()


def free_port() -> int:
    """A port that nobody listens on now, of those of this test process.

    Not one that the system gives out: while a killed house is started again, somebody else could be given it.
    """
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    mine = PORTS[worker * EACH % len(PORTS) :][:EACH]
    first = os.getpid() % len(mine)
    return next(port for port in (*mine[first:], *mine[:first]) if is_free(port))


def is_free(port: int) -> bool:
    """Whether nobody listens there, and nobody's last connection lingers there."""
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def descendants(pid: int) -> set[int]:
    """Every process below `pid`, however deep."""
    parents = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parents[int(entry.parent.name)] = int(entry.read_text().rpartition(")")[2].split()[1])
    found, before = {pid}, set()
    while found != before:
        before = set(found)
        found |= {child for child, parent in parents.items() if parent in found}
    return found - {pid}
