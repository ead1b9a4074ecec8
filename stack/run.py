"""`python -m stack run`: the whole front door on this machine, in the order in which its parts need each other."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from functools import partial

from stack import assets, migrations, prepared
from stack.child import die_with_parent, spawn
from stack.environment import given_databases, settings_for
from stack.paths import CHECKOUT, var_folder
from stack.postgres import STOP_SIGNAL as POSTGRES_STOP
from stack.postgres import Cluster, durable_cluster
from stack.readiness import Readiness
from stack.state import State, complain_about_port
from stack.supervisor import Part, Stopped, Supervisor
from stack.valkey import STOP_SIGNAL as VALKEY_STOP
from stack.valkey import durable_broker

STILL_WAITING_EVERY = 15.0
PYTHON = [sys.executable, "-m"]
GUNICORN = (
    "stack.leash gunicorn frontdoor.wsgi:application --worker-class gthread --workers 2 --threads 4 --preload "
    "--graceful-timeout 5 --timeout 60 --log-level warning --no-control-socket"
)
# What can be made again need not wait for the disk at every step: after a power cut it is made again.
HURRIED = {"PGOPTIONS": "-c synchronous_commit=off"}
CELERY = "stack.leash stack.celery_part"


class Stack:
    """One start of everything, from the empty folder to READY."""

    def __init__(self, state: State, port: int):
        self.state = state
        self.port = port
        self.began = time.monotonic()
        self.since = datetime.now(UTC)
        self.supervisor = Supervisor(state, self.say)
        self.environment = os.environ | settings_for(state)
        self.debug = self.environment["DEBUG"].lower() in ("1", "true", "yes", "on")

    def say(self, line: str) -> None:
        print(f"{time.monotonic() - self.began:5.1f} s  {line}", flush=True)

    def start(self) -> None:
        """Start everything and return at READY. What does not need each other runs side by side."""
        building = self.build_assets()
        cluster = self.start_servers()
        self.migrate(cluster)
        if building:
            self.supervisor.finish("assets", building)
        self.add("web", f"{GUNICORN} --bind 127.0.0.1:{self.port}")
        self.add("beat", f"{CELERY} beat", str(self.state.var / "beat-schedule"))
        sign_ins = self.prepare(cluster)
        self.add("worker", f"{CELERY} worker")
        self.wait_until_ready()
        print(f"\n    http://127.0.0.1:{self.port}\n\n{sign_ins}\nREADY", flush=True)

    def build_assets(self) -> subprocess.Popen | None:
        """Begin to build the static files if need be; without DEBUG they are collected as well, as in production."""
        if assets.up_to_date() and (self.debug or assets.collected()):
            return None
        self.say("Building the static files ...")
        return self.job("assets", "stack assets" if self.debug else "stack assets --collect")

    def start_servers(self) -> Cluster | None:
        """Start the servers that the environment does not name, and name them there; the cluster, if it is ours."""
        given = given_databases(self.state)
        broker = None if os.environ.get("REDIS_URL") else durable_broker(self.state.var)
        if broker:
            valkey = partial(broker.start, self.state.log("valkey"))
            self.supervisor.add(Part("valkey", valkey, tier=0, stop_signal=VALKEY_STOP))
            self.environment["REDIS_URL"] = broker.url
        cluster = None if given else durable_cluster(self.state.var)
        self.environment |= given or self.start_postgres(cluster)
        if broker:
            self.supervisor.until(broker.answers, every=0.02)
        self.say("PostgreSQL and Valkey are up.")
        return cluster

    def start_postgres(self, cluster: Cluster) -> dict[str, str]:
        """Start our own server, made first if need be, and give its addresses."""
        log = self.state.log("postgres")
        if not cluster.made():
            self.say("Making the database ...")
            cluster.initialise(log)
        postgres = partial(cluster.start, log)
        self.supervisor.add(Part("postgres", postgres, tier=0, stop_signal=POSTGRES_STOP, patience=30))
        self.supervisor.until(cluster.answers, every=0.02)
        cluster.give_roles()
        return cluster.urls()

    def migrate(self, cluster: Cluster | None) -> None:
        """Bring the database up to date as its owner. Another's database is always asked, ours by its stamp."""
        if cluster and migrations.up_to_date(cluster):
            return
        self.say("Migrating the database ...")
        owner = {"DATABASE_URL": self.environment["MIGRATION_DATABASE_URL"]} | HURRIED
        self.supervisor.finish("migrate", self.job("migrate", "manage migrate --no-input", environment=owner))
        if cluster:
            migrations.remember(cluster)

    def prepare(self, cluster: Cluster | None) -> str:
        """Load the profile and, with DEBUG on, a demo that is not older than a day; the demo's sign-ins."""
        noted = prepared.sign_ins(cluster, self.environment) if cluster else None
        if noted is not None:
            return noted
        self.say("Loading the profile, and an invented fortnight ..." if self.debug else "Loading the profile ...")
        answer = self.state.var / "prepared.json"
        demo = ["--demo"] if self.debug else []
        job = self.job("prepare", "stack.prepare", str(answer), *demo, environment=HURRIED)
        self.supervisor.finish("prepare", job)
        found = json.loads(answer.read_text())
        if cluster:
            prepared.remember(cluster, self.environment, found)
        return found["sign_ins"]

    def wait_until_ready(self) -> None:
        self.say("Waiting for the first page, and for a worker's answer to beat ...")
        readiness = Readiness(self.port, self.environment["MIGRATION_DATABASE_URL"], self.since)
        say_at = time.monotonic() + STILL_WAITING_EVERY
        while not readiness.reached():
            self.supervisor.turn(0.05)
            if time.monotonic() > say_at:
                self.say(f"Still waiting for {readiness.missing}. The logs are in {self.state.logs}.")
                say_at += STILL_WAITING_EVERY
        self.supervisor.ready = True
        self.say("All parts answer.")

    def add(self, name: str, module: str, *arguments: str) -> None:
        command = [*PYTHON, *module.split(), *arguments]
        log = self.state.log(name)
        # Killed with us, not asked: the truth is in PostgreSQL, and a worker that finishes politely is an orphan.
        start = partial(spawn, command, death=signal.SIGKILL, log=log, env=self.environment, cwd=CHECKOUT)
        self.supervisor.add(Part(name, start))

    def job(self, name: str, module: str, *arguments: str, environment: dict | None = None) -> subprocess.Popen:
        """A step that runs once, beside the parts."""
        log = self.state.log(name)
        log.unlink(missing_ok=True)
        command = [*PYTHON, *module.split(), *arguments]
        return spawn(command, log=log, env=self.environment | (environment or {}), cwd=CHECKOUT)

    def run(self) -> int:
        self.supervisor.listen()
        try:
            self.start()
            while True:
                self.supervisor.turn(60)
        except Stopped:
            self.say("Stopping ...")
            return 0
        finally:
            self.supervisor.stop()
            self.say("Everything has stopped.")


def main(arguments: list[str]) -> int:
    """Start everything and keep it running until somebody ends it; one clear line for what is wrong."""
    if "--with-parent" in arguments:  # `make`, when it is killed and cannot tell us
        die_with_parent(signal.SIGTERM)
    port = os.environ.get("PORT", "8000")
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise SystemExit(f"PORT must be a number between 1 and 65535, not {port!r}.")
    state = State(var_folder())
    state.hold()
    state.wait_for_predecessors()  # one of them may hold the port yet
    complain_about_port(int(port))
    return Stack(state, int(port)).run()
