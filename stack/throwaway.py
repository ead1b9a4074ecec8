"""A private PostgreSQL and Valkey for one command, gone with it: for the tests and for making migrations.

Any number may run side by side. A folder left behind by a kill is swept by the next start.
"""

import fcntl
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from stack.child import leashed, stop
from stack.postgres import Cluster, throw_away_cluster
from stack.valkey import Broker, throw_away_broker

PREFIX = "frontdoor-stack-"


@contextmanager
def servers() -> Iterator[dict[str, str]]:
    """Both servers in a private folder: gives the environment that names them."""
    with private_folder() as folder, running_servers(folder) as (cluster, broker):
        yield cluster.urls() | {"REDIS_URL": broker.url}


@contextmanager
def running_servers(folder: Path) -> Iterator[tuple[Cluster, Broker]]:
    """Start both servers, and stop them whatever happens."""
    log = folder / "servers.log"
    cluster, broker = throw_away_cluster(folder), throw_away_broker(folder)
    running = []
    try:
        valkey = broker.start(log, death=signal.SIGKILL)
        running.append((valkey, signal.SIGKILL))
        cluster.initialise(log)
        postgres = cluster.start(log, death=signal.SIGQUIT)
        running.append((postgres, signal.SIGQUIT))
        wait_for(cluster.answers, postgres)
        cluster.give_roles()
        wait_for(broker.answers, valkey)
        yield cluster, broker
    finally:
        for server, signum in reversed(running):
            stop(server, signum, patience=10)


def wait_for(answers: Callable[[], bool], server: subprocess.Popen) -> None:
    """Wait until the server answers; raises `SystemExit` when it ended or took longer than a minute."""
    deadline = time.monotonic() + 60
    while not answers():
        if server.poll() is not None or time.monotonic() > deadline:
            raise SystemExit(f"{server.args[0]} did not start.")
        time.sleep(0.02)


@contextmanager
def private_folder() -> Iterator[Path]:
    """A folder with a short path, held by a lock for as long as it is in use."""
    place = Path("/tmp") if Path("/tmp").is_dir() else Path(tempfile.gettempdir())
    sweep(place)
    making = Path(tempfile.mkdtemp(prefix="frontdoor-making-", dir=place))
    making.chmod(0o711)
    with (making / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        # It gets its name when it is locked: until then another start's sweep would take it for one left behind.
        folder = making.rename(place / f"{PREFIX}{making.name.rpartition('-')[2]}")
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def sweep(place: Path) -> None:
    """Remove the folders of this user whose holder was killed: their lock is free."""
    for folder in place.glob(f"{PREFIX}*"):
        try:
            if folder.stat().st_uid != os.getuid():
                continue
            with (folder / "lock").open() as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
        except OSError:  # held by a running stack, or this very moment being made or removed by another
            continue


def run(command: list[str], environment: dict[str, str] | None = None) -> int:
    """Run `command` with both servers beside it, and return its exit status (128 and the signal's number if killed)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the command's to answer; we stop after it
    with servers() as addresses:
        child = subprocess.Popen(
            command, env=os.environ | addresses | (environment or {}), preexec_fn=answering_signals(signal.SIGTERM)
        )
        signal.signal(signal.SIGTERM, lambda signum, frame: child.terminate())
        status = child.wait()
    return status if status >= 0 else 128 - status


def answering_signals(death: int):
    """Ties the command to us and gives it back its own answer to Ctrl-C, which we ignore."""
    tie = leashed(death)

    def prepare() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        tie()

    return prepare
